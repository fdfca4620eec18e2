/* The one table of keys: see the header. */
#include "screens/keys.h"

#include <string.h>

#include "i18n/i18n.h"

#define BIT(screen) ((uint32_t)1 << (screen))
#define ALL (BIT(SCREEN_COUNT) - 1)
#define QUESTIONS (BIT(SCREEN_QUESTION) | BIT(SCREEN_NUMBER) | BIT(SCREEN_INCOME))
#define OVERLAYS \
    (BIT(SCREEN_EMERGENCY) | BIT(SCREEN_HELP) | BIT(SCREEN_LANGUAGES) | BIT(SCREEN_ERASE) | BIT(SCREEN_QUIT) | \
     BIT(SCREEN_IDLE))
#define DESK_RESULT (BIT(SCREEN_DESK) | BIT(SCREEN_RESULT) | BIT(SCREEN_TAKEAWAY))
#define PLACES (ALL & ~OVERLAYS & ~BIT(SCREEN_LANGUAGE)) /* where a visit is under way */

/* Importance, the greatest last: what the footer gives up first. */
enum { RARE, HANDY, USEFUL, NEEDED, VITAL, WAY_OUT, OWN_LANGUAGE };

static const struct key_row rows[] = {
    /* TRANSLATORS: the names of keys take 12 columns; what they do, in the last rows, 16 */
    {ACTION_ACCEPT, {FRONT_KEY_ENTER}, "", NC_("key", "Enter"), "Enter", N_("Continue"),
     N_("Accept what is marked, go on"), VITAL, ALL & ~BIT(SCREEN_IDLE), QUESTIONS | BIT(SCREEN_LANGUAGE) | BIT(SCREEN_REVIEW) | BIT(SCREEN_EMERGENCY) | BIT(SCREEN_OUTDATED) | BIT(SCREEN_GUIDE) | BIT(SCREEN_WHYNOT) | BIT(SCREEN_WORKSHEET) | BIT(SCREEN_MONTHS) | BIT(SCREEN_TAKEAWAY) | BIT(SCREEN_CODE) | BIT(SCREEN_RESUME) | BIT(SCREEN_RESULT), true, true},
    {ACTION_DIGIT, {FRONT_KEY_DIGIT}, "", "1-9", "1-9", NULL, N_("Choose that answer or tab"), RARE,
     ALL & ~BIT(SCREEN_IDLE), 0, true, false},
    {ACTION_BACK, {FRONT_KEY_ESCAPE, FRONT_KEY_BACKSPACE, FRONT_KEY_DELETE}, ".", NC_("key", "Esc"), "<", N_("Back"),
     N_("Go back; your answers are kept"), NEEDED, ALL & ~BIT(SCREEN_IDLE),
     PLACES | BIT(SCREEN_HELP) | BIT(SCREEN_LANGUAGES) | BIT(SCREEN_ERASE) | BIT(SCREEN_QUIT), true, true},
    {ACTION_UP, {FRONT_KEY_UP, FRONT_KEY_BACKTAB}, "", "\xe2\x86\x91", NULL, NULL, N_("Up"), RARE, ALL, 0, true, false},
    {ACTION_DOWN, {FRONT_KEY_DOWN, FRONT_KEY_TAB}, "", "\xe2\x86\x93", NULL, NULL, N_("Down"), RARE, ALL, 0, true,
     false},
    {ACTION_CYCLE, {FRONT_KEY_NONE}, "+", "+", NULL, NULL, N_("Next line"), RARE, ALL, 0, true, false},
    {ACTION_PAGE_UP, {FRONT_KEY_PAGE_UP}, "", "PgUp", NULL, NULL, NULL, RARE, ALL, 0, true, false},
    {ACTION_PAGE_DOWN, {FRONT_KEY_PAGE_DOWN}, "", "PgDn", NULL, NULL, NULL, RARE, ALL, 0, true, false},
    {ACTION_FIRST, {FRONT_KEY_HOME}, "", "Home", NULL, NULL, NULL, RARE, ALL, 0, true, false},
    {ACTION_LAST, {FRONT_KEY_END}, "", "End", NULL, NULL, NULL, RARE, ALL, 0, true, false},
    {ACTION_LEFT, {FRONT_KEY_LEFT}, "", "\xe2\x86\x90", NULL, NULL, NULL, RARE, BIT(SCREEN_RESULT) | BIT(SCREEN_BESIDE) | BIT(SCREEN_COMPARE), 0, true, false},
    {ACTION_RIGHT, {FRONT_KEY_RIGHT}, "", "\xe2\x86\x90\xe2\x86\x92", NULL, N_("Other tab"), N_("Go to another tab of the result"),
     USEFUL, BIT(SCREEN_RESULT) | BIT(SCREEN_BESIDE) | BIT(SCREEN_COMPARE), BIT(SCREEN_RESULT), true, false},
    {ACTION_TICK, {FRONT_KEY_NONE}, " ", NC_("key", "Space"), NULL, NULL, N_("Tick a paper you have"), RARE,
     BIT(SCREEN_RESULT), 0, true, true},
    {ACTION_HELP, {FRONT_KEY_NONE}, "?*", "?", "?", N_("Help"), N_("Help: why this question, hard words, keys"), WAY_OUT,
     PLACES | BIT(SCREEN_LANGUAGE), PLACES | BIT(SCREEN_LANGUAGE), true, false},
    {ACTION_REVIEW, {FRONT_KEY_NONE}, "r", "R", "R", N_("My answers"), N_("See and change my answers"), HANDY,
     QUESTIONS | BIT(SCREEN_RESULT) | BIT(SCREEN_RIGHT), QUESTIONS | BIT(SCREEN_RESULT), true, false},
    {ACTION_TAKE, {FRONT_KEY_NONE}, "p", "P", "P", N_("Take away"), N_("Print the result, or go on elsewhere"), USEFUL,
     BIT(SCREEN_RESULT) | BIT(SCREEN_RIGHT) | BIT(SCREEN_DESK), BIT(SCREEN_RESULT) | BIT(SCREEN_DESK), true, false},
    {ACTION_RESULT, {FRONT_KEY_NONE}, "v", "V", "V", N_("Result"), N_("The whole result, with reasons and law"), USEFUL,
     BIT(SCREEN_DESK), BIT(SCREEN_DESK), false, false},
    {ACTION_RESUME, {FRONT_KEY_NONE}, "c", "C", "C", N_("Code"), N_("Go on with the code of a visit"), HANDY,
     BIT(SCREEN_DESK), BIT(SCREEN_DESK), false, false},
    {ACTION_BESIDE, {FRONT_KEY_NONE}, "w", "W", "W", N_("Two languages"), N_("The sheet in two languages side by side"),
     HANDY, DESK_RESULT, BIT(SCREEN_DESK), false, false},
    {ACTION_WHYNOT, {FRONT_KEY_NONE}, "n", "N", "N", N_("Why not?"), N_("Why not another cover?"), HANDY,
     BIT(SCREEN_RESULT), BIT(SCREEN_RESULT), true, false},
    {ACTION_GOTO, {FRONT_KEY_NONE}, "g", "G", "G", NULL, N_("Go to the question that would settle most"), RARE,
     BIT(SCREEN_RESULT), 0, true, false},
    {ACTION_COMPARE, {FRONT_KEY_NONE}, "=", "=", "=", N_("Two days"), N_("The same answers on another day"), RARE,
     BIT(SCREEN_RESULT), BIT(SCREEN_RESULT), true, false},
    {ACTION_PERSON, {FRONT_KEY_NONE}, "o", "O", "O", N_("Another person"), N_("Another person of the same household"), RARE,
     BIT(SCREEN_RESULT), BIT(SCREEN_RESULT), true, false},
    /* TRANSLATORS: pages to look things up: residence papers, refunds, EU forms, hard words */
    {ACTION_GUIDE, {FRONT_KEY_NONE}, "f", "F", "F", N_("Guide"), N_("Guide: papers, refunds, EU forms, words"), HANDY,
     (PLACES & ~BIT(SCREEN_GUIDE) & ~BIT(SCREEN_LEAF) & ~BIT(SCREEN_RESUME)) | BIT(SCREEN_HELP), BIT(SCREEN_RESULT) | BIT(SCREEN_HELP), true,
     false},
    {ACTION_LANGUAGE, {FRONT_KEY_NONE}, "l/", "L", "L", N_("Language"), N_("Another language; your answers are kept"),
     OWN_LANGUAGE, ALL & ~BIT(SCREEN_LANGUAGE) & ~BIT(SCREEN_LANGUAGES) & ~BIT(SCREEN_IDLE) & ~BIT(SCREEN_RESUME),
     (PLACES & ~BIT(SCREEN_RESUME)) | BIT(SCREEN_EMERGENCY),
     true, false},
    {ACTION_LANGUAGE, {FRONT_KEY_NONE}, "/", "/", "/", N_("Language"), N_("Another language; your answers are kept"),
     OWN_LANGUAGE, BIT(SCREEN_RESUME), BIT(SCREEN_RESUME), true, false},
    {ACTION_CONTRAST, {FRONT_KEY_NONE}, "a", "A", NULL, N_("Contrast"), N_("Stronger contrast, or back"), RARE, ALL & ~BIT(SCREEN_RESUME),
     BIT(SCREEN_LANGUAGE), true, false},
    {ACTION_ERASE, {FRONT_KEY_NONE}, "x-", "X", "X", N_("Erase"), N_("Erase all answers and start again"), USEFUL,
     ALL & ~BIT(SCREEN_LANGUAGE) & ~BIT(SCREEN_RESUME), (PLACES & ~BIT(SCREEN_RESUME)) | BIT(SCREEN_IDLE), true, false},
    {ACTION_QUIT, {FRONT_KEY_NONE}, "q", "Q", "Q", N_("Leave"), N_("Leave the program; everything is erased"), RARE,
     ALL & ~BIT(SCREEN_IDLE), BIT(SCREEN_LANGUAGE), false, false},
    {ACTION_INTERRUPT, {FRONT_KEY_INTERRUPT}, "", "Ctrl-C", NULL, NULL, NULL, RARE, ALL, 0, false, false},
};

const struct key_row *keys_table(size_t *count)
{
    *count = sizeof rows / sizeof rows[0];
    return rows;
}

/* True when EVENT is one of the keys of ROW. */
static bool keys_match(const struct key_row *row, const struct event *event)
{
    for (size_t i = 0; i < KEYS_MOST && row->keys[i] != FRONT_KEY_NONE; i++)
        if (row->keys[i] == event->key)
            return true;
    return event->character != '\0' && strchr(row->characters, event->character) != NULL;
}

enum key_action keys_find_action(const struct event *event, enum screen_id screen, bool kiosk)
{
    if (event->kind != EVENT_KEY)
        return ACTION_NONE;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if ((rows[i].screens >> screen & 1) && (rows[i].kiosk || !kiosk) && keys_match(&rows[i], event))
            return rows[i].action;
    return ACTION_NONE;
}
