/* Makes the PDF of a sheet: reads from standard input what sheet_write wrote, writes a PDF on
 * A4 to standard output.  A program of its own, so that the questionnaire does not carry
 * libharu.  It deliberately opens no file, and uses only the fonts that every PDF reader has:
 * black on white, 12 points at least, margins of 15 mm.  A sheet that is a little too long for
 * one page has its lines closer together before it is given a second page.
 *
 * Status: 0 a PDF was written, 1 it was not, 2 the input is no sheet. */
#include <hpdf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "output/sheet.h"
#include "util/utf8.h"

#define PAGE_WIDTH 595.28F
#define PAGE_HEIGHT 841.89F
#define MARGIN 43.5F /* a little over 15 mm */
#define GAP 18.0F    /* between two languages */
#define FOOT 18.0F   /* for the number of the page */
#define BODY 12.0F
#define BODY_LARGE 18.0F
#define BOX 0.72F /* side of a tick box, of the size of the letters */
#define INPUT_MOST (1024U * 1024)
#define PAGES_MOST 20

/* One PDF being drawn. */
struct drawing {
    HPDF_Doc pdf;
    HPDF_Font plain, bold;
    HPDF_Page pages[PAGES_MOST];
    int page_count;
    bool one;      /* all fits on one page, which needs no number */
    float leading; /* from line to line, in sizes of the letters */
    float y;       /* everything above it is drawn */
    const struct sheet *sheet;
};

/* How a block looks: size and weight, indent, and the room above it, in sizes of the letters. */
static const struct {
    float size, indent, above;
    bool bold;
} looks[SHEET_KIND_COUNT] = {
    [SHEET_TITLE] = {1.2F, 0, 0, true},    [SHEET_NOTICE] = {1, 0, 0, false},     [SHEET_HEADING] = {1, 0, 0.5F, true},
    [SHEET_ITEM] = {1, 0, 0, false},       [SHEET_DETAIL] = {1, 1.0F, 0, false},  [SHEET_BOX] = {1, 1.4F, 0.1F, false},
    [SHEET_WIDE] = {1, 0, 0.1F, false},      [SHEET_PEN] = {1, 0, 0.7F, false},
};

/* Says what failed and ends. */
static void fail(HPDF_STATUS error, HPDF_STATUS detail, void *data)
{
    (void)data;
    fprintf(stderr, "droits-sante-pdf: libharu error %04X, %u\n", (unsigned)error, (unsigned)detail);
    exit(1);
}

/* The character in the encoding of the fonts (Windows 1252), '?' when it has none. */
static char to_ansi(uint32_t code)
{
    static const uint16_t high[32] = {0x20ac, 0,      0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160,
                                      0x2039, 0x152,  0,      0x17d,  0,      0,      0x2018, 0x2019, 0x201c, 0x201d,
                                      0x2022, 0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0,     0x17e, 0x178};
    if (code < 0x80 || (code >= 0xa0 && code <= 0xff))
        return (char)code;
    if (code == 0x202f || code == 0x2009)
        return (char)0xa0; /* narrow blanks */
    for (int i = 0; i < 32; i++)
        if (high[i] && high[i] == code)
            return (char)(0x80 + i);
    return '?';
}

/* Appends TEXT in the encoding of the fonts. */
static void add_ansi(struct buffer *out, const char *text)
{
    size_t length = strlen(text);
    for (size_t at = 0; at < length;) {
        uint32_t code = 0;
        size_t used = utf8_decode(text + at, length - at, &code);
        buffer_add_char(out, used ? to_ansi(code) : '?');
        at += used ? used : 1;
    }
}

/* The font of a block. */
static HPDF_Font font_of(const struct drawing *drawing, enum sheet_kind kind)
{
    return looks[kind].bold ? drawing->bold : drawing->plain;
}

/* The size of the letters of a block, in points. */
static float size_of(const struct drawing *drawing, enum sheet_kind kind)
{
    return looks[kind].size * (drawing->sheet->large ? BODY_LARGE : BODY);
}

/* Starts a page. */
static void start_page(struct drawing *drawing)
{
    if (drawing->page_count == PAGES_MOST) {
        fputs("droits-sante-pdf: the sheet is too long\n", stderr);
        exit(1);
    }
    HPDF_Page page = HPDF_AddPage(drawing->pdf);
    HPDF_Page_SetWidth(page, PAGE_WIDTH);
    HPDF_Page_SetHeight(page, PAGE_HEIGHT);
    HPDF_Page_SetLineWidth(page, 0.8F);
    drawing->pages[drawing->page_count++] = page;
    drawing->y = PAGE_HEIGHT - MARGIN;
}

/* The page that is drawn on. */
static HPDF_Page page_now(const struct drawing *drawing)
{
    return drawing->pages[drawing->page_count - 1];
}

