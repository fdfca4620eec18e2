# Whole visits on a real terminal, where tmux is installed.
find_program(TMUX tmux)
if(TMUX)
  add_test(NAME e2e_visit COMMAND sh ${CMAKE_CURRENT_SOURCE_DIR}/e2e/visit.sh $<TARGET_FILE:droits-sante>)
  set_tests_properties(e2e_visit PROPERTIES TIMEOUT 300)
endif()
