# Tests of the translation pipeline, beside the Check programs.

# A language in which every text is in brackets: whatever comes out without them was not looked up.
set(DS_PSEUDO ${PROJECT_BINARY_DIR}/pseudo)
add_custom_command(
  OUTPUT ${DS_PSEUDO}/fr/LC_MESSAGES/droits-sante.mo
  COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/po_pseudo.sh ${PROJECT_SOURCE_DIR}/po/en.po ${DS_LOCALE_DIR_BUILD} ${DS_PSEUDO}
  DEPENDS ${PROJECT_SOURCE_DIR}/po/en.po ${CMAKE_CURRENT_LIST_DIR}/po_pseudo.sh ds_catalogs
  VERBATIM)
add_custom_target(ds_pseudo DEPENDS ${DS_PSEUDO}/fr/LC_MESSAGES/droits-sante.mo)
if(TARGET test_po)
  add_dependencies(test_po ds_pseudo)
endif()

foreach(check fresh valid complete formats)
  add_test(NAME po_${check} COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/po_checks.sh ${check} ${PROJECT_SOURCE_DIR})
  set_tests_properties(po_${check} PROPERTIES TIMEOUT 120)
endforeach()
