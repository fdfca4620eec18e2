/* UTF-8: decoding, columns, and the one filter for every output path: see the header. */
#define _XOPEN_SOURCE 700
#include "util/utf8.h"

#include <string.h>
#include <wchar.h>

#include "util/memory.h"

/* The number of continuation bytes that a lead byte announces, or -1. */
static int utf8_tail_length(unsigned char lead)
{
    if (lead < 0x80)
        return 0;
    if (lead >= 0xc2 && lead <= 0xdf)
        return 1;
    if (lead >= 0xe0 && lead <= 0xef)
        return 2;
    if (lead >= 0xf0 && lead <= 0xf4)
        return 3;
    return -1;
}

size_t utf8_decode(const char *text, size_t length, uint32_t *code)
{
    static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    static const unsigned char lead_bits[] = {0x7f, 0x1f, 0x0f, 0x07};
    if (length == 0)
        return 0;
    unsigned char lead = (unsigned char)text[0];
    int tail = utf8_tail_length(lead);
    if (tail < 0 || (size_t)tail >= length)
        return 0;
    uint32_t value = lead & lead_bits[tail];
    for (int i = 1; i <= tail; i++) {
        unsigned char next = (unsigned char)text[i];
        if ((next & 0xc0) != 0x80)
            return 0;
        value = value << 6 | (next & 0x3f);
    }
    if (value < least[tail] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
        return 0;
    *code = value;
    return (size_t)tail + 1;
}

size_t utf8_encode(uint32_t code, char *text)
{
    if (code < 0x80) {
        text[0] = (char)code;
        return 1;
    }
    int tail = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static const unsigned lead[] = {0, 0xc0, 0xe0, 0xf0};
    text[0] = (char)(lead[tail] | code >> (6 * tail));
    for (int i = 1; i <= tail; i++)
        text[i] = (char)(0x80 | (code >> (6 * (tail - i)) & 0x3f));
    return (size_t)tail + 1;
}

bool utf8_is_forbidden(uint32_t code)
{
    if (code < 0x20)
        return code != '\n';
    if (code >= 0x7f && code <= 0x9f)
        return true;
    if (code == 0xad || code == 0x61c || code == 0xfeff)
        return true;
    if ((code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e))
        return true;
    if (code >= 0x2060 && code <= 0x206f)
        return true;
    return (code & 0xfffe) == 0xfffe || (code >= 0xe000 && code <= 0xf8ff) || code >= 0xe0000;
}

/* True for the combining marks of the blocks that European texts use. */
static bool utf8_is_combining(uint32_t code)
{
    return (code >= 0x300 && code <= 0x36f) || (code >= 0x1ab0 && code <= 0x1aff) ||
           (code >= 0x1dc0 && code <= 0x1dff) || (code >= 0x20d0 && code <= 0x20ff) ||
           (code >= 0xfe20 && code <= 0xfe2f);
}

/* How many bytes from TEXT on are plain printable ASCII, looked at eight at a time. */
static size_t utf8_count_plain(const char *text, size_t length)
{
    const uint64_t ones = UINT64_MAX / 255;
    const uint64_t tops = ones << 7;
    size_t at = 0;
    for (; at + 8 <= length; at += 8) {
        uint64_t bytes;
        memcpy(&bytes, text + at, 8);
        uint64_t low = (bytes - ones * 0x20) & ~bytes;                     /* below blank */
        uint64_t last = ((bytes ^ ones * 0x7f) - ones) & ~(bytes ^ ones * 0x7f); /* delete */
        if ((bytes | low | last) & tops)
            break;
    }
    while (at < length && text[at] >= 0x20 && text[at] < 0x7f)
        at++;
    return at;
}

size_t utf8_find_bad(const char *text, size_t length)
{
    int marks = 0;
    for (size_t at = 0; at < length;) {
        size_t plain = utf8_count_plain(text + at, length - at);
        if (!plain && length - at >= 2 && (unsigned char)text[at] == 0xc3 && ((unsigned char)text[at + 1] & 0xc0) == 0x80)
            plain = 2; /* the accented letters of our languages */
        if (plain) {
            marks = 0;
            at += plain;
            continue;
        }
        uint32_t code = 0;
        size_t used = utf8_decode(text + at, length - at, &code);
        if (used == 0 || utf8_is_forbidden(code))
            return at;
        marks = utf8_is_combining(code) ? marks + 1 : 0;
        if (marks > 2)
            return at;
        at += used;
    }
    return length;
}

int utf8_code_columns(uint32_t code)
{
    if (code >= 0x20 && code < 0x7f)
        return 1;
    int columns = wcwidth((wchar_t)code);
    return columns < 0 ? 1 : columns;
}

int utf8_columns(const char *text)
{
    int columns = 0;
    size_t length = strlen(text);
    for (size_t at = 0; at < length;) {
        uint32_t code = 0;
        size_t plain = utf8_count_plain(text + at, length - at); /* one column each */
        columns += (int)plain;
        at += plain;
        size_t used = utf8_decode(text + at, length - at, &code);
        columns += at == length ? 0 : used ? utf8_code_columns(code) : 1;
        at += used ? used : at < length;
    }
    return columns;
}

size_t utf8_fit(const char *text, int columns)
{
    size_t length = strlen(text);
    size_t at = 0;
    while (at < length) {
        uint32_t code = 0;
        size_t used = utf8_decode(text + at, length - at, &code);
        columns -= used ? utf8_code_columns(code) : 1;
        if (columns < 0)
            break;
        at += used ? used : 1;
    }
    return at;
}

char *utf8_clean(const char *text)
{
    size_t length = strlen(text);
    char *clean = memory_copy_text(text);
    for (size_t at = 0; at < length;) {
        size_t bad = at + utf8_find_bad(clean + at, length - at);
        if (bad >= length)
            break;
        uint32_t code = 0;
        size_t used = utf8_decode(clean + bad, length - bad, &code);
        memset(clean + bad, '?', used ? used : 1);
        at = bad + 1;
    }
    return clean;
}
