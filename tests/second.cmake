# The program against an independent reader of the same rules, on random cases.  Needs python3:
# without it the test fails and says so, it is not skipped.
add_test(NAME second COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/test_second.sh $<TARGET_FILE:droits-sante> ${PROJECT_SOURCE_DIR})
set_tests_properties(second PROPERTIES TIMEOUT 900)
