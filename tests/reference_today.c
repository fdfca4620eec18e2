/* A second telling of the law from 2016-01-01: see the header.
 * The functions carry the names of the written algorithm and follow its lines in order. */
#include "reference_today.h"

#include "reference_names.h"

#define CHOICE(name, field, values, absent) {name, offsetof(struct reference_case, field), values, absent}
#define NUMBER(name, field) {name, offsetof(struct reference_case, field), NULL, -1}

static const char *const covers[] = {"s1", "ehic", "a1", "bilateral", "private", "none", NULL};

const struct reference_key reference_keys[REFERENCE_KEY_COUNT] = {
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
    [KEY_AT_COVER] = CHOICE("cover", cover, covers, COVER_NONE),
    [KEY_AT_PENSION_FROM] = CHOICE("pension-from", pension_from, payers, -1),
    [KEY_AT_FIVE_YEARS] = CHOICE("five-years", five_years, yes_no, NO),
    [KEY_AT_PAPERS] = CHOICE("papers", papers, papers, -1),
    [KEY_AT_EXPIRED_MONTHS] = NUMBER("expired-months", expired_months),
    [KEY_AT_WAS_INSURED] = CHOICE("was-insured", was_insured, yes_no, NO),
    [KEY_AT_REMOVAL_FINAL] = CHOICE("removal-final", removal_final, yes_no, NO),
    [KEY_AT_IRREGULAR_MONTHS] = NUMBER("irregular-months", irregular_months),
    [KEY_AT_VISITOR] = CHOICE("visitor", visitor, yes_no, NO),
    [KEY_AT_JOINING_INSURED] = CHOICE("joining-insured", joining_insured, yes_no, NO),
    [KEY_AT_BENEFIT] = CHOICE("benefit", benefit, benefits, BENEFIT_NONE),
    [KEY_AT_HOUSEHOLD] = NUMBER("household", household),
    [KEY_AT_HOUSING] = CHOICE("housing", housing, housings, HOUSING_IS_OTHER),
    [KEY_AT_HOUSING_BENEFIT_MONTH] = NUMBER("housing-benefit-month", housing_benefit_month),
    [KEY_AT_INCOME_YEAR] = NUMBER("income-year", income_year),
    [KEY_AT_INCOME_MONTH] = NUMBER("income-month", income_month),
};

/* ---- ids ---------------------------------------------------------------------------------- */

#define ALL_IDS(X) \
    X(sos, "sos") X(pass, "pass") X(domicil, "domicil") X(maternity, "maternity") X(worker, "worker") \
    X(worker_keep, "worker-keep") X(pension_fr, "pension-fr") X(student, "student") X(family, "family") \
    X(puma_res, "puma-res") X(wait3, "wait3") X(refugee, "refugee") X(temp_prot, "temp-prot") \
    X(asylum_wait, "asylum-wait") X(asylum_puma, "asylum-puma") X(maintien, "maintien") \
    X(gap_dsuv, "gap-dsuv") X(ame_granted, "ame") X(ame_eu, "ame-eu") X(ame_over, "ame-over") \
    X(ame_minor, "ame-minor") X(mna, "mna") X(minor_ad, "minor-ad") X(minor_asylum, "minor-asylum") \
    X(minor_wait, "minor-wait") X(minor_free, "minor-free") X(tourist, "tourist") X(ehic, "ehic") \
    X(eu_nocard, "eu-nocard") X(dsuv_eu, "dsuv-eu") X(eu_inactive, "eu-inactive") X(s1, "s1") \
    X(s1_ask, "s1-ask") X(bilateral, "bilateral") X(check_posting, "check-posting") \
    X(work_accident, "work-accident") X(c2s_free, "c2s-free") X(c2s_paid, "c2s-paid") \
    X(c2s_rsa, "c2s-rsa") X(c2s_simple, "c2s-simple") X(mutuelle, "mutuelle") \
    X(mayotte_cssm, "mayotte-cssm") X(mayotte_chm, "mayotte-chm") X(mayotte_minor, "mayotte-minor") \
    X(out_of_scope, "out-of-scope") X(ask_help, "ask-help") X(note_visitor, "note-visitor") \
    X(note_validate_visa, "note-validate-visa") X(note_doubtful_doc, "note-doubtful-doc") \
    X(note_c2s_kept, "note-c2s-kept") X(note_c2s_ask, "note-c2s-ask") \
    X(note_student_household, "note-student-household") X(cmu_c, "cmu-c") X(acs, "acs")

