/* The two small files of the place where the program is used: see the header. */
#define _POSIX_C_SOURCE 200809L
#include "rules/site.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "rules/builder.h"
#include "rules/list.h"
#include "rules/rules.h"
#include "rules/xml.h"
#include "util/date.h"
#include "util/memory.h"

#define SITE_LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define SITE_DIGITS "0123456789"

/* One file while it is read. */
struct site_reader {
    struct xml_document document;
    struct errors *errors;
};

/* ---- look-ups ---- */

const char *site_language(size_t index)
{
    static const char *const codes[SITE_LANGUAGE_COUNT] = {"fr", "nl", "da", "en"};
    return index < SITE_LANGUAGE_COUNT ? codes[index] : NULL;
}

const char *site_choose_text(const struct site_text *text, const char *language)
{
    for (size_t i = 0; i < SITE_LANGUAGE_COUNT; i++)
        if (strcmp(site_language(i), language) == 0 && text->in[i])
            return text->in[i];
    return text->in[0];
}

size_t site_find_place(const struct site_places *places, uint16_t kind, size_t from)
{
    size_t index = from;
    while (index < places->count && places->items[index].kind != kind)
        index++;
    return index < places->count ? index : places->count;
}

bool site_is_stale(const struct site_place *place, int32_t day)
{
    return date_add_months(place->checked, SITE_STALE_MONTHS) < day;
}

const char *site_choose_file(const char *given, const char *standard)
{
    if (given)
        return given;
    bool missing = access(standard, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR);
    return missing ? NULL : standard;
}

/* ---- release ---- */

/* Releases a text in all languages. */
static void site_free_text(struct site_text *text)
{
    for (size_t i = 0; i < SITE_LANGUAGE_COUNT; i++)
        free(text->in[i]);
}

void site_free(struct site *site)
{
    if (!site)
        return;
    free(site->name);
    free(site->town);
    free(site->department);
    free(site->printer);
    free(site->address);
    free(site);
}

void site_free_places(struct site_places *places)
{
    if (!places)
        return;
    for (size_t i = 0; i < places->count; i++) {
        struct site_place *place = &places->items[i];
        free(place->id);
        free(place->address);
        free(place->phone);
        free(place->spoken);
        site_free_text(&place->name);
        site_free_text(&place->appointment);
        site_free_text(&place->note);
        for (size_t h = 0; h < SITE_MAX_HOURS; h++)
            site_free_text(&place->hours[h]);
    }
    free(places->items);
    free(places);
}

/* ---- mistakes ---- */

/* The characters of a text that is UTF-8. */
static size_t site_count_characters(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xc0) != 0x80;
    return count;
}

/* Reports a NAME that is none of WORDS, which are listed, with the likely one. */
static void site_report_unknown(struct site_reader *reader, size_t offset, const char *what, const char *name,
                                const char *const *words, size_t count)
{
    struct buffer list = {0};
    for (size_t i = 0; i < count; i++)
        buffer_add_format(&list, " %s", words[i]);
    const char *nearest = errors_nearest(name, words, count);
    source_error(&reader->document.source, offset, reader->errors, "there is no %s '%.100s'; known:%s%s%s%s", what,
                 name, buffer_text(&list), nearest ? " (did you mean '" : "", nearest ? nearest : "",
                 nearest ? "'?)" : "");
    buffer_done(&list);
}

/* What is wrong with the name of a site or a town, as the end of a sentence; null when all is well. */
static const char *site_check_name(const char *value)
{
    return value[0] == ' ' || value[strlen(value) - 1] == ' ' ? "begins or ends with a blank" : NULL;
}

