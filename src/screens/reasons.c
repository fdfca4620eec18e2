/* Explanations in words: why a right is given, why another one is not, what another answer would
 * change.  It deliberately gives no advice: that another answer would open a right does not say
 * that it is true, lawful or within anybody's power. */
#define _DEFAULT_SOURCE /* explicit_bzero */
#include <stdlib.h>
#include <string.h>

#include "i18n/format.h"
#include "rules/rules.h"
#include "screens/result.h"
#include "tree/explain.h"
#include "util/memory.h"

/* How much of the explanations is needed: each next one takes longer to find. */
enum reasons_depth { REASONS_WHY, REASONS_CHANGES, REASONS_MISSING };

/* The explanations of the result shown, found when they are first asked for. */
static struct explain *reasons_get(struct screens *s, enum reasons_depth depth)
{
    if (!s->explain)
        s->explain = memory_new(sizeof *s->explain);
    if (s->explained == REASONS_NOTHING)
        explain_start(s->explain, &s->session.day, &s->outcome.answers);
    if (s->explained < 1 + (int)REASONS_CHANGES && depth >= REASONS_CHANGES)
        explain_try(s->explain);
    if (s->explained < 1 + (int)REASONS_MISSING && depth >= REASONS_MISSING)
        explain_find_missing(s->explain);
    if (s->explained < 1 + (int)depth)
        s->explained = 1 + (int)depth;
    return s->explain;
}

void reasons_forget(struct screens *s)
{
    if (s->explain)
        explain_wipe(s->explain);
    s->explained = REASONS_NOTHING;
}

void reasons_done(struct screens *s)
{
    reasons_forget(s);
    free(s->explain);
    s->explain = NULL;
}

char *reasons_answer(const struct screens *s, uint16_t question)
{
    const struct rules_question *q = &s->rules->questions[question];
    struct tree_case usual = s->outcome.answers;
    uint16_t partner = q->partner;
    bool absent = usual.answers[question].state == ANSWER_ABSENT &&
                  (partner == RULES_NONE || usual.answers[partner].state == ANSWER_ABSENT);
    if (absent && q->absent_option != RULES_NONE)
        case_set_option(&usual, question, q->absent_option);
    else if (absent && q->absent_number >= 0)
        case_set_number(&usual, question, q->absent_number);
    bool unsaid = absent && usual.answers[question].state == ANSWER_ABSENT && !session_has(&s->session, question);
    char *words = unsaid ? memory_copy_text(_("Not answered")) : words_answer(s, &usual, question);
    explicit_bzero(&usual, sizeof usual);
    return words ? words : memory_copy_text("");
}

/* Adds the answer to one question. */
static void reasons_add_answer(const struct screens *s, struct page *page, uint16_t question)
{
    char *name = words_name(s, &s->outcome.answers, question);
    char *answer = reasons_answer(s, question);
    page_add_pair(page, PAGE_TEXT, name, answer);
    free(name);
    free(answer);
}

/* Adds the answers of a set of questions. */
static void reasons_add_answers(const struct screens *s, struct page *page, uint32_t questions)
{
    for (uint16_t i = 0; i < s->rules->question_count; i++)
        if (questions >> i & 1)
            reasons_add_answer(s, page, i);
}

/* ---- why ---- */

/* The sentence about an income and a limit: which side it is on, unless the income is open. */
static const char *reasons_ceiling_words(const struct explain_ceiling *ceiling, bool open)
{
    if (open)
        return N_("The limit is {amount} a year.");
    return ceiling->within ? N_("The income is within the limit of {amount} a year.")
                           : N_("The income is above the limit of {amount} a year.");
}

/* Adds how the income compares with a limit that the right hangs on. */
static void reasons_add_ceiling(const struct screens *s, struct page *page, const struct explain_ceiling *ceiling,
                                bool open)
{
    const char *mark = words_doubt(places_find_ceiling_doubt(&s->session.day));
    struct buffer amount = {0};
    struct buffer line = {0};
    if (!ceiling->compared || ceiling->ceiling == WALK_NO_AMOUNT)
        return;
    i18n_format_euros(&amount, ceiling->ceiling);
    char *words = words_with(reasons_ceiling_words(ceiling, open), "amount", buffer_text(&amount));
    buffer_add(&line, words);
    if (*mark)
        buffer_add_format(&line, " %s", mark);
    page_add_text(page, PAGE_TEXT, buffer_text(&line));
    buffer_done(&line);
    buffer_done(&amount);
    free(words);
}

