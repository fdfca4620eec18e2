/* Is a message catalog safe to give to gettext?  See the header.
 *
 * The file: seven words (magic, revision, number of messages, where the originals, where the
 * translations, size of the hash table, where it is); two tables of (length, offset) sorted by
 * original; a hash table of message numbers; the bytes of the texts, each with a terminator.
 * The first message has the original "" and is the header of the translators. */
#define _POSIX_C_SOURCE 200809L
#include "i18n/catalog.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "i18n/fill.h"
#include "i18n/plural.h"
#include "util/memory.h"
#include "util/utf8.h"

#define CATALOG_MAGIC 0x950412deU /* in the byte order of this machine, no other */
#define CATALOG_MAX_BYTES (8U * 1024 * 1024)
#define CATALOG_MAX_MESSAGES 50000U
#define CATALOG_WORDS 28U /* bytes of the seven words */

/* A catalog in memory; all offsets have been checked before they are used. */
struct catalog {
    const char *bytes; /* the file, mapped */
    size_t size;
    uint32_t count;
    uint32_t originals;
    uint32_t translations;
    uint32_t hash_size;
    uint32_t hash;
    unsigned forms; /* plural forms of the language */
    struct buffer *why;
};

/* Original and translation of a message; plural forms follow each other, each with its terminator. */
struct catalog_message {
    const char *original;
    const char *translation;
    size_t original_length;
    size_t translation_length;
};

/* Says what is wrong. */
static bool catalog_refuse(struct catalog *catalog, const char *sentence)
{
    buffer_add(catalog->why, sentence);
    return false;
}

/* Says what is wrong with one message, by its place in the file. */
static bool catalog_refuse_message(struct catalog *catalog, uint32_t index, const char *sentence)
{
    buffer_add_format(catalog->why, "message %lu: %s", (unsigned long)index, sentence);
    return false;
}

