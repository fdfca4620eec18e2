/* A second telling of the law from 2000-01-01 to 2015-12-31: see the header.
 * The functions follow the steps and tables of section 2 of the contract in their order; the
 * letters T3, K and R name rows of the collected facts.  It deliberately reads no data file. */
#include "reference_2000.h"

#include "reference_names.h"

#define CHOICE(name, field, values, absent) {name, offsetof(struct past_case, field), values, absent}
#define NUMBER(name, field) {name, offsetof(struct past_case, field), NULL, -1}

static const char *const covers[] = {"s1",   "e106", "e109", "e120", "e121", "e128",      "e119",    "ehic",
                                     "e111", "a1",   "e101", "e104", "bilateral", "private", "none", NULL};

const struct past_key past_keys[PAST_KEY_COUNT] = {
    [KEY_AT_URGENCY] = CHOICE("urgency", urgency, urgencies, URGENCY_NO),
    [KEY_AT_PLACE] = CHOICE("place", place, places, PLACE_METROPOLE),
    [KEY_AT_ADDRESS] = CHOICE("address", address, addresses, ADDRESS_STABLE),
    [KEY_AT_PREGNANT] = CHOICE("pregnant", pregnant, yes_no, NO),
    [KEY_AT_AGE] = NUMBER("age", age),
    [KEY_AT_MINOR_WITH] = CHOICE("minor-with", minor_with, companies, -1),
    [KEY_AT_NATIONALITY] = CHOICE("nationality", nationality, nationalities, -1),
    [KEY_AT_PURPOSE] = CHOICE("purpose", purpose, purposes, SETTLED),
    [KEY_AT_MONTHS] = NUMBER("months", months),
    [KEY_AT_WORK] = CHOICE("work", work, works, -1),
    [KEY_AT_WORK_RIGHT] = CHOICE("work-right", work_right, yes_no, YES),
    [KEY_AT_COVER] = CHOICE("cover", cover, covers, COVER_NONE),
    [KEY_AT_PENSION_FROM] = CHOICE("pension-from", pension_from, payers, -1),
    [KEY_AT_PAPERS] = CHOICE("papers", papers, papers, -1),
    [KEY_AT_WAS_INSURED] = CHOICE("was-insured", was_insured, yes_no, NO),
    [KEY_AT_JOINING_INSURED] = CHOICE("joining-insured", joining_insured, yes_no, NO),
    [KEY_AT_BENEFIT] = CHOICE("benefit", benefit, benefits, BENEFIT_NONE),
    [KEY_AT_URGENT_CARE] = CHOICE("urgent-care-received", urgent_care, yes_no, NO),
    [KEY_AT_HOUSEHOLD] = NUMBER("household", household),
    [KEY_AT_HOUSING] = CHOICE("housing", housing, housings, HOUSING_IS_OTHER),
    [KEY_AT_HOUSING_BENEFIT_MONTH] = NUMBER("housing-benefit-month", housing_benefit_month),
    [KEY_AT_INCOME_YEAR] = NUMBER("income-year", income_year),
    [KEY_AT_INCOME_MONTH] = NUMBER("income-month", income_month),
};

/* ---- ids ---------------------------------------------------------------------------------- */

#define ALL_IDS(X) \
    X(sos, "sos") X(pass, "pass") X(domicil, "domicil") X(maternity, "maternity") X(maintien, "maintien") \
    X(mna, "mna") X(minor_free, "minor-free") X(bilateral, "bilateral") X(check_posting, "check-posting") \
    X(s1_ask, "s1-ask") X(out_of_scope, "out-of-scope") X(ask_help, "ask-help") \
    X(note_validate_visa, "note-validate-visa") X(note_doubtful_doc, "note-doubtful-doc") \
    X(secu_worker, "secu-worker") X(secu_self, "secu-self") X(secu_pension, "secu-pension") \
    X(cmu_base, "cmu-base") X(cmu_c, "cmu-c") X(acs, "acs") X(ayant_droit, "ayant-droit") X(ame, "ame") \
    X(fsuv, "fsuv") X(regularise, "regularise") X(visa_insurance, "visa-insurance") \
    X(insured_student, "insured-student") X(insured_asylum, "insured-asylum") \
    X(insured_benefit, "insured-benefit") X(not_yet, "not-yet") X(cpam_e_form, "cpam-e-form") \
    X(emergency_e111, "emergency-e111") X(private_cover, "private-cover") X(top_up, "top-up") \
    X(mayotte_local, "mayotte-local") X(note_work_right, "note-work-right") \
    X(note_small_contribution, "note-small-contribution") X(note_e104, "note-e104") X(note_e101, "note-e101")

