/* The resume code: see the header.
 *
 * Day and answers become one large number; written to base 29, two check characters behind it.
 * Each part takes a share of a whole: parts that are likely take a large share and cost little, and
 * absent answers after the last one given cost nothing.  The last question goes in first, so
 * that the first one comes out first.
 *
 * The alphabet is of prime size and has none of O I L U S Z B, which are taken for 0 1 1 V 5 2 8.
 * Two sums over all characters, one of them weighted by the place, find every single wrong
 * character, every swap of neighbours, one character too many or too few at either end, and, in
 * codes of up to 29 characters, every two wrong characters; of anything else 1 in 841 passes.
 *
 * Ten bits are a mark of the questions: of their ids, kinds and limits as far as the last answer,
 * and of the ids of the options chosen.  So a code survives new texts, figures and trees, new
 * questions after its last answer, and new options behind the others of a question; the last only
 * where the old answer was the usual one or none, or where the question had three options or
 * more and has room (a multiple of four).  Of the codes of other questions 1 in 1024 has the
 * right mark by chance.
 *
 * Measured with 28 questions (test_code prints it): the 519 cases of the tests take 21 characters
 * in the middle and 25 at most; random visits 17 and 35; all 8 numbers between wide limits 205.
 *
 * It deliberately hides nothing and does not check whether the answers fit together. */
#define _DEFAULT_SOURCE /* explicit_bzero */
#include "tree/code.h"

#include <string.h>

#include "rules/rules.h"

#define CODE_BASE 29
#define CODE_CHECKS 2
#define CODE_BODY_LEAST (CODE_LENGTH_LEAST - CODE_CHECKS)
#define CODE_GROUP 4

#define CODE_WORDS 130 /* 126 bits a question are never reached, nor is 29 to the 820th */
#define CODE_PIECE 25  /* bits that go in at once */

#define CODE_MARKS 1024
#define CODE_SHARES 64 /* of the forms of an answer */

/* Days are counted in 14 bits until 2044, in 21 bits after that; of 32 places the last says
 * that a later make of this program wrote the code in another way. */
#define CODE_DAYS_NEAR ((uint32_t)1 << 14)
#define CODE_DAYS_FAR ((uint32_t)1 << 21)
#define CODE_FORMATS 32
#define CODE_FORMAT_FAR (CODE_FORMATS - 2)
#define CODE_FORMAT_LATER (CODE_FORMATS - 1)

static const char code_alphabet[CODE_BASE + 1] = "0123456789ACDEFGHJKMNPQRTVWXY";

/* How an answer is written. */
enum code_form {
    FORM_ABSENT,
    FORM_ELSEWHERE, /* answered, by another answer */
    FORM_UNKNOWN,
    FORM_USUAL, /* given, and the same that an absent answer stands for */
    FORM_PLAIN, /* an option, or a whole number */
    FORM_TENS,
    FORM_CENTS,
    FORM_RANGE, /* or a number beyond the limits of its question */
    FORM_COUNT
};

/* The shares of the forms, in their order: [kind of question][it has a usual answer][it is a detail].
 * A share of nothing is a form that does not occur there. */
static const uint8_t code_shares[3][2][2][FORM_COUNT] = {
    [QUESTION_CHOICE] = {{{20, 1, 4, 0, 39, 0, 0, 0}, {57, 1, 2, 0, 4, 0, 0, 0}},
                         {{18, 1, 4, 28, 13, 0, 0, 0}, {54, 1, 2, 4, 3, 0, 0, 0}}},
    [QUESTION_NUMBER] = {{{12, 1, 4, 0, 41, 0, 5, 1}, {55, 3, 2, 0, 2, 0, 1, 1}},
                         {{18, 1, 4, 14, 25, 0, 1, 1}, {52, 1, 2, 4, 3, 0, 1, 1}}},
    [QUESTION_AMOUNT] = {{{32, 1, 4, 0, 7, 13, 2, 5}, {55, 1, 2, 0, 2, 2, 1, 1}},
                         {{28, 1, 4, 8, 5, 11, 2, 5}, {52, 1, 2, 4, 1, 2, 1, 1}}},
};

