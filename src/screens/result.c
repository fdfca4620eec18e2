/* The result: five tabs about what the answers open.
 * "Probably" and "possible", never "you have the right": it is orientation, and every tab that
 * leans on a figure says when that figure is an estimate, is over or is missing.
 * It deliberately computes nothing; see outcome.c. */
#include <stdlib.h>
#include <string.h>

#include "i18n/format.h"
#include "rules/places.h"
#include "rules/rules.h"
#include "screens/internal.h"
#include "util/memory.h"

#define LISTED_MOST RULES_MAX_RIGHTS

/* The parts of the first tab, in the order shown. */
enum result_part { PART_URGENT, PART_LIKELY, PART_POSSIBLE, PART_TODAY, PART_STEPS, PART_NOTES, PART_COUNT };

/* One right on the first tab. */
struct result_item {
    uint16_t right;
    enum result_part part;
};

/* True when the person needs care now. */
static bool result_is_urgent(const struct screens *s)
{
    uint16_t question = rules_find_question(s->rules, "urgency");
    uint16_t no = question == RULES_NONE ? RULES_NONE : rules_find_option(s->rules, question, "no");
    if (question == RULES_NONE)
        return false;
    const struct tree_answer *answer = &s->outcome.answers.answers[question];
    return answer->state == ANSWER_GIVEN && answer->option != no;
}

/* The part that a right stands in. */
static enum result_part result_part_of(const struct screens *s, uint16_t right)
{
    if (!rules_set_has(s->outcome.walk.certain, right))
        return PART_POSSIBLE;
    switch (s->rules->rights[right].kind) {
    case RIGHT_NOW:
        return result_is_urgent(s) ? PART_URGENT : PART_TODAY;
    case RIGHT_COVER:
    case RIGHT_COMPLEMENT:
        return PART_LIKELY;
    case RIGHT_STEP:
        return PART_STEPS;
    default:
        return PART_NOTES;
    }
}

/* Lists the rights of the result part by part; returns their number. */
static size_t result_list(const struct screens *s, struct result_item items[LISTED_MOST])
{
    const struct walk_result *walk = &s->outcome.walk;
    size_t count = 0;
    for (int part = 0; part < PART_COUNT; part++)
        for (uint16_t right = 0; right < s->rules->right_count; right++) {
            bool given = rules_set_has(walk->certain, right) || rules_set_has(walk->possible, right);
            if (given && result_part_of(s, right) == (enum result_part)part)
                items[count++] = (struct result_item){right, (enum result_part)part};
        }
    return count;
}

/* The title of a right.  The caller frees it. */
static char *result_title(const struct screens *s, uint16_t right)
{
    return words_first(s, s->rules->rights[right].texts, TEXT_RIGHT_TITLE);
}

/* ---- what has to be said on every result ---- */

/* The earliest day on which a figure of FLAGS starts. */
static int32_t result_flag_day(const struct screens *s, const struct walk_flags *flags)
{
    int32_t first = INT32_MAX;
    for (uint16_t i = 0; i < flags->count; i++) {
        const struct rules_version *version = rules_version_on(s->rules, flags->parameters[i], s->options.day);
        if (version && version->from < first)
            first = version->from;
    }
    return first;
}

/* Says which figures the result leans on that are not sure. */
static void result_add_flags(const struct screens *s, struct page *page)
{
    const struct walk_result *walk = &s->outcome.walk;
    if (walk->estimates.count) {
        char *date = words_date(result_flag_day(s, &walk->estimates));
        words_add(page, PAGE_WARNING,
                  words_with(N_("The limits of {date} are an estimate. Near a limit, claim anyway."), "date", date));
        free(date);
    }
    if (walk->expired.count)
        page_add_text(page, PAGE_WARNING, _("Some amounts are out of date. The desk must check them."));
    if (walk->missing.count)
        page_add_text(page, PAGE_WARNING, _("An amount is missing in our data. The desk must check it."));
}

/* Says when the rules are older than the day asked. */
static void result_add_age(const struct screens *s, struct page *page)
{
    int32_t known_until = 0;
    if (!outcome_is_past_rules(s->options.day, &known_until))
        return;
    char *date = words_date(known_until);
    words_add(page, PAGE_WARNING,
              words_with(N_("The rules here are known up to {date}. Ask whether something changed."), "date", date));
    free(date);
}

