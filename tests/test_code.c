/* The resume code: whatever a visit can hold comes back, whatever was typed wrong is refused,
 * and a code of other questions is not misread.
 * CODE_CASES=n makes n random cases instead of 100 000.  It deliberately knows nothing of the
 * way a code is made but its alphabet and its chances. */
#include "check_main.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "case_file.h"
#include "rules/rules.h"
#include "screens/session.h"
#include "tree/code.h"
#include "util/date.h"

#define ALPHABET "0123456789ACDEFGHJKMNPQRTVWXY"
#define BASE 29
#define SMALL 29 /* codes in which every two wrong characters are found */

static const struct rules *rules;
static uint64_t seed;
static char text[2][1100]; /* codes in groups, filled by write_code in turn */

/* A random number below LIMIT, the same in every run. */
static uint32_t draw(uint32_t limit)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 33) % limit;
}

/* Sets out anew for each test. */
static void prepare(void)
{
    rules = rules_builtin();
    seed = 88172645463325252u;
}

/* How many random cases are wanted. */
static long wanted_cases(void)
{
    const char *wanted = getenv("CODE_CASES");
    return wanted ? strtol(wanted, NULL, 10) : 100000;
}

/* ---- writing and reading ---- */

/* The code of a visit, with hyphens, borrowed until the next but one. */
static char *write_code(const struct rules *with, const struct code_visit *visit)
{
    static unsigned turn;
    char *code = text[turn++ % 2];
    struct buffer out = {0};
    ck_assert(code_write(with, visit, &out));
    ck_assert_uint_lt(out.length, sizeof text[0]);
    memcpy(code, buffer_text(&out), out.length + 1);
    buffer_done(&out);
    return code;
}

/* The same without hyphens. */
static char *write_joined(const struct rules *with, const struct code_visit *visit)
{
    char *code = write_code(with, visit);
    size_t length = 0;
    for (const char *c = code; *c; c++)
        if (*c != '-')
            code[length++] = *c;
    code[length] = '\0';
    return code;
}

/* The same by the rules of the program. */
static char *write_plain(const struct code_visit *visit)
{
    return write_joined(rules, visit);
}

/* Reads a text; a visit must stay as it is when the text is refused. */
static enum code_problem read_code(const struct rules *with, const char *code, struct code_visit *visit)
{
    struct code_visit found;
    struct code_visit before;
    memset(&found, 0x5a, sizeof found);
    memcpy(&before, &found, sizeof before);
    enum code_problem problem = code_read(with, code, &found);
    if (problem != CODE_FINE && memcmp(&found, &before, sizeof found) != 0)
        ck_abort_msg("%s is refused with %d and changes the visit", code, (int)problem);
    if (problem == CODE_FINE && visit)
        *visit = found;
    return problem;
}

/* Why the program does not take a text. */
static enum code_problem problem_of(const char *code)
{
    return read_code(rules, code, NULL);
}

/* The questions that have an answer, and those answered together with them. */
static uint32_t said(const struct tree_case *c)
{
    uint32_t set = 0;
    for (uint16_t i = 0; i < rules->question_count; i++)
        for (uint16_t j = 0; j < rules->question_count; j++)
            if (c->answers[j].state != ANSWER_ABSENT &&
                (i == j || rules->questions[i].partner == j || rules->questions[j].partner == i))
                set |= (uint32_t)1 << i;
    return set;
}

/* True when two visits say the same; A may leave out what follows from its answers. */
static bool same(const struct code_visit *a, const struct code_visit *b)
{
    for (uint16_t i = 0; i < RULES_MAX_QUESTIONS; i++) {
        const struct tree_answer *x = &a->answers.answers[i];
        const struct tree_answer *y = &b->answers.answers[i];
        if (x->state != y->state || x->option != y->option || x->low != y->low || x->high != y->high)
            return false;
    }
    uint32_t all = (uint32_t)(((uint64_t)1 << rules->question_count) - 1);
    return a->day == b->day && ((a->answered & all) | said(&a->answers)) == b->answered;
}

/* Fails unless a visit comes back from its code; returns the characters of the code. */
static int there_and_back(const struct code_visit *visit)
{
    struct code_visit found;
    const char *code = write_code(rules, visit);
    int length = 0;
    for (size_t i = 0; code[i]; i++) {
        length += code[i] != '-';
        if (i % 5 == 4 ? code[i] != '-' : !strchr(ALPHABET, code[i]))
            ck_abort_msg("%s", code);
    }
    enum code_problem problem = read_code(rules, code, &found);
    if (problem != CODE_FINE || !same(visit, &found))
        ck_abort_msg("%s: problem %d", code, (int)problem);
    return length;
}

/* ---- random visits ---- */

/* A random number of up to BITS bits. */
static int64_t draw_bits(uint32_t bits)
{
    int64_t number = (int64_t)draw(1u << 30) << 30 | draw(1u << 30);
    return number & (((int64_t)1 << bits) - 1);
}

/* A random number from nothing to CASE_NUMBER_MAX: often round, often at an edge. */
static int64_t draw_number(const struct rules_question *q)
{
    switch (draw(9)) {
    case 0:
        return q->least;
    case 1:
        return q->most;
    case 2:
        return q->most + 1 + draw(3);
    case 3:
        return CASE_NUMBER_MAX - draw(3);
    case 4:
        return draw_bits(draw(50)) % CASE_NUMBER_MAX;
    case 5:
        return draw(3);
    default:
        return draw_bits(draw(18)) * (draw(3) == 0 ? 1 : draw(2) ? 100 : 1000);
    }
}

/* A random answer of any kind that a case can hold. */
static void answer_anyhow(struct tree_case *c, uint16_t question)
{
    const struct rules_question *q = &rules->questions[question];
    if (draw(8) == 0) {
        case_set_unknown(c, question);
    } else if (q->kind == QUESTION_CHOICE) {
        case_set_option(c, question, (uint16_t)draw(q->option_count));
    } else {
        int64_t low = draw_number(q);
        int64_t high = draw(3) ? low : draw_number(q);
        case_set_range(c, question, low < high ? low : high, low < high ? high : low);
    }
}

