# Whole visits on a real terminal, one a language, where tmux is installed.
find_program(TMUX tmux)
if(TMUX)
  foreach(language fr nl da en)
    add_test(NAME e2e_visit_${language}
             COMMAND sh ${CMAKE_CURRENT_SOURCE_DIR}/e2e/visit.sh $<TARGET_FILE:droits-sante> ${language})
    set_tests_properties(e2e_visit_${language} PROPERTIES TIMEOUT 300)
  endforeach()
endif()