/* Adds what stands at the end of every tab; on the result and the law, how sure all this is. */
static void result_add_notice(const struct screens *s, struct page *page)
{
    enum result_tab tab = screens_look(s)->tab;
    page_add_blank(page);
    if (tab == TAB_RESULT || tab == TAB_LAW) {
        result_add_flags(s, page);
        result_add_age(s, page);
    }
    page_add_text(page, PAGE_HINT, _("This is orientation, not a decision. Only the fund decides."));
}

/* ---- tab 1: the result ---- */

/* The right whose first step is the thing to do first, or RULES_NONE. */
static uint16_t result_find_first(const struct result_item *items, size_t count)
{
    static const enum result_part order[] = {PART_URGENT, PART_LIKELY, PART_STEPS, PART_TODAY};
    for (size_t k = 0; k < sizeof order / sizeof order[0]; k++)
        for (size_t i = 0; i < count; i++)
            if (items[i].part == order[k])
                return items[i].right;
    return RULES_NONE;
}

/* Adds what to do first. */
static void result_add_first(const struct screens *s, struct page *page, uint16_t right)
{
    if (right == RULES_NONE)
        return;
    page_add_heading(page, _("Do this first"));
    char *how = words_first(s, s->rules->rights[right].texts, TEXT_RIGHT_HOW);
    if (how)
        page_add_indented(page, PAGE_TEXT, 2, 0, how);
    free(how);
    if (session_unknown_run(&s->session) >= DESK_AFTER_UNKNOWNS)
        page_add_indented(page, PAGE_WARNING, 2, 0,
                          _("Many answers are not known. Ask at the desk; bring the papers of tab 3."));
    page_add_blank(page);
}

/* The heading of a part. */
static const char *result_heading(enum result_part part)
{
    static const char *const headings[PART_COUNT] = {
        /* TRANSLATORS: headings of the result: 60 columns each.  Never "you have the right". */
        [PART_URGENT] = N_("Care you can get now"),
        [PART_LIKELY] = N_("You probably have these rights"),
        [PART_POSSIBLE] = N_("Possible, not sure yet"),
        [PART_TODAY] = N_("Open to you today, whatever the papers"),
        [PART_STEPS] = N_("Steps to take"),
        [PART_NOTES] = N_("Good to know"),
    };
    return headings[part];
}

/* What stands under a right: its French name, or for a possible one what it hangs on. */
static char *result_hint(const struct screens *s, const struct result_item *item)
{
    const struct rules_right *right = &s->rules->rights[item->right];
    if (item->part != PART_POSSIBLE)
        return words_official(s, right);
    uint32_t questions = outcome_find_questions(s, item->right, true);
    if (!questions)
        return memory_copy_text(_("The fund decides case by case."));
    char *names = words_questions(s, questions);
    /* TRANSLATORS: {answers}: short names of questions, as in "Age, Income a month" */
    char *hint = words_with(N_("Still to clear up: {answers}"), "answers", names);
    free(names);
    return hint;
}

/* Adds the first tab. */
static void result_build_rights(struct screens *s, struct page *page)
{
    struct result_item items[LISTED_MOST];
    size_t count = result_list(s, items);
    result_add_first(s, page, result_find_first(items, count));
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || items[i].part != items[i - 1].part) {
            page_add_blank(page);
            page_add_heading(page, _(result_heading(items[i].part)));
        }
        char *title = result_title(s, items[i].right);
        char *hint = result_hint(s, &items[i]);
        page_add_choice(page, screens_label(s, i, false), title ? title : "", hint, false);
        free(title);
        free(hint);
    }
}

/* ---- tab 2: why ---- */

/* Adds the answers that decide one right. */
static void result_add_why(const struct screens *s, struct page *page, uint16_t right)
{
    uint32_t questions = outcome_find_questions(s, right, false);
    char *title = result_title(s, right);
    page_add_blank(page);
    page_add_heading(page, title ? title : "");
    free(title);
    if (!questions)
        page_add_text(page, PAGE_TEXT, _("Whatever you answer."));
    for (uint16_t i = 0; i < s->rules->question_count; i++) {
        if (!(questions >> i & 1))
            continue;
        char *name = words_name(s, &s->outcome.answers, i);
        char *value = words_answer(s, &s->outcome.answers, i);
        page_add_pair(page, PAGE_TEXT, name, value ? value : "");
        free(name);
        free(value);
    }
}

