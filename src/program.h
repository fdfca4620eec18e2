/* Where the program finds its own files, and what it does first of all.
 * It deliberately trusts nothing from the environment. */
#ifndef DS_PROGRAM_H
#define DS_PROGRAM_H

/* The directory of the catalogs: in the build tree when the program runs from one, else where it
 * was installed.  Valid until exit. */
const char *program_locale_dir(void);

/* The program that makes the PDF of a sheet: beside this one in a build tree, else where it was
 * installed; it may be missing.  Valid until exit. */
const char *program_pdf_helper(void);

/* Keeps memory out of core files and opens standard descriptors that the caller closed. */
void program_guard_start(void);

/* For a public place: keys that would interrupt are ignored from the first moment, and of the
 * environment nothing stays but a sane TERM. */
void program_lock_down(void);

#endif
