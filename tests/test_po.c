/* The texts of the rule files on their way through the catalogs: each is found by its context
 * (a pseudo-language puts every translation in brackets), and none is wider than its place. */
#include "check_main.h"

#include <stdio.h>
#include <string.h>

#include "i18n/i18n.h"
#include "rules/rules.h"
#include "rules/text_kinds.h"
#include "util/utf8.h"

#define LOCALE_DIR TEST_BINARY_DIR "/locale"
#define PSEUDO_DIR TEST_BINARY_DIR "/pseudo"

/* Lines and columns that a kind of text has on a narrow screen; 0 lines: as many as it needs. */
struct budget {
    int lines;
    int columns;
};

static const struct budget budgets[TEXT_KIND_COUNT] = {
    [TEXT_QUESTION_TITLE] = {2, 66}, [TEXT_QUESTION_SHORT] = {1, 22}, [TEXT_QUESTION_HINT] = {2, 66},
    [TEXT_OPTION_LABEL] = {2, 66},   [TEXT_OPTION_HINT] = {2, 66},    [TEXT_RIGHT_TITLE] = {1, 60},
    [TEXT_DOCUMENT_LABEL] = {1, 60}, [TEXT_TERM_NAME] = {1, 60},
};

/* Lines that a text takes when it is broken at spaces. */
static int count_lines(const char *text, int columns)
{
    int lines = 1;
    int used = 0;
    while (*text) {
        size_t length = strcspn(text, " ");
        char word[512];
        ck_assert_uint_lt(length, sizeof word);
        memcpy(word, text, length);
        word[length] = '\0';
        int width = utf8_columns(word);
        bool fits = used == 0 || used + 1 + width <= columns;
        used = fits && used > 0 ? used + 1 + width : width;
        lines += !fits;
        text += length + (text[length] == ' ');
    }
    return lines;
}

START_TEST(test_every_text_has_the_context_of_its_kind)
{
    const struct rules *rules = rules_builtin();
    for (uint32_t i = 0; i < rules->text_count; i++) {
        const struct rules_text *text = &rules->texts[i];
        const char *expected = rules_text_context((enum rules_text_kind)text->kind);
        const char *context = rules_string(rules, text->context);
        ck_assert_ptr_nonnull(expected);
        size_t length = strlen(expected);
        ck_assert_msg(strncmp(context, expected, length) == 0 &&
                          (context[length] == '\0' || strncmp(context + length, ": ", 2) == 0),
                      "%s: %s", context, rules_string(rules, text->text));
    }
}
END_TEST

START_TEST(test_every_text_is_found)
{
    const struct rules *rules = rules_builtin();
    ck_assert(i18n_start(PSEUDO_DIR));
    ck_assert(i18n_set_language("fr"));
    unsigned missed = 0;
    for (uint32_t i = 0; i < rules->text_count; i++) {
        const struct rules_text *text = &rules->texts[i];
        if (i18n_rules_text(rules, text)[0] == '[')
            continue;
        printf("not found: %s: %s\n", rules_string(rules, text->context), rules_string(rules, text->text));
        missed++;
    }
    ck_assert_uint_gt(rules->text_count, 0);
    ck_assert_msg(missed == 0, "%u texts are not found; run sh po/update-pot.sh", missed);
}
END_TEST

START_TEST(test_texts_fit)
{
    const struct rules *rules = rules_builtin();
    ck_assert(i18n_start(LOCALE_DIR));
    ck_assert(i18n_set_language(i18n_language_at((size_t)_i)->code));
    unsigned wide = 0;
    for (uint32_t i = 0; i < rules->text_count; i++) {
        struct budget budget = budgets[rules->texts[i].kind];
        const char *text = i18n_rules_text(rules, &rules->texts[i]);
        bool fits = count_lines(text, budget.columns) <= budget.lines &&
                    (budget.lines > 1 || utf8_columns(text) <= budget.columns);
        if (budget.lines == 0 || fits)
            continue;
        printf("%s: more than %d line(s) of %d columns: %s\n", i18n_language()->code, budget.lines,
               budget.columns, text);
        wide++;
    }
    ck_assert_msg(wide == 0, "%u texts are too wide", wide);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("po");
    TCase *tcase = tcase_create("rules");
    tcase_add_test(tcase, test_every_text_has_the_context_of_its_kind);
    tcase_add_test(tcase, test_every_text_is_found);
    tcase_add_loop_test(tcase, test_texts_fit, 0, 4);
    suite_add_tcase(suite, tcase);
    return check_run(suite);
}
