/* The days that matter for a case and its result, seen from the day asked: when a wait is over,
 * when cover ends, when to ask again, by when to answer back.
 *
 * Units: days are days since 1970-01-01 (util/date.h), both ends of a stretch included; a deadline
 * is one day, the last on which one is in time.  Months are calendar months; a month without that
 * day ends on its last one (TV-151: two months before 30 April is 28 February).
 * Ownership: the caller owns every struct; nothing is allocated and nothing is kept.
 * Sources in brackets: F, RS, X and paragraphs of law-today.md; R, TV, CB, T3, K, EF of source-facts.md.
 * `unsure` marks what is general knowledge, inferred, from one informal source, or about a date
 * beyond the source: whoever shows such a day says that it is not confirmed.
 *
 * It deliberately decides no right (walk.h), knows no words and no clock, and leaves out what the
 * notes do not date: the renewal of ACS, of AAH's C2S, appeals of base cover before 2019, the day
 * an answer about PUMa is due, the end of a visa that nobody asked for. */
#ifndef DS_TREE_CALENDAR_H
#define DS_TREE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "rules/model.h"
#include "tree/case.h"
#include "tree/money.h"
#include "tree/walk.h"

/* What a day is.  "Of each right" may stand once for each right of the result, the others once. */
enum calendar_kind {
    /* From the answers. */
    CALENDAR_PRESENCE_OVER,  /* first day after three months of presence, of each right that waits for
                                it or ends with it (vocabulary 1.2, R-19, T3.M20, RS06, 7.1 visa-free) */
    CALENDAR_IRREGULAR_OVER, /* first day after the months without a right to stay, with the lawful
                                ones before them: AME can open (F3.01, F3.03, F1.33, RS06), of gap-dsuv
                                and dsuv-eu */
    CALENDAR_KEPT_END,       /* last day of kept cover (F1.15, RS05) */
    CALENDAR_VALIDATE_VISA,  /* last day to validate a long-stay visa online: three months after
                                arrival (7.5 note-validate-visa: PK, unsure) */
    CALENDAR_E111_END,       /* last of 90 days on form E111, the day of arrival being the first */
    /* If the right opens on the day asked, of each right. */
    CALENDAR_RENEWAL,   /* stretch in which to ask again: C2S 4 to 2 months before the end (F2.18), AME in
                           the last 2 months (F3.17, R-15), CMU-C in the last 2 months (R-15; from 2016
                           a fund's note of 2018, unsure); C2S of temporary protection unsure (7.5) */
    CALENDAR_YEAR_ENDS, /* last day of a right of one year (F2.18, F3.17, F3.04, R-15; domicil: 7.5;
                           CMU-C from 2016: as the years before, unsure) */
    CALENDAR_NINE_MONTHS, /* first day after nine months of AME: planned care of the list (F3.21) */
    /* If the claim is filed on the day asked, of each right. */
    CALENDAR_ANSWER_YES,  /* answer due; silence means accepted (F2.14) */
    CALENDAR_ANSWER_NO,   /* answer due; silence probably means refused (F3.15, R-15; X-20: unsure) */
    CALENDAR_ANSWER_SLOW, /* the answer may take until then; silence says nothing (R-15, CB-31) */
    CALENDAR_CARE_SINCE,  /* stretch up to the day asked: care in it can be paid by AME (F3.18, RS09;
                             30 days before 2016 unsure), not from before the months were over */
    /* If the fund says yes or no on the day asked, of each right. */
    CALENDAR_CONTRACT, /* last day to return contract and payment papers of the paid C2S (F2.15) */
    CALENDAR_APPEAL,   /* last day to contest: CRA or CPAM (F1.23, F2.21, F3.24, R-15) */
    CALENDAR_COURT,    /* last day to go to court, if the appeal too is refused on the day asked
                          (F3.24; after a CRA: PK, unsure) */
    CALENDAR_BOARD_SILENT, /* an appeal sent on the day asked and not answered by then is refused (F1.23) */
    /* If it happens on the day asked, of each right. */
    CALENDAR_HOSPITAL_IN,  /* in hospital since that day: last day to claim C2S from then on (F2.17) */
    CALENDAR_HOSPITAL_OUT, /* left hospital that day: the same (F2.17) */
    CALENDAR_ACCIDENT,     /* hurt at work that day: last day to declare it oneself (F1.28) */
    CALENDAR_DENMARK,      /* back in Denmark that day after less than six weeks in the CPAM: cover
                              there from this day on (R-16, EF-02; from 2010-05-01 unsure) */
    /* By the year. */
    CALENDAR_CONTRIBUTION_YEAR,   /* stretch: the contribution year of CMU de base (R-03, CB-39) */
    CALENDAR_CONTRIBUTION_CHANGE, /* first day of the next one; on 1 October itself see below */
    CALENDAR_DECLARATION,     /* stretch in which to send the income for the next one (R-03, CB-48; 2015 unsure:
                                 no year followed) */
    CALENDAR_CEILING_REVISED, /* first day of the next ceilings: as the figures of the data say, then each
                                 1 April (2.2 "uprating date"; unsure) */
    CALENDAR_INCOME_MOVES,    /* first day of next month: the twelve months move on (7.5 ame-over) */
    CALENDAR_KIND_COUNT
};