/* How many bytes of TEXT fit into WIDTH points, broken between words where that is possible. */
static size_t fit(const struct drawing *drawing, enum sheet_kind kind, const char *text, float width)
{
    HPDF_Page page = page_now(drawing);
    HPDF_Page_SetFontAndSize(page, font_of(drawing, kind), size_of(drawing, kind));
    size_t length = HPDF_Page_MeasureText(page, text, width, HPDF_TRUE, NULL);
    if (!length)
        length = HPDF_Page_MeasureText(page, text, width, HPDF_FALSE, NULL);
    return length ? length : 1;
}

/* Counts the lines that TEXT takes. */
static int count_lines(const struct drawing *drawing, enum sheet_kind kind, const char *text, float width)
{
    int lines = 0;
    while (*text) {
        text += fit(drawing, kind, text, width);
        text += strspn(text, " ");
        lines++;
    }
    return lines;
}

/* Writes LENGTH bytes at a place. */
static void write_line(const struct drawing *drawing, enum sheet_kind kind, const char *text, size_t length, float x,
                       float y)
{
    struct buffer line = {0};
    HPDF_Page page = page_now(drawing);
    buffer_add_bytes(&line, text, length);
    HPDF_Page_BeginText(page);
    HPDF_Page_SetFontAndSize(page, font_of(drawing, kind), size_of(drawing, kind));
    HPDF_Page_TextOut(page, x, y, buffer_text(&line));
    HPDF_Page_EndText(page);
    buffer_done(&line);
}

/* Writes a text from Y downwards; returns where it ends. */
static float write_text(const struct drawing *drawing, enum sheet_kind kind, const char *text, float x, float width,
                        float y)
{
    float indent = looks[kind].indent * size_of(drawing, kind);
    while (*text) {
        size_t length = fit(drawing, kind, text, width - indent);
        y -= drawing->leading * size_of(drawing, kind);
        size_t shown = length;
        while (shown && text[shown - 1] == ' ')
            shown--;
        write_line(drawing, kind, text, shown, x + indent, y);
        text += length;
        text += strspn(text, " ");
    }
    return y;
}

/* Draws a tick box beside the first line. */
static void draw_box(const struct drawing *drawing, float x, float y)
{
    float size = size_of(drawing, SHEET_BOX);
    HPDF_Page_Rectangle(page_now(drawing), x + 1, y - drawing->leading * size - 0.02F * size, BOX * size, BOX * size);
    HPDF_Page_Stroke(page_now(drawing));
}

/* Draws the line under a heading, or beside which a pen writes. */
static void draw_rule(const struct drawing *drawing, float y)
{
    HPDF_Page page = page_now(drawing);
    HPDF_Page_MoveTo(page, MARGIN, y);
    HPDF_Page_LineTo(page, PAGE_WIDTH - MARGIN, y);
    HPDF_Page_Stroke(page);
}

/* A block in the encoding of the fonts, with the room it has. */
struct placed {
    enum sheet_kind kind;
    struct buffer left, right;
    bool beside;
    float width;
};

/* The height that a block takes. */
static float height_of(const struct drawing *drawing, const struct placed *placed)
{
    float size = size_of(drawing, placed->kind);
    float width = placed->width - looks[placed->kind].indent * size;
    int left = count_lines(drawing, placed->kind, buffer_text(&placed->left), width);
    int right = count_lines(drawing, placed->kind, buffer_text(&placed->right), width);
    int lines = placed->beside ? (left > right ? left : right) : left + right;
    float rule = placed->kind == SHEET_HEADING ? 3 : 0;
    return (float)lines * drawing->leading * size + looks[placed->kind].above * size + rule;
}

/* Draws one block below what is there. */
static void draw(struct drawing *drawing, const struct placed *placed)
{
    float y = drawing->y - looks[placed->kind].above * size_of(drawing, placed->kind);
    float second = MARGIN + (placed->beside ? placed->width + GAP : 0);
    if (placed->kind == SHEET_BOX)
        draw_box(drawing, MARGIN, y);
    if (placed->kind == SHEET_BOX && placed->beside)
        draw_box(drawing, second, y);
    float left = write_text(drawing, placed->kind, buffer_text(&placed->left), MARGIN, placed->width, y);
    float right = write_text(drawing, placed->kind, buffer_text(&placed->right), second, placed->width,
                             placed->beside ? y : left);
    drawing->y = left < right ? left : right;
    if (placed->kind == SHEET_HEADING) {
        drawing->y -= 3;
        draw_rule(drawing, drawing->y);
    }
}

/* Prepares a block: both languages side by side, or the second below the first. */
static struct placed place(const struct sheet *sheet, const struct sheet_block *block)
{
    struct placed placed = {.kind = block->kind, .beside = sheet->two && !sheet->large && block->kind != SHEET_WIDE};
    placed.width = PAGE_WIDTH - 2 * MARGIN;
    if (placed.beside)
        placed.width = (placed.width - GAP) / 2;
    add_ansi(&placed.left, block->left);
    bool same = block->right && strcmp(block->left, block->right) == 0;
    if (block->right && (placed.beside || !same))
        add_ansi(&placed.right, block->right);
    return placed;
}

