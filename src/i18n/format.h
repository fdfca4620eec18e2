/* Amounts, numbers and dates in the language of the texts.
 * The pieces (decimal mark, order of day and month) come from the catalog, deliberately not
 * from a system locale, which a kiosk need not have.  Every function appends to a buffer. */
#ifndef DS_I18N_FORMAT_H
#define DS_I18N_FORMAT_H

#include <stdbool.h>
#include <stdint.h>

struct buffer;
struct rules;

/* An amount: "€1,234.50", and without decimals when there are no cents: "€1,234". */
void i18n_format_euros(struct buffer *out, int64_t cents);

/* A number of hundredths without needless decimals: "2", "2.5", "1,234.25". */
void i18n_format_number(struct buffer *out, int64_t hundredths);

/* A share of ten-thousandths: 7000 is "70%". */
void i18n_format_share(struct buffer *out, int64_t ten_thousandths);

/* A day in words: "1 September 2024". */
void i18n_format_date(struct buffer *out, int32_t day);

/* The month of a day in words: "September 2024". */
void i18n_format_month(struct buffer *out, int32_t day);

/* A day in digits: "01/09/2024". */
void i18n_format_date_short(struct buffer *out, int32_t day);

/* The figure of a parameter in force on DAY, by its unit: an amount, a share, or a bare number
 * of days, months, years or things.  False, and nothing appended, when the figure is missing,
 * has ended or is a rule by name. */
bool i18n_format_parameter(const struct rules *rules, uint16_t parameter, int32_t day, struct buffer *out);

#endif