#define AS_PLACE(name, text) PLACE_OF_##name,
#define AS_TEXT(name, text) text,
#define AS_SET(name, text) static const past_set name = (past_set)1 << PLACE_OF_##name;

enum { ALL_IDS(AS_PLACE) PLACES_OF_IDS };
const char *const past_ids[PAST_ID_COUNT] = {ALL_IDS(AS_TEXT)};
ALL_IDS(AS_SET)

_Static_assert((int)PLACES_OF_IDS == PAST_ID_COUNT, "the header counts the ids");

/* Returns the set that holds ask-help alone. */
past_set past_ask_help(void)
{
    return ask_help;
}

/* Returns the set that holds the note on a small contribution alone. */
past_set past_small_contribution(void)
{
    return note_small_contribution;
}

/* ---- figures ------------------------------------------------------------------------------ */

struct figure {
    int from;
    int64_t value;
};

/* One-person ceiling in cents a year. */
static const struct figure bases[] = {
    {20000101, 640286}, {20010101, 658580}, {20020215, 674400}, {20030701, 679800}, {20040701, 691357},
    {20050701, 704597}, {20060701, 717879}, {20070701, 727210}, {20080701, 744664}, {20090701, 752111},
    {20100701, 761136}, {20110701, 777120}, {20120701, 793440}, {20130701, 859296}, {20140701, 864452},
};

/* Overseas increase in thousandths. */
static const struct figure overseas_increases[] = {{20000101, 0}, {20030901, 108}, {20070701, 113}};

/* Increase of the ACS limit in hundredths; no ACS before. */
static const struct figure acs_increases[] = {
    {20000101, PAST_NO_AMOUNT}, {20050101, 15}, {20070101, 20}, {20110101, 26}, {20120101, 35},
};

/* RMI, from 2009-06-01 RSA, of one person in cents a month. */
static const struct figure minima[] = {
    {20000101, 38910}, {20010101, 39766}, {20020101, 40562}, {20030101, 41170}, {20040101, 41788},
    {20050101, 42540}, {20060101, 43306}, {20070101, 44086}, {20080101, 44791}, {20090101, 45463},
    {20090601, 45463}, {20100101, 46009}, {20110101, 46699}, {20120101, 47493}, {20130101, 48324},
    {20130901, 49290}, {20140101, 49931}, {20140901, 50930}, {20150101, 51388}, {20150901, 52416},
};

/* Threshold of the contribution in cents a year, with its holes. */
static const struct figure thresholds[] = {
    {20000101, 640300},         {20011001, 650500}, {20021001, PAST_NO_AMOUNT}, {20031001, 672100},
    {20041001, PAST_NO_AMOUNT}, {20061001, 708300}, {20071001, 864400},         {20081001, PAST_NO_AMOUNT},
    {20091001, 902000},         {20101001, 902900}, {20111001, 916400},         {20121001, 935600},
    {20131001, 953400},         {20141001, 960100},
};

#define FIGURE(table, date) in_force(table, sizeof(table) / sizeof *(table), date)

/* Returns the figure in force on a date. */
static int64_t in_force(const struct figure *figures, size_t count, int date)
{
    size_t i = count - 1;
    while (i > 0 && figures[i].from > date)
        i--;
    return figures[i].value;
}

/* Returns the multiple of the base for a household, in tenths. */
static int64_t household_tenths(int64_t persons)
{
    static const int64_t first[] = {0, 10, 15, 18, 21};
    return persons <= 4 ? first[persons] : 21 + 4 * (persons - 4);
}

/* Divides and rounds half up. */
static int64_t rounded(int64_t dividend, int64_t divisor)
{
    return (2 * dividend + divisor) / (2 * divisor);
}

/* Multiplies base, household, overseas and ACS factors and rounds once: to the cent, then to the euro. */
int64_t past_ceiling(int date, bool upper, bool overseas, int64_t persons)
{
    int64_t increase = upper ? FIGURE(acs_increases, date) : 0;
    if (increase == PAST_NO_AMOUNT)
        return PAST_NO_AMOUNT;
    int64_t thousandths = 1000 + (overseas ? FIGURE(overseas_increases, date) : 0);
    int64_t product = FIGURE(bases, date) * household_tenths(persons) * thousandths * (100 + increase);
    int64_t scale = (int64_t)10 * 1000 * 100;
    return date < 20070701 ? rounded(product, scale) : rounded(product, 100 * scale) * 100;
}