/* Adds the articles that a right rests on, in one line. */
static void reasons_add_law(const struct screens *s, struct page *page, uint16_t right)
{
    const struct rules_right *r = &s->rules->rights[right];
    struct buffer refs = {0};
    for (uint32_t i = r->first_law; i < (uint32_t)r->first_law + r->law_count; i++) {
        const struct rules_law *law = &s->rules->laws[i];
        if (s->options.day < law->from || s->options.day >= law->until)
            continue;
        buffer_add(&refs, refs.length ? "; " : "");
        buffer_add(&refs, rules_string(s->rules, law->ref));
    }
    if (refs.length)
        words_add(page, PAGE_HINT, words_with(N_("Law: {articles}"), "articles", buffer_text(&refs)));
    buffer_done(&refs);
}

/* Adds what is still open of a possible right. */
static void reasons_add_open(const struct screens *s, struct page *page, const struct explain_why *why)
{
    if (why->decides) {
        char *names = words_questions(s, why->decides);
        words_add(page, PAGE_TEXT, words_with(N_("Still to clear up: {answers}"), "answers", names));
        free(names);
    }
    if (why->by_fund)
        page_add_text(page, PAGE_TEXT, _("The fund decides case by case."));
    if (why->by_estimate)
        page_add_text(page, PAGE_TEXT, _("The limit is an estimate. Near a limit, claim anyway."));
}

void reasons_add_why(struct screens *s, struct page *page, uint16_t right)
{
    struct explain_why why;
    uint32_t income = (uint32_t)1 << s->rules->keys[KEY_INCOME_YEAR] | (uint32_t)1 << s->rules->keys[KEY_INCOME_MONTH];
    if (s->frames[0].screen != SCREEN_RESULT || !explain_find_why(reasons_get(s, REASONS_WHY), right, &why))
        return;
    page_add_blank(page);
    page_add_heading(page, _("Why"));
    if (why.conditions)
        reasons_add_answers(s, page, why.conditions);
    else if (!why.decides)
        page_add_text(page, PAGE_TEXT, _("Whatever you answer."));
    for (int level = LEVEL_FREE; level <= LEVEL_PAID; level++)
        reasons_add_ceiling(s, page, &why.ceilings[level], (why.decides & income) != 0);
    reasons_add_open(s, page, &why);
    reasons_add_law(s, page, right);
    explicit_bzero(&why, sizeof why);
}

/* ---- the way through the rules ---- */

/* Adds one node of the way: the question and its answer, then the node with its place in the file. */
static void trace_add_step(const struct screens *s, struct page *page, const struct explain_step *step)
{
    const struct rules_node *node = &s->rules->nodes[step->node];
    struct buffer place = {0};
    buffer_add_format(&place, "%s  %s:%lu", rules_string(s->rules, node->id),
                      rules_string(s->rules, s->rules->files[node->source.file]), (unsigned long)node->source.line);
    if (step->question < s->rules->question_count)
        reasons_add_answer(s, page, step->question);
    page_add_indented(page, PAGE_HINT, 2, 0, buffer_text(&place));
    buffer_done(&place);
}

void reasons_add_trace(struct screens *s, struct page *page)
{
    const struct explain *e = reasons_get(s, REASONS_WHY);
    page_add_blank(page);
    page_add_heading(page, _("The way through the rules"));
    for (uint32_t i = 0; i < e->step_count; i++)
        trace_add_step(s, page, &e->steps[i]);
    if (e->forks)
        page_add_text(page, PAGE_HINT, _("From here on an answer is open: all its ways were followed."));
}

/* ---- why not ---- */

/* The rights that were not given and that a person may ask about. */
static size_t whynot_list(const struct screens *s, const struct explain *e, uint16_t rights[LISTED_MOST])
{
    struct rules_set given = rules_set_union(e->result.certain, e->result.possible);
    size_t count = 0;
    for (uint16_t i = 0; i < s->rules->right_count; i++) {
        uint16_t kind = s->rules->rights[i].kind;
        bool asked = kind == RIGHT_COVER || kind == RIGHT_COMPLEMENT;
        if (asked && rules_set_has(e->offered, i) && !rules_set_has(given, i))
            rights[count++] = i;
    }
    return count;
}