/* The height of block AT with what must not be parted from it: the line below a heading. */
static float height_with_next(const struct drawing *drawing, size_t at)
{
    float height = 0;
    for (size_t i = at; i < drawing->sheet->count && i < at + 3; i++) {
        const struct sheet_block *block = &drawing->sheet->blocks[i];
        struct placed placed = place(drawing->sheet, block);
        height += height_of(drawing, &placed);
        buffer_done(&placed.left);
        buffer_done(&placed.right);
        if (block->kind != SHEET_HEADING)
            break;
    }
    return height;
}

/* The height of the whole sheet. */
static float height_of_all(const struct drawing *drawing)
{
    float height = 0;
    for (size_t i = 0; i < drawing->sheet->count; i++) {
        struct placed placed = place(drawing->sheet, &drawing->sheet->blocks[i]);
        height += height_of(drawing, &placed);
        buffer_done(&placed.left);
        buffer_done(&placed.right);
    }
    return height;
}

/* Chooses how close lines stand: as close as one page takes, or wide when that is not enough. */
static void choose_leading(struct drawing *drawing)
{
    static const float leadings[] = {1.2F, 1.15F, 1.1F, 1.05F};
    for (size_t i = 0; i < sizeof leadings / sizeof leadings[0]; i++) {
        drawing->leading = leadings[i];
        drawing->one = height_of_all(drawing) <= PAGE_HEIGHT - 2 * MARGIN;
        if (drawing->one)
            return;
    }
    drawing->leading = leadings[0];
}

/* Draws all blocks, on as many pages as they take. */
static void draw_sheet(struct drawing *drawing)
{
    start_page(drawing);
    choose_leading(drawing);
    for (size_t i = 0; i < drawing->sheet->count; i++) {
        struct placed placed = place(drawing->sheet, &drawing->sheet->blocks[i]);
        if (drawing->y - height_with_next(drawing, i) < MARGIN + (drawing->one ? 0 : FOOT) && drawing->y < PAGE_HEIGHT - MARGIN)
            start_page(drawing);
        draw(drawing, &placed);
        buffer_done(&placed.left);
        buffer_done(&placed.right);
    }
}

/* Writes "1/2" at the foot of every page, where there are several. */
static void draw_numbers(struct drawing *drawing)
{
    int count = drawing->one ? 0 : drawing->page_count;
    for (int i = 0; i < count; i++) {
        char number[24];
        snprintf(number, sizeof number, "%d/%d", i + 1, count);
        drawing->page_count = i + 1;
        write_line(drawing, SHEET_NOTICE, number, strlen(number), PAGE_WIDTH - MARGIN - 3 * BODY, MARGIN);
    }
}

/* Writes the PDF to standard output; false when it cannot take all of it. */
static bool write_pdf(HPDF_Doc pdf)
{
    unsigned char bytes[4096];
    HPDF_SaveToStream(pdf);
    HPDF_ResetStream(pdf);
    for (;;) {
        HPDF_UINT32 size = sizeof bytes;
        HPDF_STATUS status = HPDF_ReadFromStream(pdf, bytes, &size);
        if (size == 0)
            return fflush(stdout) == 0;
        if (fwrite(bytes, 1, size, stdout) != size)
            return false;
        if (status != HPDF_OK)
            return fflush(stdout) == 0;
    }
}

/* Reads standard input to its end; false when there is too much of it. */
static bool read_input(struct buffer *text)
{
    char bytes[4096];
    for (size_t got; (got = fread(bytes, 1, sizeof bytes, stdin)) > 0;) {
        buffer_add_bytes(text, bytes, got);
        if (text->length > INPUT_MOST)
            return false;
    }
    return memchr(buffer_text(text), '\0', text->length) == NULL;
}

int main(void)
{
    struct buffer text = {0};
    struct sheet sheet = {0};
    if (!read_input(&text) || !sheet_read(&sheet, buffer_text(&text))) {
        fputs("droits-sante-pdf: the input is not a sheet\n", stderr);
        return 2;
    }
    struct drawing drawing = {.sheet = &sheet, .pdf = HPDF_New(fail, NULL)};
    HPDF_SetCompressionMode(drawing.pdf, HPDF_COMP_ALL);
    HPDF_SetInfoAttr(drawing.pdf, HPDF_INFO_TITLE, "droits-sante");
    drawing.plain = HPDF_GetFont(drawing.pdf, "Helvetica", "WinAnsiEncoding");
    drawing.bold = HPDF_GetFont(drawing.pdf, "Helvetica-Bold", "WinAnsiEncoding");
    draw_sheet(&drawing);
    draw_numbers(&drawing);
    bool written = write_pdf(drawing.pdf);
    HPDF_Free(drawing.pdf);
    sheet_done(&sheet);
    buffer_done(&text);
    return written ? 0 : 1;
}