/* A random visit, from empty to full, on a day of either era or of the far future. */
static struct code_visit any_visit(void)
{
    struct code_visit visit;
    memset(&visit, 0, sizeof visit);
    uint32_t density = draw(9);
    uint32_t last = 1 + draw(rules->question_count);
    for (uint16_t i = 0; i < last; i++)
        if (draw(8) < density)
            answer_anyhow(&visit.answers, i);
        else if (draw(10) == 0)
            visit.answered |= (uint32_t)1 << i;
    if (draw(20) == 0)
        visit.answered = draw(1u << 30) << 2;
    visit.day = CODE_DAY_FIRST + (int32_t)(draw(20) ? draw(9900) : draw(365000));
    return visit;
}

/* An income: nothing, a number, or between limits. */
static void record_income(struct session *session, uint16_t question)
{
    uint16_t partner = session->rules->questions[question].partner;
    int64_t limit = money_ceiling(&session->day, ROW_IN_FORCE, LEVEL_FREE, false, 1 + draw(4));
    if (draw(3) == 0)
        session_record_number(session, question, draw(2) ? 0 : 100 * (int64_t)draw(30000));
    else if (draw(2))
        session_record_number(session, partner, 100 * (int64_t)(draw(2) ? draw(3000) : 10 * draw(300)));
    else if (draw(2))
        session_record_range(session, question, 0, limit);
    else
        session_record_range(session, question, limit + 1, draw(2) ? limit * 135 / 100 : CASE_NUMBER_MAX);
}

/* A number such as people have. */
static void record_number(struct session *session, uint16_t question)
{
    const struct rules_question *q = &session->rules->questions[question];
    if (q->follows != RULES_NONE && q->unit == UNIT_MONTHS && draw(2))
        session_record_elsewhere(session, question);
    else if (q->partner != RULES_NONE)
        record_income(session, question);
    else if (q->unit == UNIT_MONTHS)
        session_record_number(session, question, draw(5) ? 100 * (int64_t)draw(draw(2) ? 12 : 200) : 50 * draw(12));
    else
        session_record_number(session, question, 100 * (int64_t)(1 + draw(q->unit == UNIT_PERSONS ? 6 : 90)));
}

/* Answers all that a visit on some day asks. */
static void visit_session(struct session *session)
{
    ck_assert(session_start(session, rules, CODE_DAY_FIRST + (int32_t)draw(9800)));
    for (uint16_t q; (q = session_next(session)) != RULES_NONE;) {
        const struct rules_question *question = &rules->questions[q];
        if (draw(12) == 0)
            session_record_unknown(session, q);
        else if (question->kind != QUESTION_CHOICE)
            record_number(session, q);
        else if (question->absent_option != RULES_NONE && draw(2))
            session_record_option(session, q, question->absent_option);
        else
            session_record_option(session, q, (uint16_t)draw(question->option_count));
    }
}

/* The visit of a session. */
static struct code_visit visit_of(const struct session *session)
{
    return (struct code_visit){session->day.day, session->answered, session->answers};
}

/* The visit of a random session. */
static struct code_visit some_visit(void)
{
    struct session session;
    visit_session(&session);
    return visit_of(&session);
}

/* ---- there and back ---- */

START_TEST(every_case_comes_back)
{
    long cases = wanted_cases();
    int longest = 0;
    for (long i = 0; i < cases; i++) {
        struct code_visit visit = any_visit();
        int length = there_and_back(&visit);
        longest = length > longest ? length : longest;
    }
    printf("%ld random cases: at most %d characters\n", cases, longest);
}
END_TEST

START_TEST(every_answer_alone_comes_back)
{
    struct code_visit visit;
    for (uint16_t q = 0; q < rules->question_count; q++)
        for (int64_t i = 0; i < 1000; i++) {
            memset(&visit, 0, sizeof visit);
            visit.day = CODE_DAY_FIRST + (int32_t)i * 10;
            if (rules->questions[q].kind != QUESTION_CHOICE)
                case_set_range(&visit.answers, q, i * 50, i % 7 ? i * 50 : i * 51);
            else if (i < rules->questions[q].option_count)
                case_set_option(&visit.answers, q, (uint16_t)i);
            there_and_back(&visit);
        }
}
END_TEST

START_TEST(every_day_comes_back)
{
    struct code_visit visit = some_visit();
    for (int32_t day = CODE_DAY_FIRST; day < CODE_DAY_FIRST + 40000; day++) {
        visit.day = day;
        there_and_back(&visit);
    }
    visit.day = date_to_day((struct date){2999, 12, 31});
    there_and_back(&visit);
}
END_TEST

START_TEST(the_widest_visit_comes_back)
{
    struct code_visit visit;
    memset(&visit, 0, sizeof visit);
    visit.day = date_to_day((struct date){2999, 12, 31});
    for (uint16_t q = 0; q < rules->question_count; q++)
        if (rules->questions[q].kind == QUESTION_CHOICE)
            case_set_option(&visit.answers, q, (uint16_t)(rules->questions[q].option_count - 1));
        else
            case_set_range(&visit.answers, q, CASE_NUMBER_MAX / 2, CASE_NUMBER_MAX - 1);
    printf("all numbers between wide limits: %d characters\n", there_and_back(&visit));
}
END_TEST

