/* The rows of the collected facts that are words and not decisions: refunds, doctors' sectors
 * the Danish pension age, dependants, proofs of residence, papers for the
 * fund.  Their figures and French words stand on the page of their day, in every language.
 * It deliberately does not judge the sentences around them. */
#include "check_main.h"

#include <locale.h>
#include <string.h>

#include "program.h"
#include "rules/rules.h"
#include "util/date.h"
#include "visit.h"

static struct visit visit; /* one at a time; it is large */

enum row_page { ROW_RIGHT, ROW_GUIDE, ROW_PAPER };

/* What has to stand on a page of one day. */
static const struct row {
    const char *row, *date;
    enum row_page page;
    const char *id;
    const char *words[6];
} rows[] = {
    {"R-12", "2012-10-15", ROW_GUIDE, "refunds", {"15", "30", "65", "100", "80", "70"}},
    {"R-12", "2002-06-01", ROW_GUIDE, "refunds", {"35", "65", "100", "80", NULL, NULL}},
    {"R-13", "2002-06-01", ROW_GUIDE, "sectors", {"1", "2", "3", NULL, NULL, NULL}},
    {"R-13", "2012-10-15", ROW_GUIDE, "sectors", {"1", "2", "3", NULL, NULL, NULL}},
    {"R-14", "2002-06-01", ROW_RIGHT, "cpam-e-form", {"67", "65", "1939", NULL, NULL, NULL}},
    {"R-18", "2012-10-15", ROW_RIGHT, "ayant-droit", {"16", "20", "14", NULL, NULL, NULL}},
    {"R-20", "2012-10-15", ROW_PAPER, "home-3m", {"domiciliation", NULL, NULL, NULL, NULL, NULL}},
    {"R-23", "2002-02-01", ROW_PAPER, "birth-certificate", {"naissance", NULL, NULL, NULL, NULL, NULL}},
    {"R-23", "2002-02-01", ROW_PAPER, "bank", {"RIB", NULL, NULL, NULL, NULL, NULL}},
};
#define ROWS ((int)(sizeof rows / sizeof rows[0]))

/* The index of the guide page with this id. */
static uint16_t find_guide(const char *id)
{
    for (uint16_t i = 0; i < rules_builtin()->guide_count; i++)
        if (strcmp(rules_string(rules_builtin(), rules_builtin()->guides[i].id), id) == 0)
            return i;
    ck_abort_msg("no guide page %s", id);
    return RULES_NONE;
}

/* All texts of a paper in the language in force. */
static void collect_paper(const char *id, struct buffer *out)
{
    const struct rules *rules = rules_builtin();
    for (uint32_t i = 0; i < rules->document_count; i++) {
        if (strcmp(rules_string(rules, rules->documents[i].id), id) != 0)
            continue;
        terms_collect(&visit.screens, rules->documents[i].texts, out);
    }
    ck_assert_msg(out->length > 0, "no paper %s", id);
}

/* What stands on the page of ROW in the language in force. */
static void collect(const struct row *row, struct buffer *out)
{
    int32_t day = 0;
    ck_assert(date_parse(row->date, &day));
    visit_open(&visit, day, false, 100, PAGE_ROWS_MAX);
    if (row->page == ROW_PAPER) {
        collect_paper(row->id, out);
    } else {
        struct frame *frame = screens_push(&visit.screens, row->page == ROW_GUIDE ? SCREEN_LEAF : SCREEN_RIGHT);
        if (row->page == ROW_GUIDE)
            frame->leaf = find_guide(row->id);
        else
            frame->right = rules_find_right(rules_builtin(), row->id);
        screens_show(&visit.screens);
        buffer_add(out, visit_text(&visit));
    }
    visit_close(&visit);
}

/* True when NUMBER or word stands in TEXT by itself, not as a part of a longer number. */
static bool stands_alone(const char *text, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = strstr(text, word); at; at = strstr(at + 1, word)) {
        bool before = at > text && at[-1] >= '0' && at[-1] <= '9';
        bool after = at[length] >= '0' && at[length] <= '9';
        if (!before && !after)
            return true;
    }
    return false;
}

START_TEST(figures_stand_on_the_page_of_their_day)
{
    for (size_t k = 0; k < i18n_language_count(); k++) {
        struct buffer text = {0};
        i18n_set_language(i18n_language_at(k)->code);
        collect(&rows[_i], &text);
        for (size_t w = 0; w < 6 && rows[_i].words[w]; w++)
            ck_assert_msg(stands_alone(buffer_text(&text), rows[_i].words[w]), "%s in %s: no '%s' in\n%s", rows[_i].row,
                          i18n_language_at(k)->code, rows[_i].words[w], buffer_text(&text));
        buffer_done(&text);
    }
}
END_TEST

/* A page of another time does not say what was not yet so: the labels of 2012 are not those of 2002. */
START_TEST(pages_follow_their_day)
{
    struct buffer then = {0};
    struct buffer later = {0};
    i18n_set_language("en");
    collect(&rows[1], &then);
    collect(&rows[0], &later);
    ck_assert(!strstr(buffer_text(&then), "orange"));
    ck_assert(strstr(buffer_text(&later), "orange"));
    buffer_done(&then);
    buffer_done(&later);
}
END_TEST

int main(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    i18n_start(DS_LOCALE_DIR_BUILD);
    Suite *suite = suite_create("rows");
    TCase *tests = tcase_create("rows");
    tcase_add_loop_test(tests, figures_stand_on_the_page_of_their_day, 0, ROWS);
    tcase_add_test(tests, pages_follow_their_day);
    suite_add_tcase(suite, tests);
    return check_run(suite);
}
