/* Words of the screens: texts of the rules with their places filled, answers in words.
 * It deliberately decides nothing and draws nothing. */
#include <stdlib.h>
#include <string.h>

#include "i18n/format.h"
#include "rules/rules.h"
#include "screens/internal.h"
#include "util/memory.h"

char *words_fill(const char *msgid, const struct i18n_place *places, size_t count)
{
    return i18n_fill_text(i18n_text(msgid), msgid, places, count);
}

char *words_with(const char *msgid, const char *name, const char *value)
{
    struct i18n_place place = {name, value};
    return words_fill(msgid, &place, 1);
}

/* What values are computed from now: over a result, help included, the answers it is made of. */
static struct places words_places(const struct screens *s)
{
    bool settled = s->frames[0].screen == SCREEN_RESULT;
    return (struct places){.rules = s->rules,
                           .day = &s->session.day,
                           .answers = settled ? &s->outcome.answers : &s->session.answers,
                           .result = settled ? &s->outcome.walk : NULL};
}

const char *words_doubt(enum places_doubt doubt)
{
    /* TRANSLATORS: behind a sentence with a figure that is over and has to be checked: 30 columns */
    const char *old = _("[old amount]");
    /* TRANSLATORS: behind a sentence with a figure that nobody has published yet: 30 columns */
    const char *estimate = _("[estimate]");
    return doubt == DOUBT_EXPIRED ? old : doubt == DOUBT_ESTIMATE ? estimate : "";
}

/* A text with its places filled, and marked when it leans on a figure that is not sure. */
static char *words_mark(const struct screens *s, const struct rules_text *text)
{
    struct places places = words_places(s);
    char *words = places_fill(&places, text);
    enum places_doubt doubt = words ? places_find_doubt(&places, text) : DOUBT_NONE;
    if (doubt == DOUBT_NONE)
        return words;
    struct buffer marked = {0};
    buffer_add(&marked, words);
    buffer_add(&marked, " ");
    buffer_add(&marked, words_doubt(doubt));
    free(words);
    return marked.data;
}

char *words_text(const struct screens *s, const struct rules_text *text)
{
    bool valid = s->options.day >= text->from && s->options.day < text->until;
    return valid ? words_mark(s, text) : NULL;
}

char *words_first(const struct screens *s, struct rules_texts texts, enum rules_text_kind kind)
{
    const struct rules_text *text = rules_first_text(s->rules, texts, kind, s->options.day);
    return text ? words_mark(s, text) : NULL;
}

void words_add(struct page *page, enum page_role role, char *text)
{
    if (text)
        page_add_text(page, role, text);
    free(text);
}

void words_add_all(const struct screens *s, struct page *page, struct rules_texts texts, enum rules_text_kind kind,
                   const char *heading, bool list)
{
    for (uint32_t i = texts.first; i < texts.first + texts.count; i++) {
        const struct rules_text *text = &s->rules->texts[i];
        char *words = text->kind == kind ? words_text(s, text) : NULL;
        if (!words)
            continue;
        if (heading) {
            page_add_blank(page);
            page_add_heading(page, _(heading));
        }
        heading = NULL;
        struct buffer line = {0};
        buffer_add(&line, list ? "- " : "");
        buffer_add(&line, words);
        page_add_indented(page, PAGE_TEXT, 0, list ? 2 : 0, buffer_text(&line));
        buffer_done(&line);
        free(words);
    }
}

/* ---- answers ---- */

/* Fills a phrase that counts NUMBER hundredths of something. */
static char *words_count(const char *translated, const char *english, int64_t number)
{
    struct buffer digits = {0};
    i18n_format_number(&digits, number);
    struct i18n_place place = {"n", buffer_text(&digits)};
    char *words = i18n_fill_text(translated, english, &place, 1);
    buffer_done(&digits);
    return words;
}

