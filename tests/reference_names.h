/* The words of the shared values; the tellings alone include this.
 * It deliberately names no right and no figure. */
#ifndef DS_TESTS_REFERENCE_NAMES_H
#define DS_TESTS_REFERENCE_NAMES_H

#include <stddef.h>

static const char *const yes_no[] = {"no", "yes", NULL};
static const char *const urgencies[] = {"vital", "soon", "no", NULL};
static const char *const places[] = {"metropole", "dom", "mayotte", "com", "abroad", NULL};
static const char *const addresses[] = {"stable", "hosted", "none", NULL};
static const char *const companies[] = {"parent-insured",   "parent-s1",    "parent-protected", "parent-asylum",
                                        "parent-irregular", "parent-visit", "parent-wait3",     "ase",
                                        "alone",            NULL};
static const char *const nationalities[] = {"fr", "eu", "bg-ro", "uk", "other", NULL};
static const char *const purposes[] = {"settled", "temporary", NULL};
static const char *const works[] = {"employed",     "self-employed", "irregular",  "posted",
                                    "jobseeker-fr", "jobseeker-eu",  "student",    "pension-fr",
                                    "pension-foreign", "early-retirement", "abroad", "none", NULL};
static const char *const payers[] = {"eu", "uk", "other", NULL};
static const char *const papers[] = {"permit",    "vlsts-ok",        "vlsts-todo", "provisional", "appointment",
                                     "asylum",    "protected",       "temp-protection", "short-visa",
                                     "visa-free", "expired",         "none",       NULL};
static const char *const benefits[] = {"rsa", "aspa", "asi", "aah", "ass", "cej", "none", NULL};
static const char *const housings[] = {"owner-or-free", "housing-benefit", "other", NULL};

#endif