/* Divides a yearly ceiling by twelve: to the cent, from 2007-07-01 up to the euro. */
int64_t past_month(int date, int64_t ceiling)
{
    if (ceiling == PAST_NO_AMOUNT)
        return PAST_NO_AMOUNT;
    return date < 20070701 ? rounded(ceiling, 12) : (ceiling + 1199) / 1200 * 100;
}

/* Takes the rate of the household times the minimum income of one, two or three persons, to the cent. */
int64_t past_whole_lump(int date, int housing, int64_t persons)
{
    static const int64_t minimum_tenths[] = {10, 15, 18};
    static const int64_t owner_thousandths[] = {120, 140, 140};
    static const int64_t benefit_thousandths[] = {120, 160, 165};
    if (housing == HOUSING_IS_OTHER)
        return 0;
    size_t who = persons >= 3 ? 2 : (size_t)persons - 1;
    bool new_rates = housing == HOUSING_HAS_BENEFIT && date >= 20080101;
    int64_t rate = new_rates ? benefit_thousandths[who] : owner_thousandths[who];
    return rounded(FIGURE(minima, date) * minimum_tenths[who] * rate, 10000);
}

/* Returns the threshold of the contribution on a date. */
int64_t past_threshold(int date)
{
    return FIGURE(thresholds, date);
}

/* 6 403, 9 604, 11 525 and 2 561 for each further person, until 2001-09-30. */
int64_t past_floor(int date, int64_t persons)
{
    static const int64_t first[] = {0, 640300, 960400, 1152500};
    if (date >= 20011001)
        return 0;
    return persons <= 3 ? first[persons] : 1152500 + 256100 * (persons - 3);
}

/* ---- who ---------------------------------------------------------------------------------- */

/* A case on its way, and what the walk has noticed. */
struct way {
    const struct past_case *p;
    bool income_tested, length_not_known;
    past_set possible;
};

/* Returns whether the person is French. */
static bool is_french(const struct past_case *p)
{
    return p->nationality == NAT_FR;
}

/* Returns whether the person works here for pay, declared or not; nobody asks before 16. */
static bool works_here(const struct past_case *p)
{
    if (p->age < 1600)
        return false;
    return p->work == WORK_EMPLOYED || p->work == WORK_SELF_EMPLOYED || p->work == WORK_IRREGULAR;
}

/* Returns whether the papers are among the valid ones. */
static bool has_valid_papers(const struct past_case *p)
{
    switch (p->papers) {
    case PAPERS_PERMIT:
    case PAPERS_VLSTS_OK:
    case PAPERS_VLSTS_TODO:
    case PAPERS_PROVISIONAL:
    case PAPERS_PROTECTED:
    case PAPERS_TEMP_PROTECTION:
        return true;
    default:
        return false;
    }
}

/* Returns whether the person's state is a member; Bulgaria and Romania are from 2007. */
static bool is_eu_national(const struct past_case *p)
{
    if (p->nationality == NAT_BG_RO)
        return p->date >= 20070101;
    return p->nationality == NAT_EU || p->nationality == NAT_UK;
}

/* Returns whether the person counts as EU: until 2013 Bulgarians and Romanians do not while they
 * work without valid papers, otherwise they do (section 2.1, K-21). */
static bool counts_as_eu(const struct past_case *p)
{
    bool in_transition = p->nationality == NAT_BG_RO && p->date < 20140101;
    return is_eu_national(p) && !(in_transition && works_here(p) && !has_valid_papers(p));
}

/* Returns whether the person needs papers. */
static bool needs_papers(const struct past_case *p)
{
    return !is_french(p) && !counts_as_eu(p);
}

/* Returns whether the stay is lawful: French, EU, valid papers. */
static bool is_lawful(const struct past_case *p)
{
    return !needs_papers(p) || has_valid_papers(p);
}

/* Returns whether the permit may be used to work; asked for permit and provisional only. */
static bool may_work(const struct past_case *p)
{
    bool asked = p->papers == PAPERS_PERMIT || p->papers == PAPERS_PROVISIONAL;
    return !needs_papers(p) || !asked || p->work_right;
}

