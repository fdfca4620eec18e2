/* Breaking a text into lines by words: see the header. */
#include "page/wrap.h"

#include <stdint.h>
#include <string.h>

#include "util/utf8.h"

/* Where a line could end, and its columns there. */
struct wrap_break {
    size_t end; /* 0: nowhere */
    int columns;
};

/* Decodes the character at TEXT; a broken byte counts as one character of one column. */
static size_t wrap_decode(const char *text, size_t length, uint32_t *code, int *columns)
{
    size_t used = utf8_decode(text, length, code);
    if (used == 0) {
        *code = '?';
        *columns = 1;
        return 1;
    }
    *columns = utf8_code_columns(*code);
    return used;
}

/* True when a word wider than its line may be broken behind CODE. */
static bool wrap_breaks_behind(uint32_t code)
{
    return code == '-' || code == '/' || code == 0x2010 || code == 0x2013;
}

/* What is known of a line while looking through it. */
struct wrap_scan {
    size_t start;
    size_t next; /* the character to look at */
    int columns; /* before it */
    struct wrap_break word;   /* the last end of a word with a blank behind it */
    struct wrap_break hyphen; /* the last hyphen */
    struct wrap_break end;    /* behind the last character that is not a blank */
};

/* Looks through a line from SCAN's start until it is full or the text or the line ends. */
static void wrap_scan_line(struct wrap_scan *scan, const char *text, size_t length, int width)
{
    while (scan->next < length && text[scan->next] != '\n') {
        uint32_t code = 0;
        int wide = 0;
        size_t used = wrap_decode(text + scan->next, length - scan->next, &code, &wide);
        bool blank = code == ' ';
        if (blank && scan->end.end == scan->next)
            scan->word = scan->end;
        if (!blank && scan->columns + wide > width && scan->next > scan->start)
            return;
        scan->columns += wide;
        scan->next += used;
        if (!blank)
            scan->end = (struct wrap_break){scan->next, scan->columns};
        if (wrap_breaks_behind(code))
            scan->hyphen = scan->end;
    }
}

bool wrap_next(const char *text, size_t *at, int width, struct wrap_piece *piece)
{
    size_t length = strlen(text);
    size_t start = *at + strspn(text + *at, " ");
    if (start >= length)
        return false;
    struct wrap_scan scan = {.start = start, .next = start, .end = {start, 0}};
    wrap_scan_line(&scan, text, length, width);
    bool full = scan.next < length && text[scan.next] != '\n';
    struct wrap_break end = scan.end;
    if (full && scan.word.end > start)
        end = scan.word;
    else if (full && scan.hyphen.end > start)
        end = scan.hyphen;
    bool broken = full && scan.word.end <= start;
    *piece = (struct wrap_piece){start, end.end - start, end.columns, broken};
    *at = full ? end.end : scan.next < length ? scan.next + 1 : scan.next;
    return true;
}

size_t wrap_count_lines(const char *text, int width)
{
    struct wrap_piece piece;
    size_t lines = 0;
    for (size_t at = 0; wrap_next(text, &at, width, &piece);)
        lines++;
    return lines;
}