/* What is wrong with the number of a department or overseas territory; null when all is well. */
static const char *site_check_department(const char *value)
{
    size_t length = strlen(value);
    bool plain = strspn(value, SITE_DIGITS) == length;
    bool mainland = length == 2 && plain && strcmp(value, "01") >= 0 && strcmp(value, "95") <= 0 &&
                    strcmp(value, "20") != 0;
    bool overseas = length == 3 && plain &&
                    ((strcmp(value, "971") >= 0 && strcmp(value, "978") <= 0) ||
                     (strcmp(value, "986") >= 0 && strcmp(value, "988") <= 0));
    if (mainland || overseas || strcmp(value, "2A") == 0 || strcmp(value, "2B") == 0)
        return NULL;
    return "is not a department: 01 to 95, with 2A and 2B for 20, 971 to 978, 986 to 988";
}

/* What is wrong with the name of a CUPS queue, which other programs are given; null when all is well. */
static const char *site_check_printer(const char *value)
{
    if (value[0] == '-' || strpbrk(value, " /#?\\'\""))
        return "is not the name of a print queue: no blank, / # ? \\ or quotation mark, no - at its start";
    return NULL;
}

/* True when the first LENGTH bytes of TEXT are the name of a machine, such as www.example.org. */
static bool site_is_host(const char *text, size_t length)
{
    size_t labels = 0;
    const char *label = text;
    for (size_t at = 0; at < length; labels++) {
        label = text + at;
        size_t size = strspn(label, SITE_LETTERS SITE_DIGITS "-");
        if (size == 0 || label[0] == '-' || label[size - 1] == '-')
            return false;
        at += size;
        if (at < length && (text[at] != '.' || ++at == length))
            return false;
    }
    return labels >= 2 && strchr(SITE_LETTERS, label[0]);
}

/* What is wrong with the address of a public page; null when all is well. */
static const char *site_check_address(const char *value)
{
    static const char start[] = "https://";
    if (strncmp(value, start, sizeof start - 1) != 0)
        return "does not begin with https://";
    if (strpbrk(value, "?#"))
        return "holds '?' or '#': an address on paper carries no answers";
    const char *host = value + sizeof start - 1;
    size_t length = strcspn(host, "/");
    const char *rest = host + length;
    if (site_is_host(host, length) && strspn(rest, SITE_LETTERS SITE_DIGITS "/-._~%!$&'()*+,;=:@") == strlen(rest))
        return NULL;
    return "is not the address of a public page such as https://www.example.org/sante";
}

/* ---- site.xml ---- */

/* What an attribute of site.xml may hold. */
struct site_value {
    const char *name;
    size_t most;
    bool bytes; /* `most` counts bytes, not characters */
    const char *(*check)(const char *value);
};

/* A copy of an attribute, after a look at its length and form; null when there is none. */
static char *site_take_value(struct site_reader *reader, const struct xml_element *element,
                             const struct site_value *rule)
{
    const char *value = xml_value(element, rule->name);
    if (!value)
        return NULL;
    const struct source *source = &reader->document.source;
    size_t offset = xml_attribute(element, rule->name)->offset;
    size_t length = rule->bytes ? strlen(value) : site_count_characters(value);
    const char *problem = length <= rule->most ? rule->check(value) : NULL;
    if (length > rule->most)
        source_error(source, offset, reader->errors, "'%s' is longer than %zu %s", rule->name, rule->most,
                     rule->bytes ? "bytes" : "characters");
    else if (problem)
        source_error(source, offset, reader->errors, "'%s' %s", value, problem);
    return memory_copy_text(value);
}

/* The language with this code; SITE_LANGUAGE_COUNT, and a mistake at OFFSET, when there is none. */
static size_t site_take_language(struct site_reader *reader, size_t offset, const char *code)
{
    const char *words[SITE_LANGUAGE_COUNT];
    for (size_t i = 0; i < SITE_LANGUAGE_COUNT; i++) {
        words[i] = site_language(i);
        if (strcmp(words[i], code) == 0)
            return i;
    }
    site_report_unknown(reader, offset, "language", code, words, SITE_LANGUAGE_COUNT);
    return SITE_LANGUAGE_COUNT;
}

