# The layering of the sources and the rules of style that a grep can prove.
add_test(NAME layers COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/test_layers.sh ${PROJECT_SOURCE_DIR})
set_tests_properties(layers PROPERTIES TIMEOUT 60)
