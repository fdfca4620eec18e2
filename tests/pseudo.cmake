# Texts that are 40 % longer than the English ones, on every screen.
find_program(MSGEN msgen)
if(MSGEN)
  add_test(NAME pseudo_long COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/pseudo.sh $<TARGET_FILE:droits-sante>
    ${DS_LOCALE_DIR_BUILD} ${PROJECT_SOURCE_DIR}/po/droits-sante.pot ${PROJECT_BINARY_DIR}/pseudo-long)
  set_tests_properties(pseudo_long PROPERTIES TIMEOUT 120)
endif()
