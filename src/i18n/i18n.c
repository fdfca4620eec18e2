/* Languages: see the header.
 *
 * How gettext is made to listen.  glibc looks at LANGUAGE only when the locale of LC_MESSAGES
 * is not "C" (from 2.39 on, nor "C.UTF-8"), and a kiosk often has no other locale.  So we bring
 * one: the "carrier", a copy of the few bytes that C.UTF-8 has for LC_MESSAGES under a name of
 * our own.  It is found through LOCPATH, which is put back directly afterwards.
 *
 * What gettext is kept from.  A damaged catalog crashes it and LANGUAGE may hold a path, so
 * LANGUAGE is overwritten before anything else and only ever names a language whose catalog
 * has passed catalog_check; each text is looked at before it leaves here. */
#define _POSIX_C_SOURCE 200809L
#include "i18n/i18n.h"

#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "i18n/catalog.h"
#include "rules/rules.h"
#include "util/memory.h"

#define I18N_DOMAIN "droits-sante"
#define I18N_CARRIER "carrier"
#define I18N_NOTHING "C" /* the LANGUAGE that makes gettext return the msgid */

/* What gettext compares before it trusts what it remembers; glibc and GNU libintl export it. */
extern int _nl_msg_cat_cntr;

static const struct i18n_language i18n_languages[] = {
    {"fr", "Français"},
    {"nl", "Nederlands"},
    {"da", "Dansk"},
    {"en", "English"},
};

#define I18N_LANGUAGE_COUNT (sizeof i18n_languages / sizeof i18n_languages[0])
#define I18N_ENGLISH (&i18n_languages[I18N_LANGUAGE_COUNT - 1])

enum i18n_catalog_state { CATALOG_UNREAD, CATALOG_SOUND, CATALOG_REFUSED };

static struct {
    char *locale_dir;
    bool carried; /* the carrier was found, so that LANGUAGE works */
    const struct i18n_language *language;
    enum i18n_catalog_state catalogs[I18N_LANGUAGE_COUNT];
} i18n_state;

/* Tells gettext the language and makes it forget what it knows of another one. */
static void i18n_tell_gettext(const char *language)
{
    setenv("LANGUAGE", language, 1);
    ++_nl_msg_cat_cntr;
}