/* An income known only between two limits; the name of the answer says of which time. */
static char *words_range(const struct tree_answer *answer)
{
    struct buffer low = {0};
    struct buffer high = {0};
    i18n_format_euros(&low, answer->low > 0 ? answer->low - 1 : 0);
    i18n_format_euros(&high, answer->high);
    struct i18n_place places[] = {{"low", buffer_text(&low)}, {"high", buffer_text(&high)}};
    char *words;
    if (answer->low == 0)
        /* TRANSLATORS: behind "Income over 12 months", in the list of answers: 40 columns for each of the next three */
        words = words_fill(N_("Up to {high}"), places, 2);
    else if (answer->high >= CASE_NUMBER_MAX)
        words = words_fill(N_("More than {low}"), places, 2);
    else
        words = words_fill(N_("Between {low} and {high}"), places, 2);
    buffer_done(&low);
    buffer_done(&high);
    return words;
}

/* An exact amount; with its period, unless the name of the answer says it. */
static char *words_amount(int64_t cents, bool month)
{
    struct buffer amount = {0};
    i18n_format_euros(&amount, cents);
    /* TRANSLATORS: a benefit, in the list of answers: 40 columns */
    char *words = month ? words_with(N_("{amount} a month"), "amount", buffer_text(&amount))
                        : memory_copy_text(buffer_text(&amount));
    buffer_done(&amount);
    return words;
}

/* True for the two incomes, whose names say the period. */
static bool words_names_period(const struct screens *s, const struct rules_question *q)
{
    return q == &s->rules->questions[s->rules->keys[KEY_INCOME_MONTH]] ||
           q == &s->rules->questions[s->rules->keys[KEY_INCOME_YEAR]];
}

/* A number answered, with its unit. */
static char *words_number(const struct screens *s, const struct rules_question *q,
                          const struct tree_answer *answer)
{
    if (answer->low != answer->high)
        return words_range(answer);
    unsigned long n = (unsigned long)((answer->low + 99) / 100);
    bool one = answer->low == 100;
    switch (q->unit) {
    case UNIT_YEARS:
        /* TRANSLATORS: an age, in the list of answers; {n} can be 2.5: 40 columns */
        return words_count(i18n_plural("{n} year", "{n} years", n), one ? "{n} year" : "{n} years", answer->low);
    case UNIT_MONTHS:
        /* TRANSLATORS: a time, in the list of answers; {n} can be 2.5: 40 columns */
        return words_count(i18n_plural("{n} month", "{n} months", n), one ? "{n} month" : "{n} months", answer->low);
    case UNIT_PERSONS:
        /* TRANSLATORS: the size of a household, put into other sentences: "for a household of 3 persons" */
        return words_count(i18n_plural("{n} person", "{n} persons", n), one ? "{n} person" : "{n} persons",
                           answer->low);
    default:
        return words_amount(answer->low, q->unit == UNIT_EUROS_MONTH && !words_names_period(s, q));
    }
}

char *words_official(const struct screens *s, const struct rules_right *right)
{
    const char *official = rules_string(s->rules, right->official);
    char *title = words_first(s, right->texts, TEXT_RIGHT_TITLE);
    bool said = !*official || (title && strstr(title, official));
    free(title);
    return said ? NULL : memory_copy_text(official);
}

char *words_name(const struct screens *s, const struct tree_case *answers, uint16_t question)
{
    uint16_t partner = s->rules->questions[question].partner;
    bool other = partner != RULES_NONE && answers->answers[question].state == ANSWER_ABSENT &&
                 answers->answers[partner].state != ANSWER_ABSENT;
    char *name = words_first(s, s->rules->questions[other ? partner : question].texts, TEXT_QUESTION_SHORT);
    return name ? name : memory_copy_text("");
}

char *words_answer(const struct screens *s, const struct tree_case *answers, uint16_t question)
{
    const struct rules_question *q = &s->rules->questions[question];
    const struct tree_answer *answer = &answers->answers[question];
    if (answer->state == ANSWER_ABSENT && q->partner != RULES_NONE &&
        answers->answers[q->partner].state != ANSWER_ABSENT)
        return words_answer(s, answers, q->partner);
    if (answer->state == ANSWER_UNKNOWN)
        return memory_copy_text(_("I do not know"));
    if (answer->state == ANSWER_ABSENT)
        return memory_copy_text(_("Since the day I arrived"));
    if (q->kind == QUESTION_CHOICE)
        return words_first(s, rules_option(s->rules, question, answer->option)->texts, TEXT_OPTION_LABEL);
    return words_number(s, q, answer);
}