/* Adds one language to those of the site. */
static void site_add_language(struct site_reader *reader, struct site *site, size_t offset, const char *code)
{
    size_t language = site_take_language(reader, offset, code);
    if (language == SITE_LANGUAGE_COUNT)
        return;
    for (size_t i = 0; i < site->language_count; i++) {
        if (site->languages[i] != site_language(language))
            continue;
        source_error(&reader->document.source, offset, reader->errors, "'%s' stands twice", code);
        return;
    }
    site->languages[site->language_count++] = site_language(language);
}

/* Reads <languages>. */
static void site_take_languages(struct site_reader *reader, struct site *site, const struct xml_element *element)
{
    if (!xml_value(element, "default"))
        return;
    size_t at = 0;
    size_t offset = 0;
    char *code;
    while ((code = builder_next_id(xml_attribute(element, "default"), &at, &offset))) {
        site_add_language(reader, site, offset, code);
        free(code);
    }
}

/* Reads <idle>: whole seconds within limits that leave people time to read. */
static void site_take_idle(struct site_reader *reader, struct site *site, const struct xml_element *element)
{
    const struct {
        const char *name;
        int32_t least, most;
        int32_t *seconds;
    } times[] = {{"before", 60, 1800, &site->idle_before},
                 {"results", 60, 3600, &site->idle_results},
                 {"warning", 30, 600, &site->idle_warning}};
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        int64_t number = builder_number(element, times[i].name, -1); /* ten-thousandths */
        if (number < 0)
            continue;
        *times[i].seconds = (int32_t)(number / 10000 <= times[i].most ? number / 10000 : 0);
        if (number % 10000 == 0 && *times[i].seconds >= times[i].least)
            continue;
        source_error(&reader->document.source, xml_attribute(element, times[i].name)->offset, reader->errors,
                     "'%s' is a whole number of seconds from %d to %d", times[i].name, (int)times[i].least,
                     (int)times[i].most);
    }
}

/* Reads what <site> holds. */
static void site_build(struct site_reader *reader, struct site *site)
{
    static const struct site_value name = {"name", 60, false, site_check_name};
    static const struct site_value town = {"town", 60, false, site_check_name};
    static const struct site_value department = {"department", 60, false, site_check_department};
    static const struct site_value queue = {"queue", 127, true, site_check_printer};
    static const struct site_value address = {"address", 78, true, site_check_address};
    const struct xml_element *root = reader->document.root;
    site->name = site_take_value(reader, root, &name);
    site->town = site_take_value(reader, root, &town);
    site->department = site_take_value(reader, root, &department);
    for (const struct xml_element *child = root->first; child; child = child->next) {
        if (xml_is(child, "languages"))
            site_take_languages(reader, site, child);
        else if (xml_is(child, "idle"))
            site_take_idle(reader, site, child);
        else if (xml_is(child, "printer"))
            site->printer = site_take_value(reader, child, &queue);
        else if (xml_is(child, "web"))
            site->address = site_take_value(reader, child, &address);
    }
}

/* ---- places.xml ---- */

/* The most characters that the text of ELEMENT may have. */
static size_t site_find_limit(const struct xml_element *element)
{
    static const struct {
        const char *tag;
        size_t most;
    } limits[] = {{"name", 60}, {"address", 200},     {"hours", 120}, {"phone", 40},
                  {"spoken", 120}, {"appointment", 300}, {"note", 500}};
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
        if (xml_is(element, limits[i].tag))
            return limits[i].most;
    return 0;
}

/* A copy of the text of ELEMENT, after a look at its length; null when it was refused before. */
static char *site_take_text(struct site_reader *reader, const struct xml_element *element)
{
    if (element->bad || !element->text)
        return NULL;
    size_t most = site_find_limit(element);
    if (site_count_characters(element->text) > most)
        source_error(&reader->document.source, element->offset, reader->errors,
                     "<%s> has a text of more than %zu characters", element->schema->name, most);
    return memory_copy_text(element->text);
}