/* Adds the list. */
static void whynot_build(struct screens *s, struct page *page)
{
    uint16_t rights[LISTED_MOST];
    size_t count = whynot_list(s, reasons_get(s, REASONS_WHY), rights);
    page_add_title(page, _("Why not another cover?"));
    page_add_text(page, PAGE_HINT, _("Choose one, and read what stands against it."));
    page_add_blank(page);
    for (size_t i = 0; i < count; i++) {
        char *title = result_title(s, rights[i]);
        page_add_choice(page, screens_label(s, i, false), title ? title : "", NULL, false);
        free(title);
    }
}

/* The section. */
static const char *whynot_section(const struct screens *s, struct buffer *out)
{
    (void)s;
    (void)out;
    /* TRANSLATORS: first row, middle: 26 columns */
    return _("Why not?");
}

/* Opens one right. */
static void whynot_choose(struct screens *s, int item)
{
    uint16_t rights[LISTED_MOST];
    size_t count = whynot_list(s, reasons_get(s, REASONS_WHY), rights);
    if (item >= 0 && (size_t)item < count)
        screens_push(s, SCREEN_AGAINST)->right = rights[item];
}

const struct screen_ops screen_whynot = {
    .name = "whynot", .section = whynot_section, .build = whynot_build, .choose = whynot_choose};

/* A number of an edit, or the stretch in which all numbers do.  The caller frees it. */
static char *reasons_number(const struct screens *s, const struct explain_edit *edit)
{
    const struct rules_question *q = &s->rules->questions[edit->question];
    struct tree_case one = {0};
    bool from_start = edit->from <= q->least;
    bool to_end = edit->to >= q->most;
    if (edit->from == edit->to || (from_start && to_end)) {
        one.answers[edit->question] = edit->answer;
        return words_answer(s, &one, edit->question);
    }
    bool over = edit->from % 100 == 1; /* just above a whole number */
    case_set_number(&one, edit->question, over ? edit->from - 1 : edit->from);
    char *low = words_answer(s, &one, edit->question);
    case_set_number(&one, edit->question, edit->to % 100 == 99 ? edit->to - 99 : edit->to);
    char *high = words_answer(s, &one, edit->question);
    struct i18n_place places[] = {{"low", low}, {"high", high}};
    const char *msgid;
    /* TRANSLATORS: stretches of a number with its unit: "up to 2 months" */
    if (from_start)
        msgid = N_("up to {high}");
    else if (to_end)
        msgid = over ? N_("more than {low}") : N_("{low} or more");
    else
        msgid = over ? N_("more than {low}, up to {high}") : N_("from {low} to {high}");
    char *words = words_fill(msgid, places, 2);
    free(low);
    free(high);
    return words;
}

/* The new answer of an edit in words.  The caller frees it. */
static char *reasons_edit(const struct screens *s, const struct explain_edit *edit)
{
    const struct rules_question *q = &s->rules->questions[edit->question];
    char *words = q->kind == QUESTION_CHOICE
                      ? words_first(s, rules_option(s->rules, edit->question, edit->answer.option)->texts, TEXT_OPTION_LABEL)
                      : reasons_number(s, edit);
    return words ? words : memory_copy_text("");
}

/* The name of the question of an edit: of two incomes, the one that is meant. */
static char *reasons_edit_name(const struct screens *s, const struct explain_edit *edit)
{
    char *name = words_first(s, s->rules->questions[edit->question].texts, TEXT_QUESTION_SHORT);
    return name ? name : memory_copy_text("");
}

/* Adds the answers with which the right would be given. */
static void against_add_edits(const struct screens *s, struct page *page, const struct explain_missing *missing)
{
    page_add_blank(page);
    page_add_heading(page, _("It would be given with"));
    for (uint16_t i = 0; i < missing->count; i++) {
        char *name = reasons_edit_name(s, &missing->edits[i]);
        char *words = reasons_edit(s, &missing->edits[i]);
        page_add_pair(page, PAGE_TEXT, name, words);
        free(name);
        free(words);
    }
}