/* A question table of the largest size, all of it amounts. */
START_TEST(the_largest_tables_fit)
{
    static struct rules_question many[RULES_MAX_QUESTIONS];
    struct rules large = *rules;
    struct code_visit visit;
    struct code_visit found;
    memset(&visit, 0, sizeof visit);
    for (uint16_t q = 0; q < RULES_MAX_QUESTIONS; q++) {
        many[q] = rules->questions[rules->keys[KEY_INCOME_YEAR]];
        many[q].partner = q % 2 ? RULES_NONE : (uint16_t)(q + 1);
        many[q].follows = q % 3 ? RULES_NONE : 0;
        many[q].absent_number = q % 5 ? -1 : 100;
        case_set_range(&visit.answers, q, CASE_NUMBER_MAX - 1, CASE_NUMBER_MAX - 1);
    }
    large.questions = many;
    large.question_count = RULES_MAX_QUESTIONS;
    visit.day = date_to_day((struct date){2999, 12, 31});
    const char *code = write_code(&large, &visit);
    ck_assert_uint_lt(strlen(code), CODE_LENGTH_MOST * 5 / 4);
    ck_assert_int_eq(read_code(&large, code, &found), CODE_FINE);
    ck_assert_uint_eq(found.answered, UINT32_MAX);
    for (uint16_t q = 0; q < RULES_MAX_QUESTIONS; q++)
        ck_assert(found.answers.answers[q].low == CASE_NUMBER_MAX - 1 && case_is_exact(&found.answers.answers[q]));
}
END_TEST

START_TEST(a_session_goes_on_where_it_was)
{
    for (int i = 0; i < 3000; i++) {
        struct session session;
        struct session later;
        struct code_visit found;
        visit_session(&session);
        struct code_visit visit = visit_of(&session);
        there_and_back(&visit);
        ck_assert_int_eq(read_code(rules, write_code(rules, &visit), &found), CODE_FINE);
        ck_assert(session_start(&later, rules, found.day));
        later.answers = found.answers;
        later.answered = found.answered;
        ck_assert_uint_eq(later.answered, session.answered);
        ck_assert_uint_eq(session_next(&later), RULES_NONE);
        visit = (struct code_visit){session.day.day, 0, session_settle(&session)};
        there_and_back(&visit);
    }
}
END_TEST

/* ---- length ---- */

/* Lengths of codes, collected. */
struct lengths {
    int of[4096];
    int count;
};

/* Adds the length of the code of a case line. */
static void add_length(const struct case_line *line, void *data)
{
    struct lengths *lengths = data;
    struct code_visit visit = {line->day, 0, line->answers};
    lengths->of[lengths->count++] = there_and_back(&visit);
}