/* Returns whether the person lives here: nobody asks the French (step 6). */
static bool is_settled(const struct past_case *p)
{
    return is_french(p) || p->purpose == SETTLED;
}

/* Returns whether three months are over: 3.0 months are not (T3.M10). */
static bool over3(const struct past_case *p)
{
    return p->months > 300;
}

/* Returns the note on a visa that must still be validated. */
static past_set visa_note(const struct past_case *p)
{
    return needs_papers(p) && p->papers == PAPERS_VLSTS_TODO ? note_validate_visa : 0;
}

/* Returns fsuv where the fund exists on the day. */
static past_set urgent_fund(const struct past_case *p)
{
    return p->date >= 20031231 ? fsuv : 0;
}

/* ---- income ------------------------------------------------------------------------------- */

/* Returns the monthly lump sum for housing, at most the benefit received. */
static int64_t lump_sum(const struct past_case *p)
{
    int64_t lump = past_whole_lump(p->date, p->housing, p->household / 100);
    bool capped = p->housing == HOUSING_HAS_BENEFIT && lump > p->housing_benefit_month;
    return capped ? p->housing_benefit_month : lump;
}

/* Returns how far the income is above a limit, in cents; nothing or less is within. */
static int64_t above(struct way *way, bool upper, int64_t lump)
{
    const struct past_case *p = way->p;
    int64_t limit = past_ceiling(p->date, upper, p->place == PLACE_DOM, p->household / 100);
    way->income_tested = true;
    if (p->income_year != PAST_NOT_GIVEN)
        return p->income_year + 12 * lump - limit;
    return p->income_month + lump - past_month(p->date, limit);
}

/* Returns whether the income is within the ceiling of the state medical aid. */
static bool within_ame_ceiling(struct way *way)
{
    return above(way, false, 0) <= 0;
}

/* The complement test of an adult with base cover. */
static past_set complement(struct way *way)
{
    const struct past_case *p = way->p;
    int64_t lump = lump_sum(p);
    if (p->benefit == BENEFIT_RSA || above(way, false, lump) <= 0)
        return cmu_c;
    if (p->date < 20050101 || above(way, true, lump) >= 0)
        return top_up;
    if (over3(p))
        return acs;
    way->possible |= acs | top_up; /* T3.M20 */
    return 0;
}

/* Returns the contribution to CMU de base: 8 % above the threshold, always of the year. */
static int64_t contribution(const struct past_case *p, past_set granted)
{
    int64_t income = p->income_year != PAST_NOT_GIVEN ? p->income_year : 12 * p->income_month;
    int64_t threshold = past_threshold(p->date);
    if (p->benefit == BENEFIT_RSA || (granted & cmu_c))
        return 0;
    if (threshold == PAST_NO_AMOUNT)
        return PAST_NO_AMOUNT;
    if (income <= threshold || income <= past_floor(p->date, p->household / 100))
        return 0;
    return rounded((income - threshold) * 8, 100);
}

/* ---- routes ------------------------------------------------------------------------------- */

/* The AME route: third-country, no valid papers. */
static past_set ame_route(struct way *way)
{
    const struct past_case *p = way->p;
    past_set out = works_here(p) ? regularise : 0;
    if (p->date >= 20031231 && !over3(p))
        return out | not_yet | (p->urgent_care ? fsuv : 0);
    return out | (within_ame_ceiling(way) ? ame : urgent_fund(p));
}

/* Returns what the EU adds to the residence route. */
static past_set residence_of_eu(struct way *way)
{
    const struct past_case *p = way->p;
    if (over3(p)) { /* T3.M6 */
        if (!has_valid_papers(p) && within_ame_ceiling(way))
            way->possible |= ame;
        return 0;
    }
    return p->benefit == BENEFIT_NONE ? urgent_fund(p) : 0;
}

/* The residence route: valid papers, French, EU. */
static past_set residence_route(struct way *way)
{
    const struct past_case *p = way->p;
    past_set out = visa_note(p);
    if (counts_as_eu(p))
        out |= residence_of_eu(way);
    if (over3(p))
        return out | cmu_base;
    if (p->benefit != BENEFIT_NONE)
        return out | insured_benefit;
    return out | not_yet | (p->urgent_care ? urgent_fund(p) : 0);
}

