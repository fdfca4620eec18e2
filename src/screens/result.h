/* What the five tabs of the result share: the rights given, in the order and the parts in
 * which they are shown.  It deliberately decides nothing; see outcome.c. */
#ifndef DS_SCREENS_RESULT_H
#define DS_SCREENS_RESULT_H

#include "screens/internal.h"

#define LISTED_MOST RULES_MAX_RIGHTS
#define RESULT_WARNINGS_MOST 4

/* The parts of the first tab, in the order shown. */
enum result_part {
    PART_URGENT,
    PART_LIKELY,
    PART_POSSIBLE,
    PART_TODAY,
    PART_STEPS,
    PART_MEANWHILE, /* a cover for visits, given to somebody who lives here */
    PART_NOTES,
    PART_POSSIBLE_NOTES,
    PART_COUNT
};

/* One right of the result. */
struct result_item {
    uint16_t right;
    enum result_part part;
};

/* One paper of the third tab. */
struct result_paper {
    uint16_t document;
    bool if_any;
};

/* Lists the rights of the result part by part; returns their number. */
size_t result_list(const struct screens *s, struct result_item items[LISTED_MOST]);

/* True for a part with rights that are not certain. */
bool result_is_possible(enum result_part part);

/* The title of a right.  The caller frees it. */
char *result_title(const struct screens *s, uint16_t right);

/* Adds the title of a right as a heading after a blank line. */
void result_add_title(const struct screens *s, struct page *page, uint16_t right);

/* Lists the papers of the certain rights and then of the possible ones; *FIRST_POSSIBLE is
 * where those begin.  Returns their number. */
size_t result_list_papers(const struct screens *s, struct result_paper *papers, size_t *first_possible);

/* Lists what has to be said of how sure the result is.  Returns the number of texts, each freed
 * by the caller. */
size_t result_list_warnings(const struct screens *s, char *warnings[RESULT_WARNINGS_MOST]);

/* The label of a paper, marked when it is not required of everybody.  The caller frees it. */
char *result_paper_label(const struct screens *s, const struct result_paper *paper);

/* True when a text of a right was already said for one of the COUNT rights before it. */
bool result_is_repeated(const struct screens *s, const struct result_item *items, size_t count, uint32_t text);

/* The kinds of places that the first COUNT rights send people to, one bit each. */
uint32_t result_place_kinds(const struct screens *s, const struct result_item *items, size_t count);

/* Adds what counts for each paper of the third tab. */
void result_add_paper_help(const struct screens *s, struct page *page);

/* Add the five tabs. */
void result_build_rights(struct screens *s, struct page *page);
void result_build_why(struct screens *s, struct page *page);
void result_build_papers(struct screens *s, struct page *page);
void result_build_where(struct screens *s, struct page *page);
void result_build_law(struct screens *s, struct page *page);

#endif
