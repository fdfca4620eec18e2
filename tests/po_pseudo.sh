#!/bin/sh
# Makes a catalog whose every text is in brackets, in the place of French.
#   sh po_pseudo.sh EN.PO LOCALE_DIR TARGET_DIR     LOCALE_DIR lends its carrier
set -eu
mkdir -p "$3/fr/LC_MESSAGES" "$3/carrier/LC_MESSAGES"
cp "$2/carrier/LC_MESSAGES/SYS_LC_MESSAGES" "$3/carrier/LC_MESSAGES/"
LC_ALL=C.UTF-8 msgcat --no-wrap "$1" > "$3/pseudo.po"
sed -i -E '/^msgstr/ s/ "(.+)"$/ "[\1]"/' "$3/pseudo.po"
msgfmt -o "$3/fr/LC_MESSAGES/droits-sante.mo" "$3/pseudo.po"
