/* The few lines that every Check program of ours would repeat. */
#ifndef DS_TESTS_CHECK_MAIN_H
#define DS_TESTS_CHECK_MAIN_H

#include <check.h>
#include <stdlib.h>

/* Runs one suite and turns its failures into an exit status. */
static inline int check_run(Suite *suite)
{
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
