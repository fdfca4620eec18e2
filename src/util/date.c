/* Days of the calendar as plain numbers: see the header. */
#include "util/date.h"

#include <string.h>

int32_t date_to_day(struct date date)
{
    int year = date.month <= 2 ? date.year - 1 : date.year;
    int era = (year >= 0 ? year : year - 399) / 400;
    int year_of_era = year - era * 400;
    int day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

struct date date_from_day(int32_t day)
{
    int64_t shifted = (int64_t)day + 719468;
    int era = (int)((shifted >= 0 ? shifted : shifted - 146096) / 146097);
    int day_of_era = (int)(shifted - (int64_t)era * 146097);
    int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month_index = (5 * day_of_year + 2) / 153;
    struct date date;
    date.day = day_of_year - (153 * month_index + 2) / 5 + 1;
    date.month = month_index < 10 ? month_index + 3 : month_index - 9;
    date.year = year_of_era + era * 400 + (date.month <= 2);
    return date;
}

/* Days of a month. */
static int date_month_length(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : lengths[month - 1];
}

/* The number that COUNT digits at TEXT make, or -1. */
static int date_digits(const char *text, int count)
{
    int number = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

bool date_parse(const char *text, int32_t *day)
{
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return false;
    struct date date = {date_digits(text, 4), date_digits(text + 5, 2), date_digits(text + 8, 2)};
    if (date.year < 1900 || date.year > 2999 || date.month < 1 || date.month > 12 || date.day < 1)
        return false;
    if (date.day > date_month_length(date.year, date.month))
        return false;
    *day = date_to_day(date);
    return true;
}

/* Writes NUMBER as exactly COUNT digits. */
static void date_put_digits(char *text, int number, int count)
{
    for (int i = count - 1; i >= 0; i--, number /= 10)
        text[i] = (char)('0' + number % 10);
}

void date_print(int32_t day, char text[11])
{
    struct date date = date_from_day(day);
    date_put_digits(text, date.year, 4);
    text[4] = '-';
    date_put_digits(text + 5, date.month, 2);
    text[7] = '-';
    date_put_digits(text + 8, date.day, 2);
    text[10] = '\0';
}

int32_t date_add_months(int32_t day, int months)
{
    struct date date = date_from_day(day);
    int index = date.year * 12 + date.month - 1 + months;
    date.year = index / 12;
    date.month = index % 12 + 1;
    int length = date_month_length(date.year, date.month);
    if (date.day > length)
        date.day = length;
    return date_to_day(date);
}

int32_t date_subtract_months(int32_t day, int64_t months_hundredths)
{
    if (months_hundredths > 1200 * 100) /* a century ago is long enough for every rule */
        months_hundredths = 1200 * 100;
    int whole = (int)(months_hundredths / 100);
    int rest = (int)(months_hundredths % 100);
    return date_add_months(day, -whole) - (rest * 30 + 50) / 100;
}