/* Section 2.2: papers of third-country nationals. */
static past_set by_papers(struct way *way)
{
    const struct past_case *p = way->p;
    switch (p->papers) {
    case PAPERS_ASYLUM:
        return insured_asylum;
    case PAPERS_PROTECTED:
    case PAPERS_TEMP_PROTECTION:
        return cmu_base;
    case PAPERS_SHORT_VISA:
        return visa_insurance | (works_here(p) ? regularise : 0);
    case PAPERS_APPOINTMENT:
        return ame_route(way) | note_doubtful_doc;
    case PAPERS_EXPIRED:
        if (p->was_insured) {
            way->possible |= maintien;
            way->length_not_known = true;
        }
        return ame_route(way);
    case PAPERS_VISA_FREE:
    case PAPERS_NONE:
        return ame_route(way);
    default:
        return residence_route(way);
    }
}

/* What residence gives, with papers where the nationality needs them. */
static past_set by_residence(struct way *way)
{
    return needs_papers(way->p) ? by_papers(way) : residence_route(way);
}

/* ---- steps -------------------------------------------------------------------------------- */

/* Returns whether another state pays for a resident with this form. */
static bool is_paying_form(int cover)
{
    return cover <= COVER_E119;
}

/* Returns whether the card or form is for a temporary stay. */
static bool is_traveller_form(int cover)
{
    return cover == COVER_EHIC || cover == COVER_E111;
}

/* Step 4: posted by a foreign employer. */
static past_set posted(struct way *way)
{
    int cover = way->p->cover;
    if (is_paying_form(cover))
        return cpam_e_form;
    if (is_traveller_form(cover))
        return emergency_e111;
    if (cover == COVER_A1 || cover == COVER_E101)
        return note_e101;
    if (cover == COVER_BILATERAL)
        return bilateral;
    way->possible |= secu_worker;
    return check_posting;
}

/* Step 5: workers with lawful stay. */
static past_set worker(struct way *way)
{
    const struct past_case *p = way->p;
    if (!may_work(p))
        return residence_route(way) | note_work_right;
    return (p->work == WORK_SELF_EMPLOYED ? secu_self : secu_worker) | visa_note(p);
}

/* Step 9: student, relative of an insured person, papers. */
static past_set the_rest(struct way *way)
{
    const struct past_case *p = way->p;
    if (is_lawful(p) && p->work == WORK_STUDENT)
        return insured_student | visa_note(p);
    if (is_lawful(p) && p->joining_insured)
        return ayant_droit | visa_note(p);
    return by_residence(way);
}

/* Step 8: pension from abroad, early retirement, work abroad; then step 9. */
static past_set other_states(struct way *way)
{
    const struct past_case *p = way->p;
    bool early = p->work == WORK_EARLY_RETIREMENT;
    if (!is_lawful(p))
        return the_rest(way);
    if (early && p->date < 20100501)
        return private_cover | by_residence(way);
    if (early || p->work == WORK_ABROAD || (p->work == WORK_PENSION_FOREIGN && p->pension_from != PENSION_OTHER))
        return s1_ask | visa_note(p);
    return the_rest(way);
}

/* Step 7: forms of section 2.3. */
static past_set forms(struct way *way)
{
    const struct past_case *p = way->p;
    if (is_paying_form(p->cover))
        return cpam_e_form;
    if (is_traveller_form(p->cover))
        return emergency_e111 | (over3(p) && is_settled(p) ? other_states(way) : 0);
    if (p->cover == COVER_A1 || p->cover == COVER_E101)
        return note_e101 | other_states(way);
    if (p->cover == COVER_E104)
        return note_e104 | other_states(way);
    return other_states(way);
}

/* Steps 4 to 9. */
static past_set adult(struct way *way)
{
    const struct past_case *p = way->p;
    if (p->work == WORK_POSTED)
        return posted(way);
    if (is_lawful(p)) {
        if (works_here(p))
            return worker(way);
        if (p->work == WORK_JOBSEEKER_FR)
            return secu_worker | visa_note(p);
        if (p->work == WORK_PENSION_FR)
            return secu_pension | visa_note(p);
    }
    if (!is_settled(p)) {
        if (is_traveller_form(p->cover))
            return emergency_e111;
        return counts_as_eu(p) ? urgent_fund(p) : by_papers(way);
    }
    return forms(way);
}

