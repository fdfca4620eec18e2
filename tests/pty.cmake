# The program on a pseudo-terminal: forkpty is in the util library of older systems.
if(TARGET test_pty)
  target_link_libraries(test_pty PRIVATE util)
endif()
