/* QR codes as rows of half blocks: two modules a row, black ink on a light ground.
 * Only ever made of a public address, never of an answer.
 * It deliberately paints nothing: the theme gives the rows their ink and their ground. */
#ifndef DS_OUTPUT_QR_H
#define DS_OUTPUT_QR_H

#include <stdbool.h>
#include <stddef.h>

#define QR_ADDRESS_MOST 78 /* bytes: with these a code fits on 24 rows */
#define QR_ROWS_MOST 24

/* A drawn code, with the quiet zone that readers need around it. */
struct qr {
    char *rows[QR_ROWS_MOST];
    size_t count;
    int columns;
};

/* Draws ADDRESS; false, and nothing drawn, when it is longer than QR_ADDRESS_MOST, does not begin
 * with https://, or this program was built without QR codes. */
bool qr_draw(struct qr *qr, const char *address);

/* Frees the rows. */
void qr_done(struct qr *qr);

#endif
