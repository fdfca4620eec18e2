/* The few sentences that stand in all four languages at once: on the first screen and in the
 * warning before an idle kiosk is erased.  They are the same whatever the language, so they
 * are constants and deliberately not msgids. */
#ifndef DS_SCREENS_FOUR_H
#define DS_SCREENS_FOUR_H

#define FOUR 4 /* French, Dutch, Danish, English */

struct four {
    const char *texts[FOUR];
};

extern const struct four four_choose, four_stored, four_length, four_danger, four_other, four_still, four_erased,
    four_continue, four_erase_now;

#endif
