/* Texts that are compared with a file under tests/expected/. */
#ifndef DS_TESTS_EXPECTED_FILE_H
#define DS_TESTS_EXPECTED_FILE_H

/* Compares TEXT with tests/expected/NAME.txt, or writes it there when UPDATE_EXPECTED is set.  A
 * difference is told with the last line before it that begins with "=== ". */
void compare_expected(const char *name, const char *text);

#endif
