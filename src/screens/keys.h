/* The one table of keys: what each does, where, how the footer and the help call it.
 * Dispatch, footer, help and the limits of the kiosk are all read from it.
 * It deliberately does nothing itself. */
#ifndef DS_SCREENS_KEYS_H
#define DS_SCREENS_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "page/front.h"

enum screen_id {
    SCREEN_LANGUAGE,  /* the first one: choose a language */
    SCREEN_QUESTION,  /* a choice */
    SCREEN_NUMBER,    /* a number or an amount */
    SCREEN_INCOME,    /* the income, in several ways */
    SCREEN_REVIEW,    /* my answers */
    SCREEN_RESULT,    /* five tabs */
    SCREEN_RIGHT,     /* all about one right */
    SCREEN_OUTDATED,  /* the result leans on figures that are over */
    SCREEN_TAKEAWAY,  /* print, QR code, go on elsewhere */
    SCREEN_CODE,      /* the code with which a visit goes on elsewhere */
    SCREEN_RESUME,    /* typing such a code */
    SCREEN_DESK,      /* all answers and the result on one screen, for a volunteer */
    SCREEN_BESIDE,    /* what the visitor reads, in two languages side by side */
    SCREEN_COMPARE,   /* the same answers on two days */
    SCREEN_PERSON,    /* another person of the household */
    SCREEN_WHYNOT,    /* the rights that were not given */
    SCREEN_AGAINST,   /* what stands against one of them */
    SCREEN_CHANGE,    /* what other answers to one question would change */
    SCREEN_WORKSHEET, /* working out the income */
    SCREEN_MONTHS,    /* the months of one kind of income */
    SCREEN_GUIDE,     /* the list of reference pages */
    SCREEN_LEAF,      /* one reference page */
    SCREEN_EMERGENCY, /* danger to life */
    SCREEN_HELP,      /* why this question, hard words, keys */
    SCREEN_LANGUAGES, /* another language, over any screen */
    SCREEN_ERASE,     /* erase everything? */
    SCREEN_QUIT,      /* leave? */
    SCREEN_IDLE,      /* are you still there? */
    SCREEN_COUNT
};

enum key_action {
    ACTION_NONE,
    ACTION_DIGIT,  /* choose the item with that number, or a tab */
    ACTION_ACCEPT, /* choose the focused item, or go on */
    ACTION_UP,
    ACTION_DOWN,
    ACTION_CYCLE, /* the next item, after the last the first */
    ACTION_PAGE_UP,
    ACTION_PAGE_DOWN,
    ACTION_FIRST,
    ACTION_LAST,
    ACTION_LEFT, /* between tabs */
    ACTION_RIGHT,
    ACTION_BACK,
    ACTION_HELP,
    ACTION_REVIEW,
    ACTION_GUIDE,
    ACTION_WHYNOT,  /* why not another right? */
    ACTION_GOTO,    /* to the question that would decide most */
    ACTION_COMPARE, /* two days */
    ACTION_PERSON,  /* another person of the household */
    ACTION_TAKE,   /* take the result away */
    ACTION_RESUME, /* type a code */
    ACTION_BESIDE, /* two languages side by side */
    ACTION_RESULT, /* from the desk to the five tabs */
    ACTION_LANGUAGE,
    ACTION_TICK,
    ACTION_CONTRAST,
    ACTION_ERASE,
    ACTION_QUIT,
    ACTION_INTERRUPT
};

#define KEYS_MOST 4 /* keys or characters of one row */

/* One row: an action, its keys, and its words. */
struct key_row {
    enum key_action action;
    enum front_key keys[KEYS_MOST];
    const char *characters;  /* lower case */
    const char *label;       /* in the footer; a msgid in the context "key" where `translate` */
    const char *plain_label; /* the same where it has to be typed, or null: not shown there */
    const char *words;       /* msgid of the footer, or null: not in the footer */
    const char *help;        /* msgid of the help page, or null */
    int importance;          /* the greatest stays longest in the footer */
    uint32_t screens;        /* where it works, one bit a screen */
    uint32_t footer;         /* where the footer shows it */
    bool kiosk;              /* works in the kiosk too */
    bool translate;          /* the label is a word */
};

/* The rows in the order of the footer. */
const struct key_row *keys_table(size_t *count);

/* The action of EVENT on SCREEN, or ACTION_NONE. */
enum key_action keys_find_action(const struct event *event, enum screen_id screen, bool kiosk);

#endif
