/* Printing a sheet through CUPS, and making its PDF, in child processes.
 *
 * A child of ours makes the PDF, hands it to `lp` and asks `lpstat` whether the printer runs;
 * nothing is written on disk.  The questionnaire only looks now and then what became of it and
 * never waits.  It deliberately knows no words: what happened is said by the screens. */
#ifndef DS_OUTPUT_PRINTER_H
#define DS_OUTPUT_PRINTER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "output/sheet.h"

#define PRINTER_SLOW_MS 700    /* longer: the person is told that it takes time */
#define PRINTER_GIVE_UP_MS 15000 /* longer: the job is given up */

enum printer_state {
    PRINTER_IDLE,    /* nothing was asked */
    PRINTER_WORKING, /* since less than PRINTER_SLOW_MS */
    PRINTER_SLOW,    /* still working */
    PRINTER_SENT,    /* handed to a printer that runs */
    PRINTER_STOPPED, /* handed over, but the printer is stopped */
    PRINTER_NONE,    /* this machine has no printer */
    PRINTER_FAILED,  /* the sheet was refused */
    PRINTER_HANGS    /* no answer: given up */
};

struct printer {
    pid_t child; /* 0: none */
    int64_t started_ms;
    enum printer_state state;
};

/* Starts to print SHEET on QUEUE (null: the default one); HELPER is the program that makes the
 * PDF.  A job still under way is given up first. */
void printer_start(struct printer *printer, const struct sheet *sheet, const char *helper, const char *queue,
                   int64_t now_ms);

/* What became of it by NOW_MS; never waits. */
enum printer_state printer_poll(struct printer *printer, int64_t now_ms);

/* Gives the job up, if there is one, and forgets it. */
void printer_stop(struct printer *printer);

/* Writes the PDF of SHEET into a new file at PATH that only its owner may read; false when there
 * is such a file already or it cannot be written. */
bool printer_save_pdf(const struct sheet *sheet, const char *helper, const char *path);

/* Writes the PDF of SHEET to the open file OUT by means of HELPER; false when that fails. */
bool printer_write_pdf(const struct sheet *sheet, const char *helper, int out);

#endif
