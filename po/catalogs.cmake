# Message catalogs: one directory that holds all languages and the carrier locale, because the
# program is given one path.
#   DIR/fr/LC_MESSAGES/droits-sante.mo …      the texts
#   DIR/carrier/LC_MESSAGES/SYS_LC_MESSAGES   48 bytes of C.UTF-8 under a name that gettext obeys
# In the build tree DIR is DS_LOCALE_DIR_BUILD; installed it is DS_LOCALE_DIR_INSTALLED.

set(DS_LOCALE_DIR_BUILD ${PROJECT_BINARY_DIR}/locale)
set(DS_LOCALE_DIR_INSTALLED ${CMAKE_INSTALL_FULL_DATADIR}/droits-sante/locale)

set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/po/LINGUAS)
file(STRINGS ${PROJECT_SOURCE_DIR}/po/LINGUAS DS_LINGUAS REGEX "^[a-z]")
string(REPLACE " " ";" DS_LINGUAS "${DS_LINGUAS}")

# A catalog in the other byte order is refused by the program.
set(DS_MSGFMT_ORDER --endianness=little)
if(CMAKE_C_BYTE_ORDER STREQUAL "BIG_ENDIAN")
  set(DS_MSGFMT_ORDER --endianness=big)
endif()

# Written beside and renamed: a running program has the old catalog mapped.  With a hash table, as
# msgfmt makes it: a start then checks tables only, and need not touch the texts.
set(DS_CATALOGS "")
foreach(language ${DS_LINGUAS})
  set(po ${PROJECT_SOURCE_DIR}/po/${language}.po)
  set(directory ${DS_LOCALE_DIR_BUILD}/${language}/LC_MESSAGES)
  set(mo ${directory}/droits-sante.mo)
  if(EXISTS ${po})
    add_custom_command(
      OUTPUT ${mo}
      COMMAND ${CMAKE_COMMAND} -E make_directory ${directory}
      COMMAND ${MSGFMT} -c ${DS_MSGFMT_ORDER} -o ${mo}.new ${po}
      COMMAND ${CMAKE_COMMAND} -E rename ${mo}.new ${mo}
      DEPENDS ${po}
      COMMENT "Checking and compiling po/${language}.po"
      VERBATIM)
    list(APPEND DS_CATALOGS ${mo})
    install(FILES ${mo} DESTINATION ${CMAKE_INSTALL_DATADIR}/droits-sante/locale/${language}/LC_MESSAGES)
  endif()
endforeach()

find_file(DS_C_UTF8_MESSAGES SYS_LC_MESSAGES
  PATHS /usr/lib/locale/C.utf8/LC_MESSAGES /usr/lib/locale/C.UTF-8/LC_MESSAGES NO_DEFAULT_PATH)
if(NOT DS_C_UTF8_MESSAGES)
  message(FATAL_ERROR "The locale C.UTF-8 is missing; on Debian it comes with the package libc-bin.")
endif()
set(carrier ${DS_LOCALE_DIR_BUILD}/carrier/LC_MESSAGES/SYS_LC_MESSAGES)
add_custom_command(
  OUTPUT ${carrier}
  COMMAND ${CMAKE_COMMAND} -E make_directory ${DS_LOCALE_DIR_BUILD}/carrier/LC_MESSAGES
  COMMAND ${CMAKE_COMMAND} -E copy ${DS_C_UTF8_MESSAGES} ${carrier}
  VERBATIM)
install(FILES ${carrier} DESTINATION ${CMAKE_INSTALL_DATADIR}/droits-sante/locale/carrier/LC_MESSAGES)

add_custom_target(ds_catalogs ALL DEPENDS ${DS_CATALOGS} ${carrier})

# Collects the texts anew, once the rules are known to be well formed.
add_custom_target(update-po
  COMMAND sh ${PROJECT_SOURCE_DIR}/po/update-pot.sh
  COMMENT "Collecting texts into po/"
  VERBATIM)
if(TARGET ds_builtin)
  add_dependencies(update-po ds_builtin)
endif()