/* The text of the only TAG inside PLACE; null when there is none. */
static char *site_take_single(struct site_reader *reader, const struct xml_element *place, const char *tag)
{
    for (const struct xml_element *child = place->first; child; child = child->next)
        if (xml_is(child, tag))
            return site_take_text(reader, child);
    return NULL;
}

/* The phone number of PLACE; null when there is none. */
static char *site_take_phone(struct site_reader *reader, const struct xml_element *place)
{
    char *phone = site_take_single(reader, place, "phone");
    bool sound = !phone || (strspn(phone, SITE_DIGITS " +.()-") == strlen(phone) && strpbrk(phone, SITE_DIGITS));
    for (const struct xml_element *child = place->first; child && !sound; child = child->next)
        if (xml_is(child, "phone"))
            source_error(&reader->document.source, child->offset, reader->errors,
                         "'%.100s' is not a phone number: digits, blanks, + . ( ) -", phone);
    return phone;
}

/* The language of a text; SITE_LANGUAGE_COUNT when it is wrong and reported. */
static size_t site_find_language(struct site_reader *reader, const struct xml_element *element)
{
    if (element->bad)
        return SITE_LANGUAGE_COUNT;
    const struct xml_attribute *lang = xml_attribute(element, "lang");
    return lang ? site_take_language(reader, lang->offset, lang->value) : 0;
}

/* Reports the languages in which TAG is given more or less often than in French, which stands in
 * for the others; COUNTS and FIRST say how often and where each begins. */
static void site_check_counts(struct site_reader *reader, const char *tag, const size_t *counts,
                              const struct xml_element *const *first)
{
    for (size_t i = 1; i < SITE_LANGUAGE_COUNT; i++) {
        if (!counts[i] || counts[i] == counts[0])
            continue;
        if (counts[0])
            source_error(&reader->document.source, first[i]->offset, reader->errors,
                         "<%s>: %zu in '%s' but %zu in French; a language needs all or none", tag, counts[i],
                         site_language(i), counts[0]);
        else
            source_error(&reader->document.source, first[i]->offset, reader->errors,
                         "<%s> is given in '%s' but not in French, which stands in for other languages", tag,
                         site_language(i));
    }
}

/* Reads all TAG inside PLACE, at most MOST in a language; returns how many there are in French. */
static size_t site_take_texts(struct site_reader *reader, const struct xml_element *place, const char *tag,
                              struct site_text *texts, size_t most)
{
    size_t counts[SITE_LANGUAGE_COUNT] = {0};
    const struct xml_element *first[SITE_LANGUAGE_COUNT] = {NULL};
    bool sure = !place->strange;
    for (const struct xml_element *child = place->first; child; child = child->next) {
        if (!xml_is(child, tag))
            continue;
        size_t language = site_find_language(reader, child);
        if (language == SITE_LANGUAGE_COUNT) {
            sure = false;
        } else if (counts[language] == most) {
            source_error(&reader->document.source, child->offset, reader->errors,
                         "<%s> stands more than %zu time%s in '%s'", tag, most, most == 1 ? "" : "s",
                         site_language(language));
            sure = false;
        } else {
            first[language] = counts[language] ? first[language] : child;
            texts[counts[language]++].in[language] = site_take_text(reader, child);
        }
    }
    if (sure)
        site_check_counts(reader, tag, counts, first);
    return counts[0];
}