/* Adds the second tab. */
static void result_build_why(struct screens *s, struct page *page)
{
    struct result_item items[LISTED_MOST];
    size_t count = result_list(s, items);
    page_add_text(page, PAGE_HINT, _("These answers decide the result. With other answers it would change."));
    for (size_t i = 0; i < count; i++)
        if (items[i].part != PART_NOTES)
            result_add_why(s, page, items[i].right);
}

/* ---- tab 3: papers ---- */

/* One paper of the list. */
struct result_paper {
    uint16_t document;
    bool if_any;
};

/* True when a paper is asked of this person on this day. */
static bool result_asks_paper(const struct screens *s, const struct rules_paper *paper)
{
    if (s->options.day < paper->from || s->options.day >= paper->until)
        return false;
    if (paper->key == RULES_NONE)
        return true;
    const struct tree_answer *answer = &s->session.answers.answers[paper->key];
    return answer->state != ANSWER_GIVEN || !(paper->options >> answer->option & 1);
}

/* Adds the papers of one right that are not listed yet. */
static void result_collect_papers(const struct screens *s, uint16_t right, struct result_paper *papers, size_t *count)
{
    const struct rules_right *r = &s->rules->rights[right];
    for (uint32_t i = r->first_paper; i < (uint32_t)r->first_paper + r->paper_count; i++) {
        const struct rules_paper *paper = &s->rules->papers[i];
        bool listed = !result_asks_paper(s, paper);
        for (size_t k = 0; k < *count; k++)
            if (papers[k].document == paper->document) {
                papers[k].if_any = papers[k].if_any && (listed || paper->if_any);
                listed = true;
            }
        if (!listed && *count < SESSION_MAX_PAPERS)
            papers[(*count)++] = (struct result_paper){paper->document, paper->if_any != 0};
    }
}

/* Lists the papers of the certain rights and then of the possible ones; *FIRST_POSSIBLE is
 * where those begin.  Returns their number. */
static size_t result_list_papers(const struct screens *s, struct result_paper *papers, size_t *first_possible)
{
    struct result_item items[LISTED_MOST];
    size_t rights = result_list(s, items);
    size_t count = 0;
    for (size_t i = 0; i < rights; i++)
        if (items[i].part != PART_POSSIBLE)
            result_collect_papers(s, items[i].right, papers, &count);
    *first_possible = count;
    for (size_t i = 0; i < rights; i++)
        if (items[i].part == PART_POSSIBLE)
            result_collect_papers(s, items[i].right, papers, &count);
    return count;
}

/* Adds one paper with its box; its hint only while it is focused. */
static void result_add_paper(const struct screens *s, struct page *page, const struct result_paper *paper, bool open)
{
    const struct rules_document *document = &s->rules->documents[paper->document];
    char *label = words_first(s, document->texts, TEXT_DOCUMENT_LABEL);
    char *hint = open ? words_first(s, document->texts, TEXT_DOCUMENT_HINT) : NULL;
    char *marked = paper->if_any ? words_with(N_("{paper} (if you have it)"), "paper", label ? label : "") : NULL;
    bool ticked = session_is_ticked(&s->session, paper->document);
    page_add_choice(page, ticked ? "[x]" : "[ ]", marked ? marked : label ? label : "", hint, false);
    free(marked);
    free(label);
    free(hint);
}

/* Adds the third tab. */
static void result_build_papers(struct screens *s, struct page *page)
{
    struct result_paper papers[SESSION_MAX_PAPERS] = {{0}};
    size_t possible = 0;
    size_t count = result_list_papers(s, papers, &possible);
    page_add_text(page, PAGE_HINT, _("A paper is missing? Claim anyway; it can follow later."));
    page_add_blank(page);
    if (count == 0)
        page_add_text(page, PAGE_TEXT, _("No paper is needed."));
    for (size_t i = 0; i < count; i++) {
        if (i == possible) {
            page_add_blank(page);
            page_add_heading(page, _("Only for what is not sure yet"));
        }
        result_add_paper(s, page, &papers[i], s->front->is_plain || screens_look(s)->focused == (int)i);
    }
}

/* ---- tab 4: where ---- */

/* True when a text was already shown for one of the rights before ITEM. */
static bool result_is_repeated(const struct screens *s, const struct result_item *items, size_t item, uint32_t text)
{
    for (size_t i = 0; i < item; i++) {
        struct rules_texts texts = s->rules->rights[items[i].right].texts;
        for (uint32_t k = texts.first; k < texts.first + texts.count; k++)
            if (s->rules->texts[k].kind == TEXT_RIGHT_WHERE && s->rules->texts[k].text == s->rules->texts[text].text)
                return true;
    }
    return false;
}

