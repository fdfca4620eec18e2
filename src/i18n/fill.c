/* Named places in texts: see the header. */
#include "i18n/fill.h"

#include <string.h>

#include "util/memory.h"

/* The bytes that the characters of a place's name take at TEXT. */
static size_t fill_name_length(const char *text)
{
    return strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_");
}

/* The piece that begins with a brace. */
static struct i18n_piece fill_brace(const char *text)
{
    if (text[1] == text[0])
        return (struct i18n_piece){PIECE_WORDS, text, 1};
    size_t length = fill_name_length(text + 1);
    if (text[0] == '{' && length > 0 && text[1 + length] == '}')
        return (struct i18n_piece){PIECE_PLACE, text + 1, length};
    return (struct i18n_piece){PIECE_BAD, text, 1};
}

struct i18n_piece i18n_next_piece(const char **text)
{
    const char *start = *text;
    if (*start == '\0')
        return (struct i18n_piece){PIECE_END, start, 0};
    if (*start == '{' || *start == '}') {
        struct i18n_piece piece = fill_brace(start);
        *text += piece.kind == PIECE_BAD ? 1 : piece.length + (piece.kind == PIECE_PLACE ? 2 : 1);
        return piece;
    }
    size_t length = strcspn(start, "{}");
    *text += length;
    return (struct i18n_piece){PIECE_WORDS, start, length};
}

/* The value of the place that a piece names, or null. */
static const char *fill_find_value(struct i18n_piece piece, const struct i18n_place *places, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(places[i].name) == piece.length && memcmp(places[i].name, piece.start, piece.length) == 0)
            return places[i].value;
    return NULL;
}

/* Takes back what was appended to OUT after its first LENGTH bytes. */
static bool fill_give_up(struct buffer *out, size_t length)
{
    out->length = length;
    if (out->data)
        out->data[length] = '\0';
    return false;
}

bool i18n_fill(struct buffer *out, const char *text, const struct i18n_place *places, size_t count)
{
    size_t before = out->length;
    for (;;) {
        struct i18n_piece piece = i18n_next_piece(&text);
        if (piece.kind == PIECE_END)
            return true;
        if (piece.kind == PIECE_WORDS) {
            buffer_add_bytes(out, piece.start, piece.length);
            continue;
        }
        const char *value = piece.kind == PIECE_PLACE ? fill_find_value(piece, places, count) : NULL;
        if (!value)
            return fill_give_up(out, before);
        buffer_add(out, value);
    }
}

char *i18n_fill_text(const char *translated, const char *english, const struct i18n_place *places, size_t count)
{
    struct buffer in_english = {0};
    struct buffer in_language = {0};
    char *filled = NULL;
    if (i18n_fill(&in_english, english, places, count)) {
        bool good = i18n_fill(&in_language, translated, places, count);
        filled = memory_copy_text(buffer_text(good ? &in_language : &in_english));
    }
    buffer_done(&in_english);
    buffer_done(&in_language);
    return filled;
}