/* Reads the kind of a place and whether it is a PASS. */
static void site_take_kind(struct site_reader *reader, struct site_place *place, const struct xml_element *element)
{
    const char *words[32];
    const char *kind = xml_value(element, "kind");
    const char *pass = xml_value(element, "pass");
    uint16_t count = 0;
    place->kind = RULES_NONE;
    for (; count < 32 && rules_place_kind(count); count++) {
        words[count] = rules_place_kind(count);
        if (kind && strcmp(words[count], kind) == 0)
            place->kind = count;
    }
    place->pass = pass && strcmp(pass, "yes") == 0;
    if (kind && strcmp(kind, "pass") == 0)
        source_error(&reader->document.source, xml_attribute(element, "kind")->offset, reader->errors,
                     "a PASS is kind=\"hospital\" pass=\"yes\"");
    else if (kind && place->kind == RULES_NONE)
        site_report_unknown(reader, xml_attribute(element, "kind")->offset, "kind of place", kind, words, count);
    else if (kind && place->pass && strcmp(kind, "hospital") != 0)
        source_error(&reader->document.source, xml_attribute(element, "pass")->offset, reader->errors,
                     "only a hospital has a PASS, not kind=\"%s\"", kind);
}

/* Reads the id of a place; one that an earlier place has is reported. */
static void site_take_id(struct site_reader *reader, const struct list *places, struct site_place *place,
                         const struct xml_element *element)
{
    const char *id = xml_value(element, "id");
    if (!id)
        return;
    place->id = memory_copy_text(id);
    for (uint32_t i = 0; i + 1 < places->count; i++) {
        const struct site_place *other = list_at(places, i);
        if (!other->id || strcmp(other->id, id) != 0)
            continue;
        source_error(&reader->document.source, xml_attribute(element, "id")->offset, reader->errors,
                     "duplicate id '%s'", id);
        return;
    }
}

/* Reads one <place> into the list. */
static void site_add_place(struct site_reader *reader, struct list *places, const struct xml_element *element)
{
    struct site_place *place = list_push(places);
    site_take_id(reader, places, place, element);
    site_take_kind(reader, place, element);
    place->checked = builder_day(element, "checked", 0);
    place->address = site_take_single(reader, element, "address");
    place->phone = site_take_phone(reader, element);
    place->spoken = site_take_single(reader, element, "spoken");
    site_take_texts(reader, element, "name", &place->name, 1);
    place->hours_count = site_take_texts(reader, element, "hours", place->hours, SITE_MAX_HOURS);
    site_take_texts(reader, element, "appointment", &place->appointment, 1);
    site_take_texts(reader, element, "note", &place->note, 1);
}

/* ---- files ---- */

/* Reads a file that has to begin with ROOT; true when there is something to look at. */
static bool site_open(struct site_reader *reader, const char *path, const char *root)
{
    struct xml_document *document = &reader->document;
    xml_read(document, path, 0, reader->errors);
    if (document->root && !xml_is(document->root, root)) {
        source_error(&document->source, document->root->offset, reader->errors,
                     "this file begins with <%s>; it should begin with <%s>", document->root->schema->name, root);
        return false;
    }
    return document->whole;
}

/* Ends the reading of a file; true when it was sound: no mistake came to the COUNT there were. */
static bool site_close(struct site_reader *reader, size_t count)
{
    bool sound = reader->errors->count == count && count < ERRORS_MAX;
    xml_done(&reader->document);
    errors_sort(reader->errors);
    return sound;
}

struct site *site_read(const char *path, struct errors *errors)
{
    struct site_reader reader = {.errors = errors};
    size_t count = errors->count;
    struct site *site = memory_new(sizeof *site);
    if (site_open(&reader, path, "site"))
        site_build(&reader, site);
    if (site_close(&reader, count))
        return site;
    site_free(site);
    return NULL;
}

struct site_places *site_read_places(const char *path, struct errors *errors)
{
    struct site_reader reader = {.errors = errors};
    size_t count = errors->count;
    struct list list = {.size = sizeof(struct site_place)};
    if (site_open(&reader, path, "places"))
        for (const struct xml_element *child = reader.document.root->first; child; child = child->next)
            site_add_place(&reader, &list, child);
    struct site_places *places = memory_new(sizeof *places);
    places->items = (void *)list.items;
    places->count = list.count;
    if (site_close(&reader, count))
        return places;
    site_free_places(places);
    return NULL;
}
