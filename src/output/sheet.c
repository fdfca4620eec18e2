/* The sheet: see the header. */
#define _DEFAULT_SOURCE /* explicit_bzero */
#include "output/sheet.h"

#include <stdlib.h>
#include <string.h>

#include "page/wrap.h"
#include "util/utf8.h"

#define SIDE_BY_SIDE_FROM 70 /* columns */
#define GAP 4                /* columns between two languages */
#define SHEET_MAGIC "sheet-1"

/* How blocks look in plain text: what stands before the first line, and before the others. */
static const struct {
    const char *first, *other;
    char underline; /* 0: none */
    bool apart;     /* an empty line before it */
} sheet_looks[SHEET_KIND_COUNT] = {
    [SHEET_TITLE] = {"", "", '=', false}, [SHEET_NOTICE] = {"", "", 0, false},
    [SHEET_HEADING] = {"", "", '-', true}, [SHEET_ITEM] = {"* ", "  ", 0, false},
    [SHEET_DETAIL] = {"  ", "  ", 0, false}, [SHEET_BOX] = {"[ ] ", "    ", 0, false},
    [SHEET_WIDE] = {"* ", "  ", 0, false}, [SHEET_PEN] = {"", "", 0, true},
};

void sheet_init(struct sheet *sheet, bool two, bool large)
{
    *sheet = (struct sheet){.two = two, .large = large};
}

/* Wipes and frees a text. */
static void sheet_free_text(char *text)
{
    if (text)
        explicit_bzero(text, strlen(text));
    free(text);
}

void sheet_done(struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->count; i++) {
        sheet_free_text(sheet->blocks[i].left);
        sheet_free_text(sheet->blocks[i].right);
    }
    free(sheet->blocks);
    *sheet = (struct sheet){0};
}

/* A copy of TEXT without anything but text, on one line; the caller frees it. */
static char *sheet_copy(const char *text)
{
    char *copy = utf8_clean(text);
    for (char *c = copy; *c; c++)
        if (*c == '\n')
            *c = ' ';
    return copy;
}

void sheet_add(struct sheet *sheet, enum sheet_kind kind, const char *left, const char *right)
{
    if (sheet->count == sheet->capacity) {
        sheet->capacity = sheet->capacity ? 2 * sheet->capacity : 32;
        sheet->blocks = memory_resize(sheet->blocks, sheet->capacity, sizeof *sheet->blocks);
    }
    sheet->blocks[sheet->count++] =
        (struct sheet_block){kind, sheet_copy(left), right && sheet->two && kind != SHEET_WIDE ? sheet_copy(right) : NULL};
}

/* ---- plain text ---- */

/* One block being wrapped. */
struct sheet_run {
    const char *text;
    size_t at;
    int width;
    const char *before; /* of the next line */
    const char *other;
};

/* Starts to wrap TEXT, or nothing. */
static struct sheet_run sheet_start(enum sheet_kind kind, const char *text, int width)
{
    return (struct sheet_run){text, 0, width, sheet_looks[kind].first, sheet_looks[kind].other};
}

/* Appends the next line of a run; returns the columns it took, or -1 at its end. */
static int sheet_next_line(struct sheet_run *run, struct buffer *out)
{
    struct wrap_piece piece;
    int indent = (int)strlen(run->before);
    if (!run->text || !wrap_next(run->text, &run->at, run->width - indent, &piece))
        return -1;
    buffer_add(out, run->before);
    buffer_add_bytes(out, run->text + piece.start, piece.bytes);
    run->before = run->other;
    return indent + piece.columns;
}

/* Appends COUNT blanks. */
static void sheet_add_blanks(struct buffer *out, int count)
{
    for (; count > 0; count--)
        buffer_add_char(out, ' ');
}

/* Appends a line of SIGN as wide as WIDTH. */
static void sheet_add_rule(struct buffer *out, char sign, int width)
{
    for (; sign && width > 0; width--)
        buffer_add_char(out, sign);
}

/* Appends a block in one column; TEXT is null where there is none. */
static void sheet_print_run(enum sheet_kind kind, const char *text, int width, struct buffer *out)
{
    struct sheet_run run = sheet_start(kind, text, width);
    while (sheet_next_line(&run, out) >= 0)
        buffer_add_char(out, '\n');
}

