# Printing on a pseudo-terminal.  The printers that never answer take 15 seconds, so they have an
# entry of their own, which runs beside the others.
set_tests_properties(test_print PROPERTIES ENVIRONMENT "CK_TIMEOUT_MULTIPLIER=100;CK_EXCLUDE_TAGS=patient")
add_test(NAME test_print_patient COMMAND test_print)
set_tests_properties(test_print_patient PROPERTIES TIMEOUT 300 LABELS slow
                     ENVIRONMENT "CK_TIMEOUT_MULTIPLIER=100;CK_INCLUDE_TAGS=patient")

# What the system calls of a whole visit touch: skipped, and said so, where tracing is forbidden.
# Not under the sanitizers, whose leak check does not work in a traced process.
set_tests_properties(test_trace PROPERTIES SKIP_RETURN_CODE 77 LABELS slow)