static const int64_t code_steps[FORM_COUNT] = {[FORM_PLAIN] = 100, [FORM_TENS] = 1000, [FORM_CENTS] = 1};

/* ---- the large number ---- */

/* A number below 2^32 to the power CODE_WORDS, lowest word first. */
struct code_number {
    uint32_t words[CODE_WORDS];
    size_t used; /* words before the zeros */
};

/* Multiplies by FACTOR and adds MORE. */
static void code_multiply(struct code_number *n, uint32_t factor, uint32_t more)
{
    uint64_t carry = more;
    for (size_t i = 0; i < n->used; i++) {
        carry += (uint64_t)n->words[i] * factor;
        n->words[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry && n->used < CODE_WORDS)
        n->words[n->used++] = (uint32_t)carry;
}

/* Divides by DIVISOR; returns what is left over. */
static uint32_t code_divide(struct code_number *n, uint32_t divisor)
{
    uint64_t rest = 0;
    for (size_t i = n->used; i-- > 0;) {
        rest = rest << 32 | n->words[i];
        n->words[i] = (uint32_t)(rest / divisor);
        rest %= divisor;
    }
    while (n->used > 0 && n->words[n->used - 1] == 0)
        n->used--;
    return (uint32_t)rest;
}

/* Puts in a part that has the places FIRST to FIRST + SHARE - 1 of WHOLE. */
static void code_put_share(struct code_number *n, uint32_t first, uint32_t share, uint32_t whole)
{
    uint32_t rest = share > 1 ? code_divide(n, share) : 0;
    code_multiply(n, whole, first + rest);
}

/* Takes out the part that PLACE, just taken out of WHOLE places, belongs to. */
static void code_take_share(struct code_number *n, uint32_t place, uint32_t first, uint32_t share)
{
    code_multiply(n, share, place - first);
}

/* Puts in one of COUNT values, all alike. */
static void code_put(struct code_number *n, uint32_t value, uint32_t count)
{
    code_put_share(n, value, 1, count);
}

/* Takes out one of COUNT values. */
static uint32_t code_take(struct code_number *n, uint32_t count)
{
    return code_divide(n, count);
}

/* ---- parts of any size ---- */

/* The bits of a number without the zeros before it. */
static uint32_t code_bits(int64_t value)
{
    uint32_t bits = 0;
    for (; value > 0; value >>= 1)
        bits++;
    return bits;
}

/* The bits below the first one, which go in as two pieces. */
static void code_split(uint32_t bits, uint32_t *high, uint32_t *low)
{
    uint32_t rest = bits > 0 ? bits - 1 : 0;
    *low = rest < CODE_PIECE ? rest : CODE_PIECE;
    *high = rest - *low;
}

/* Puts in a number from 0 to MOST; small ones cost less. */
static void code_put_size(struct code_number *n, int64_t value, int64_t most)
{
    uint32_t bits = code_bits(value);
    uint32_t high;
    uint32_t low;
    code_split(bits, &high, &low);
    code_put(n, (uint32_t)value & (((uint32_t)1 << low) - 1), (uint32_t)1 << low);
    code_put(n, (uint32_t)(value >> low) & (((uint32_t)1 << high) - 1), (uint32_t)1 << high);
    code_put(n, bits, code_bits(most) + 1);
}

/* Takes out a number from 0 to MOST, or a little above MOST when nobody put it in. */
static int64_t code_take_size(struct code_number *n, int64_t most)
{
    uint32_t bits = code_take(n, code_bits(most) + 1);
    uint32_t high;
    uint32_t low;
    code_split(bits, &high, &low);
    if (bits == 0)
        return 0;
    int64_t value = (int64_t)1 << high | code_take(n, (uint32_t)1 << high);
    return value << low | code_take(n, (uint32_t)1 << low);
}

/* ---- ranges ---- */

enum code_bound { BOUND_OPEN, BOUND_WHOLE, BOUND_CENTS, BOUND_COUNT };

/* Puts in how far a bound is from another. */
static void code_put_bound(struct code_number *n, int64_t distance, bool open)
{
    enum code_bound bound = distance % 100 ? BOUND_CENTS : BOUND_WHOLE;
    if (open)
        bound = BOUND_OPEN;
    else if (bound == BOUND_WHOLE)
        code_put_size(n, distance / 100, CASE_NUMBER_MAX / 100);
    else
        code_put_size(n, distance, CASE_NUMBER_MAX);
    code_put(n, (uint32_t)bound, BOUND_COUNT);
}

/* Takes out how far a bound is from another. */
static int64_t code_take_bound(struct code_number *n, bool *open)
{
    uint32_t bound = code_take(n, BOUND_COUNT);
    *open = bound == BOUND_OPEN;
    if (bound == BOUND_WHOLE)
        return code_take_size(n, CASE_NUMBER_MAX / 100) * 100;
    return bound == BOUND_CENTS ? code_take_size(n, CASE_NUMBER_MAX) : 0;
}

/* Puts in a range as the last number below it and as its width, which are often whole. */
static void code_put_range(struct code_number *n, const struct tree_answer *answer)
{
    int64_t below = answer->low > 0 ? answer->low - 1 : 0;
    code_put_bound(n, answer->high - below, answer->high == CASE_NUMBER_MAX);
    code_put_bound(n, below, answer->low == 0);
}

/* Takes out a range. */
static void code_take_range(struct code_number *n, struct tree_case *c, uint16_t question)
{
    bool open = false;
    int64_t below = code_take_bound(n, &open);
    int64_t low = open ? 0 : below + 1;
    int64_t width = code_take_bound(n, &open);
    case_set_range(c, question, low, open ? CASE_NUMBER_MAX : below + width);
}

/* ---- answers ---- */

/* The places kept for the options of a choice: with room for some that are added later. */
static uint32_t code_places(const struct rules_question *question)
{
    uint32_t count = question->option_count;
    return count < 3 ? 2 : (count + 3) / 4 * 4;
}

/* The largest count of STEP that a number may be above the least. */
static int64_t code_most(const struct rules_question *question, int64_t step)
{
    int64_t span = question->most - question->least;
    return (span < CASE_NUMBER_MAX ? span : CASE_NUMBER_MAX) / step;
}

/* True when an absent answer to a question stands for one that can be given. */
static bool code_has_usual(const struct rules_question *question)
{
    return question->kind == QUESTION_CHOICE ? question->absent_option != RULES_NONE : question->absent_number >= 0;
}

/* The shares that go for a question. */
static const uint8_t *code_shares_of(const struct rules_question *question)
{
    return code_shares[question->kind][code_has_usual(question)][question->follows != RULES_NONE];
}

/* The form of an exact number: by the largest step that reaches it. */
static enum code_form code_form_of_number(const struct rules_question *question, int64_t number)
{
    int64_t above = number - question->least;
    if (number == question->absent_number)
        return FORM_USUAL;
    if (above < 0 || number > question->most)
        return FORM_RANGE;
    if (question->kind == QUESTION_AMOUNT && above % code_steps[FORM_TENS] == 0)
        return FORM_TENS;
    return above % code_steps[FORM_PLAIN] == 0 ? FORM_PLAIN : FORM_CENTS;
}

/* The form of an answer; ELSEWHERE says that an absent one was answered. */
static enum code_form code_form_of(const struct rules_question *question, const struct tree_answer *answer,
                                   bool elsewhere)
{
    if (answer->state == ANSWER_ABSENT)
        return elsewhere ? FORM_ELSEWHERE : FORM_ABSENT;
    if (answer->state == ANSWER_UNKNOWN)
        return FORM_UNKNOWN;
    if (question->kind == QUESTION_CHOICE)
        return answer->option == question->absent_option ? FORM_USUAL : FORM_PLAIN;
    return answer->low == answer->high ? code_form_of_number(question, answer->low) : FORM_RANGE;
}

/* Puts in a form. */
static void code_put_form(struct code_number *n, const struct rules_question *question, enum code_form form)
{
    const uint8_t *shares = code_shares_of(question);
    uint32_t first = 0;
    for (uint32_t i = 0; i < (uint32_t)form; i++)
        first += shares[i];
    code_put_share(n, first, shares[form], CODE_SHARES);
}

/* Takes out a form. */
static enum code_form code_take_form(struct code_number *n, const struct rules_question *question)
{
    const uint8_t *shares = code_shares_of(question);
    uint32_t place = code_take(n, CODE_SHARES);
    uint32_t first = 0;
    uint32_t form = 0;
    while (form < FORM_COUNT - 1 && place >= first + shares[form])
        first += shares[form++];
    code_take_share(n, place, first, shares[form]);
    return (enum code_form)form;
}

/* Puts in an answer. */
static void code_put_answer(struct code_number *n, const struct rules_question *question,
                            const struct tree_answer *answer, bool elsewhere)
{
    enum code_form form = code_form_of(question, answer, elsewhere);
    int64_t step = code_steps[form];
    if (form == FORM_RANGE)
        code_put_range(n, answer);
    else if (form == FORM_PLAIN && question->kind == QUESTION_CHOICE)
        code_put(n, answer->option, code_places(question));
    else if (step > 0)
        code_put_size(n, (answer->low - question->least) / step, code_most(question, step));
    code_put_form(n, question, form);
}

/* Gives the usual answer. */
static void code_set_usual(struct tree_case *c, const struct rules_question *question, uint16_t index)
{
    if (question->kind == QUESTION_CHOICE)
        case_set_option(c, index, question->absent_option);
    else
        case_set_number(c, index, question->absent_number);
}

/* Takes out the answer to QUESTION. */
static void code_take_answer(struct code_number *n, const struct rules *rules, uint16_t question,
                             struct code_visit *visit)
{
    const struct rules_question *q = &rules->questions[question];
    enum code_form form = code_take_form(n, q);
    int64_t step = code_steps[form];
    if (form == FORM_ELSEWHERE)
        visit->answered |= (uint32_t)1 << question;
    else if (form == FORM_UNKNOWN)
        case_set_unknown(&visit->answers, question);
    else if (form == FORM_USUAL)
        code_set_usual(&visit->answers, q, question);
    else if (form == FORM_RANGE)
        code_take_range(n, &visit->answers, question);
    else if (form == FORM_PLAIN && q->kind == QUESTION_CHOICE)
        case_set_option(&visit->answers, question, (uint16_t)code_take(n, code_places(q)));
    else if (step > 0)
        case_set_number(&visit->answers, question, q->least + step * code_take_size(n, code_most(q, step)));
}

/* The questions that have an answer or whose partner has one. */
static uint32_t code_said(const struct rules *rules, const struct tree_case *c)
{
    uint32_t said = 0;
    for (uint16_t i = 0; i < rules->question_count; i++) {
        uint16_t partner = rules->questions[i].partner;
        bool has = c->answers[i].state != ANSWER_ABSENT;
        if (has || (partner != RULES_NONE && c->answers[partner].state != ANSWER_ABSENT))
            said |= (uint32_t)1 << i;
        if (has && partner != RULES_NONE)
            said |= (uint32_t)1 << partner;
    }
    return said;
}

/* True when a question has this answer. */
static bool code_has(const struct rules_question *question, const struct tree_answer *answer)
{
    if (answer->state != ANSWER_GIVEN)
        return answer->state == ANSWER_ABSENT || answer->state == ANSWER_UNKNOWN;
    if (question->kind == QUESTION_CHOICE)
        return answer->option < question->option_count;
    return answer->low >= 0 && answer->low <= answer->high && answer->high <= CASE_NUMBER_MAX;
}

/* True when every answer is one that its question has. */
static bool code_has_all(const struct rules *rules, const struct tree_case *c)
{
    for (uint16_t i = 0; i < rules->question_count; i++)
        if (!code_has(&rules->questions[i], &c->answers[i]))
            return false;
    return true;
}

/* True when every option chosen is one of its question. */
static bool code_knows_options(const struct rules *rules, const struct tree_case *c)
{
    for (uint16_t i = 0; i < rules->question_count; i++)
        if (rules->questions[i].kind == QUESTION_CHOICE && !code_has(&rules->questions[i], &c->answers[i]))
            return false;
    return true;
}

/* ---- the mark of the questions ---- */

/* Stirs a number into a mark. */
static void code_stir(uint64_t *mark, uint64_t value)
{
    for (int i = 0; i < 8; i++, value >>= 8)
        *mark = (*mark ^ (value & 0xff)) * UINT64_C(0x100000001b3);
}

/* Stirs an id into a mark. */
static void code_stir_id(uint64_t *mark, const struct rules *rules, rules_str id)
{
    const char *text = rules_string(rules, id);
    for (; *text; text++)
        *mark = (*mark ^ (uint8_t)*text) * UINT64_C(0x100000001b3);
    code_stir(mark, 0);
}

/* Stirs a question and the option chosen into a mark. */
static void code_stir_question(uint64_t *mark, const struct rules *rules, uint16_t index,
                               const struct tree_answer *answer)
{
    const struct rules_question *question = &rules->questions[index];
    code_stir_id(mark, rules, question->id);
    code_stir(mark, question->kind);
    code_stir(mark, question->unit);
    code_stir(mark, question->follows != RULES_NONE);
    code_stir(mark, question->partner);
    if (question->kind == QUESTION_CHOICE) {
        if (code_has_usual(question))
            code_stir_id(mark, rules, rules_option(rules, index, question->absent_option)->id);
        if (answer->state == ANSWER_GIVEN)
            code_stir_id(mark, rules, rules_option(rules, index, answer->option)->id);
        if (code_form_of(question, answer, false) == FORM_PLAIN)
            code_stir(mark, code_places(question));
    } else {
        code_stir(mark, question->whole);
        code_stir(mark, (uint64_t)question->absent_number);
        code_stir(mark, (uint64_t)question->least);
        code_stir(mark, (uint64_t)question->most);
    }
}

/* The mark of the questions up to the last one answered. */
static uint32_t code_mark(const struct rules *rules, const struct code_visit *visit)
{
    uint64_t mark = UINT64_C(0xcbf29ce484222325);
    for (uint16_t i = 0; i < rules->question_count && visit->answered >> i; i++)
        code_stir_question(&mark, rules, i, &visit->answers.answers[i]);
    mark ^= mark >> 32;
    return (uint32_t)(mark ^ mark >> 16) % CODE_MARKS;
}

/* ---- a visit as a number ---- */

/* Adds to the set of questions answered those that follow from the answers and drops what is no question. */
static void code_settle(const struct rules *rules, struct code_visit *visit)
{
    uint32_t all = (uint32_t)(((uint64_t)1 << rules->question_count) - 1);
    visit->answered = (visit->answered & all) | code_said(rules, &visit->answers);
}

/* Puts in a whole visit that is settled. */
static void code_put_visit(struct code_number *n, const struct rules *rules, const struct code_visit *visit)
{
    uint32_t elsewhere = visit->answered & ~code_said(rules, &visit->answers);
    uint32_t days = (uint32_t)(visit->day - CODE_DAY_FIRST);
    for (uint16_t i = (uint16_t)rules->question_count; i-- > 0;)
        code_put_answer(n, &rules->questions[i], &visit->answers.answers[i], elsewhere >> i & 1);
    code_put(n, days, days < CODE_DAYS_NEAR ? CODE_DAYS_NEAR : CODE_DAYS_FAR);
    code_put(n, code_mark(rules, visit), CODE_MARKS);
    if (days < CODE_DAYS_NEAR)
        code_put_share(n, 0, CODE_FORMAT_FAR, CODE_FORMATS);
    else
        code_put(n, CODE_FORMAT_FAR, CODE_FORMATS);
}

/* Takes out a visit, whatever the number is; CODE_FINE does not yet mean that a program wrote it. */
static enum code_problem code_take_visit(struct code_number *n, const struct rules *rules, struct code_visit *visit)
{
    uint32_t format = code_take(n, CODE_FORMATS);
    if (format == CODE_FORMAT_LATER)
        return CODE_OTHER_VERSION;
    if (format < CODE_FORMAT_FAR)
        code_take_share(n, format, 0, CODE_FORMAT_FAR);
    uint32_t mark = code_take(n, CODE_MARKS);
    visit->day = CODE_DAY_FIRST + (int32_t)code_take(n, format < CODE_FORMAT_FAR ? CODE_DAYS_NEAR : CODE_DAYS_FAR);
    for (uint16_t i = 0; i < rules->question_count; i++)
        code_take_answer(n, rules, i, visit);
    code_settle(rules, visit);
    if (!code_knows_options(rules, &visit->answers) || code_mark(rules, visit) != mark)
        return CODE_OTHER_VERSION;
    if (!rules_tree_on(rules, visit->day))
        return CODE_BAD_DAY;
    return code_has_all(rules, &visit->answers) ? CODE_FINE : CODE_BAD_ANSWER;
}

/* ---- characters ---- */

/* The characters of a code as their places in the alphabet. */
struct code_text {
    uint8_t places[CODE_LENGTH_MOST];
    size_t length;
};

/* What the two sums of a text of LENGTH characters have to be.  They grow in such a way that no
 * character before or behind a code makes another code, and none can be left out there. */
static void code_sums_wanted(size_t length, uint32_t *plain, uint32_t *weighted)
{
    size_t n = length % (2 * CODE_BASE);
    *plain = (uint32_t)(5 * n + 7) % CODE_BASE;
    *weighted = (uint32_t)(5 * n * (n + 1) / 2 + n) % CODE_BASE;
}

/* The two sums of the first LENGTH characters, one of them weighted by the place from 1. */
static void code_sums(const struct code_text *text, size_t length, uint32_t *plain, uint32_t *weighted)
{
    *plain = *weighted = 0;
    for (size_t i = 0; i < length; i++) {
        *plain = (*plain + text->places[i]) % CODE_BASE;
        *weighted = (*weighted + (uint32_t)((i + 1) % CODE_BASE) * text->places[i]) % CODE_BASE;
    }
}

/* Adds the two check characters that make both sums right. */
static void code_add_checks(struct code_text *text)
{
    uint32_t plain;
    uint32_t weighted;
    uint32_t plain_wanted;
    uint32_t weighted_wanted;
    uint32_t before_last = (uint32_t)((text->length + 1) % CODE_BASE);
    code_sums(text, text->length, &plain, &weighted);
    code_sums_wanted(text->length + CODE_CHECKS, &plain_wanted, &weighted_wanted);
    plain = plain_wanted + CODE_BASE - plain;
    weighted = weighted_wanted + CODE_BASE - weighted;
    uint32_t last = (weighted + (CODE_BASE - before_last) * plain) % CODE_BASE;
    text->places[text->length++] = (uint8_t)((plain + CODE_BASE - last) % CODE_BASE);
    text->places[text->length++] = (uint8_t)last;
}

/* True when both sums are right. */
static bool code_checks(const struct code_text *text)
{
    uint32_t plain;
    uint32_t weighted;
    uint32_t plain_wanted;
    uint32_t weighted_wanted;
    code_sums(text, text->length, &plain, &weighted);
    code_sums_wanted(text->length, &plain_wanted, &weighted_wanted);
    return plain == plain_wanted && weighted == weighted_wanted;
}

/* Writes a number, which becomes 0, with its check characters, highest place first. */
static void code_print(struct code_number *n, struct code_text *text)
{
    text->length = 0;
    while (n->used > 0 || text->length < CODE_BODY_LEAST)
        text->places[text->length++] = (uint8_t)code_divide(n, CODE_BASE);
    for (size_t i = 0, j = text->length - 1; i < j; i++, j--) {
        uint8_t kept = text->places[i];
        text->places[i] = text->places[j];
        text->places[j] = kept;
    }
    code_add_checks(text);
}

/* The place in the alphabet of a character, in whatever way it is written, or CODE_BASE. */
static uint8_t code_place(char c)
{
    static const char alike[][2] = {{'O', '0'}, {'I', '1'}, {'L', '1'}, {'U', 'V'}, {'S', '5'}, {'Z', '2'}, {'B', '8'}};
    if (c >= 'a' && c <= 'z')
        c = (char)(c - 'a' + 'A');
    for (size_t i = 0; i < sizeof alike / sizeof alike[0]; i++)
        if (c == alike[i][0])
            c = alike[i][1];
    const char *found = memchr(code_alphabet, c, CODE_BASE);
    return found ? (uint8_t)(found - code_alphabet) : CODE_BASE;
}

/* Collects the characters of a code; stops at the first that cannot be. */
static enum code_problem code_scan(const char *typed, struct code_text *text)
{
    text->length = 0;
    for (; *typed; typed++) {
        if (*typed == ' ' || *typed == '-')
            continue;
        uint8_t place = code_place(*typed);
        if (place == CODE_BASE)
            return CODE_BAD_CHARACTER;
        if (text->length == CODE_LENGTH_MOST)
            return CODE_TOO_LONG;
        text->places[text->length++] = place;
    }
    if (text->length == 0)
        return CODE_EMPTY;
    if (text->length < CODE_LENGTH_LEAST)
        return CODE_TOO_SHORT;
    return code_checks(text) ? CODE_FINE : CODE_BAD_CHECK;
}

/* ---- both ways ---- */

/* Makes the characters of a settled visit. */
static void code_make(const struct rules *rules, const struct code_visit *visit, struct code_text *text)
{
    struct code_number n = {.used = 0};
    code_put_visit(&n, rules, visit);
    code_print(&n, text);
    explicit_bzero(&n, sizeof n);
}

/* Finds the visit that a well typed text stands for; only what code_make writes is taken. */
static enum code_problem code_solve(const struct rules *rules, const struct code_text *text, struct code_visit *visit)
{
    struct code_number n = {.used = 0};
    for (size_t i = 0; i < text->length - CODE_CHECKS; i++)
        code_multiply(&n, CODE_BASE, text->places[i]);
    enum code_problem problem = code_take_visit(&n, rules, visit);
    explicit_bzero(&n, sizeof n);
    if (problem != CODE_FINE)
        return problem;
    struct code_text again;
    code_make(rules, visit, &again);
    bool same = again.length == text->length && memcmp(again.places, text->places, text->length) == 0;
    explicit_bzero(&again, sizeof again);
    return same ? CODE_FINE : CODE_BAD_ANSWER;
}

/* Appends the characters of a code in groups, in one piece so that no copy of them is left behind. */
static void code_add_groups(const struct code_text *text, struct buffer *out)
{
    char groups[CODE_LENGTH_MOST / CODE_GROUP * (CODE_GROUP + 1) + CODE_GROUP];
    size_t length = 0;
    for (size_t i = 0; i < text->length; i++) {
        if (i > 0 && i % CODE_GROUP == 0)
            groups[length++] = '-';
        groups[length++] = code_alphabet[text->places[i]];
    }
    buffer_add_bytes(out, groups, length);
    explicit_bzero(groups, sizeof groups);
}

bool code_write(const struct rules *rules, const struct code_visit *visit, struct buffer *out)
{
    if (visit->day < CODE_DAY_FIRST || visit->day - CODE_DAY_FIRST >= (int32_t)CODE_DAYS_FAR ||
        !code_has_all(rules, &visit->answers))
        return false;
    struct code_visit settled = *visit;
    struct code_text text;
    code_settle(rules, &settled);
    code_make(rules, &settled, &text);
    code_add_groups(&text, out);
    explicit_bzero(&settled, sizeof settled);
    explicit_bzero(&text, sizeof text);
    return true;
}

enum code_problem code_read(const struct rules *rules, const char *text, struct code_visit *visit)
{
    struct code_text typed;
    struct code_visit found;
    memset(&found, 0, sizeof found);
    enum code_problem problem = code_scan(text, &typed);
    if (problem == CODE_FINE)
        problem = code_solve(rules, &typed, &found);
    if (problem == CODE_FINE)
        *visit = found;
    explicit_bzero(&typed, sizeof typed);
    explicit_bzero(&found, sizeof found);
    return problem;
}
