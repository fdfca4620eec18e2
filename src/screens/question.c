/* A choice: the question, its numbered answers, in a second step those of an open group.
 * It deliberately records what was said and nothing more; what comes next is the session's. */
#include <stdlib.h>

#include "rules/rules.h"
#include "screens/internal.h"
#include "util/memory.h"
#include "util/utf8.h"

#define ITEMS_MOST (RULES_MAX_OPTIONS + 1)
#define UNBROKEN_MOST 26 /* columns of an answer that stays on one line */

/* One numbered line: an option, a group, or "I do not know". */
struct question_item {
    uint16_t option; /* or RULES_NONE */
    uint16_t group;  /* or RULES_NONE */
};

/* True when an option is offered on the day. */
static bool question_offers(const struct screens *s, const struct rules_option *option)
{
    return !option->hidden && s->options.day >= option->from && s->options.day < option->until;
}

/* Lists the items of the step that FRAME shows; returns their number. */
static size_t question_list(const struct screens *s, const struct frame *frame, struct question_item *items)
{
    const struct rules_question *q = &s->rules->questions[frame->question];
    size_t count = 0;
    uint16_t seen = RULES_NONE;
    for (uint16_t i = 0; i < q->option_count; i++) {
        const struct rules_option *option = rules_option(s->rules, frame->question, i);
        if (!question_offers(s, option))
            continue;
        bool inside = option->group != RULES_NONE && option->group == frame->group;
        if (frame->group != RULES_NONE ? inside : option->group == RULES_NONE)
            items[count++] = (struct question_item){i, RULES_NONE};
        else if (frame->group == RULES_NONE && option->group != seen)
            items[count++] = (struct question_item){RULES_NONE, option->group};
        seen = option->group;
    }
    items[count++] = (struct question_item){RULES_NONE, RULES_NONE};
    return count;
}

bool question_opens_group(const struct screens *s, uint16_t question, uint16_t group)
{
    const struct rules_question *q = &s->rules->questions[question];
    for (uint16_t i = 0; i < q->option_count; i++) {
        const struct rules_option *option = rules_option(s->rules, question, i);
        if (option->group == group && question_offers(s, option))
            return true;
    }
    return false;
}

/* True when ITEM is, or holds, the answer given before. */
static bool question_is_chosen(const struct screens *s, const struct frame *frame, const struct question_item *item)
{
    const struct tree_answer *answer = &s->session.answers.answers[frame->question];
    if (item->option == RULES_NONE && item->group == RULES_NONE)
        return answer->state == ANSWER_UNKNOWN;
    if (answer->state != ANSWER_GIVEN)
        return false;
    if (item->group != RULES_NONE)
        return rules_option(s->rules, frame->question, answer->option)->group == item->group;
    return answer->option == item->option;
}

const char *question_section(const struct screens *s, struct buffer *out)
{
    struct buffer number = {0};
    buffer_add_format(&number, "%d", session_number(&s->session, screens_look(s)->question));
    /* TRANSLATORS: first row, middle: 26 columns */
    char *words = words_with(N_("Question {number}"), "number", buffer_text(&number));
    buffer_add(out, words);
    free(words);
    buffer_done(&number);
    return buffer_text(out);
}

/* The texts of an item; none for "I do not know". */
static struct rules_texts question_texts(const struct screens *s, const struct frame *frame,
                                         const struct question_item *item)
{
    if (item->group != RULES_NONE)
        return s->rules->groups[item->group].texts;
    if (item->option != RULES_NONE)
        return rules_option(s->rules, frame->question, item->option)->texts;
    return (struct rules_texts){0, 0};
}

void question_collect(const struct screens *s, const struct frame *frame, struct buffer *shown)
{
    struct question_item items[ITEMS_MOST];
    size_t count = question_list(s, frame, items);
    terms_collect(s, s->rules->questions[frame->question].texts, shown);
    for (size_t i = 0; i < count; i++)
        terms_collect(s, question_texts(s, frame, &items[i]), shown);
}

void question_add_hints(const struct screens *s, const struct frame *frame, struct page *page)
{
    struct question_item items[ITEMS_MOST];
    size_t count = question_list(s, frame, items);
    bool headed = false;
    for (size_t i = 0; i < count; i++) {
        struct rules_texts texts = question_texts(s, frame, &items[i]);
        char *label = words_first(s, texts, TEXT_OPTION_LABEL);
        char *hint = words_first(s, texts, TEXT_OPTION_HINT);
        if (hint && !headed) {
            page_add_blank(page);
            page_add_heading(page, _("The answers"));
        }
        headed = headed || hint;
        if (hint)
            page_add_pair(page, PAGE_TEXT, label ? label : "", hint);
        free(label);
        free(hint);
    }
}

/* Appends a short label without a place to break it, a long one as it is. */
static void question_add_unbroken(const char *label, struct buffer *out)
{
    bool short_enough = utf8_columns(label) <= UNBROKEN_MOST;
    for (; *label; label++)
        if (*label == ' ' && short_enough)
            buffer_add(out, "\xc2\xa0");
        else
            buffer_add_char(out, *label);
}

void question_add_numbered(const struct screens *s, uint16_t question, uint16_t group, struct buffer *out)
{
    struct frame frame = {.question = question, .group = group};
    struct question_item items[ITEMS_MOST];
    size_t count = question_list(s, &frame, items);
    for (size_t i = 0; i < count; i++) {
        bool known = items[i].option != RULES_NONE || items[i].group != RULES_NONE;
        char *label = known ? words_first(s, question_texts(s, &frame, &items[i]), TEXT_OPTION_LABEL)
                            : memory_copy_text(_("I do not know"));
        buffer_add(out, i ? "   " : "");
        buffer_add_format(out, "%s\xc2\xa0", known ? screens_label(s, i, true) : LABEL_UNKNOWN);
        question_add_unbroken(label ? label : "", out);
        free(label);
    }
}