char *words_date(int32_t day)
{
    struct buffer words = {0};
    i18n_format_date(&words, day);
    return words.data;
}

char *words_date_short(int32_t day)
{
    struct buffer words = {0};
    i18n_format_date_short(&words, day);
    return words.data;
}

char *words_questions(const struct screens *s, uint32_t questions)
{
    struct buffer names = {0};
    for (uint16_t i = 0; i < s->rules->question_count; i++) {
        if (!(questions >> i & 1))
            continue;
        char *name = words_name(s, &s->outcome.answers, i);
        buffer_add(&names, names.length ? ", " : "");
        buffer_add(&names, name);
        free(name);
    }
    buffer_add(&names, "");
    return names.data;
}

/* ---- figures ---- */

/* The figures with a name: the place that stands for each in texts, and its name. */
static const struct {
    const char *place;
    const char *name; /* msgid */
} words_figure_names[] = {
    /* TRANSLATORS: names of figures, in the list "Figures used": 40 columns each, the shorter the better */
    {"cmuc_css_ceiling_one_person", N_("Yearly limit for one person")},
    {"cmuc_css_ceiling_one_person_unrounded", N_("Yearly limit for one person")},
    {"cmu_base_threshold", N_("Yearly limit of the CMU contribution")},
    {"rsa_base_one_person", N_("RSA for one person")},
    {"rmi_base_one_person", N_("RMI for one person")},
    {"ame_backdated_care_days", N_("Days before the claim, AME")},
    {"kept_rights_months", N_("Months of cover kept")},
    {"kept_rights_months_final_removal", N_("Months kept after a final order")},
    {"css_contribution_age_0_29", N_("C2S a month, up to 29 years")},
    {"css_contribution_age_30_49", N_("C2S a month, 30 to 49 years")},
    {"css_contribution_age_50_59", N_("C2S a month, 50 to 59 years")},
    {"css_contribution_age_60_69", N_("C2S a month, 60 to 69 years")},
    {"css_contribution_age_70", N_("C2S a month, from 70 years")},
    {"acs_amount_age_0_15", N_("ACS a year, up to 15 years")},
    {"acs_amount_age_16_49", N_("ACS a year, 16 to 49 years")},
    {"acs_amount_age_50_59", N_("ACS a year, 50 to 59 years")},
    {"acs_amount_age_60", N_("ACS a year, from 60 years")},
    {"puma_contribution_rate", N_("Rate on capital income")},
    {"puma_contribution_activity_threshold_share_of_plafond_ss", N_("Low work income, share of the ceiling")},
    {"puma_contribution_allowance_share_of_plafond_ss", N_("Free capital income, share of the ceiling")},
    {"plafond_ss_annual", N_("Yearly ceiling of Social Security")},
    {"participation_forfaitaire", N_("Charge for a visit or a test")},
    {"participation_forfaitaire_year_cap", N_("Yearly limit, visits and tests")},
    {"franchise_medicine_box", N_("Charge for a box of medicine")},
    {"franchise_year_cap", N_("Yearly limit, medicines")},
    {"hospital_day", N_("A day in hospital")},
    {"hospital_day_psychiatry", N_("A day in psychiatry")},
    {"emergency_flat_fee", N_("Emergency room without a stay")},
    {"gp_fee", N_("Visit to a family doctor")},
    {"refund_doctor", N_("Paid back with a declared doctor")},
    {"refund_doctor_outside_path", N_("Paid back outside the care path")},
    {"refund_medicine_low", N_("Paid back for some medicines")},
};

const char *words_figure(const struct screens *s, uint16_t parameter)
{
    const char *place = rules_string(s->rules, s->rules->parameters[parameter].place);
    for (size_t i = 0; i < sizeof words_figure_names / sizeof words_figure_names[0]; i++)
        if (strcmp(words_figure_names[i].place, place) == 0)
            return _(words_figure_names[i].name);
    return NULL;
}

/* True when the name of figure INDEX already stood before it in FLAGS. */
static bool words_is_named(const struct screens *s, const struct walk_flags *flags, uint16_t index)
{
    const char *name = words_figure(s, flags->parameters[index]);
    for (uint16_t i = 0; i < index; i++)
        if (words_figure(s, flags->parameters[i]) == name)
            return true;
    return false;
}