/* Adds the places of one right. */
static void result_add_where(const struct screens *s, struct page *page, const struct result_item *items, size_t item)
{
    struct rules_texts texts = s->rules->rights[items[item].right].texts;
    bool headed = false;
    for (uint32_t k = texts.first; k < texts.first + texts.count; k++) {
        const struct rules_text *text = &s->rules->texts[k];
        if (text->kind != TEXT_RIGHT_WHERE || s->options.day < text->from || s->options.day >= text->until ||
            result_is_repeated(s, items, item, k))
            continue;
        if (!headed) {
            char *title = result_title(s, items[item].right);
            page_add_blank(page);
            page_add_heading(page, title ? title : "");
            free(title);
        }
        headed = true;
        struct rules_texts one = {k, 1};
        words_add_all(s, page, one, TEXT_RIGHT_WHERE, NULL, true);
    }
}

/* Adds the fourth tab. */
static void result_build_where(struct screens *s, struct page *page)
{
    struct result_item items[LISTED_MOST];
    size_t count = result_list(s, items);
    for (size_t i = 0; i < count; i++)
        result_add_where(s, page, items, i);
}

/* ---- tab 5: law and dates ---- */

/* Adds the articles of one right. */
static void result_add_laws(const struct screens *s, struct page *page, uint16_t right)
{
    const struct rules_right *r = &s->rules->rights[right];
    char *title = r->law_count ? result_title(s, right) : NULL;
    if (title) {
        page_add_blank(page);
        page_add_heading(page, title);
    }
    for (uint32_t i = r->first_law; i < (uint32_t)r->first_law + r->law_count; i++) {
        const struct rules_law *law = &s->rules->laws[i];
        if (s->options.day < law->from || s->options.day >= law->until)
            continue;
        char *date = law->since > INT32_MIN ? words_date_short(law->since) : NULL;
        /* TRANSLATORS: behind an article of law: 40 columns */
        char *since = date ? words_with(N_("in force since {date}"), "date", date) : NULL;
        page_add_pair(page, PAGE_TEXT, rules_string(s->rules, law->ref), since ? since : "");
        free(since);
        free(date);
    }
    free(title);
}

/* Adds one figure with its reference and its days. */
static void result_add_figure(const struct screens *s, struct page *page, uint16_t parameter)
{
    const struct rules_version *version = rules_version_on(s->rules, parameter, s->options.day);
    struct buffer value = {0};
    if (version && i18n_format_parameter(s->rules, parameter, s->options.day, &value)) {
        char *from = words_date_short(version->from);
        char *checked = words_date_short(version->checked);
        const char *source = rules_string(s->rules, version->ref);
        if (!source[0])
            source = rules_string(s->rules, s->rules->parameters[parameter].id);
        struct i18n_place places[] = {{"source", source},
                                      {"from", from},
                                      {"checked", checked}};
        /* TRANSLATORS: behind a figure: a French legal reference and two days in digits */
        char *words = words_fill(N_("{source}; from {from}, checked on {checked}"), places, 3);
        page_add_pair(page, PAGE_TEXT, buffer_text(&value), words);
        free(words);
        free(from);
        free(checked);
    }
    buffer_done(&value);
}

/* Marks the figures that the texts of one right mention. */
static void result_mark_figures(const struct screens *s, uint16_t right, bool *marked)
{
    struct rules_texts texts = s->rules->rights[right].texts;
    for (uint32_t i = texts.first; i < texts.first + texts.count; i++) {
        const struct rules_text *text = &s->rules->texts[i];
        const char *words = rules_string(s->rules, text->text);
        char name[64];
        bool broken = false;
        if (s->options.day < text->from || s->options.day >= text->until)
            continue;
        for (size_t at = 0; rules_next_place(words, &at, name, &broken);) {
            uint16_t parameter = rules_find_place(s->rules, name);
            if (parameter != RULES_NONE)
                marked[parameter] = true;
        }
    }
}

/* Adds the figures that the result leans on. */
static void result_add_figures(const struct screens *s, struct page *page, const struct result_item *items,
                               size_t count)
{
    bool *marked = memory_new(s->rules->parameter_count + 1);
    uint16_t ceiling = s->rules->figures[FIGURE_CEILING_PRINTED];
    bool any = false;
    for (size_t i = 0; i < count; i++)
        result_mark_figures(s, items[i].right, marked);
    if (s->outcome.walk.ceiling_free != WALK_NO_AMOUNT && ceiling != RULES_NONE)
        marked[ceiling] = true;
    for (uint16_t i = 0; i < s->rules->parameter_count; i++) {
        if (marked[i] && !any) {
            page_add_blank(page);
            page_add_heading(page, _("Figures used"));
        }
        any = any || marked[i];
        if (marked[i])
            result_add_figure(s, page, i);
    }
    free(marked);
}

