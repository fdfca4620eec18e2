/* Days of the calendar as plain numbers: days since 1970-01-01, proleptic Gregorian.
 * It deliberately never asks the clock; today's day is passed in by main. */
#ifndef DS_UTIL_DATE_H
#define DS_UTIL_DATE_H

#include <stdbool.h>
#include <stdint.h>

#define DATE_MIN INT32_MIN /* "since ever" */
#define DATE_MAX INT32_MAX /* "no end" */

struct date {
    int year;
    int month; /* 1..12 */
    int day;   /* 1..31 */
};

/* The day number of a calendar date. */
int32_t date_to_day(struct date date);

/* The calendar date of a day number. */
struct date date_from_day(int32_t day);

/* Reads YYYY-MM-DD (years 1900 to 2999); false when it is not a date of the calendar. */
bool date_parse(const char *text, int32_t *day);

/* Writes YYYY-MM-DD and a terminator. */
void date_print(int32_t day, char text[11]);

/* The same day MONTHS later (or earlier), or the last day of that month when it is shorter. */
int32_t date_add_months(int32_t day, int months);

/* DAY less MONTHS_HUNDREDTHS hundredths of a month: whole calendar months first,
 * then 30 days for each remaining month (law: the day a document expired). */
int32_t date_subtract_months(int32_t day, int64_t months_hundredths);

#endif