#define AS_PLACE(name, text) PLACE_OF_##name,
#define AS_TEXT(name, text) text,
#define AS_SET(name, text) static const reference_set name = (reference_set)1 << PLACE_OF_##name;

enum { ALL_IDS(AS_PLACE) PLACES_OF_IDS };
const char *const reference_ids[REFERENCE_ID_COUNT] = {ALL_IDS(AS_TEXT)};
ALL_IDS(AS_SET)

_Static_assert((int)PLACES_OF_IDS == REFERENCE_ID_COUNT, "the header counts the ids");

/* Returns the set that holds ask-help alone. */
reference_set reference_ask_help(void)
{
    return ask_help;
}

/* ---- figures ------------------------------------------------------------------------------ */

struct figure {
    int from;
    int64_t value;
};

/* One-person ceiling in ten-thousandths of a euro: as printed before 2019-04-01, unrounded from then. */
static const struct figure bases[] = {
    {20140701, 86445200}, {20160401, 86531600}, {20170401, 87230000}, {20180401, 88102300},
    {20190401, 89510000}, {20200401, 90315590}, {20210401, 90405906}, {20220401, 92033212},
    {20220701, 95714540}, {20230401, 97187072}, {20240401, 101657677}, {20250401, 103385858},
    {20260401, 104212944},
};

/* RSA of one person in cents a month. */
static const struct figure rsa[] = {
    {20150901, 52416}, {20160401, 52468}, {20160901, 53517}, {20170401, 53678}, {20170901, 54548},
    {20180401, 55093}, {20190401, 55974}, {20200401, 56478}, {20210401, 56534}, {20220401, 57552},
    {20220701, 59854}, {20230401, 60775}, {20240401, 63571}, {20250401, 64652}, {20260401, 65169},
};

/* Returns the place of the figure in force on a date. */
static size_t in_force(const struct figure *figures, size_t count, int date)
{
    size_t i = count - 1;
    while (i > 0 && figures[i].from > date)
        i--;
    return i;
}

/* Returns whether the ceilings of the date are an estimate. */
bool reference_is_estimate(int date)
{
    return date >= 20260401;
}

/* Returns whether the increase of the overseas ceilings applies: Mayotte has it from 2024. */
bool reference_overseas(const struct reference_case *p)
{
    return p->place == PLACE_DOM || (p->place == PLACE_MAYOTTE && p->date >= 20240101);
}

/* Multiplies the base by household, overseas and paid factors and rounds once, to the euro. */
int64_t reference_ceiling(int date, enum reference_row row, bool paid, bool overseas, int64_t persons)
{
    static const int64_t household_tenths[] = {0, 10, 15, 18, 21};
    size_t at = in_force(bases, sizeof bases / sizeof *bases, date);
    if (row == REFERENCE_BEFORE)
        at--;
    int64_t tenths = persons <= 4 ? household_tenths[persons] : 21 + 4 * (persons - 4);
    int64_t product = bases[at].value * tenths * (overseas ? 1113 : 1000) * (paid ? 135 : 100);
    int64_t scale = (int64_t)10000 * 10 * 1000 * 100;
    return (2 * product + scale) / (2 * scale) * 100;
}

/* Divides a yearly ceiling by twelve and rounds up to the euro. */
int64_t reference_month(int64_t ceiling)
{
    int64_t euros = ceiling / 100;
    return (euros + 11) / 12 * 100;
}

/* Takes the rate of the household times the RSA of one, two or three persons, to the cent. */
int64_t reference_whole_lump(int date, int housing, int64_t persons)
{
    static const int64_t rsa_tenths[] = {10, 15, 18};
    static const int64_t benefit_thousandths[] = {120, 160, 165};
    static const int64_t owner_thousandths[] = {120, 140, 140};
    if (housing == HOUSING_IS_OTHER)
        return 0;
    size_t who = persons >= 3 ? 2 : (size_t)persons - 1;
    int64_t rate = housing == HOUSING_HAS_BENEFIT ? benefit_thousandths[who] : owner_thousandths[who];
    int64_t base = rsa[in_force(rsa, sizeof rsa / sizeof *rsa, date)].value;
    return (base * rsa_tenths[who] * rate + 5000) / 10000;
}