/* Characters are UTF-8 whatever the environment says. */
static void i18n_set_characters(void)
{
    if (!setlocale(LC_CTYPE, "") || strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        setlocale(LC_CTYPE, "C.UTF-8");
}

/* Gives LC_MESSAGES the carrier of LOCALE_DIR; LOCPATH is afterwards what it was. */
static bool i18n_set_carrier(const char *locale_dir)
{
    const char *path = getenv("LOCPATH");
    char *before = path ? memory_copy_text(path) : NULL;
    setenv("LOCPATH", locale_dir, 1);
    bool found = setlocale(LC_MESSAGES, I18N_CARRIER) != NULL;
    if (before)
        setenv("LOCPATH", before, 1);
    else
        unsetenv("LOCPATH");
    free(before);
    return found;
}

bool i18n_start(const char *locale_dir)
{
    i18n_tell_gettext(I18N_NOTHING);
    i18n_set_characters();
    free(i18n_state.locale_dir);
    memset(&i18n_state, 0, sizeof i18n_state);
    i18n_state.locale_dir = memory_copy_text(locale_dir);
    i18n_state.language = I18N_ENGLISH;
    i18n_state.carried = i18n_set_carrier(locale_dir);
    if (!i18n_state.carried)
        fprintf(stderr, "droits-sante: no translations, all texts are English: %s/" I18N_CARRIER " is missing\n",
                locale_dir);
    return i18n_state.carried;
}

/* Shows gettext a catalog that has passed the check and makes it read it now, so that what
 * was checked is what is used. */
static void i18n_open_catalog(const char *code)
{
    bindtextdomain(I18N_DOMAIN, i18n_state.locale_dir);
    bind_textdomain_codeset(I18N_DOMAIN, "UTF-8");
    i18n_tell_gettext(code);
    dgettext(I18N_DOMAIN, "");
}

/* Checks the catalog file of a language; says on standard error what is wrong with it. */
static bool i18n_check_file(const struct i18n_language *language, enum catalog_depth depth)
{
    struct buffer path = {0};
    struct buffer why = {0};
    buffer_add_format(&path, "%s/%s/LC_MESSAGES/" I18N_DOMAIN ".mo", i18n_state.locale_dir, language->code);
    bool good = catalog_check(buffer_text(&path), depth, &why);
    if (!good)
        fprintf(stderr, "droits-sante: %s is shown in English%s: %s: %s\n", language->code,
                depth == CATALOG_TEXTS ? " where it is not sound" : "", buffer_text(&path), buffer_text(&why));
    buffer_done(&path);
    buffer_done(&why);
    return good;
}

/* True when the language has a sound catalog, which is then open; the answer is remembered. */
static bool i18n_check_catalog(const struct i18n_language *language)
{
    enum i18n_catalog_state *state = &i18n_state.catalogs[language - i18n_languages];
    if (*state == CATALOG_UNREAD) {
        *state = i18n_check_file(language, CATALOG_STRUCTURE) ? CATALOG_SOUND : CATALOG_REFUSED;
        if (*state == CATALOG_SOUND)
            i18n_open_catalog(language->code);
    }
    return *state == CATALOG_SOUND;
}

bool i18n_set_language(const char *code)
{
    const struct i18n_language *language = i18n_find_language(code);
    if (!language)
        return false;
    bool translated = i18n_state.carried && i18n_check_catalog(language);
    i18n_tell_gettext(translated ? language->code : I18N_NOTHING);
    i18n_state.language = language;
    return true;
}

bool i18n_check_texts(void)
{
    enum i18n_catalog_state state = i18n_state.catalogs[i18n_language() - i18n_languages];
    return state == CATALOG_SOUND && i18n_check_file(i18n_language(), CATALOG_TEXTS);
}

const struct i18n_language *i18n_language(void)
{
    return i18n_state.language ? i18n_state.language : I18N_ENGLISH;
}

size_t i18n_language_count(void)
{
    return I18N_LANGUAGE_COUNT;
}

const struct i18n_language *i18n_language_at(size_t index)
{
    return &i18n_languages[index];
}

const struct i18n_language *i18n_find_language(const char *code)
{
    for (size_t i = 0; i < I18N_LANGUAGE_COUNT; i++)
        if (strcmp(i18n_languages[i].code, code) == 0)
            return &i18n_languages[i];
    return NULL;
}

/* What gettext found, or the English text when that may not be shown. */
static const char *i18n_choose(const char *found, const char *english, const char *original)
{
    return found == english || catalog_text_is_sound(original, found) ? found : english;
}

const char *i18n_text(const char *msgid)
{
    return *msgid && i18n_state.carried ? i18n_choose(dgettext(I18N_DOMAIN, msgid), msgid, msgid) : msgid;
}

const char *i18n_text_in(const char *context, const char *msgid)
{
    struct buffer key = {0};
    buffer_add(&key, context);
    buffer_add_char(&key, '\004');
    buffer_add(&key, msgid);
    const char *text = i18n_text(key.data);
    bool found = text != key.data;
    buffer_done(&key);
    return found ? text : msgid;
}

const char *i18n_plural(const char *singular, const char *plural, unsigned long n)
{
    const char *english = n == 1 ? singular : plural;
    const char *found = i18n_state.carried ? dngettext(I18N_DOMAIN, singular, plural, n) : english;
    return i18n_choose(found, english, plural);
}

const char *i18n_rules_text(const struct rules *rules, const struct rules_text *text)
{
    const char *context = rules_string(rules, text->context);
    const char *msgid = rules_string(rules, text->text);
    return *context && *msgid ? i18n_text_in(context, msgid) : i18n_text(msgid);
}
