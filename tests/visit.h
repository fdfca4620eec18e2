/* A visit driven by keys, for tests of the screens. */
#ifndef DS_TESTS_VISIT_H
#define DS_TESTS_VISIT_H

#include "screens/internal.h"

struct visit {
    struct front_script script;
    struct screens screens;
};

/* Opens a visit on its first screen, for a screen of this size. */
void visit_open(struct visit *visit, int32_t day, bool kiosk, int columns, int rows);

/* Wipes it. */
void visit_close(struct visit *visit);

/* Presses the keys of SCRIPT one after the other, each on the page that it finds. */
void visit_press(struct visit *visit, const char *script);

/* Answers every question by keys as WANTED says until the answers are shown; what WANTED leaves
 * out is answered with the default of the contract or with "I do not know".  False when an
 * answer is not offered on the screens. */
bool visit_answer_all(struct visit *visit, const struct tree_case *wanted);

/* The rows of the page now, and the screen on top. */
const char *visit_text(const struct visit *visit);
enum screen_id visit_screen(const struct visit *visit);

#endif
