/* The plural rule in the header of a catalog: see the header.
 *
 * The rule is read from left to right once for every number tried, and calculated while it is
 * read; both sides of && || ?: are always calculated, which is safe since nothing can fail. */
#include "i18n/plural.h"

#include <string.h>

#define PLURAL_MAX_LENGTH 300
#define PLURAL_MAX_DEPTH 20
#define PLURAL_LEVELS 6

/* Where the reader stands in the rule. */
struct plural_reader {
    const char *at;
    unsigned long n;
    int depth;
    bool bad;
};

/* The operators by how loosely they bind, two-character ones first. */
static const char *const plural_operators[PLURAL_LEVELS][5] = {
    {"||"}, {"&&"}, {"==", "!="}, {"<=", ">=", "<", ">"}, {"+", "-"}, {"*", "/", "%"},
};

static unsigned long plural_read_choice(struct plural_reader *reader);

/* Marks the rule as bad; the value does not matter any more. */
static unsigned long plural_fail(struct plural_reader *reader)
{
    reader->bad = true;
    return 0;
}

/* Passes over TOKEN when it is next. */
static bool plural_take(struct plural_reader *reader, const char *token)
{
    reader->at += strspn(reader->at, " ");
    size_t length = strlen(token);
    if (strncmp(reader->at, token, length) != 0)
        return false;
    reader->at += length;
    return true;
}

/* Reads a number of at most nine digits. */
static unsigned long plural_read_number(struct plural_reader *reader)
{
    reader->at += strspn(reader->at, " ");
    size_t digits = strspn(reader->at, "0123456789");
    if (digits == 0 || digits > 9)
        return plural_fail(reader);
    unsigned long number = 0;
    for (; digits > 0; digits--)
        number = number * 10 + (unsigned long)(*reader->at++ - '0');
    return number;
}

/* Reads "n", a number, a negation or parentheses. */
static unsigned long plural_read_operand(struct plural_reader *reader)
{
    if (reader->depth >= PLURAL_MAX_DEPTH)
        return plural_fail(reader);
    reader->depth++;
    unsigned long value;
    if (plural_take(reader, "!")) {
        value = !plural_read_operand(reader);
    } else if (plural_take(reader, "(")) {
        value = plural_read_choice(reader);
        if (!plural_take(reader, ")"))
            plural_fail(reader);
    } else {
        value = plural_take(reader, "n") ? reader->n : plural_read_number(reader);
    }
    reader->depth--;
    return value;
}

/* The value of LEFT and RIGHT under an operator. */
static unsigned long plural_calculate(const char *operator, unsigned long left, unsigned long right)
{
    switch (operator[0]) {
    case '|':
        return left || right;
    case '&':
        return left && right;
    case '=':
        return left == right;
    case '!':
        return left != right;
    case '<':
        return operator[1] ? left <= right : left < right;
    case '>':
        return operator[1] ? left >= right : left > right;
    case '+':
        return left + right;
    case '-':
        return left - right;
    case '*':
        return left * right;
    case '/':
        return left / right;
    default:
        return left % right;
    }
}

/* The operator of this level that is next, or null. */
static const char *plural_take_operator(struct plural_reader *reader, int level)
{
    for (int i = 0; i < 5 && plural_operators[level][i]; i++)
        if (plural_take(reader, plural_operators[level][i]))
            return plural_operators[level][i];
    return NULL;
}

/* Reads a divisor: a plain number and not zero. */
static unsigned long plural_read_divisor(struct plural_reader *reader)
{
    unsigned long divisor = plural_read_number(reader);
    if (divisor > 0)
        return divisor;
    reader->bad = true;
    return 1;
}

/* Reads operands joined by the operators of this level and tighter ones. */
static unsigned long plural_read_level(struct plural_reader *reader, int level)
{
    if (level == PLURAL_LEVELS)
        return plural_read_operand(reader);
    unsigned long value = plural_read_level(reader, level + 1);
    const char *operator;
    while (!reader->bad && (operator = plural_take_operator(reader, level))) {
        bool divides = operator[0] == '/' || operator[0] == '%';
        unsigned long right = divides ? plural_read_divisor(reader) : plural_read_level(reader, level + 1);
        value = plural_calculate(operator, value, right);
    }
    return value;
}

/* Reads "condition ? then : otherwise", or what has no '?'. */
static unsigned long plural_read_choice(struct plural_reader *reader)
{
    if (reader->depth >= PLURAL_MAX_DEPTH)
        return plural_fail(reader);
    reader->depth++;
    unsigned long value = plural_read_level(reader, 0);
    if (!reader->bad && plural_take(reader, "?")) {
        unsigned long then = plural_read_choice(reader);
        if (!plural_take(reader, ":"))
            plural_fail(reader);
        unsigned long otherwise = reader->bad ? 0 : plural_read_choice(reader);
        value = value ? then : otherwise;
    }
    reader->depth--;
    return value;
}

/* True when RULE gives one of FORMS forms for N. */
static bool plural_check_number(const char *rule, unsigned forms, unsigned long n)
{
    struct plural_reader reader = {rule, n, 0, false};
    unsigned long form = plural_read_choice(&reader);
    reader.at += strspn(reader.at, " ");
    return !reader.bad && *reader.at == '\0' && form < forms;
}

/* True for the rules that our own languages have, which need no trying out. */
static bool plural_is_known(const char *rule)
{
    static const char *const known[] = {"n > 1", "n != 1", "(n > 1)", "(n != 1)", "n>1", "n!=1", "(n>1)", "(n!=1)"};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(rule, known[i]) == 0)
            return true;
    return false;
}

bool plural_check(const char *rule, size_t length, unsigned forms)
{
    char copy[PLURAL_MAX_LENGTH + 1];
    if (length > PLURAL_MAX_LENGTH || forms == 0 || forms > PLURAL_MAX_FORMS)
        return false;
    memcpy(copy, rule, length);
    copy[length] = '\0';
    if (forms == 2 && plural_is_known(copy + strspn(copy, " ")))
        return true;
    for (unsigned long n = 0; n <= 1000; n++)
        if (!plural_check_number(copy, forms, n))
            return false;
    return plural_check_number(copy, forms, 1000000) && plural_check_number(copy, forms, ~0UL);
}