bool question_find_numbered(const struct screens *s, uint16_t question, int number, uint16_t *group, uint16_t *option)
{
    struct frame frame = {.question = question, .group = *group};
    struct question_item items[ITEMS_MOST];
    size_t count = question_list(s, &frame, items);
    if (number < 1 || (size_t)number >= count)
        return false;
    *option = items[number - 1].option;
    *group = items[number - 1].group;
    return true;
}

/* Adds one item. */
static void question_add_item(const struct screens *s, const struct frame *frame, struct page *page, size_t index,
                              const struct question_item *item)
{
    bool chosen = question_is_chosen(s, frame, item);
    if (item->option == RULES_NONE && item->group == RULES_NONE) {
        page_add_blank(page);
        page_add_choice(page, LABEL_UNKNOWN, _("I do not know"), NULL, chosen);
        return;
    }
    struct rules_texts texts = question_texts(s, frame, item);
    char *label = words_first(s, texts, TEXT_OPTION_LABEL);
    char *hint = s->spared >= SPARED_OPTION_HINTS ? NULL : words_first(s, texts, TEXT_OPTION_HINT);
    page_add_choice(page, screens_label(s, index, true), label ? label : "", hint, chosen);
    free(label);
    free(hint);
}

void question_add_why(const struct screens *s, struct page *page)
{
    if (page_height(page) < WHY_ROWS_LEAST || s->spared >= SPARED_WHY || s->front->is_plain ||
        screens_look(s)->problem != PROBLEM_NONE)
        return;
    page_add_blank(page);
    words_add(page, PAGE_HINT, words_first(s, s->rules->questions[screens_look(s)->question].texts, TEXT_QUESTION_WHY));
}

/* Adds the question and its answers. */
static void question_build(struct screens *s, struct page *page)
{
    struct frame *frame = screens_top(s);
    const struct rules_question *q = &s->rules->questions[frame->question];
    struct question_item items[ITEMS_MOST];
    size_t count = question_list(s, frame, items);
    words_add(page, PAGE_TITLE, words_first(s, q->texts, TEXT_QUESTION_TITLE));
    if (frame->group == RULES_NONE && s->spared < SPARED_HINT)
        words_add(page, PAGE_HINT, words_first(s, q->texts, TEXT_QUESTION_HINT));
    else if (frame->group != RULES_NONE)
        words_add(page, PAGE_HINT, words_first(s, s->rules->groups[frame->group].texts, TEXT_OPTION_LABEL));
    page_add_blank(page);
    for (size_t i = 0; i < count; i++) {
        if (frame->focused < 0 && !frame->moved && question_is_chosen(s, frame, &items[i])) {
            frame->focused = (int)i;
            frame->moved = true;
        }
        question_add_item(s, frame, page, i, &items[i]);
    }
    if (frame->focused < 0 && !frame->moved)
        frame->focused = 0;
    question_add_why(s, page);
}

/* Opens a group as a second step. */
static void question_open_group(struct screens *s, uint16_t group)
{
    struct frame *frame = screens_top(s);
    frame->group = group;
    frame->focused = -1;
    frame->scroll = 0;
    frame->moved = false;
    s->changed = true;
}

/* Records an option and goes on; danger to life shows its page first. */
static void question_record(struct screens *s, uint16_t question, uint16_t option)
{
    session_record_option(&s->session, question, option);
    bool emergency = rules_option(s->rules, question, option)->emergency;
    screens_go_next(s);
    if (emergency)
        screens_push(s, SCREEN_EMERGENCY);
}

/* An item was chosen. */
static void question_choose(struct screens *s, int chosen)
{
    struct frame *frame = screens_top(s);
    struct question_item items[ITEMS_MOST];
    size_t count = question_list(s, frame, items);
    if (chosen < 0 || (size_t)chosen >= count)
        return;
    const struct question_item *item = &items[chosen];
    if (item->group != RULES_NONE) {
        question_open_group(s, item->group);
    } else if (item->option != RULES_NONE) {
        question_record(s, frame->question, item->option);
    } else {
        session_record_unknown(&s->session, frame->question);
        screens_go_next(s);
    }
}

/* Enter: takes the marked answer, after asking once when only the program marked it. */
static void question_accept(struct screens *s)
{
    struct frame *frame = screens_top(s);
    int item = page_focused(s->page);
    if (s->front->is_plain && !frame->moved)
        frame->problem = PROBLEM_NO_SUCH;
    else if (!frame->moved) {
        frame->problem = PROBLEM_CONFIRM;
        frame->moved = true;
    } else if (item != PAGE_NO_ITEM)
        question_choose(s, item);
}

/* Goes back: out of the group, or to the question before. */
static void question_back(struct screens *s)
{
    struct frame *frame = screens_top(s);
    if (frame->group == RULES_NONE) {
        screens_go_previous(s);
        return;
    }
    struct question_item items[ITEMS_MOST];
    uint16_t group = frame->group;
    frame->group = RULES_NONE;
    size_t count = question_list(s, frame, items);
    for (size_t i = 0; i < count; i++)
        if (items[i].group == group)
            frame->focused = (int)i;
    frame->moved = true;
    frame->scroll = 0;
    s->changed = true;
}

const struct screen_ops screen_question = {.name = "question",
                                           .section = question_section,
                                           .build = question_build,
                                           .choose = question_choose,
                                           .accept = question_accept,
                                           .back = question_back};
