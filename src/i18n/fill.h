/* Named places in texts: "{ceiling} a year" with ceiling = "€9,719".
 * The only way a value gets into a translated text; it deliberately knows no '%', no width
 * and no type, so that nothing a translator writes can be more than a wrong word. */
#ifndef DS_I18N_FILL_H
#define DS_I18N_FILL_H

#include <stdbool.h>
#include <stddef.h>

struct buffer;

/* A name that texts may mention in braces, and what stands there. */
struct i18n_place {
    const char *name;  /* a-z, 0-9 and '_' */
    const char *value; /* put in as it is; null when there is none */
};

enum i18n_piece_kind {
    PIECE_END,   /* the text is over */
    PIECE_WORDS, /* bytes as they are */
    PIECE_PLACE, /* the name of a place, without its braces */
    PIECE_BAD    /* a brace that is neither doubled nor around a name */
};

/* The next stretch of a text. */
struct i18n_piece {
    enum i18n_piece_kind kind;
    const char *start;
    size_t length;
};

/* Takes the next piece off *TEXT and moves *TEXT behind it. */
struct i18n_piece i18n_next_piece(const char **text);

/* Appends TEXT with {name} replaced by its value, {{ by { and }} by }.  False, and nothing
 * appended, when a place is malformed, unknown or without a value. */
bool i18n_fill(struct buffer *out, const char *text, const struct i18n_place *places, size_t count);

/* Fills the translation, or the English text when the translation has a bad place.  Null when
 * the English text itself cannot be filled: its paragraph is then left out in every language
 * alike.  The caller frees the result. */
char *i18n_fill_text(const char *translated, const char *english, const struct i18n_place *places, size_t count);

#endif