/* What a kind is counted from, for the words "if ... today". */
enum calendar_anchor {
    ANCHOR_ANSWERS,  /* nothing to add: it follows from the answers */
    ANCHOR_OPENS,    /* if the right opens today */
    ANCHOR_CLAIMED,  /* if the claim is filed today */
    ANCHOR_ACCEPTED, /* if the claim is accepted today */
    ANCHOR_REFUSED,  /* if the claim, or for COURT the appeal, is refused today */
    ANCHOR_APPEALED, /* if the appeal is sent today */
    ANCHOR_HAPPENS,  /* if it happens today */
    ANCHOR_YEAR      /* nothing to add: it is the same for everybody */
};

/* One entry.  FIRST may lie before the day asked in CARE_SINCE, CONTRIBUTION_YEAR and DECLARATION;
 * no LAST does. */
struct calendar_date {
    int32_t first, last;
    uint16_t kind;  /* enum calendar_kind */
    uint16_t right; /* index, or RULES_NONE */
    bool unsure;
};

#define CALENDAR_MOST 160

/* Entries by first day, then last day, kind and right; no kind twice with the same right. */
struct calendar {
    uint16_t count;
    struct calendar_date dates[CALENDAR_MOST];
};

/* What KIND is counted from. */
enum calendar_anchor calendar_anchor(enum calendar_kind kind);

/* Lists the days for every right that is certain or possible in RESULT, the walk of C on DAY.
 * An answer that is unknown or known only roughly gives no day, and no day is past. */
void calendar_list(const struct money_day *day, const struct tree_case *c, const struct walk_result *result,
                   struct calendar *list);

/* ---- single days; false, with OUT untouched, where the answers do not say ---- */

/* The first day after three months of presence; up to the day asked when they are over. */
bool calendar_presence_over(const struct money_day *day, const struct tree_case *c, int32_t *out);

/* The first day on which AME can open to a third-country national: three months after the stay
 * became irregular, six after a visa-free entry; by presence before 2019-12-30. */
bool calendar_irregular_over(const struct money_day *day, const struct tree_case *c, int32_t *out);

/* The last day of cover kept after a document expired; also past ones. */
bool calendar_kept_end(const struct money_day *day, const struct tree_case *c, int32_t *out);

/* The last day of a year that opens on OPENS: the day before the same day a year later, as CMU-C
 * that opens on 1 May is "valid to 30 April" (TV-151). */
int32_t calendar_year_end(int32_t opens);

/* ---- by the year ---- */

/* A contribution year of CMU de base. */
struct calendar_contribution {
    int32_t first, last; /* 1 October to 30 September; from 2000-01-01, and the last one to 2015-12-31 */
    int tax_year;        /* the year whose income counts (R-05, H-02) */
    bool unsure; /* on 1 October (K-43) and in the months that the last year was made longer by */
};

/* Finds the contribution year that a registration on DAY falls in; false from 2016 and before 2000. */
bool calendar_contribution_year(int32_t day, struct calendar_contribution *out);

/* The first day after DAY with other ceilings, and whether that is more than the data say. */
int32_t calendar_next_ceilings(const struct money_day *day, bool *unsure);

/* Weeks without cover in Denmark after so many WEEKS in the CPAM, with or without an E104. */
int calendar_waiting_weeks(int weeks, bool e104);

#endif