/* Compares two lengths for qsort. */
static int compare_lengths(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* Sorts and prints lengths; returns the one in the middle. */
static int print_lengths(struct lengths *lengths, const char *name)
{
    qsort(lengths->of, (size_t)lengths->count, sizeof lengths->of[0], compare_lengths);
    int median = lengths->of[lengths->count / 2];
    printf("%d %s: %d characters in the middle, %d at most\n", lengths->count, name, median,
           lengths->of[lengths->count - 1]);
    return median;
}

START_TEST(codes_are_short)
{
    static struct lengths cases;
    static struct lengths visits;
    int32_t today = date_to_day((struct date){2026, 11, 21});
    case_file_read(TEST_SOURCE_DIR "/tests/cases/today.txt", rules, today, add_length, &cases);
    case_file_read(TEST_SOURCE_DIR "/tests/cases/source-facts.txt", rules, today, add_length, &cases);
    while (visits.count < 4096) {
        struct code_visit visit = some_visit();
        visits.of[visits.count++] = there_and_back(&visit);
    }
    ck_assert_int_le(print_lengths(&cases, "cases"), 22);
    ck_assert_int_le(cases.of[cases.count - 1], 28);
    ck_assert_int_le(print_lengths(&visits, "random visits"), 20);
    ck_assert_int_le(visits.of[visits.count - 1], 40);
}
END_TEST

/* The length of the codes of 400 visits with one number. */
static int length_with(const char *id, int64_t low, int64_t high)
{
    struct code_visit visit;
    int length = 0;
    memset(&visit, 0, sizeof visit);
    case_set_range(&visit.answers, rules_find_question(rules, id), low, high);
    for (int i = 0; i < 400; i++) {
        visit.day = CODE_DAY_FIRST + 24 * i;
        length += there_and_back(&visit);
    }
    return length;
}

START_TEST(likely_answers_cost_less)
{
    ck_assert_int_lt(length_with("household", 100, 100), length_with("household", 400, 400));
    ck_assert_int_lt(length_with("months", 300, 300), length_with("months", 30000, 30000));
    ck_assert_int_lt(length_with("months", 30000, 30000), length_with("months", 30050, 30050));
    ck_assert_int_lt(length_with("income-year", 900000, 900000), length_with("income-year", 900100, 900100));
    ck_assert_int_lt(length_with("income-year", 900100, 900100), length_with("income-year", 900150, 900150));
    /* the month is answered by the year */
    ck_assert_int_lt(length_with("income-year", 900000, 900000), length_with("income-month", 900000, 900000));
    ck_assert_int_lt(length_with("income-year", 900101, CASE_NUMBER_MAX), length_with("income-year", 900101, 1200000));
    ck_assert_int_lt(length_with("income-year", 0, 900000), length_with("income-year", 1, 900000));
    ck_assert_int_lt(length_with("income-year", 900101, 1200000), length_with("income-year", 900100, 1200000));
}
END_TEST

START_TEST(what_follows_from_the_answers_changes_no_code)
{
    for (int i = 0; i < 2000; i++) {
        struct code_visit visit = any_visit();
        struct code_visit more = visit;
        more.answered |= said(&visit.answers);
        ck_assert_str_eq(write_code(rules, &visit), write_code(rules, &more));
    }
}
END_TEST

START_TEST(absent_answers_at_the_end_cost_nothing)
{
    struct rules fewer = *rules;
    for (int i = 0; i < 2000; i++) {
        struct code_visit visit = any_visit();
        visit.answered = 0;
        uint32_t used = said(&visit.answers);
        fewer.question_count = 1;
        while (used >> fewer.question_count)
            fewer.question_count++;
        struct code_visit found;
        ck_assert_str_eq(write_code(&fewer, &visit), write_code(rules, &visit));
        ck_assert_int_eq(read_code(rules, write_code(&fewer, &visit), &found), CODE_FINE);
        ck_assert(same(&visit, &found));
    }
}
END_TEST

/* ---- what people type ---- */

START_TEST(the_way_of_typing_is_free)
{
    for (int i = 0; i < 2000; i++) {
        struct code_visit visit = i % 2 ? any_visit() : some_visit();
        const char *code = write_code(rules, &visit);
        struct code_visit found;
        struct buffer typed = {0};
        for (const char *c = code; *c; c++) {
            for (uint32_t n = draw(3); n > 0; n--)
                buffer_add_char(&typed, draw(2) ? ' ' : '-');
            if (*c != '-')
                buffer_add_char(&typed, (char)(draw(2) ? tolower((unsigned char)*c) : *c));
        }
        buffer_add(&typed, draw(2) ? " " : "");
        ck_assert_int_eq(read_code(rules, buffer_text(&typed), &found), CODE_FINE);
        ck_assert(same(&visit, &found));
        buffer_done(&typed);
    }
}
END_TEST

START_TEST(lookalikes_are_understood)
{
    static const char *const alike[] = {"0Oo", "1IiLl", "VvUu", "5Ss", "2Zz", "8Bb"};
    for (int i = 0; i < 2000; i++) {
        struct code_visit visit = some_visit();
        struct code_visit found;
        char *code = write_code(rules, &visit);
        for (char *c = code; *c; c++)
            for (size_t j = 0; j < sizeof alike / sizeof alike[0]; j++)
                if (*c == alike[j][0])
                    *c = alike[j][draw((uint32_t)strlen(alike[j]))];
        ck_assert_int_eq(read_code(rules, code, &found), CODE_FINE);
        ck_assert(same(&visit, &found));
    }
}
END_TEST

/* The character that the program takes C for; 0 when it is none, ' ' when it does not count. */
static int meaning(int c)
{
    static const char from[] = "OILUSZB";
    static const char to[] = "011V528";
    if (c == ' ' || c == '-')
        return ' ';
    int capital = c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c;
    const char *found = strchr(from, capital);
    capital = found ? to[found - from] : capital;
    return strchr(ALPHABET, capital) ? capital : 0;
}

/* Puts every other byte in one place of a code. */
static void spoil_place(char *code, size_t place)
{
    char kept = code[place];
    for (int c = 1; c < 256; c++) {
        int means = meaning(c);
        if (means == ' ')
            continue;
        code[place] = (char)c;
        enum code_problem wanted = means == kept ? CODE_FINE : means ? CODE_BAD_CHECK : CODE_BAD_CHARACTER;
        if (problem_of(code) != wanted)
            ck_abort_msg("%s, place %d: %d", code, (int)place, (int)problem_of(code));
    }
    code[place] = kept;
}

/* Swaps a place of a code with the next. */
static void swap_places(char *code, size_t a, size_t b)
{
    char kept = code[a];
    code[a] = code[b];
    code[b] = kept;
}

START_TEST(one_wrong_character_or_swap_is_found)
{
    for (int i = 0; i < 600; i++) {
        struct code_visit visit = i % 3 ? some_visit() : any_visit();
        char *code = write_plain(&visit);
        size_t length = strlen(code);
        for (size_t place = 0; place < length; place++)
            spoil_place(code, place);
        for (size_t place = 0; place + 1 < length; place++) {
            swap_places(code, place, place + 1);
            if (code[place] != code[place + 1])
                ck_assert_int_eq(problem_of(code), CODE_BAD_CHECK);
            swap_places(code, place, place + 1);
        }
    }
}
END_TEST

/* Puts every two wrong characters in two places. */
static void spoil_two(char *code, size_t a, size_t b)
{
    char first = code[a];
    char second = code[b];
    for (const char *x = ALPHABET; *x; x++)
        for (const char *y = ALPHABET; *y; y++) {
            code[a] = *x;
            code[b] = *y;
            if ((*x != first || *y != second) && problem_of(code) != CODE_BAD_CHECK)
                ck_abort_msg("%s, places %d and %d", code, (int)a, (int)b);
        }
    code[a] = first;
    code[b] = second;
}

START_TEST(two_wrong_characters_are_found_in_a_usual_code)
{
    for (int done = 0; done < 12;) {
        struct code_visit visit = some_visit();
        char *code = write_plain(&visit);
        size_t length = strlen(code);
        if (length > SMALL)
            continue;
        for (size_t a = 0; a < length; a++)
            for (size_t b = a + 1; b < length; b++)
                spoil_two(code, a, b);
        done++;
    }
}
END_TEST

/* Fails when a text is taken though it is not whole; returns true when its checks fit. */
static bool refuse_part(const char *code)
{
    enum code_problem problem = problem_of(code);
    enum code_problem wanted = strlen(code) < CODE_LENGTH_LEAST ? CODE_TOO_SHORT : CODE_BAD_CHECK;
    if (problem == CODE_FINE)
        ck_abort_msg("%s", code);
    return problem != (*code ? wanted : CODE_EMPTY);
}

START_TEST(one_character_too_few_or_too_many_at_an_end_is_found)
{
    for (int i = 0; i < 500; i++) {
        struct code_visit visit = i % 2 ? some_visit() : any_visit();
        const char *code = write_plain(&visit);
        size_t length = strlen(code);
        char longer[1200];
        for (const char *c = ALPHABET; *c; c++) {
            snprintf(longer, sizeof longer, "%s%c", code, *c);
            ck_assert_int_eq(problem_of(longer), CODE_BAD_CHECK);
            snprintf(longer, sizeof longer, "%c%s", *c, code);
            ck_assert_int_eq(problem_of(longer), CODE_BAD_CHECK);
        }
        ck_assert(!refuse_part(code + 1));
        snprintf(longer, sizeof longer, "%.*s", (int)length - 1, code);
        ck_assert(!refuse_part(longer));
    }
}
END_TEST

START_TEST(parts_of_codes_are_refused)
{
    int tried = 0;
    int past = 0;
    for (int i = 0; i < 500; i++) {
        struct code_visit visit = i % 2 ? some_visit() : any_visit();
        const char *code = write_plain(&visit);
        char part[1200];
        for (size_t length = strlen(code); length-- > 0; tried++) {
            snprintf(part, sizeof part, "%.*s", (int)length, code);
            past += refuse_part(part);
        }
        for (int more = 0; more < 20; more++, tried++) {
            snprintf(part, sizeof part, "%s%.*s", code, 2 + (int)draw(20), code);
            past += refuse_part(part);
        }
    }
    printf("%d parts and extensions: the checks of %d fit\n", tried, past);
    ck_assert_int_lt(past, tried / 400);
}
END_TEST

/* ---- nonsense ---- */

START_TEST(random_bytes_are_refused)
{
    char bytes[200];
    for (int i = 0; i < 1000000; i++) {
        uint32_t length = draw(draw(4) ? 30 : sizeof bytes);
        for (uint32_t j = 0; j < length; j++)
            bytes[j] = (char)(1 + draw(255));
        bytes[length] = '\0';
        if (problem_of(bytes) == CODE_FINE)
            ck_abort_msg("%s", bytes);
    }
}
END_TEST

START_TEST(random_characters_are_refused_as_often_as_promised)
{
    int past = 0;
    int taken = 0;
    char typed[64];
    for (int i = 0; i < 1000000; i++) {
        uint32_t length = CODE_LENGTH_LEAST + draw(40);
        for (uint32_t j = 0; j < length; j++)
            typed[j] = ALPHABET[draw(BASE)];
        typed[length] = '\0';
        enum code_problem problem = problem_of(typed);
        past += problem != CODE_BAD_CHECK;
        taken += problem == CODE_FINE;
    }
    printf("1000000 random texts: the checks of %d fit, %d are taken\n", past, taken);
    ck_assert_int_gt(past, 1000000 / 841 * 8 / 10);
    ck_assert_int_lt(past, 1000000 / 841 * 12 / 10);
    ck_assert_int_le(taken, 6);
}
END_TEST

START_TEST(spoiled_codes_are_refused)
{
    int taken = 0;
    for (int i = 0; i < 200000; i++) {
        struct code_visit visit = any_visit();
        char *code = write_code(rules, &visit);
        size_t length = strlen(code);
        for (uint32_t n = 3 + draw(5); n > 0; n--)
            code[draw((uint32_t)length)] = draw(20) ? ALPHABET[draw(BASE)] : (char)(1 + draw(255));
        struct code_visit found;
        taken += read_code(rules, code, &found) == CODE_FINE && !same(&visit, &found);
    }
    printf("200000 spoiled codes: %d are taken\n", taken);
    ck_assert_int_le(taken, 4);
}
END_TEST

/* Appends the two characters that belong behind a body; fails unless there is one pair. */
static void close_body(char *code)
{
    char *end = code + strlen(code);
    char last[2] = {0, 0};
    int pairs = 0;
    end[2] = '\0';
    for (const char *x = ALPHABET; *x; x++)
        for (const char *y = ALPHABET; *y; y++) {
            end[0] = *x;
            end[1] = *y;
            if (problem_of(code) == CODE_BAD_CHECK)
                continue;
            memcpy(last, end, sizeof last);
            pairs++;
        }
    ck_assert_int_eq(pairs, 1);
    memcpy(end, last, sizeof last);
}

/* Wide enough for the number of a code of 28 characters. */
__extension__ typedef __int128 wide;

/* The number before the checks of a code. */
static wide number_of(const char *code)
{
    wide number = 0;
    for (size_t i = 0; i + 2 < strlen(code); i++)
        number = number * (wide)BASE + (wide)(strchr(ALPHABET, code[i]) - ALPHABET);
    return number;
}

/* Makes the code of a number. */
static void close_number(wide number, char code[64])
{
    char turned[64];
    size_t length = 0;
    for (; number > 0 || length < CODE_LENGTH_LEAST - 2; number /= BASE)
        turned[length++] = ALPHABET[number % BASE];
    for (size_t i = 0; i < length; i++)
        code[i] = turned[length - 1 - i];
    code[length] = '\0';
    close_body(code);
}

START_TEST(a_later_make_is_another_version)
{
    struct code_visit visit;
    char code[64];
    memset(&visit, 0, sizeof visit);
    visit.day = date_to_day((struct date){2100, 1, 1});
    case_set_option(&visit.answers, rules->keys[KEY_PLACE], 2);
    wide number = number_of(write_plain(&visit));
    close_number(number, code);
    ck_assert_int_eq(problem_of(code), CODE_FINE);
    ck_assert_uint_eq((unsigned)(number % 32), 30);
    close_number(number + 1, code);
    ck_assert_int_eq(problem_of(code), CODE_OTHER_VERSION);
}
END_TEST

/* Changes only what went in first, the width of a range: adds a multiple of all wholes that come
 * out before it, so that the mark still fits. */
START_TEST(numbers_too_large_are_refused)
{
    const wide wholes = (wide)32 * 1024 * 16384 * 64 * 3 * 3 * 51;
    int found[CODE_BAD_ANSWER + 1] = {0};
    struct rules one = *rules;
    struct code_visit visit;
    struct code_visit read;
    one.questions = &rules->questions[rules->keys[KEY_INCOME_MONTH]];
    one.question_count = 1;
    memset(&visit, 0, sizeof visit);
    visit.day = CODE_DAY_FIRST;
    case_set_range(&visit.answers, 0, 0, ((int64_t)1 << 49) + 1);
    const wide first = number_of(write_joined(&one, &visit));
    for (int i = 0; i < 1000; i++) {
        char code[64];
        close_number(first + wholes * (wide)(draw(1u << 30) * (int64_t)3490), code);
        enum code_problem problem = read_code(&one, code, &read);
        found[problem]++;
        if (problem != CODE_FINE)
            continue;
        ck_assert_int_le(read.answers.answers[0].high, CASE_NUMBER_MAX);
        ck_assert_int_eq(read_code(&one, write_code(&one, &read), NULL), CODE_FINE);
    }
    printf("1000 large numbers: %d taken, %d with a bad answer, %d of another version\n", found[CODE_FINE],
           found[CODE_BAD_ANSWER], found[CODE_OTHER_VERSION]);
    ck_assert_int_gt(found[CODE_FINE], 10);
    ck_assert_int_gt(found[CODE_BAD_ANSWER], 10);
}
END_TEST

/* Numbers of any kind with right checks: nothing that comes out but was never put in is taken. */
START_TEST(well_typed_nonsense_is_refused_or_written_the_same)
{
    int found[CODE_BAD_ANSWER + 1] = {0};
    for (int i = 0; i < 4000; i++) {
        char code[64];
        uint32_t length = CODE_LENGTH_LEAST - 2 + draw(24);
        for (uint32_t j = 0; j < length; j++)
            code[j] = ALPHABET[draw(BASE)];
        code[length] = '\0';
        close_body(code);
        struct code_visit visit;
        enum code_problem problem = read_code(rules, code, &visit);
        found[problem]++;
        if (problem == CODE_FINE)
            ck_assert_str_eq(write_plain(&visit), code);
    }
    printf("4000 well typed texts: %d taken, %d of another version, %d with a bad answer\n", found[CODE_FINE],
           found[CODE_OTHER_VERSION], found[CODE_BAD_ANSWER]);
    ck_assert_int_gt(found[CODE_OTHER_VERSION], 3960);
}
END_TEST

/* ---- each problem ---- */

START_TEST(problems_have_names)
{
    char long_one[CODE_LENGTH_MOST + 2];
    struct code_visit visit = some_visit();
    char *code = write_plain(&visit);
    ck_assert_int_eq(problem_of(code), CODE_FINE);
    ck_assert_int_eq(problem_of(""), CODE_EMPTY);
    ck_assert_int_eq(problem_of(" - -- "), CODE_EMPTY);
    ck_assert_int_eq(problem_of("2345-67!"), CODE_BAD_CHARACTER);
    ck_assert_int_eq(problem_of("\xc3\xa9"), CODE_BAD_CHARACTER);
    ck_assert_int_eq(problem_of("2345-678"), CODE_TOO_SHORT);
    memset(long_one, '0', sizeof long_one);
    long_one[CODE_LENGTH_MOST + 1] = '\0';
    ck_assert_int_eq(problem_of(long_one), CODE_TOO_LONG);
    ck_assert_int_eq(problem_of(long_one + 1), CODE_BAD_CHECK);
    code[0] = code[0] == 'Y' ? 'X' : 'Y';
    ck_assert_int_eq(problem_of(code), CODE_BAD_CHECK);
}
END_TEST

/* A nought before the number: well typed, of these questions, but never written so. */
START_TEST(an_answer_that_is_never_written_is_named)
{
    for (int i = 0; i < 20; i++) {
        struct code_visit visit = some_visit();
        char *code = write_plain(&visit);
        size_t length = strlen(code) - 2;
        memmove(code + 1, code, length);
        code[0] = '0';
        code[length + 1] = '\0';
        close_body(code);
        ck_assert_int_eq(problem_of(code), CODE_BAD_ANSWER);
    }
}
END_TEST

START_TEST(a_day_without_rules_is_named)
{
    struct rules old = *rules;
    struct code_visit visit = some_visit();
    old.tree_count = 1;
    visit.day = old.trees[0].until;
    ck_assert_int_eq(read_code(&old, write_code(rules, &visit), NULL), CODE_BAD_DAY);
    visit.day--;
    ck_assert_int_eq(read_code(&old, write_code(rules, &visit), NULL), CODE_FINE);
}
END_TEST

/* Fails unless a visit is refused and nothing is written. */
static void refuse_visit(const struct code_visit *visit)
{
    struct buffer out = {0};
    buffer_add(&out, "x");
    ck_assert(!code_write(rules, visit, &out));
    ck_assert_str_eq(buffer_text(&out), "x");
    buffer_done(&out);
}

START_TEST(what_no_visit_holds_is_not_written)
{
    uint16_t income = rules->keys[KEY_INCOME_YEAR];
    uint16_t place = rules->keys[KEY_PLACE];
    struct code_visit visit = some_visit();
    const struct code_visit good = visit;
    there_and_back(&good);
    visit.day = CODE_DAY_FIRST - 1;
    refuse_visit(&visit);
    visit.day = DATE_MIN;
    refuse_visit(&visit);
    visit.day = DATE_MAX;
    refuse_visit(&visit);
    visit = good;
    case_set_option(&visit.answers, place, rules->questions[place].option_count);
    refuse_visit(&visit);
    visit = good;
    case_set_number(&visit.answers, income, -1);
    refuse_visit(&visit);
    case_set_range(&visit.answers, income, 5, 4);
    refuse_visit(&visit);
    case_set_number(&visit.answers, income, CASE_NUMBER_MAX + 1);
    refuse_visit(&visit);
    visit.answers.answers[income].state = 3;
    refuse_visit(&visit);
}
END_TEST

START_TEST(a_code_is_appended)
{
    struct code_visit visit = some_visit();
    struct buffer out = {0};
    buffer_add(&out, "code: ");
    ck_assert(code_write(rules, &visit, &out));
    ck_assert_int_eq(strncmp(buffer_text(&out), "code: ", 6), 0);
    ck_assert_str_eq(buffer_text(&out) + 6, write_code(rules, &visit));
    buffer_done(&out);
}
END_TEST

/* ---- other questions ---- */

#define MANY_OPTIONS 512
static struct rules_question questions[RULES_MAX_QUESTIONS];
static struct rules_option options[MANY_OPTIONS];

/* A copy of the rules whose questions and options can be changed. */
static struct rules copy_rules(void)
{
    struct rules copy = *rules;
    ck_assert_uint_lt(rules->option_count, MANY_OPTIONS);
    memcpy(questions, rules->questions, rules->question_count * sizeof questions[0]);
    memcpy(options, rules->options, rules->option_count * sizeof options[0]);
    copy.questions = questions;
    copy.options = options;
    return copy;
}

/* Puts another option at PLACE of a question. */
static void add_option(struct rules *copy, uint16_t question, uint32_t place)
{
    uint32_t at = questions[question].first_option + place;
    memmove(&options[at + 1], &options[at], (copy->option_count - at) * sizeof options[0]);
    options[at].id = questions[0].id;
    copy->option_count++;
    questions[question].option_count++;
    for (uint32_t q = 0; q < copy->question_count; q++)
        if (q != question && questions[q].first_option >= at)
            questions[q].first_option++;
}

/* How codes fared that a program with other questions wrote or read. */
struct fate {
    int refused, kept, misread;
    int unnamed; /* refused, but not as another version */
};

/* Makes codes by one program and reads them by another; both have each question in the same place. */
static struct fate exchange(const struct rules *writer, const struct rules *reader, int question)
{
    struct fate fate = {0, 0, 0, 0};
    for (int i = 0; i < 4000; i++) {
        struct code_visit visit = i % 2 ? some_visit() : any_visit();
        if (question >= 0 && visit.answers.answers[question].state != ANSWER_GIVEN)
            answer_anyhow(&visit.answers, (uint16_t)question);
        struct code_visit found;
        struct buffer out = {0};
        if (!code_write(writer, &visit, &out))
            continue;
        enum code_problem problem = read_code(reader, buffer_text(&out), &found);
        buffer_done(&out);
        if (problem == CODE_FINE && same(&visit, &found))
            fate.kept++;
        else if (problem == CODE_FINE)
            fate.misread++;
        else
            fate.refused++;
        fate.unnamed += problem != CODE_FINE && problem != CODE_OTHER_VERSION;
    }
    return fate;
}

/* Fails unless nearly all codes that lean on a changed question are refused, in both directions. */
static void expect_refusal(const struct rules *other, int question, const char *change)
{
    for (int turn = 0; turn < 2; turn++) {
        struct fate fate = exchange(turn ? other : rules, turn ? rules : other, question);
        if (fate.kept + fate.misread + fate.unnamed > 16 || fate.refused < 1000)
            ck_abort_msg("%s: %d refused, %d of them unnamed, %d kept, %d misread", change, fate.refused, fate.unnamed,
                         fate.kept, fate.misread);
    }
}

START_TEST(other_questions_are_refused)
{
    int age = rules->keys[KEY_AGE];
    int income = rules->keys[KEY_INCOME_YEAR];
    struct rules other = copy_rules();
    questions[0].id = questions[1].id;
    expect_refusal(&other, 0, "another id");
    other = copy_rules();
    questions[age].kind = QUESTION_AMOUNT;
    expect_refusal(&other, age, "another kind");
    other = copy_rules();
    questions[age].most += 100;
    expect_refusal(&other, age, "another limit");
    other = copy_rules();
    questions[income].least = 100;
    expect_refusal(&other, income, "another least");
    other = copy_rules();
    questions[age].whole = 1;
    expect_refusal(&other, age, "no decimals");
    other = copy_rules();
    questions[age].unit = UNIT_MONTHS;
    expect_refusal(&other, age, "another unit");
    other = copy_rules();
    questions[rules->keys[KEY_HOUSEHOLD]].absent_number = 200;
    expect_refusal(&other, rules->keys[KEY_HOUSEHOLD], "another usual number");
    other = copy_rules();
    questions[rules->keys[KEY_PLACE]].absent_option = 1;
    expect_refusal(&other, rules->keys[KEY_PLACE], "another usual option");
}
END_TEST

START_TEST(other_ties_between_questions_are_refused)
{
    int income = rules->keys[KEY_INCOME_YEAR];
    uint16_t last = (uint16_t)(rules->question_count - 1);
    struct rules other = copy_rules();
    questions[income].partner = RULES_NONE;
    expect_refusal(&other, income, "no partner");
    other = copy_rules();
    questions[last].follows = 0;
    expect_refusal(&other, last, "a detail");
    other = copy_rules();
    questions[last].absent_option = RULES_NONE;
    expect_refusal(&other, last, "no usual option");
    other = copy_rules();
    questions[last].option_count = 3;
    questions[last].first_option = 0;
    questions[last].absent_option = RULES_NONE;
    expect_refusal(&other, last, "more options");
}
END_TEST

START_TEST(moved_questions_are_refused)
{
    struct rules other = copy_rules();
    memmove(questions, questions + 1, (rules->question_count - 1) * sizeof questions[0]);
    other.question_count--;
    struct code_visit visit;
    int taken = 0;
    for (int i = 0; i < 4000; i++) {
        visit = some_visit();
        taken += read_code(&other, write_code(rules, &visit), NULL) == CODE_FINE;
    }
    ck_assert_int_le(taken, 16);
    other = copy_rules();
    questions[4] = rules->questions[5];
    questions[5] = rules->questions[4];
    expect_refusal(&other, 5, "swapped questions");
}
END_TEST

/* Counts the codes with this one option chosen that are taken. */
static int taken_with(const struct rules *reader, uint16_t question, uint16_t option)
{
    int taken = 0;
    for (int i = 0; i < 2000; i++) {
        struct code_visit visit = some_visit();
        case_set_option(&visit.answers, question, option);
        taken += read_code(reader, write_code(rules, &visit), NULL) == CODE_FINE;
    }
    return taken;
}

START_TEST(moved_options_are_refused_where_they_are_chosen)
{
    uint16_t work = rules_find_question(rules, "work");
    struct rules other = copy_rules();
    struct rules_option *first = &options[questions[work].first_option];
    struct rules_option kept = first[3];
    first[3] = first[4];
    first[4] = kept;
    ck_assert_int_le(taken_with(&other, work, 3), 10);
    ck_assert_int_le(taken_with(&other, work, 4), 10);
    ck_assert_int_eq(taken_with(&other, work, 2), 2000);
    ck_assert_int_eq(taken_with(&other, work, 5), 2000);
    other = copy_rules();
    add_option(&other, rules->keys[KEY_PLACE], 2);
    ck_assert_int_eq(taken_with(&other, rules->keys[KEY_PLACE], 1), 2000);
    ck_assert_int_le(taken_with(&other, rules->keys[KEY_PLACE], 2), 10);
    ck_assert_int_le(taken_with(&other, rules->keys[KEY_PLACE], 4), 10);
}
END_TEST

/* Four options more than a question had room for. */
START_TEST(many_new_options_are_refused_where_one_is_chosen)
{
    uint16_t place = rules->keys[KEY_PLACE];
    struct rules other = copy_rules();
    int taken = 0;
    for (int i = 0; i < 4; i++)
        add_option(&other, place, questions[place].option_count);
    for (int i = 0; i < 4000; i++) {
        struct code_visit visit;
        memset(&visit, 0, sizeof visit);
        visit.day = CODE_DAY_FIRST + (int32_t)draw(9800);
        case_set_number(&visit.answers, rules->keys[KEY_AGE], draw(13000));
        ck_assert_int_eq(read_code(&other, write_code(rules, &visit), NULL), CODE_FINE);
        case_set_option(&visit.answers, place, rules->questions[place].absent_option);
        ck_assert_int_eq(read_code(&other, write_code(rules, &visit), NULL), CODE_FINE);
        case_set_option(&visit.answers, place, (uint16_t)(1 + draw(4)));
        taken += read_code(&other, write_code(rules, &visit), NULL) != CODE_OTHER_VERSION;
    }
    ck_assert_int_le(taken, 16);
}
END_TEST

START_TEST(a_new_option_is_another_version_to_the_old_program)
{
    uint16_t place = rules->keys[KEY_PLACE];
    struct rules newer = copy_rules();
    add_option(&newer, place, questions[place].option_count);
    for (int i = 0; i < 2000; i++) {
        struct code_visit visit = any_visit();
        case_set_option(&visit.answers, place, rules->questions[place].option_count);
        ck_assert_int_eq(read_code(rules, write_code(&newer, &visit), NULL), CODE_OTHER_VERSION);
    }
}
END_TEST

START_TEST(codes_survive_what_does_not_concern_them)
{
    struct rules other = copy_rules();
    add_option(&other, rules->keys[KEY_PLACE], questions[rules->keys[KEY_PLACE]].option_count);
    for (uint32_t q = 0; q < other.question_count; q++)
        questions[q].texts = (struct rules_texts){0, 0};
    other.node_count = other.edge_count = other.parameter_count = 0;
    struct fate fate = exchange(rules, &other, -1);
    ck_assert_int_eq(fate.kept, 4000);
    questions[other.question_count] = questions[0];
    other.question_count++;
    fate = exchange(rules, &other, -1);
    ck_assert_int_eq(fate.kept, 4000);
}
END_TEST

/* Adds the tests of what goes there and back. */
static TCase *cases_there_and_back(void)
{
    TCase *cases = tcase_create("there and back");
    tcase_add_checked_fixture(cases, prepare, NULL);
    tcase_add_test(cases, every_case_comes_back);
    tcase_add_test(cases, every_answer_alone_comes_back);
    tcase_add_test(cases, every_day_comes_back);
    tcase_add_test(cases, the_widest_visit_comes_back);
    tcase_add_test(cases, the_largest_tables_fit);
    tcase_add_test(cases, a_session_goes_on_where_it_was);
    tcase_add_test(cases, codes_are_short);
    tcase_add_test(cases, likely_answers_cost_less);
    tcase_add_test(cases, what_follows_from_the_answers_changes_no_code);
    tcase_add_test(cases, absent_answers_at_the_end_cost_nothing);
    tcase_add_test(cases, a_code_is_appended);
    tcase_add_test(cases, what_no_visit_holds_is_not_written);
    return cases;
}

/* Adds the tests of what is typed. */
static TCase *cases_typed(void)
{
    TCase *cases = tcase_create("typed");
    tcase_add_checked_fixture(cases, prepare, NULL);
    tcase_add_test(cases, the_way_of_typing_is_free);
    tcase_add_test(cases, lookalikes_are_understood);
    tcase_add_test(cases, one_wrong_character_or_swap_is_found);
    tcase_add_test(cases, two_wrong_characters_are_found_in_a_usual_code);
    tcase_add_test(cases, one_character_too_few_or_too_many_at_an_end_is_found);
    tcase_add_test(cases, parts_of_codes_are_refused);
    tcase_add_test(cases, random_bytes_are_refused);
    tcase_add_test(cases, random_characters_are_refused_as_often_as_promised);
    tcase_add_test(cases, spoiled_codes_are_refused);
    tcase_add_test(cases, well_typed_nonsense_is_refused_or_written_the_same);
    tcase_add_test(cases, problems_have_names);
    tcase_add_test(cases, an_answer_that_is_never_written_is_named);
    tcase_add_test(cases, a_later_make_is_another_version);
    tcase_add_test(cases, numbers_too_large_are_refused);
    return cases;
}

/* Adds the tests of other rules. */
static TCase *cases_versions(void)
{
    TCase *cases = tcase_create("versions");
    tcase_add_checked_fixture(cases, prepare, NULL);
    tcase_add_test(cases, a_day_without_rules_is_named);
    tcase_add_test(cases, other_questions_are_refused);
    tcase_add_test(cases, other_ties_between_questions_are_refused);
    tcase_add_test(cases, moved_questions_are_refused);
    tcase_add_test(cases, moved_options_are_refused_where_they_are_chosen);
    tcase_add_test(cases, many_new_options_are_refused_where_one_is_chosen);
    tcase_add_test(cases, a_new_option_is_another_version_to_the_old_program);
    tcase_add_test(cases, codes_survive_what_does_not_concern_them);
    return cases;
}

int main(void)
{
    Suite *suite = suite_create("code");
    suite_add_tcase(suite, cases_there_and_back());
    suite_add_tcase(suite, cases_typed());
    suite_add_tcase(suite, cases_versions());
    return check_run(suite);
}