char *words_figures(const struct screens *s, const struct walk_flags *flags)
{
    struct buffer names = {0};
    for (uint16_t i = 0; i < flags->count; i++) {
        const char *name = words_figure(s, flags->parameters[i]);
        if (words_is_named(s, flags, i))
            continue;
        buffer_add(&names, names.length ? "; " : "");
        /* TRANSLATORS: stands for a figure that has no name of its own here: 40 columns */
        buffer_add(&names, name ? name : _("An amount of the law"));
    }
    buffer_add(&names, "");
    return names.data;
}

/* ---- places nearby ---- */

/* Adds a line, unless there is no text. */
static void words_add_line(char *lines[SITE_MAX_LINES], size_t *count, const char *text)
{
    if (text && *count < SITE_MAX_LINES)
        lines[(*count)++] = memory_copy_text(text);
}

/* Adds a line made of a translated sentence and a text of the site. */
static void words_add_said(char *lines[SITE_MAX_LINES], size_t *count, const char *msgid, const char *text)
{
    if (text && *count < SITE_MAX_LINES)
        lines[(*count)++] = words_with(msgid, "text", text);
}

/* Adds when somebody last made sure of a place, and that it is long ago. */
static void words_add_checked(const struct screens *s, const struct site_place *place, char *lines[SITE_MAX_LINES],
                              size_t *count)
{
    char *date = words_date_short(place->checked);
    bool stale = site_is_stale(place, s->options.day);
    words_add_said(lines, count, stale ? N_("Checked on {text}: long ago, so call first") : N_("Checked on {text}"), date);
    free(date);
}

size_t words_place(const struct screens *s, const struct site_place *place, char *lines[SITE_MAX_LINES])
{
    const char *language = i18n_language()->code;
    size_t count = 0;
    words_add_line(lines, &count, site_choose_text(&place->name, language));
    words_add_line(lines, &count, place->address);
    for (size_t i = 0; i < place->hours_count; i++)
        words_add_line(lines, &count, site_choose_text(&place->hours[i], language));
    /* TRANSLATORS: lines about a place nearby; {text} comes from the place itself */
    words_add_said(lines, &count, N_("Phone: {text}"), place->phone);
    words_add_said(lines, &count, N_("Languages there: {text}"), place->spoken);
    words_add_line(lines, &count, site_choose_text(&place->appointment, language));
    words_add_line(lines, &count, site_choose_text(&place->note, language));
    words_add_checked(s, place, lines, &count);
    return count;
}

/* ---- what is wrong ---- */

/* Says between which numbers an answer lies. */
static char *words_limits(const struct screens *s, uint16_t question)
{
    const struct rules_question *q = &s->rules->questions[question];
    struct buffer least = {0};
    struct buffer most = {0};
    i18n_format_number(&least, q->least);
    i18n_format_number(&most, q->most);
    struct i18n_place places[] = {{"least", buffer_text(&least)}, {"most", buffer_text(&most)}};
    char *words = words_fill(N_("Please type a number from {least} to {most}."), places, 2);
    buffer_done(&least);
    buffer_done(&most);
    return words;
}

char *words_problem(const struct screens *s, const struct frame *frame)
{
    switch (frame->problem) {
    case PROBLEM_NONE:
        return NULL;
    case PROBLEM_NO_SUCH:
        /* TRANSLATORS: what is wrong with an answer; two lines of 76 columns each */
        return memory_copy_text(_("That is not one of the answers. Choose a number of the list."));
    case PROBLEM_NO_KEY:
        return memory_copy_text(_("That does nothing here. The keys stand at the bottom."));
    case PROBLEM_CONFIRM:
        return memory_copy_text(_("Is this your answer? Then press Enter again. Or press another number."));
    case PROBLEM_NOT_WHOLE:
        return memory_copy_text(_("Please type a whole number."));
    case PROBLEM_NUMBER:
        return memory_copy_text(_("Please type a number, with digits."));
    case PROBLEM_TOO_SMALL:
    case PROBLEM_TOO_LARGE:
        return words_limits(s, frame->question);
    }
    return NULL;
}
