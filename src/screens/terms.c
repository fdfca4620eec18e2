/* Hard words: the words of the glossary that stand in the texts of a screen, in plain words.
 * It deliberately looks for the French word and nothing like it. */
#include <stdlib.h>
#include <string.h>

#include "rules/rules.h"
#include "screens/internal.h"

#define TERMS_MOST 6 /* on one screen */

void terms_collect(const struct screens *s, struct rules_texts texts, struct buffer *shown)
{
    for (uint32_t i = texts.first; i < texts.first + texts.count; i++) {
        char *words = words_text(s, &s->rules->texts[i]);
        buffer_add(shown, words ? words : "");
        buffer_add(shown, "\n");
        free(words);
    }
}

/* True when the character of TEXT that begins at AT is a letter or a digit: beyond ASCII, the
 * letters of the four languages begin with the bytes C3 to C5, signs with others. */
static bool terms_is_letter(const char *text, size_t at)
{
    unsigned char c = (unsigned char)text[at];
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xc3 && c <= 0xc5);
}

/* True when the character that ends before AT is a letter or a digit. */
static bool terms_follows_letter(const char *text, size_t at)
{
    if (at == 0)
        return false;
    at--;
    while (at > 0 && ((unsigned char)text[at] & 0xc0) == 0x80)
        at--;
    return terms_is_letter(text, at);
}

/* Where LENGTH bytes of WORD stand alone in TEXT, or SIZE_MAX. */
static size_t terms_find(const char *text, const char *word, size_t length)
{
    size_t size = strlen(text);
    for (size_t at = 0; length && at + length <= size; at++)
        if (memcmp(text + at, word, length) == 0 && !terms_follows_letter(text, at) &&
            !terms_is_letter(text, at + length))
            return at;
    return SIZE_MAX;
}

/* Where the French word of a term first stands in TEXT, or SIZE_MAX.  A short form in brackets,
 * as in "Aide médicale de l'État (AME)", and the long form before it count as the word. */
static size_t terms_place(const char *text, const char *french)
{
    const char *open = strstr(french, " (");
    if (!open)
        return terms_find(text, french, strlen(french));
    size_t whole = terms_find(text, french, (size_t)(open - french));
    size_t letters = terms_find(text, open + 2, strcspn(open + 2, ")"));
    return whole < letters ? whole : letters;
}

void terms_add_term(const struct screens *s, struct page *page, const struct rules_term *term)
{
    char *name = words_first(s, term->texts, TEXT_TERM_NAME);
    char *meaning = words_first(s, term->texts, TEXT_TERM_MEANING);
    struct i18n_place places[] = {
        {"word", rules_string(s->rules, term->french)}, {"name", name}, {"meaning", meaning}};
    /* TRANSLATORS: a French word, what it is called in plain words, and sentences about it */
    char *words = words_fill(N_("{word}: {name}. {meaning}"), places, 3);
    if (words)
        page_add_indented(page, PAGE_TEXT, 0, 2, words);
    free(words);
    free(name);
    free(meaning);
}

void terms_add(const struct screens *s, struct page *page, const char *shown)
{
    size_t last = 0;
    for (int count = 0; count < TERMS_MOST; count++) {
        const struct rules_term *first = NULL;
        size_t at = SIZE_MAX;
        for (uint32_t i = 0; i < s->rules->term_count; i++) {
            size_t place = terms_place(shown, rules_string(s->rules, s->rules->terms[i].french));
            if (place < at && (count == 0 || place > last)) {
                at = place;
                first = &s->rules->terms[i];
            }
        }
        if (!first)
            return;
        if (count == 0) {
            page_add_blank(page);
            page_add_heading(page, _("Hard words"));
        }
        terms_add_term(s, page, first);
        last = at;
    }
}