/* Adds what stands against one right. */
static void against_build(struct screens *s, struct page *page)
{
    uint16_t right = screens_look(s)->right;
    const struct explain_missing *missing = &reasons_get(s, REASONS_MISSING)->missing[right];
    words_add(page, PAGE_TITLE, result_title(s, right));
    words_add(page, PAGE_HINT, words_official(s, &s->rules->rights[right]));
    page_add_blank(page);
    if (missing->count) {
        page_add_heading(page, _("What stands against it"));
        for (uint16_t i = 0; i < missing->count; i++)
            reasons_add_answer(s, page, missing->edits[i].question);
        against_add_edits(s, page, missing);
    } else if (s->explain->open_count > EXPLAIN_MOST_OPEN_PAIRS) {
        page_add_text(page, PAGE_TEXT, _("Too many answers are open to say. Answer more questions first."));
    } else {
        page_add_text(page, PAGE_TEXT, _("More than two of your answers would have to be different."));
    }
    page_add_blank(page);
    words_add(page, PAGE_TEXT, words_first(s, s->rules->rights[right].texts, TEXT_RIGHT_WHAT));
    reasons_add_law(s, page, right);
    page_add_text(page, PAGE_HINT, _("This explains the rule. Only true answers count."));
}

/* Enter goes back to the list. */
static void against_accept(struct screens *s)
{
    screens_pop(s);
}

const struct screen_ops screen_against = {
    .name = "against", .section = whynot_section, .build = against_build, .accept = against_accept};

/* ---- what another answer would change ---- */

/* Adds the titles of a set of rights, each with a sign. */
static void change_add_rights(const struct screens *s, struct page *page, struct rules_set rights, const char *msgid)
{
    for (uint16_t right = 0; right < s->rules->right_count; right++) {
        char *title = rules_set_has(rights, right) ? result_title(s, right) : NULL;
        char *words = title ? words_with(msgid, "right", title) : NULL;
        if (words)
            page_add_indented(page, PAGE_TEXT, 2, 2, words);
        free(words);
        free(title);
    }
}

/* True when a change gains or loses something. */
static bool change_is_felt(const struct explain_change *change)
{
    struct rules_set all = rules_set_union(rules_set_union(change->certain_gained, change->certain_lost),
                                           rules_set_union(change->possible_gained, change->possible_lost));
    return !rules_set_is_empty(all);
}

/* Adds one other answer and what it changes: what it opens, makes possible, closes. */
static void change_add(const struct screens *s, struct page *page, const struct explain_change *change)
{
    char *words = reasons_edit(s, &change->edit);
    struct rules_set gone = rules_set_minus(rules_set_union(change->certain_lost, change->possible_lost),
                                            rules_set_union(change->certain_gained, change->possible_gained));
    page_add_blank(page);
    page_add_heading(page, words);
    /* TRANSLATORS: lines under another answer: what it would open, make possible, close */
    change_add_rights(s, page, change->certain_gained, N_("+ {right}"));
    change_add_rights(s, page, change->possible_gained, N_("? {right}"));
    change_add_rights(s, page, gone, N_("- {right}"));
    free(words);
}

/* Adds every other answer to one question that would change something. */
static void change_build(struct screens *s, struct page *page)
{
    uint16_t question = screens_look(s)->leaf;
    const struct explain *e = reasons_get(s, REASONS_CHANGES);
    bool any = false;
    page_add_title(page, _("What would another answer change?"));
    reasons_add_answer(s, page, question);
    page_add_text(page, PAGE_HINT, _("+ you probably have it; ? it is possible; - you no longer have it"));
    for (uint32_t i = 0; i < e->change_count; i++) {
        const struct explain_change *change = &e->changes[i];
        uint16_t partner = s->rules->questions[question].partner;
        if ((change->edit.question != question && change->edit.question != partner) || !change_is_felt(change))
            continue;
        any = true;
        change_add(s, page, change);
    }
    if (!any)
        page_add_text(page, PAGE_TEXT, _("Nothing: the result stays the same."));
    page_add_blank(page);
    page_add_text(page, PAGE_HINT, _("This explains the rule. Only true answers count."));
}

/* The section. */
static const char *change_section(const struct screens *s, struct buffer *out)
{
    (void)s;
    (void)out;
    /* TRANSLATORS: first row, middle: 26 columns */
    return _("Other answers");
}

const struct screen_ops screen_change = {
    .name = "change", .section = change_section, .build = change_build, .accept = against_accept};

size_t reasons_list_questions(struct screens *s, uint16_t questions[RULES_MAX_QUESTIONS])
{
    const struct explain *e = reasons_get(s, REASONS_WHY);
    size_t count = 0;
    for (uint16_t i = 0; i < s->rules->question_count; i++)
        if (e->matters >> i & 1)
            questions[count++] = i;
    return count;
}

uint16_t reasons_next_question(struct screens *s)
{
    const struct explain *e = reasons_get(s, REASONS_CHANGES);
    return rules_set_is_empty(e->result.possible) ? RULES_NONE : e->next;
}