/* ---- days --------------------------------------------------------------------------------- */

/* Returns how many days a month has. */
static int month_days(int year, int month)
{
    if (month == 2)
        return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/* Goes back whole calendar months first, then 30 days a month for the decimals. */
bool reference_expired_late(int date, int64_t expired_months)
{
    int year = date / 10000, month = date / 100 % 100, day = date % 100;
    for (int64_t i = 0; i < expired_months / 100 && year > 1900; i++)
        if (--month == 0) {
            month = 12;
            year--;
        }
    if (day > month_days(year, month))
        day = month_days(year, month);
    int64_t back = (expired_months % 100 * 30 + 50) / 100; /* half a day counts as one */
    for (int64_t i = 0; i < back; i++)
        if (--day == 0) {
            if (--month == 0) {
                month = 12;
                year--;
            }
            day = month_days(year, month);
        }
    return year * 10000 + month * 100 + day >= 20201115;
}

/* ---- who ---------------------------------------------------------------------------------- */

/* A case on its way: the row of ceilings chosen, and what the walk has noticed. */
struct way {
    const struct reference_case *p;
    enum reference_row row;
    bool income_tested, length_not_known;
    reference_set possible;
};

/* Returns whether the person is French. */
static bool FR(const struct reference_case *p)
{
    return p->nationality == NAT_FR;
}

/* Returns whether the person needs a stay document: the British from 2021 too. */
static bool third_country(const struct reference_case *p)
{
    return p->nationality == NAT_OTHER || (p->nationality == NAT_UK && p->date >= 20210101);
}

/* Returns whether the person has the free movement of the Union. */
static bool EU(const struct reference_case *p)
{
    return !FR(p) && !third_country(p);
}

/* Returns whether the document is one of those that the algorithm calls right papers. */
static bool right_paper(const struct reference_case *p)
{
    switch (p->papers) {
    case PAPERS_PERMIT:
    case PAPERS_VLSTS_OK:
    case PAPERS_VLSTS_TODO:
    case PAPERS_PROVISIONAL:
    case PAPERS_APPOINTMENT:
    case PAPERS_PROTECTED:
    case PAPERS_TEMP_PROTECTION:
        return true;
    default:
        return false;
    }
}

/* Returns whether work opens cover: French, Union, or a right paper. */
static bool MAY_WORK(const struct reference_case *p)
{
    return FR(p) || EU(p) || right_paper(p);
}

/* Returns whether the person does paid work for themselves or for an employer. */
static bool works_openly(const struct reference_case *p)
{
    return p->work == WORK_EMPLOYED || p->work == WORK_SELF_EMPLOYED;
}

/* Returns whether the work is undeclared or without a right to work. */
static bool IRREGULAR(const struct reference_case *p)
{
    return p->work == WORK_IRREGULAR || (works_openly(p) && !MAY_WORK(p));
}

/* Returns the notes on the document of a third-country national. */
static reference_set FLAGS(const struct reference_case *p)
{
    if (!third_country(p))
        return 0;
    if (p->papers == PAPERS_VLSTS_TODO)
        return note_validate_visa;
    return p->papers == PAPERS_APPOINTMENT ? note_doubtful_doc : 0;
}

/* Returns whether a benefit proves that the residence is stable. */
static bool PROOF(const struct reference_case *p)
{
    return p->benefit == BENEFIT_RSA || p->benefit == BENEFIT_ASPA || p->benefit == BENEFIT_ASI ||
           p->benefit == BENEFIT_AAH;
}

/* Returns whether three months are over. */
static bool over3(const struct reference_case *p)
{
    return p->months > 300;
}

/* ---- income ------------------------------------------------------------------------------- */

enum level { FREE, PAID };

/* Returns whether the income, with the lump sum of the complement, is within a ceiling. */
static bool income_test(struct way *way, enum level level, bool with_lump)
{
    const struct reference_case *p = way->p;
    int64_t persons = p->household / 100;
    way->income_tested = true;
    int64_t lump = with_lump ? reference_whole_lump(p->date, p->housing, persons) : 0;
    if (p->housing == HOUSING_HAS_BENEFIT && lump > p->housing_benefit_month)
        lump = p->housing_benefit_month;
    int64_t limit = reference_ceiling(p->date, way->row, level == PAID, reference_overseas(p), persons);
    int64_t income = p->income_year + 12 * lump;
    if (p->income_year == REFERENCE_NOT_GIVEN) {
        limit = reference_month(limit);
        income = p->income_month + lump;
    }
    if (level == PAID && p->date < 20191101) /* ACS: equal is out */
        return income < limit;
    return income <= limit;
}

/* AME(irr, need) */
static reference_set AME(struct way *way, int64_t irr, int64_t need)
{
    if (irr <= need)
        return gap_dsuv;
    return income_test(way, FREE, false) ? ame_granted : ame_over;
}

/* AME_THIRD(irr) */
static reference_set AME_THIRD(struct way *way, int64_t irr)
{
    if (way->p->date < 20191230)
        irr = way->p->months;
    return AME(way, irr, 300);
}

/* COMPLEMENT(p, base) under its names of today */
static reference_set complement_today(struct way *way, reference_set base)
{
    const struct reference_case *p = way->p;
    if (p->place == PLACE_MAYOTTE && p->date < 20240101)
        return 0;
    if (base & maintien)
        return note_c2s_kept;
    if (third_country(p) && p->papers == PAPERS_TEMP_PROTECTION)
        return c2s_free;
    if (p->benefit == BENEFIT_RSA)
        return c2s_rsa;
    if ((p->benefit == BENEFIT_ASPA && p->date >= 20220101) ||
        (p->benefit == BENEFIT_ASI && p->date >= 20240701) || (p->benefit == BENEFIT_AAH && p->date >= 20250701))
        return c2s_simple;
    reference_set out = mutuelle;
    if (income_test(way, FREE, true))
        out = c2s_free;
    else if (income_test(way, PAID, true))
        out = c2s_paid;
    if (p->benefit == BENEFIT_ASS || p->benefit == BENEFIT_CEJ)
        out |= note_c2s_ask;
    if (p->work == WORK_STUDENT && p->age < 2500)
        out |= note_student_household;
    return out;
}

/* COMPLEMENT(p, base): before 2019-11-01 cmu-c and acs, and no note-c2s-ask */
static reference_set COMPLEMENT(struct way *way, reference_set base)
{
    reference_set out = complement_today(way, base);
    if (way->p->date >= 20191101)
        return out;
    reference_set old = out & ~(c2s_free | c2s_rsa | c2s_paid | note_c2s_ask);
    if (out & (c2s_free | c2s_rsa))
        old |= cmu_c;
    if (out & c2s_paid)
        old |= acs;
    return old;
}

/* ---- the base ----------------------------------------------------------------------------- */

/* FRENCH(p) */
static reference_set FRENCH(const struct reference_case *p)
{
    if (p->work == WORK_STUDENT)
        return student;
    if (p->joining_insured)
        return family;
    return PROOF(p) || over3(p) ? puma_res : wait3;
}

/* EU(p) from eu-inactive on */
static reference_set union_inactive(struct way *way)
{
    const struct reference_case *p = way->p;
    reference_set out = eu_inactive;
    if (p->cover == COVER_EHIC)
        out |= s1_ask;
    if (p->cover == COVER_NONE) {
        reference_set aid = AME(way, p->months, p->date < 20191230 ? 300 : 600);
        if (aid & ame_granted)
            out |= ame_eu;
        if (aid & gap_dsuv)
            out |= dsuv_eu;
    }
    return out;
}

/* EU(p) */
static reference_set UNION(struct way *way)
{
    const struct reference_case *p = way->p;
    reference_set card = p->cover == COVER_EHIC ? ehic : eu_nocard;
    if (p->work == WORK_STUDENT)
        return p->cover == COVER_EHIC ? ehic : student;
    if (p->joining_insured)
        return family;
    if (PROOF(p))
        return puma_res;
    if (!over3(p))
        return card;
    if (p->five_years)
        return puma_res;
    if (p->work == WORK_JOBSEEKER_EU && p->months <= 600)
        return card;
    return union_inactive(way);
}

/* THIRD(p): permit, vlsts-ok, vlsts-todo, provisional, appointment */
static reference_set residence(const struct reference_case *p)
{
    reference_set flags = FLAGS(p);
    if (p->work == WORK_STUDENT)
        return student | flags;
    if (p->joining_insured && p->purpose == SETTLED)
        return family | flags;
    if (p->visitor && (p->papers == PAPERS_PERMIT || p->papers == PAPERS_VLSTS_OK || p->papers == PAPERS_VLSTS_TODO))
        flags |= note_visitor;
    return (PROOF(p) || over3(p) ? puma_res : wait3) | flags;
}

/* THIRD(p): expired */
static reference_set expired(struct way *way)
{
    const struct reference_case *p = way->p;
    if (p->was_insured) {
        if (p->date < 20170227) {
            way->possible |= maintien;
            way->length_not_known = true;
        }
        int64_t limit = p->date < 20200101 ? 1200 : 600;
        if (p->removal_final && reference_expired_late(p->date, p->expired_months))
            limit = 200;
        if (p->date >= 20170227 && p->expired_months <= limit)
            return maintien;
    }
    return AME_THIRD(way, p->irregular_months == REFERENCE_NOT_GIVEN ? p->expired_months : p->irregular_months);
}

/* THIRD(p) */
static reference_set THIRD(struct way *way)
{
    const struct reference_case *p = way->p;
    switch (p->papers) {
    case PAPERS_PROTECTED:
        return refugee;
    case PAPERS_TEMP_PROTECTION:
        return temp_prot;
    case PAPERS_ASYLUM:
        return p->date < 20200101 || over3(p) ? asylum_puma : asylum_wait;
    case PAPERS_SHORT_VISA:
        return tourist;
    case PAPERS_VISA_FREE:
        return over3(p) ? AME_THIRD(way, p->months - 300) : tourist;
    case PAPERS_EXPIRED:
        return expired(way);
    case PAPERS_NONE:
        return AME_THIRD(way, p->irregular_months == REFERENCE_NOT_GIVEN ? p->months : p->irregular_months);
    default:
        return residence(p);
    }
}

/* ADULT(p), line 1 */
static reference_set posted(const struct reference_case *p)
{
    if (p->cover == COVER_S1)
        return s1;
    if (p->cover == COVER_A1 || p->cover == COVER_EHIC)
        return ehic;
    return p->cover == COVER_BILATERAL ? bilateral : check_posting;
}

/* ADULT(p), lines 5 to 8 */
static reference_set adult_without_french_work(struct way *way)
{
    const struct reference_case *p = way->p;
    bool settled = p->purpose == SETTLED;
    if ((FR(p) || settled) && p->cover == COVER_S1)
        return s1;
    bool foreign_pension =
        p->work == WORK_PENSION_FOREIGN && (p->pension_from == PENSION_EU || p->pension_from == PENSION_UK);
    if ((FR(p) || (EU(p) && settled) || (third_country(p) && settled && right_paper(p))) &&
        (foreign_pension || p->work == WORK_EARLY_RETIREMENT || p->work == WORK_ABROAD))
        return s1_ask | (p->cover == COVER_EHIC ? ehic : 0);
    if (FR(p))
        return FRENCH(p);
    if (EU(p))
        return UNION(way);
    if (p->work == WORK_STUDENT && p->cover == COVER_EHIC)
        return ehic;
    return THIRD(way);
}

/* ADULT(p): the first line that applies */
static reference_set ADULT(struct way *way)
{
    const struct reference_case *p = way->p;
    if (p->work == WORK_POSTED)
        return posted(p);
    if (works_openly(p) && MAY_WORK(p))
        return worker | FLAGS(p);
    if ((FR(p) || EU(p)) && p->work == WORK_IRREGULAR)
        return worker;
    if (!FR(p) && p->purpose == TEMPORARY) {
        if (p->cover == COVER_EHIC)
            return ehic;
        if (EU(p))
            return eu_nocard;
    }
    if (FR(p) || EU(p) || right_paper(p)) {
        if (p->work == WORK_JOBSEEKER_FR)
            return worker_keep | FLAGS(p);
        if (p->work == WORK_PENSION_FR)
            return pension_fr | FLAGS(p);
    }
    return adult_without_french_work(way);
}

/* MAYOTTE(p) */
static reference_set MAYOTTE(const struct reference_case *p)
{
    bool stays_by_right = right_paper(p) && p->papers != PAPERS_APPOINTMENT;
    return FR(p) || EU(p) || stays_by_right ? mayotte_cssm : mayotte_chm;
}

/* MINOR(p) from the company of the child on */
static reference_set minor_by_company(const struct reference_case *p)
{
    switch (p->minor_with) {
    case WITH_PARENT_INSURED:
    case WITH_PARENT_PROTECTED:
        return minor_ad;
    case WITH_PARENT_S1:
        return s1;
    case WITH_PARENT_ASYLUM:
        return minor_asylum;
    case WITH_PARENT_IRREGULAR:
        return FR(p) ? ask_help | minor_free : ame_minor;
    case WITH_PARENT_VISIT:
        return minor_free | (EU(p) ? eu_nocard : tourist);
    case WITH_PARENT_WAIT3:
        return minor_wait | minor_free;
    case WITH_ASE:
        return mna;
    default:
        return third_country(p) ? mna | ame_minor : ask_help | minor_free;
    }
}

/* MINOR(p) */
static reference_set MINOR(const struct reference_case *p)
{
    if (p->place == PLACE_MAYOTTE)
        return mayotte_minor;
    if (p->age >= 1600 && p->work == WORK_EMPLOYED &&
        (FR(p) || EU(p) || (right_paper(p) && p->papers != PAPERS_APPOINTMENT)))
        return worker | FLAGS(p);
    if (p->cover == COVER_EHIC && p->purpose == TEMPORARY)
        return ehic | minor_free;
    if (p->cover == COVER_S1 && (FR(p) || p->purpose == SETTLED))
        return s1;
    return minor_by_company(p);
}

/* Returns the members of INSURED for this person. */
static reference_set INSURED(const struct reference_case *p)
{
    reference_set insured = worker | worker_keep | pension_fr | student | family | puma_res | refugee | temp_prot |
                            asylum_puma | maintien | mayotte_cssm | minor_ad | minor_asylum;
    return p->age < 1800 && p->minor_with == WITH_ASE ? insured | mna : insured;
}

/* Returns what the first lines of ROUTE give to everybody. */
static reference_set first_of_all(const struct reference_case *p)
{
    reference_set out = 0;
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

/* ROUTE(p) */
static reference_set ROUTE(struct way *way)
{
    const struct reference_case *p = way->p;
    reference_set out = first_of_all(p);
    if (p->place == PLACE_COM || p->place == PLACE_ABROAD)
        return out | out_of_scope;
    reference_set base;
    if (p->age < 1800)
        base = MINOR(p);
    else
        base = p->place == PLACE_MAYOTTE ? MAYOTTE(p) : ADULT(way);
    out |= base;
    if (p->age >= 1800 && (base & INSURED(p)))
        out |= COMPLEMENT(way, base);
    if (p->age >= 1600 && IRREGULAR(p))
        out |= work_accident;
    if (!(base & (INSURED(p) | s1 | ehic)))
        out |= pass;
    if (base & note_doubtful_doc)
        out |= pass;
    if (p->urgency == URGENCY_VITAL || p->urgency == URGENCY_SOON) {
        if (base & ame_granted)
            out |= gap_dsuv;
        if (base & ame_eu)
            out |= dsuv_eu;
    }
    return out;
}

/* Walks one case with one row of ceilings. */
struct reference_result reference_walk(const struct reference_case *p, enum reference_row row)
{
    struct way way = {.p = p, .row = row};
    struct reference_result result = {0};
    result.certain = ROUTE(&way);
    result.possible = way.possible & ~result.certain;
    result.income_tested = way.income_tested;
    result.length_not_known = way.length_not_known;
    return result;
}
