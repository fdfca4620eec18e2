# The command line as other programs use it: output lines, exit statuses, messages.
add_test(NAME cli COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/test_cli.sh $<TARGET_FILE:droits-sante> ${PROJECT_SOURCE_DIR})
set_tests_properties(cli PROPERTIES TIMEOUT 600)