/* Maps an open file into memory. */
static bool catalog_map_file(struct catalog *catalog, int file)
{
    struct stat facts;
    if (fstat(file, &facts) != 0 || !S_ISREG(facts.st_mode))
        return catalog_refuse(catalog, "not a file");
    if (facts.st_size < (off_t)CATALOG_WORDS || facts.st_size > (off_t)CATALOG_MAX_BYTES)
        return catalog_refuse(catalog, "too short or too long for a catalog");
    void *bytes = mmap(NULL, (size_t)facts.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    if (bytes == MAP_FAILED)
        return catalog_refuse(catalog, "cannot be read");
    catalog->size = (size_t)facts.st_size;
    catalog->bytes = bytes;
    return true;
}

/* Opens and maps the file; never waits for a pipe. */
static bool catalog_open(struct catalog *catalog, const char *path)
{
    int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (file < 0)
        return catalog_refuse(catalog, errno == ENOENT ? "there is no such catalog" : "cannot be opened");
    bool good = catalog_map_file(catalog, file);
    close(file);
    return good;
}

/* The word at an offset. */
static uint32_t catalog_word(const struct catalog *catalog, size_t offset)
{
    uint32_t word;
    memcpy(&word, catalog->bytes + offset, sizeof word);
    return word;
}

/* True when a table of COUNT entries of SIZE bytes lies inside the file and on a word. */
static bool catalog_has_table(const struct catalog *catalog, uint32_t offset, uint32_t count, uint32_t size)
{
    uint64_t end = (uint64_t)offset + (uint64_t)count * size;
    return offset >= CATALOG_WORDS && offset % 4 == 0 && end <= catalog->size;
}

/* Reads the seven words. */
static bool catalog_check_frame(struct catalog *catalog)
{
    if (catalog_word(catalog, 0) != CATALOG_MAGIC)
        return catalog_refuse(catalog, "not a catalog for this machine");
    if (catalog_word(catalog, 4) != 0)
        return catalog_refuse(catalog, "a revision of the format that we do not read");
    catalog->count = catalog_word(catalog, 8);
    catalog->originals = catalog_word(catalog, 12);
    catalog->translations = catalog_word(catalog, 16);
    catalog->hash_size = catalog_word(catalog, 20);
    catalog->hash = catalog_word(catalog, 24);
    if (catalog->count == 0 || catalog->count > CATALOG_MAX_MESSAGES)
        return catalog_refuse(catalog, "no message, or too many");
    if (!catalog_has_table(catalog, catalog->originals, catalog->count, 8) ||
        !catalog_has_table(catalog, catalog->translations, catalog->count, 8))
        return catalog_refuse(catalog, "a table lies outside the file");
    return true;
}

/* True when the text of a table's entry lies inside the file. */
static bool catalog_has_text(const struct catalog *catalog, uint32_t table, uint32_t index)
{
    uint32_t length = catalog_word(catalog, (size_t)table + (size_t)index * 8);
    uint32_t offset = catalog_word(catalog, (size_t)table + (size_t)index * 8 + 4);
    return offset >= CATALOG_WORDS && (uint64_t)offset + length < catalog->size;
}

/* Checks that every text lies inside the file and that the file ends with a terminator, so that
 * no text runs out of it.  The texts are not touched: that would cost as much as all the rest. */
static bool catalog_check_bounds(struct catalog *catalog)
{
    if (catalog->bytes[catalog->size - 1] != '\0')
        return catalog_refuse(catalog, "cut off, or with something behind it");
    for (uint32_t i = 0; i < catalog->count; i++)
        if (!catalog_has_text(catalog, catalog->originals, i) || !catalog_has_text(catalog, catalog->translations, i))
            return catalog_refuse_message(catalog, i, "a text lies outside the file");
    return true;
}

/* A message whose texts are known to lie inside the file. */
static struct catalog_message catalog_message(const struct catalog *catalog, uint32_t index)
{
    size_t original = (size_t)catalog->originals + (size_t)index * 8;
    size_t translation = (size_t)catalog->translations + (size_t)index * 8;
    return (struct catalog_message){
        catalog->bytes + catalog_word(catalog, original + 4),
        catalog->bytes + catalog_word(catalog, translation + 4),
        catalog_word(catalog, original),
        catalog_word(catalog, translation),
    };
}

/* Checks that the originals are in strict order, as the search by halves expects, which gettext
 * does in a catalog without a hash table. */
static bool catalog_check_order(struct catalog *catalog)
{
    for (uint32_t i = 1; i < catalog->count; i++)
        if (strcmp(catalog_message(catalog, i - 1).original, catalog_message(catalog, i).original) >= 0)
            return catalog_refuse_message(catalog, i, "out of order or twice");
    return true;
}

/* True when NUMBER is a prime, so that steps of any width reach every slot of the table. */
static bool catalog_is_prime(uint32_t number)
{
    if (number < 3 || number % 2 == 0)
        return false;
    for (uint32_t divisor = 3; divisor <= number / divisor; divisor += 2)
        if (number % divisor == 0)
            return false;
    return true;
}

/* The hash that gettext uses for originals. */
static uint32_t catalog_hash(const char *text)
{
    uint32_t hash = 0;
    for (; *text; text++) {
        hash = (hash << 4) + (unsigned char)*text;
        uint32_t high = hash & 0xf0000000U;
        hash ^= high >> 24;
        hash ^= high;
    }
    return hash;
}

/* Checks that every slot is empty or holds a message, each message once, and that a search
 * for a text that is not there ends at an empty slot. */
static bool catalog_check_slots(struct catalog *catalog)
{
    unsigned char *seen = memory_new(catalog->count);
    uint32_t used = 0;
    bool good = true;
    for (uint32_t i = 0; i < catalog->hash_size && good; i++) {
        uint32_t number = catalog_word(catalog, (size_t)catalog->hash + (size_t)i * 4);
        if (number == 0)
            continue;
        good = number <= catalog->count && !seen[number - 1];
        if (good)
            seen[number - 1] = 1;
        used++;
    }
    free(seen);
    return good && used == catalog->count && used < catalog->hash_size;
}

/* Follows the steps of a search for message INDEX; true when they lead to it. */
static bool catalog_finds(const struct catalog *catalog, uint32_t index)
{
    uint32_t hash = catalog_hash(catalog_message(catalog, index).original);
    uint64_t slot = hash % catalog->hash_size;
    uint64_t step = 1 + hash % (catalog->hash_size - 2);
    for (;;) {
        uint32_t number = catalog_word(catalog, (size_t)catalog->hash + (size_t)slot * 4);
        if (number == 0 || number == index + 1)
            return number != 0;
        slot = (slot + step) % catalog->hash_size;
    }
}

/* Checks that a search in the hash table cannot go astray; whether it finds what is there is a
 * matter of the texts. */
static bool catalog_check_hash(struct catalog *catalog)
{
    if (catalog->hash_size > 4 * CATALOG_MAX_MESSAGES || !catalog_is_prime(catalog->hash_size) ||
        !catalog_has_table(catalog, catalog->hash, catalog->hash_size, 4) || !catalog_check_slots(catalog))
        return catalog_refuse(catalog, "the hash table is damaged");
    return true;
}

/* True when the first text that gettext finds for the empty original is that of message 0: it
 * believes the plural rule of the one it finds. */
static bool catalog_finds_header(const struct catalog *catalog)
{
    uint32_t slot = 0; /* where the hash of an empty text leads, in steps of one */
    uint32_t number = 1;
    while (catalog->hash_size > 0 && (number = catalog_word(catalog, catalog->hash + slot * 4)) != 0 &&
           *catalog_message(catalog, number - 1).original != '\0')
        slot = (slot + 1) % catalog->hash_size;
    return number == 1 && *catalog_message(catalog, 0).original == '\0';
}

/* Checks that gettext can look up any text without harm. */
static bool catalog_check_search(struct catalog *catalog)
{
    return catalog->hash_size == 0 ? catalog_check_order(catalog) : catalog_check_hash(catalog);
}

/* Checks that a search finds every text. */
static bool catalog_check_finds(struct catalog *catalog)
{
    for (uint32_t i = 0; i < catalog->count && catalog->hash_size > 0; i++)
        if (!catalog_finds(catalog, i))
            return catalog_refuse_message(catalog, i, "not found through the hash table");
    return true;
}

/* What follows NAME on the only line of the header that begins with it; null when there is
 * no such line or when NAME stands anywhere else too. */
static const char *catalog_field(const char *header, const char *name)
{
    const char *found = strstr(header, name);
    if (!found || (found != header && found[-1] != '\n') || strstr(found + 1, name))
        return NULL;
    return found + strlen(name);
}

/* How often a word occurs in a text. */
static unsigned catalog_occurrences(const char *text, const char *word)
{
    unsigned count = 0;
    for (; (text = strstr(text, word)); text++)
        count++;
    return count;
}

/* Reads "nplurals=2; plural=(n > 1);"; gettext looks for both words anywhere in the header,
 * so each may stand there only once. */
static bool catalog_check_plural(struct catalog *catalog, const char *header)
{
    const char *field = catalog_field(header, "Plural-Forms: nplurals=");
    if (!field || catalog_occurrences(header, "nplurals=") != 1 || catalog_occurrences(header, "plural=") != 1)
        return false;
    if (field[0] < '1' || field[0] > '0' + PLURAL_MAX_FORMS || strncmp(field + 1, "; plural=", 9) != 0)
        return false;
    catalog->forms = (unsigned)(field[0] - '0');
    const char *rule = field + 10;
    size_t length = strcspn(rule, ";\n");
    return rule[length] == ';' && rule[length + 1] == '\n' && plural_check(rule, length, catalog->forms);
}

/* True when every part of a text is clean UTF-8. */
static bool catalog_is_clean(const char *text, size_t length)
{
    for (size_t at = 0; at <= length; at += strlen(text + at) + 1) {
        size_t part = strlen(text + at);
        if (utf8_find_bad(text + at, part) != part)
            return false;
    }
    return true;
}

/* Checks the header of the translators: UTF-8, and a plural rule that is safe to evaluate. */
static bool catalog_check_header(struct catalog *catalog)
{
    struct catalog_message message = catalog_message(catalog, 0);
    if (!catalog_finds_header(catalog) || strlen(message.translation) != message.translation_length)
        return catalog_refuse(catalog, "the header is missing");
    const char *charset = catalog_field(message.translation, "Content-Type: text/plain; charset=");
    if (!charset || strncmp(charset, "UTF-8\n", 6) != 0 || catalog_occurrences(message.translation, "charset=") != 1)
        return catalog_refuse(catalog, "the character set is not UTF-8");
    if (!catalog_check_plural(catalog, message.translation))
        return catalog_refuse(catalog, "the plural rule is not one that we accept");
    if (!catalog_is_clean(message.translation, message.translation_length))
        return catalog_refuse(catalog, "the header is not UTF-8");
    return true;
}

/* The parts that the terminators inside a text make of it. */
static unsigned catalog_parts(const char *text, size_t length)
{
    unsigned parts = 1;
    for (size_t i = 0; i < length; i++)
        parts += text[i] == '\0';
    return parts;
}

/* The same for an original, which may begin with a context and the byte 4. */
static bool catalog_original_is_clean(const char *text, size_t length)
{
    const char *mark = memchr(text, '\004', strlen(text));
    if (!mark)
        return catalog_is_clean(text, length);
    size_t context = (size_t)(mark - text);
    return utf8_find_bad(text, context) == context && catalog_is_clean(mark + 1, length - context - 1);
}

/* True when a place of one text is named in any part of another. */
static bool catalog_names_place(const char *text, size_t length, struct i18n_piece place)
{
    for (const char *end = text + length; text <= end; text++)
        for (struct i18n_piece piece = i18n_next_piece(&text); piece.kind != PIECE_END; piece = i18n_next_piece(&text))
            if (piece.kind == PIECE_PLACE && piece.length == place.length &&
                memcmp(piece.start, place.start, place.length) == 0)
                return true;
    return false;
}

/* True when every place of a text is well formed and also stands in the other text. */
static bool catalog_places_are_in(const char *text, size_t length, const char *other, size_t other_length)
{
    if (!memchr(text, '{', length) && !memchr(text, '}', length))
        return true; /* most texts */
    for (const char *end = text + length; text <= end; text++)
        for (struct i18n_piece piece = i18n_next_piece(&text); piece.kind != PIECE_END; piece = i18n_next_piece(&text))
            if (piece.kind == PIECE_BAD ||
                (piece.kind == PIECE_PLACE && !catalog_names_place(other, other_length, piece)))
                return false;
    return true;
}

/* Checks that a translation has the places of its original: the same ones, or, when it has
 * plural forms, no others ("one person", "{n} persons"). */
static bool catalog_check_places(struct catalog *catalog, uint32_t index, const struct catalog_message *message)
{
    if (!catalog_places_are_in(message->translation, message->translation_length, message->original,
                               message->original_length))
        return catalog_refuse_message(catalog, index, "a place in braces that the original has not");
    bool plural = catalog_parts(message->original, message->original_length) > 1;
    if (!plural && !catalog_places_are_in(message->original, message->original_length, message->translation,
                                          message->translation_length))
        return catalog_refuse_message(catalog, index, "a place in braces is lost");
    return true;
}

/* Checks one message after the header. */
static bool catalog_check_message(struct catalog *catalog, uint32_t index)
{
    struct catalog_message message = catalog_message(catalog, index);
    if (message.original[message.original_length] != '\0' || message.translation[message.translation_length] != '\0')
        return catalog_refuse_message(catalog, index, "a text without an end");
    unsigned originals = catalog_parts(message.original, message.original_length);
    unsigned translations = catalog_parts(message.translation, message.translation_length);
    if (originals > 2 || translations != (originals == 2 ? catalog->forms : 1))
        return catalog_refuse_message(catalog, index, "a wrong number of plural forms");
    if (message.translation[0] == '\0')
        return catalog_refuse_message(catalog, index, "an empty translation");
    if (!catalog_original_is_clean(message.original, message.original_length) ||
        !catalog_is_clean(message.translation, message.translation_length))
        return catalog_refuse_message(catalog, index, "not UTF-8, or a character that no text may have");
    return catalog_check_places(catalog, index, &message);
}

/* Checks everything that gettext itself leans on. */
static bool catalog_check_structure(struct catalog *catalog)
{
    return catalog_check_frame(catalog) && catalog_check_bounds(catalog) && catalog_check_search(catalog) &&
           catalog_check_header(catalog);
}

/* Checks that every text after the header is found and may be shown. */
static bool catalog_check_messages(struct catalog *catalog)
{
    if (!catalog_check_order(catalog) || !catalog_check_finds(catalog))
        return false;
    for (uint32_t i = 0; i < catalog->count; i++)
        if (!catalog_check_message(catalog, i))
            return false;
    return true;
}

bool catalog_check(const char *path, enum catalog_depth depth, struct buffer *why)
{
    struct catalog catalog = {.why = why};
    bool good = catalog_open(&catalog, path) && catalog_check_structure(&catalog) &&
                (depth == CATALOG_STRUCTURE || catalog_check_messages(&catalog));
    if (catalog.bytes)
        munmap((void *)(uintptr_t)catalog.bytes, catalog.size);
    return good;
}

bool catalog_text_is_sound(const char *original, const char *translation)
{
    size_t length = strlen(translation);
    return length > 0 && utf8_find_bad(translation, length) == length &&
           catalog_places_are_in(translation, length, original, strlen(original));
}
