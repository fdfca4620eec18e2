/* QR codes: see the header.
 * libqrencode is loaded when the first code is drawn, so that no start waits for it and a machine
 * without it shows the address as text. */
#include "output/qr.h"

#include <stdlib.h>
#include <string.h>

#include "util/memory.h"

#ifdef DS_HAS_QRENCODE

#include <dlfcn.h>
#include <qrencode.h>

#define QR_LIBRARY "libqrencode.so.4"

/* The two functions of the library that are used. */
struct qr_library {
    QRcode *(*encode)(const char *string, int version, QRecLevel level);
    void (*release)(QRcode *code);
};

/* Finds a function of the library: ISO C has no other way from an object to a function pointer. */
static bool qr_find(void *library, const char *name, void *function, size_t size)
{
    void *found = library ? dlsym(library, name) : NULL;
    if (found)
        memcpy(function, &found, size);
    return found != NULL;
}

/* The library, loaded once; false when this machine does not have it. */
static bool qr_load(struct qr_library *qr)
{
    static void *library;
    if (!library)
        library = dlopen(QR_LIBRARY, RTLD_NOW | RTLD_LOCAL);
    return qr_find(library, "QRcode_encodeString8bit", &qr->encode, sizeof qr->encode) &&
           qr_find(library, "QRcode_free", &qr->release, sizeof qr->release);
}

#define QUIET 4 /* modules around the code */

/* True when the module at a place is dark; outside the code none is. */
static bool qr_is_dark(const QRcode *code, int x, int y)
{
    bool inside = x >= 0 && y >= 0 && x < code->width && y < code->width;
    return inside && (code->data[y * code->width + x] & 1);
}

/* Draws two rows of modules into one row of text. */
static char *qr_draw_row(const QRcode *code, int y)
{
    static const char *const blocks[] = {" ", "\xe2\x96\x80", "\xe2\x96\x84", "\xe2\x96\x88"};
    struct buffer row = {0};
    for (int x = -QUIET; x < code->width + QUIET; x++)
        buffer_add(&row, blocks[qr_is_dark(code, x, y) + 2 * qr_is_dark(code, x, y + 1)]);
    return row.data;
}

bool qr_draw(struct qr *qr, const char *address)
{
    *qr = (struct qr){.count = 0};
    if (strlen(address) > QR_ADDRESS_MOST || strncmp(address, "https://", strlen("https://")) != 0)
        return false;
    struct qr_library library;
    QRcode *code = qr_load(&library) ? library.encode(address, 0, QR_ECLEVEL_L) : NULL;
    if (!code)
        return false;
    qr->columns = code->width + 2 * QUIET;
    for (int y = -QUIET; y < code->width + QUIET && qr->count < QR_ROWS_MOST; y += 2)
        qr->rows[qr->count++] = qr_draw_row(code, y);
    library.release(code);
    return true;
}

#else

bool qr_draw(struct qr *qr, const char *address)
{
    (void)address;
    *qr = (struct qr){.count = 0};
    return false;
}

#endif

void qr_done(struct qr *qr)
{
    for (size_t i = 0; i < qr->count; i++)
        free(qr->rows[i]);
    *qr = (struct qr){.count = 0};
}
