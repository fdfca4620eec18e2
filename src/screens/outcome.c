/* The result of the answers, and which answers decide it: every answer is tried with every
 * other value it could have had, and what changes is noted.
 * It deliberately shows nothing. */
#include <string.h>

#include "rules/rules.h"
#include "screens/internal.h"
#include "util/date.h"

#define TRIALS_MOST 64

/* Values to try for one number. */
struct trials {
    int64_t values[TRIALS_MOST];
    size_t count;
};

/* Adds a value to try, where it is one that could be answered. */
static void trials_add(struct trials *trials, const struct rules_question *q, int64_t value)
{
    if (value < q->least || value > q->most || trials->count == TRIALS_MOST)
        return;
    for (size_t i = 0; i < trials->count; i++)
        if (trials->values[i] == value)
            return;
    trials->values[trials->count++] = value;
}

/* Adds both sides of every limit that the tree of the day has for QUESTION. */
static void trials_add_limits(struct trials *trials, const struct screens *s, uint16_t question)
{
    const struct rules_question *q = &s->rules->questions[question];
    const struct rules_tree *tree = s->session.day.tree;
    for (uint32_t i = 0; i < tree->node_count; i++) {
        const struct rules_node *node = &s->rules->nodes[tree->first_node + i];
        int64_t limit = node->limit;
        if (node->key != question || (node->split != SPLIT_UPTO && node->split != SPLIT_PARAMETER))
            continue;
        if (node->split == SPLIT_PARAMETER) {
            const struct rules_version *version = rules_version_on(s->rules, node->parameter, s->options.day);
            limit = version && version->kind == VERSION_VALUE ? version->value / 100 : 0;
        }
        trials_add(trials, q, limit);
        trials_add(trials, q, limit + 1);
    }
}

/* Adds both sides of the ceilings. */
static void trials_add_ceilings(struct trials *trials, const struct screens *s, uint16_t question)
{
    const struct rules_question *q = &s->rules->questions[question];
    struct places places = {s->rules, &s->session.day, &s->outcome.answers, &s->outcome.walk};
    for (int level = LEVEL_FREE; level <= LEVEL_PAID; level++) {
        int64_t ceiling = places_find_ceiling(&places, (enum rules_level)level);
        if (ceiling == WALK_NO_AMOUNT)
            continue;
        trials_add(trials, q, ceiling / 2);
        trials_add(trials, q, ceiling + 1);
    }
}

/* Notes what differs when the answers are CHANGED. */
static void outcome_try(struct screens *s, uint16_t question, const struct tree_case *changed)
{
    struct walk_result other;
    walk_run(&s->session.day, changed, &other);
    const struct walk_result *base = &s->outcome.walk;
    struct rules_set *decides = &s->outcome.decides[question];
    for (int i = 0; i < 2; i++)
        decides->word[i] |= (base->certain.word[i] ^ other.certain.word[i]) |
                            (base->possible.word[i] ^ other.possible.word[i]);
}

/* Tries every other option of a choice. */
static void outcome_try_options(struct screens *s, uint16_t question)
{
    const struct rules_question *q = &s->rules->questions[question];
    struct tree_case changed = s->outcome.answers;
    for (uint16_t option = 0; option < q->option_count; option++) {
        const struct rules_option *o = rules_option(s->rules, question, option);
        if (o->hidden || s->options.day < o->from || s->options.day >= o->until)
            continue;
        case_set_option(&changed, question, option);
        outcome_try(s, question, &changed);
    }
    memset(&changed, 0, sizeof changed);
}

/* Tries numbers on both sides of every limit. */
static void outcome_try_numbers(struct screens *s, uint16_t question)
{
    const struct rules_question *q = &s->rules->questions[question];
    struct trials trials = {.count = 0};
    struct tree_case changed = s->outcome.answers;
    trials_add(&trials, q, q->least);
    trials_add(&trials, q, q->most);
    trials_add_limits(&trials, s, question);
    if (q->kind == QUESTION_AMOUNT) {
        trials_add_ceilings(&trials, s, question);
        if (q->partner != RULES_NONE)
            case_clear(&changed, q->partner);
    }
    for (size_t i = 0; i < trials.count; i++) {
        case_set_number(&changed, question, trials.values[i]);
        outcome_try(s, question, &changed);
    }
    memset(&changed, 0, sizeof changed);
}

void outcome_compute(struct screens *s)
{
    reasons_forget(s);
    s->outcome = (struct outcome){.answers = session_settle(&s->session)};
    walk_run(&s->session.day, &s->outcome.answers, &s->outcome.walk);
    uint32_t used = session_used(&s->session);
    for (size_t i = 0; i < s->session.asked_count; i++) {
        uint16_t question = s->session.asked[i];
        uint16_t partner = s->rules->questions[question].partner;
        if (!(used >> question & 1) && (partner == RULES_NONE || !(used >> partner & 1)))
            continue;
        s->outcome.questions |= (uint32_t)1 << question;
        if (s->rules->questions[question].kind == QUESTION_CHOICE)
            outcome_try_options(s, question);
        else
            outcome_try_numbers(s, question);
    }
}

/* True when the answer to QUESTION is not known, or known only roughly. */
static bool outcome_is_open(const struct screens *s, uint16_t question)
{
    const struct tree_answer *answer = &s->outcome.answers.answers[question];
    return answer->state == ANSWER_UNKNOWN || (answer->state == ANSWER_GIVEN && answer->low != answer->high);
}

uint32_t outcome_find_questions(const struct screens *s, uint16_t right, bool unknown)
{
    uint32_t found = 0;
    uint32_t open = 0;
    for (uint16_t i = 0; i < s->rules->question_count; i++) {
        if (!(s->outcome.questions >> i & 1))
            continue;
        uint32_t bit = (uint32_t)1 << i;
        open |= outcome_is_open(s, i) ? bit : 0;
        found |= rules_set_has(s->outcome.decides[i], right) ? bit : 0;
    }
    if (!unknown)
        return found;
    return found & open ? found & open : open;
}

bool outcome_is_past_rules(int32_t day, int32_t *known_until)
{
    return date_parse(RULES_KNOWN_UNTIL, known_until) && day > *known_until;
}
