#!/bin/sh
# Collects every text to translate from the C sources and the rule files.
#
#   sh po/update-pot.sh            writes po/POTFILES.in and po/droits-sante.pot, and brings
#                                  every po/xx.po of po/LINGUAS up to date
#   sh po/update-pot.sh FILE.pot   only writes the template to FILE.pot; changes nothing in po/
#
# The result depends on nothing but the sources: no dates, no line numbers, no locale.
# It deliberately starts no translation: a new language begins as a copy of the template.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
target=${1:-}
case $target in
'' | /*) ;;
*) target=$(pwd)/$target ;;
esac
cd "$here/.."

unset LANGUAGE
LC_ALL=C.UTF-8
export LC_ALL
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The files with texts: sources that use a keyword below, and the rule files in words.
list_files() {
    find src -name '*.c' -exec grep -lE '(^|[^[:alnum:]_])(_|N_|NC_|i18n_text|i18n_text_in|i18n_plural)\("' {} +
    for file in data/questions.xml data/rights.xml data/glossary.xml data/guide.xml; do
        if [ -f "$file" ]; then echo "$file"; fi
    done
}
list_files | LC_ALL=C sort > "$work/POTFILES.in"

# The head that xgettext writes, down to the first empty line, gives way to ours, which has no date.
# xgettext takes a file that is not XML for C and calls that a success: its complaint is our error.
GETTEXTDATADIRS=$PWD/data xgettext --files-from="$work/POTFILES.in" --from-code=UTF-8 \
    --keyword --keyword=_ --keyword=N_ --keyword=NC_:1c,2 --keyword=i18n_text \
    --keyword=i18n_text_in:1c,2 --keyword=i18n_plural:1,2 \
    --add-comments=TRANSLATORS --add-location=file -o "$work/texts.pot" 2> "$work/complaints"
if grep -E 'error|invalid|cannot|is unknown; will try' "$work/complaints" >&2; then
    echo "update-pot.sh: the texts could not be collected" >&2
    exit 1
fi
cat > "$work/all.pot" << 'HEAD'
# Texts of droits-sante, to translate.  See po/README.md.
# This file is made by po/update-pot.sh: do not edit it.
msgid ""
msgstr ""
"Project-Id-Version: droits-sante\n"
"PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE\n"
"Last-Translator: FULL NAME <EMAIL@ADDRESS>\n"
"Language-Team: LANGUAGE\n"
"Language: \n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"

HEAD
sed '1,/^$/d' "$work/texts.pot" >> "$work/all.pot"

# Texts with {places} get the flag that lets `msgfmt -c` compare the places of a translation.
msggrep --msgid --extended-regexp --regexp='[{}]' "$work/all.pot" -o "$work/braces.pot"
if [ -s "$work/braces.pot" ]; then
    sed -i 's/^#: .*/#, python-brace-format/' "$work/braces.pot"
    msgcat --add-location=file "$work/all.pot" "$work/braces.pot" -o "$work/droits-sante.pot"
else
    cp "$work/all.pot" "$work/droits-sante.pot"
fi

if [ -n "$target" ]; then
    cp "$work/droits-sante.pot" "$target"
    exit 0
fi

cp "$work/POTFILES.in" po/POTFILES.in
cp "$work/droits-sante.pot" po/droits-sante.pot
# One line may hold several languages.
# shellcheck disable=SC2013
for language in $(sed 's/#.*//' po/LINGUAS); do
    file=po/$language.po
    if [ ! -f "$file" ]; then continue; fi
    msgmerge --quiet --previous --no-fuzzy-matching --add-location=file "$file" po/droits-sante.pot -o "$work/merged.po"
    if [ "$language" = en ]; then
        msgen --add-location=file "$work/merged.po" -o "$work/english.po"
        msgattrib --no-obsolete --add-location=file "$work/english.po" -o "$work/merged.po"
    fi
    cmp -s "$work/merged.po" "$file" || cp "$work/merged.po" "$file"
done