/* Adds the fifth tab. */
static void result_build_law(struct screens *s, struct page *page)
{
    struct result_item items[LISTED_MOST];
    size_t count = result_list(s, items);
    char *day = words_date(s->options.day);
    words_add(page, PAGE_TEXT, words_with(N_("Decided with the rules of {date}."), "date", day));
    free(day);
    for (size_t i = 0; i < count; i++)
        result_add_laws(s, page, items[i].right);
    result_add_figures(s, page, items, count);
}

/* ---- the screen ---- */

/* The section. */
static const char *result_section(const struct screens *s, struct buffer *out)
{
    (void)s;
    (void)out;
    /* TRANSLATORS: first row, middle: 26 columns */
    return _("Your result");
}

/* Adds the tabs and the one that is open. */
static void result_build(struct screens *s, struct page *page)
{
    static void (*const build[TAB_COUNT])(struct screens *, struct page *) = {
        result_build_rights, result_build_why, result_build_papers, result_build_where, result_build_law};
    /* TRANSLATORS: the five tabs stand in one row: together 54 columns */
    static const char *const words[TAB_COUNT] = {N_("Result"), N_("Why"), N_("Papers"), N_("Where to go"),
                                                 N_("Law, dates")};
    struct frame *frame = screens_top(s);
    static const char *const keys[TAB_COUNT] = {"1", "2", "3", "4", "5"};
    for (int i = 0; i < TAB_COUNT; i++)
        page_add_tab(page, keys[i], _(words[i]), i == (int)frame->tab);
    if (frame->focused == FOCUS_OPEN)
        frame->focused = page_height(page) >= FOCUS_ROWS_LEAST ? 0 : PAGE_NO_ITEM;
    build[frame->tab](s, page);
    result_add_notice(s, page);
}

/* Opens another tab. */
static void result_turn(struct screens *s, int by)
{
    struct frame *frame = screens_top(s);
    int tab = (int)frame->tab + by;
    if (by == 0 || tab < 0 || tab >= TAB_COUNT)
        return;
    frame->tab = (enum result_tab)tab;
    frame->focused = FOCUS_OPEN;
    frame->scroll = 0;
    s->changed = true;
}

/* Opens the right, or ticks the paper. */
static void result_choose(struct screens *s, int item)
{
    struct result_item items[LISTED_MOST];
    struct result_paper papers[SESSION_MAX_PAPERS] = {{0}};
    size_t possible = 0;
    enum result_tab tab = screens_look(s)->tab;
    if (tab == TAB_RESULT && item >= 0 && (size_t)item < result_list(s, items))
        screens_push(s, SCREEN_RIGHT)->right = items[item].right;
    else if (tab == TAB_PAPERS && item >= 0 && (size_t)item < result_list_papers(s, papers, &possible))
        session_tick(&s->session, papers[item].document);
}

/* Goes back to the answers. */
static void result_back(struct screens *s)
{
    screens_go(s, SCREEN_REVIEW);
}

/* Enter: opens or ticks the focused item; in plain text, where nothing is focused, the next tab. */
static void result_accept(struct screens *s)
{
    int item = page_focused(s->page);
    int tab = (int)screens_look(s)->tab;
    if (s->front->is_plain)
        result_turn(s, tab + 1 < TAB_COUNT ? 1 : -tab);
    else if (item != PAGE_NO_ITEM)
        result_choose(s, item);
}

/* What Enter does. */
static const char *result_accept_words(const struct screens *s)
{
    if (s->front->is_plain)
        return _("Other tab");
    if (screens_look(s)->tab == TAB_PAPERS)
        /* TRANSLATORS: what Enter does on a line, in the last row: 18 columns; here: tick the box */
        return _("Tick");
    return screens_look(s)->tab == TAB_RESULT ? _("Read more") : NULL;
}

const struct screen_ops screen_result = {.name = "result",
                                         .section = result_section,
                                         .build = result_build,
                                         .choose = result_choose,
                                         .accept = result_accept,
                                         .back = result_back,
                                         .turn = result_turn,
                                         .accept_words = result_accept_words};
