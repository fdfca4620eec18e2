/* The first screen and the overlay: choosing a language by its own name.
 * The first screen speaks four languages at once; it deliberately asks nothing else. */
#include "i18n/format.h"
#include "screens/four.h"
#include "screens/internal.h"
#include "util/memory.h"

#include <stdlib.h>
#include <string.h>

const struct four four_choose = {
    {"Choisissez votre langue", "Kies uw taal", "Vælg sprog", "Choose a language"}};
const struct four four_stored = {{"Rien n'est enregistré ni envoyé.", "Er wordt niets bewaard of verstuurd.",
                                  "Intet bliver gemt eller sendt.", "Nothing is stored or sent."}};
const struct four four_length = {{"Environ 12 questions, 5 minutes.", "Ongeveer 12 vragen, 5 minuten.",
                                  "Cirka 12 spørgsmål, 5 minutter.", "About 12 questions, 5 minutes."}};
const struct four four_danger = {{"Danger pour la vie : 15 ou 112", "Levensgevaar: 15 of 112",
                                  "Livsfare: 15 eller 112", "Danger to life: 15 or 112"}};
const struct four four_other = {{"Autre langue ? Voir l'accueil.", "Andere taal? Vraag de balie.",
                                 "Et andet sprog? Spørg i skranken.", "Another language? Ask the desk."}};

/* True when the site names the language among those most usual here. */
static bool language_is_usual(const struct screens *s, const struct i18n_language *language)
{
    for (size_t i = 0; i < s->options.language_count; i++)
        if (strcmp(s->options.languages[i], language->code) == 0)
            return true;
    return false;
}

/* The language on offer at INDEX: those that the site names in its order, then the others. */
static const struct i18n_language *language_offer(const struct screens *s, size_t index)
{
    if (index < s->options.language_count)
        return i18n_find_language(s->options.languages[index]);
    size_t left = index - s->options.language_count;
    size_t at = 0;
    while (language_is_usual(s, i18n_language_at(at)) || left-- > 0)
        at++;
    return i18n_language_at(at);
}

/* Adds the languages as items; CHOSEN marks the one in use. */
static void language_add_items(const struct screens *s, struct page *page, bool chosen)
{
    for (size_t i = 0; i < i18n_language_count(); i++) {
        const struct i18n_language *language = language_offer(s, i);
        bool now = strcmp(language->code, i18n_language()->code) == 0;
        page_add_choice(page, screens_label(s, i, true), language->name, NULL, chosen && now);
    }
}

/* Adds one sentence in four languages. */
static void language_add_four(struct page *page, const struct four *four)
{
    page_add_columns(page, PAGE_TEXT, four->texts, FOUR);
    page_add_blank(page);
}

/* Adds the first screen. */
static void language_build(struct screens *s, struct page *page)
{
    struct buffer title = {0};
    for (int i = 0; i < FOUR; i++) {
        buffer_add(&title, i ? " / " : "");
        buffer_add(&title, four_choose.texts[i]);
    }
    page_set_header(page, "droits-sante", NULL, NULL, NULL);
    page_add_title(page, buffer_text(&title));
    page_add_blank(page);
    language_add_items(s, page, false);
    page_add_blank(page);
    language_add_four(page, &four_danger);
    language_add_four(page, &four_stored);
    language_add_four(page, &four_length);
    language_add_four(page, &four_other);
    page_add_hint_key(page, "1-4", "", 3);
    if (!s->front->is_plain)
        page_add_hint_key(page, "\xe2\x86\x91\xe2\x86\x93 Enter", "", 2);
    page_add_hint_key(page, "?", "", 1);
    if (!s->front->is_plain)
        page_add_hint_key(page, "A", "contrast", 1);
    if (!s->options.kiosk)
        page_add_hint_key(page, "Q", "stop", 1);
    buffer_done(&title);
}

/* Takes the language and asks the first question. */
static void language_choose(struct screens *s, int item)
{
    i18n_set_language(language_offer(s, (size_t)item)->code);
    screens_go_next(s);
}

/* Esc on the first screen asks whether to leave, outside the kiosk. */
static void language_back(struct screens *s)
{
    if (!s->options.kiosk)
        screens_push(s, SCREEN_QUIT);
}

const struct screen_ops screen_language = {
    .name = "language", .build = language_build, .choose = language_choose, .back = language_back, .own_edges = true};

/* The section of the overlay. */
static const char *languages_section(const struct screens *s, struct buffer *out)
{
    (void)s;
    (void)out;
    /* TRANSLATORS: first row, middle: 26 columns */
    return _("Language");
}

/* Adds the overlay. */
static void languages_build(struct screens *s, struct page *page)
{
    page_add_title(page, _("Which language do you want?"));
    page_add_text(page, PAGE_HINT, _("Your answers are kept."));
    page_add_blank(page);
    language_add_items(s, page, true);
    page_add_blank(page);
    language_add_four(page, &four_other);
}

/* Takes the language and goes back to where the person was. */
static void languages_choose(struct screens *s, int item)
{
    i18n_set_language(language_offer(s, (size_t)item)->code);
    screens_pop(s);
}

const struct screen_ops screen_languages = {
    .name = "languages", .section = languages_section, .build = languages_build, .choose = languages_choose};
