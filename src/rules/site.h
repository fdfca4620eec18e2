/* The two small files of the place where the program is used: site.xml (who we are here, how
 * long the screen waits, which printer) and places.xml (where people can go nearby).
 *
 * Their texts are shown as they stand: they are not translated, and braces in them mean nothing.
 * It deliberately stays apart from the tables of model.h: no rule leans on a site, a site changes
 * no rule, and without these files the program works as before.  It does not know the clock. */
#ifndef DS_RULES_SITE_H
#define DS_RULES_SITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/errors.h"

/* Where the files are looked for when none is named. */
#define SITE_FILE "/etc/droits-sante/site.xml"
#define SITE_PLACES_FILE "/etc/droits-sante/places.xml"

#define SITE_LANGUAGE_COUNT 4 /* fr nl da en */
#define SITE_MAX_PLACES 500
#define SITE_MAX_HOURS 10    /* lines of opening hours of a place */
#define SITE_STALE_MONTHS 12 /* what was checked longer ago may have changed */

/* A text of the site in each language; null where it is not given. */
struct site_text {
    char *in[SITE_LANGUAGE_COUNT]; /* owned; [0] is French */
};

/* The place where the program is used. */
struct site {
    char *name, *town; /* owned, at most 60 characters each */
    char *department;  /* "62", "2A", "971"; owned */
    const char *languages[SITE_LANGUAGE_COUNT]; /* most usual first, each once; codes of site_language */
    size_t language_count;                      /* 0: the file names none */
    int32_t idle_before;  /* seconds without a key before the warning; 0: the file says nothing */
    int32_t idle_results; /* the same on the result; 0 as above */
    int32_t idle_warning; /* seconds that the warning stays; 0 as above */
    char *printer;        /* name of a CUPS queue, at most 127 bytes; owned, or null */
    char *address;        /* https://..., ASCII, at most 78 bytes, no '?' and no '#'; owned, or null */
};

/* A place to go to. */
struct site_place {
    char *id;      /* owned */
    uint16_t kind; /* as in rules_place_kind */
    bool pass;     /* a hospital clinic for people without cover */
    int32_t checked; /* the day when somebody last made sure that all this is so */
    char *address; /* on one line; owned */
    char *phone;   /* owned, or null */
    char *spoken;  /* the languages that people there speak, in free words; owned, or null */
    struct site_text name;
    struct site_text appointment, note; /* without any text when not given */
    struct site_text hours[SITE_MAX_HOURS];
    size_t hours_count;
};

/* All places, in the order of the file. */
struct site_places {
    struct site_place *items; /* owned */
    size_t count;
};

/* GIVEN when it is not null; else STANDARD when there is such a file, even one that cannot be
 * read; else null. */
const char *site_choose_file(const char *given, const char *standard);

/* Reads site.xml.  Returns null and adds to ERRORS when anything is wrong; the caller frees the
 * result with site_free. */
struct site *site_read(const char *path, struct errors *errors);

/* Releases SITE; null is fine. */
void site_free(struct site *site);

/* Reads places.xml.  Returns null and adds to ERRORS when anything is wrong; the caller frees the
 * result with site_free_places. */
struct site_places *site_read_places(const char *path, struct errors *errors);

/* Releases PLACES; null is fine. */
void site_free_places(struct site_places *places);

/* The index of the first place of KIND (as in rules_place_kind) at FROM or later; places->count
 * when there is none. */
size_t site_find_place(const struct site_places *places, uint16_t kind, size_t from);

/* True when PLACE was checked more than SITE_STALE_MONTHS before DAY. */
bool site_is_stale(const struct site_place *place, int32_t day);

/* TEXT in the language with this code, in French when it is not given in that, null when it is
 * not given at all; borrowed. */
const char *site_choose_text(const struct site_text *text, const char *language);

/* The code of the language that site_text.in[INDEX] is in; null past the last. */
const char *site_language(size_t index);

#endif