/* Appends a block with its two languages side by side. */
static void sheet_print_pair(const struct sheet_block *block, int width, struct buffer *out)
{
    struct sheet_run left = sheet_start(block->kind, block->left, width);
    struct sheet_run right = sheet_start(block->kind, block->right, width);
    for (;;) {
        struct buffer other = {0};
        int used = sheet_next_line(&left, out);
        bool more = sheet_next_line(&right, &other) >= 0;
        if (more) {
            sheet_add_blanks(out, width + GAP - (used < 0 ? 0 : used));
            buffer_add(out, buffer_text(&other));
        }
        buffer_done(&other);
        if (used < 0 && !more)
            return;
        buffer_add_char(out, '\n');
    }
}

/* Appends the second language below the first one, without the marks that only count once. */
static void sheet_print_below(const struct sheet_block *block, int width, struct buffer *out)
{
    struct sheet_run run = sheet_start(block->kind, block->right, width);
    run.before = run.other;
    if (!block->right || strcmp(block->right, block->left) == 0)
        return;
    while (sheet_next_line(&run, out) >= 0)
        buffer_add_char(out, '\n');
}

/* Appends one block. */
static void sheet_print_block(const struct sheet *sheet, const struct sheet_block *block, int columns, bool beside,
                              struct buffer *out)
{
    int width = (columns - GAP) / 2;
    if (sheet_looks[block->kind].apart && out->length)
        buffer_add_char(out, '\n');
    if (sheet->two && beside && block->kind != SHEET_WIDE)
        sheet_print_pair(block, width, out);
    else
        sheet_print_run(block->kind, block->left, columns, out);
    if (sheet->two && !beside)
        sheet_print_below(block, columns, out);
    sheet_add_rule(out, sheet_looks[block->kind].underline, columns);
    if (sheet_looks[block->kind].underline)
        buffer_add_char(out, '\n');
}

void sheet_print_text(const struct sheet *sheet, int columns, struct buffer *out)
{
    bool beside = columns >= SIDE_BY_SIDE_FROM && !sheet->large;
    for (size_t i = 0; i < sheet->count; i++)
        sheet_print_block(sheet, &sheet->blocks[i], columns, beside, out);
}

/* ---- for the program that makes the PDF ---- */

void sheet_write(const struct sheet *sheet, struct buffer *out)
{
    buffer_add_format(out, SHEET_MAGIC " %d %d\n", sheet->two, sheet->large);
    for (size_t i = 0; i < sheet->count; i++) {
        const struct sheet_block *block = &sheet->blocks[i];
        buffer_add_char(out, (char)('a' + (int)block->kind));
        buffer_add(out, block->left);
        buffer_add_char(out, '\t');
        buffer_add(out, block->right ? block->right : "");
        buffer_add_char(out, '\n');
    }
}

/* Reads one block from a line of LENGTH bytes. */
static bool sheet_read_block(struct sheet *sheet, const char *line, size_t length)
{
    const char *tab = memchr(line, '\t', length);
    if (length < 2 || line[0] < 'a' || line[0] >= 'a' + SHEET_KIND_COUNT || !tab)
        return false;
    struct buffer left = {0};
    struct buffer right = {0};
    buffer_add_bytes(&left, line + 1, (size_t)(tab - line - 1));
    buffer_add_bytes(&right, tab + 1, (size_t)(line + length - tab - 1));
    sheet_add(sheet, (enum sheet_kind)(line[0] - 'a'), buffer_text(&left), buffer_text(&right));
    buffer_done(&left);
    buffer_done(&right);
    return true;
}

bool sheet_read(struct sheet *sheet, const char *text)
{
    size_t magic = strlen(SHEET_MAGIC);
    if (strncmp(text, SHEET_MAGIC, magic) != 0 || strcspn(text, "\n") != magic + 4 || text[magic + 4] != '\n')
        return false;
    if (text[magic] != ' ' || text[magic + 2] != ' ' || !strchr("01", text[magic + 1]) || !strchr("01", text[magic + 3]))
        return false;
    sheet_init(sheet, text[magic + 1] == '1', text[magic + 3] == '1');
    for (text += magic + 5; *text;) {
        size_t length = strcspn(text, "\n");
        if (!sheet_read_block(sheet, text, length))
            return false;
        text += length + (text[length] == '\n');
    }
    return sheet->count > 0;
}
