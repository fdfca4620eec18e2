/* Languages: which one the texts come in, and the texts themselves.
 *
 * English texts are the msgids, so English needs no catalog and is what a missing or refused
 * catalog leaves.  The language comes from whoever calls i18n_set_language and from nowhere
 * else: it is deliberately never guessed from the environment.  Every text returned is
 * borrowed and valid until exit; nothing is kept across a change of language, so ask again
 * for each page.  Only this directory knows libintl. */
#ifndef DS_I18N_I18N_H
#define DS_I18N_I18N_H

#include <stdbool.h>
#include <stddef.h>

struct rules;
struct rules_text;

/* A language that the program speaks. */
struct i18n_language {
    const char *code; /* "fr" */
    const char *name; /* in the language itself: "Français" */
};

/* Prepares characters and messages; texts are English until a language is set.  LOCALE_DIR
 * holds LANG/LC_MESSAGES/droits-sante.mo and carrier/LC_MESSAGES/SYS_LC_MESSAGES.  False when
 * the carrier is missing: one line is said on standard error and all texts stay English. */
bool i18n_start(const char *locale_dir);

/* Changes the language at once; false, and nothing changes, when CODE is not one of ours.
 * A language without a sound catalog is accepted and its texts are English; that is said
 * once on standard error. */
bool i18n_set_language(const char *code);

/* True when every text of the language's catalog may be shown, not only those met so far; else
 * the first that may not is said on standard error.  For translators: a visitor sees such a
 * text in English. */
bool i18n_check_texts(void);

/* The language now; English before the first i18n_set_language. */
const struct i18n_language *i18n_language(void);

/* The languages in the order in which they are offered. */
size_t i18n_language_count(void);
const struct i18n_language *i18n_language_at(size_t index);

/* The language with this code, or null. */
const struct i18n_language *i18n_find_language(const char *code);

/* The translation of a text, or the text. */
const char *i18n_text(const char *msgid);

/* The same for a text that is only unique together with its context. */
const char *i18n_text_in(const char *context, const char *msgid);

/* The form of a text that goes with the number N; the number itself is filled in by the caller. */
const char *i18n_plural(const char *singular, const char *plural, unsigned long n);

/* The translation of a text of the rule files. */
const char *i18n_rules_text(const struct rules *rules, const struct rules_text *text);

/* Marks for xgettext: _ translates now, N_ and NC_ only mark a text of a table. */
#define _(msgid) i18n_text(msgid)
#define N_(msgid) (msgid)
#define NC_(context, msgid) (msgid)

#endif
