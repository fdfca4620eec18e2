/* The result: five tabs about what the answers open, and the rights they share.
 * It is orientation: every tab that leans on a figure says when that figure is an estimate,
 * is over or is missing.  It deliberately computes nothing; see outcome.c. */
#include "screens/result.h"

#include <stdlib.h>
#include <string.h>

#include "rules/rules.h"

#define VISITORS_COVER "ehic" /* a cover for visits and postings, not for people who live here */

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

/* True when the question with this id was answered with this option. */
static bool result_said(const struct screens *s, const char *id, const char *option)
{
    uint16_t question = rules_find_question(s->rules, id);
    if (question == RULES_NONE)
        return false;
    const struct tree_answer *answer = &s->outcome.answers.answers[question];
    return answer->state == ANSWER_GIVEN && answer->option == rules_find_option(s->rules, question, option);
}

/* True for the cover of visitors when the person is neither on a visit nor posted. */
static bool result_is_meanwhile(const struct screens *s, uint16_t right)
{
    return strcmp(rules_string(s->rules, s->rules->rights[right].id), VISITORS_COVER) == 0 &&
           !result_said(s, "purpose", "temporary") && !result_said(s, "work", "posted");
}

/* The part that a right stands in. */
static enum result_part result_part_of(const struct screens *s, uint16_t right)
{
    uint16_t kind = s->rules->rights[right].kind;
    if (!rules_set_has(s->outcome.walk.certain, right))
        return kind == RIGHT_NOTE ? PART_POSSIBLE_NOTES : PART_POSSIBLE;
    if (result_is_meanwhile(s, right))
        return PART_MEANWHILE;
    switch (kind) {
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

size_t result_list(const struct screens *s, struct result_item items[LISTED_MOST])
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

bool result_is_possible(enum result_part part)
{
    return part == PART_POSSIBLE || part == PART_POSSIBLE_NOTES;
}

char *result_title(const struct screens *s, uint16_t right)
{
    return words_first(s, s->rules->rights[right].texts, TEXT_RIGHT_TITLE);
}

void result_add_title(const struct screens *s, struct page *page, uint16_t right)
{
    char *title = result_title(s, right);
    page_add_blank(page);
    page_add_heading(page, title ? title : "");
    free(title);
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

/* A warning that names the figures of FLAGS.  The caller frees it. */
static char *result_warn_figures(const struct screens *s, const char *msgid, const struct walk_flags *flags)
{
    char *figures = words_figures(s, flags);
    char *words = words_with(msgid, "figures", figures);
    free(figures);
    return words;
}

/* Warns of an estimate.  The caller frees it. */
static char *result_warn_estimate(const struct screens *s)
{
    char *date = words_date(result_flag_day(s, &s->outcome.walk.estimates));
    char *words = words_with(N_("The limits of {date} are an estimate. Near a limit, claim anyway."), "date", date);
    free(date);
    return words;
}

/* Warns of rules older than the day asked.  The caller frees it. */
static char *result_warn_age(int32_t known_until)
{
    char *date = words_date(known_until);
    char *words =
        words_with(N_("The rules here are known up to {date}. Later changes are not confirmed: ask."), "date", date);
    free(date);
    return words;
}

size_t result_list_warnings(const struct screens *s, char *warnings[RESULT_WARNINGS_MOST])
{
    const struct walk_result *walk = &s->outcome.walk;
    int32_t known_until = 0;
    size_t count = 0;
    if (walk->estimates.count)
        warnings[count++] = result_warn_estimate(s);
    if (walk->expired.count)
        warnings[count++] =
            result_warn_figures(s, N_("Out of date: {figures}. The desk must check the amounts."), &walk->expired);
    if (walk->missing.count)
        warnings[count++] = result_warn_figures(
            s, N_("Not documented for this day: {figures}. The desk must check it."), &walk->missing);
    if (outcome_is_past_rules(s->options.day, &known_until))
        warnings[count++] = result_warn_age(known_until);
    return count;
}

/* Adds what stands at the end of every tab; on the result and the law, how sure all this is. */
static void result_add_notice(const struct screens *s, struct page *page)
{
    enum result_tab tab = screens_look(s)->tab;
    page_add_blank(page);
    if (tab == TAB_RESULT || tab == TAB_LAW) {
        char *warnings[RESULT_WARNINGS_MOST];
        size_t count = result_list_warnings(s, warnings);
        for (size_t i = 0; i < count; i++)
            words_add(page, PAGE_WARNING, warnings[i]);
    }
    page_add_text(page, PAGE_HINT, _("This is orientation, not a decision. Only the fund decides."));
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
        frame->focused = 0;
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
    uint16_t questions[RULES_MAX_QUESTIONS];
    size_t possible = 0;
    enum result_tab tab = screens_look(s)->tab;
    if (tab == TAB_RESULT && item >= 0 && (size_t)item < result_list(s, items))
        screens_push(s, SCREEN_RIGHT)->right = items[item].right;
    else if (tab == TAB_WHY && item >= 0 && (size_t)item < reasons_list_questions(s, questions))
        screens_push(s, SCREEN_CHANGE)->leaf = questions[item];
    else if (tab == TAB_PAPERS && item >= 0 && (size_t)item < result_list_papers(s, papers, &possible))
        session_tick(&s->session, papers[item].document);
}

/* Goes back to the answers. */
static void result_back(struct screens *s)
{
    screens_go_answers(s);
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

/* What Enter does; nothing while the text is read and no line is marked. */
static const char *result_accept_words(const struct screens *s)
{
    if (s->front->is_plain)
        return _("Other tab");
    if (screens_look(s)->focused < 0)
        return NULL;
    if (screens_look(s)->tab == TAB_PAPERS)
        /* TRANSLATORS: what Enter does on a line, in the last row: 18 columns; here: tick the box */
        return _("Tick");
    return screens_look(s)->tab == TAB_RESULT || screens_look(s)->tab == TAB_WHY ? _("Read more") : NULL;
}

const struct screen_ops screen_result = {.name = "result",
                                         .section = result_section,
                                         .build = result_build,
                                         .choose = result_choose,
                                         .accept = result_accept,
                                         .back = result_back,
                                         .turn = result_turn,
                                         .accept_words = result_accept_words};
