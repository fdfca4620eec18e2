# The PDF of the sheet, looked at by programs that did not make it, for every right of the rules.
# Needs python3, poppler-utils and qpdf: without them the test fails and says so.
add_test(NAME sheet_pdf COMMAND ${CMAKE_COMMAND} -E env PYTHONDONTWRITEBYTECODE=1
         python3 ${CMAKE_CURRENT_LIST_DIR}/test_sheet.py $<TARGET_FILE:droits-sante> ${PROJECT_SOURCE_DIR}
         ${DS_LOCALE_DIR_BUILD})
set_tests_properties(sheet_pdf PROPERTIES TIMEOUT 600 LABELS slow)
