/* Amounts, numbers and dates in the language of the texts: see the header. */
#include "i18n/format.h"

#include <stdlib.h>

#include "i18n/fill.h"
#include "i18n/i18n.h"
#include "rules/rules.h"
#include "util/date.h"
#include "util/memory.h"

/* Appends a pattern with its places filled; the English one when the translation is bad. */
static void format_fill(struct buffer *out, const char *translated, const char *english,
                        const struct i18n_place *places, size_t count)
{
    if (!i18n_fill(out, translated, places, count))
        i18n_fill(out, english, places, count);
}

/* Appends the digits of a whole number in groups of three. */
static void format_groups(struct buffer *out, uint64_t number)
{
    /* TRANSLATORS: stands between thousands: 1,234.  A space must be a no-break space (U+00A0). */
    const char *separator = i18n_text_in("number format", ",");
    unsigned groups[8];
    int last = 0;
    for (groups[0] = (unsigned)(number % 1000); number >= 1000; groups[last] = (unsigned)(number % 1000)) {
        number /= 1000;
        last++;
    }
    buffer_add_format(out, "%u", groups[last]);
    for (int i = last - 1; i >= 0; i--) {
        buffer_add(out, separator);
        buffer_add_format(out, "%03u", groups[i]);
    }
}

/* Appends hundredths with the wished number of decimals. */
static void format_decimals(struct buffer *out, uint64_t hundredths, int decimals)
{
    format_groups(out, hundredths / 100);
    unsigned rest = (unsigned)(hundredths % 100);
    if (decimals == 0)
        return;
    /* TRANSLATORS: stands before the decimals: 2.5 */
    buffer_add(out, i18n_text_in("number format", "."));
    if (decimals == 1)
        buffer_add_format(out, "%u", rest / 10);
    else
        buffer_add_format(out, "%02u", rest);
}

/* Appends a minus sign when there is one to write, and returns the number without it. */
static uint64_t format_sign(struct buffer *out, int64_t number)
{
    if (number >= 0)
        return (uint64_t)number;
    buffer_add_char(out, '-');
    return (uint64_t)0 - (uint64_t)number;
}

void i18n_format_number(struct buffer *out, int64_t hundredths)
{
    uint64_t number = format_sign(out, hundredths);
    format_decimals(out, number, number % 100 == 0 ? 0 : number % 10 == 0 ? 1 : 2);
}

void i18n_format_euros(struct buffer *out, int64_t cents)
{
    struct buffer amount = {0};
    uint64_t number = format_sign(out, cents);
    format_decimals(&amount, number, number % 100 == 0 ? 0 : 2);
    struct i18n_place place = {"amount", buffer_text(&amount)};
    /* TRANSLATORS: an amount of money with its sign.  A space must be a no-break space (U+00A0). */
    format_fill(out, i18n_text_in("number format", "€{amount}"), "€{amount}", &place, 1);
    buffer_done(&amount);
}

void i18n_format_share(struct buffer *out, int64_t ten_thousandths)
{
    struct buffer number = {0};
    i18n_format_number(&number, ten_thousandths);
    struct i18n_place place = {"number", buffer_text(&number)};
    /* TRANSLATORS: a part of a hundred.  A space must be a no-break space (U+00A0). */
    format_fill(out, i18n_text_in("number format", "{number}%"), "{number}%", &place, 1);
    buffer_done(&number);
}

/* The name of a month, 1 to 12. */
static const char *format_month(int month)
{
    static const char *const months[] = {
        /* TRANSLATORS: the months as they stand inside a date, in lower case where the language does so */
        NC_("month", "January"),   NC_("month", "February"), NC_("month", "March"),    NC_("month", "April"),
        NC_("month", "May"),       NC_("month", "June"),     NC_("month", "July"),     NC_("month", "August"),
        NC_("month", "September"), NC_("month", "October"),  NC_("month", "November"), NC_("month", "December"),
    };
    return i18n_text_in("month", months[month - 1]);
}

/* The pattern of a date in words. */
static const char *format_date_pattern(int day)
{
    if (day == 1)
        /* TRANSLATORS: the first day of a month; French writes "{day}er {month} {year}" */
        return i18n_text_in("date, first day of a month", "{day} {month} {year}");
    /* TRANSLATORS: a date in words: 21 November 2026 */
    return i18n_text_in("date", "{day} {month} {year}");
}

/* Fills a pattern of a date; DAY, MONTH and YEAR are its three places.  Its spaces become
 * no-break spaces, so that a date stays on one line. */
static void format_date_parts(struct buffer *out, const char *translated, const char *english, const char *day,
                              const char *month, const char *year)
{
    struct i18n_place places[] = {{"day", day}, {"month", month}, {"year", year}};
    struct buffer date = {0};
    format_fill(&date, translated, english, places, 3);
    for (const char *c = buffer_text(&date); *c; c++)
        buffer_add_bytes(out, *c == ' ' ? "\xc2\xa0" : c, *c == ' ' ? 2 : 1);
    buffer_done(&date);
}

void i18n_format_date(struct buffer *out, int32_t day)
{
    struct date date = date_from_day(day);
    struct buffer number = {0};
    struct buffer year = {0};
    buffer_add_format(&number, "%d", date.day);
    buffer_add_format(&year, "%d", date.year);
    format_date_parts(out, format_date_pattern(date.day), "{day} {month} {year}", buffer_text(&number),
                      format_month(date.month), buffer_text(&year));
    buffer_done(&number);
    buffer_done(&year);
}

void i18n_format_month(struct buffer *out, int32_t day)
{
    struct date date = date_from_day(day);
    buffer_add_format(out, "%s %d", format_month(date.month), date.year); /* the same in our languages */
}

void i18n_format_date_short(struct buffer *out, int32_t day)
{
    struct date date = date_from_day(day);
    struct buffer number = {0};
    struct buffer month = {0};
    struct buffer year = {0};
    buffer_add_format(&number, "%02d", date.day);
    buffer_add_format(&month, "%02d", date.month);
    buffer_add_format(&year, "%04d", date.year);
    /* TRANSLATORS: a date in digits: 21/11/2026.  Day and month have two digits. */
    format_date_parts(out, i18n_text_in("date in digits", "{day}/{month}/{year}"), "{day}/{month}/{year}",
                      buffer_text(&number), buffer_text(&month), buffer_text(&year));
    buffer_done(&number);
    buffer_done(&month);
    buffer_done(&year);
}

/* Ten-thousandths as hundredths, half up. */
static int64_t format_round(int64_t ten_thousandths)
{
    return ten_thousandths < 0 ? -((50 - ten_thousandths) / 100) : (ten_thousandths + 50) / 100;
}

bool i18n_format_parameter(const struct rules *rules, uint16_t parameter, int32_t day, struct buffer *out)
{
    const struct rules_version *version = rules_version_on(rules, parameter, day);
    if (!version || version->kind != VERSION_VALUE)
        return false;
    switch ((enum rules_unit)rules->parameters[parameter].unit) {
    case UNIT_EUROS_MONTH:
    case UNIT_EUROS_YEAR:
    case UNIT_EUROS_DAY:
    case UNIT_EUROS:
        i18n_format_euros(out, format_round(version->value));
        return true;
    case UNIT_SHARE:
        i18n_format_share(out, version->value);
        return true;
    case UNIT_NONE:
    case UNIT_YEARS:
    case UNIT_MONTHS:
    case UNIT_PERSONS:
    case UNIT_DAYS:
    case UNIT_COUNT:
        i18n_format_number(out, format_round(version->value));
        return true;
    case UNIT_WORD:
        return false;
    }
    return false;
}