/* Section 2.5, the table: it looks at the nationality, not at work. */
static past_set minor_by_company(struct way *way)
{
    const struct past_case *p = way->p;
    switch (p->minor_with) {
    case WITH_PARENT_INSURED:
    case WITH_PARENT_PROTECTED:
        return ayant_droit;
    case WITH_PARENT_S1:
        return cpam_e_form;
    case WITH_PARENT_ASYLUM:
        return insured_asylum;
    case WITH_PARENT_IRREGULAR:
        return is_french(p) ? ask_help | minor_free : ame;
    case WITH_PARENT_VISIT:
        way->possible |= ame;
        return minor_free | (!is_french(p) && p->papers == PAPERS_SHORT_VISA ? visa_insurance : 0);
    case WITH_PARENT_WAIT3:
        return not_yet | minor_free;
    case WITH_ASE:
        return mna;
    default:
        return is_french(p) || is_eu_national(p) ? ask_help | minor_free : mna | ame;
    }
}

/* Step 3: under 18. */
static past_set minor(struct way *way)
{
    const struct past_case *p = way->p;
    if (p->age >= 1600 && p->work == WORK_EMPLOYED && is_lawful(p))
        return secu_worker | visa_note(p);
    if (is_paying_form(p->cover))
        return cpam_e_form;
    if (is_traveller_form(p->cover))
        return emergency_e111 | minor_free;
    return minor_by_company(way);
}

/* Section 2.4: Mayotte. */
static past_set mayotte(const struct past_case *p)
{
    past_set out = mayotte_local | pass;
    if (p->age < 1800)
        out |= minor_free;
    if (works_here(p) && !is_lawful(p))
        out |= regularise;
    return out;
}

/* Step 1: what everybody gets. */
static past_set first_of_all(const struct past_case *p)
{
    past_set out = 0;
    if (p->urgency == URGENCY_VITAL)
        out |= sos;
    if (p->urgency == URGENCY_SOON)
        out |= pass;
    if (p->address == ADDRESS_NONE)
        out |= domicil;
    if (p->pregnant)
        out |= maternity;
    return out;
}

/* Returns the base covers among some ids. */
static past_set base_cover(past_set ids)
{
    return ids & (secu_worker | secu_self | secu_pension | cmu_base | ayant_droit | insured_student |
                  insured_asylum | insured_benefit | cpam_e_form);
}

/* Adds pass where there is no base cover, and the complement of adults. */
static past_set with_general_rules(struct way *way, past_set out)
{
    const struct past_case *p = way->p;
    bool public_care = p->age < 1800 && (out & mna) && p->minor_with == WITH_ASE;
    past_set base = base_cover(out);
    if (!base && !public_care)
        out |= pass;
    if (p->age >= 1800 && (base & cpam_e_form))
        out |= top_up;
    else if (p->age >= 1800 && base)
        out |= complement(way);
    return out;
}

/* Steps 1 to 9 and the general rules. */
static past_set route(struct way *way)
{
    const struct past_case *p = way->p;
    past_set out = first_of_all(p);
    if (p->place == PLACE_COM || p->place == PLACE_ABROAD)
        return out | out_of_scope;
    if (p->place == PLACE_MAYOTTE)
        return out | mayotte(p);
    return out | with_general_rules(way, p->age < 1800 ? minor(way) : adult(way));
}

/* Adds the contribution to a result that grants cmu-base, and the note on a small one. */
static void add_contribution(const struct past_case *p, struct past_result *result)
{
    result->contribution_asked = true;
    result->contribution = contribution(p, result->certain);
    result->contribution_of_income = p->benefit != BENEFIT_RSA && !(result->certain & cmu_c);
    result->threshold_not_known = result->contribution == PAST_NO_AMOUNT;
    bool waived = p->date >= 20111001 && p->date < 20121001;
    if (waived && result->contribution > 0 && result->contribution <= 3900)
        result->certain |= note_small_contribution;
}

/* Walks one case. */
struct past_result past_walk(const struct past_case *p)
{
    struct way way = {.p = p};
    struct past_result result = {.contribution = PAST_NO_AMOUNT};
    result.certain = route(&way);
    result.possible = way.possible & ~result.certain;
    result.income_tested = way.income_tested;
    result.length_not_known = way.length_not_known;
    if (result.certain & cmu_base)
        add_contribution(p, &result);
    return result;
}
