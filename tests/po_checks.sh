#!/bin/sh
# Checks of po/ that need no program of ours: sh po_checks.sh CHECK SOURCE_DIR
#   fresh      the template and en.po are those of the sources
#   valid      every language passes msgfmt -c and has the plural rule we know
#   complete   no text is untranslated or unsure
#   formats    no translated text is ever a printf format; libintl stays in src/i18n
set -eu
cd "$2"
unset LANGUAGE
LC_ALL=C.UTF-8
export LC_ALL
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
languages=$(sed 's/#.*//' po/LINGUAS)

fail() {
    echo "$1" >&2
    exit 1
}

check_fresh() {
    sh po/update-pot.sh "$work/new.pot"
    diff -u po/droits-sante.pot "$work/new.pot" > "$work/changes" || {
        head -40 "$work/changes" >&2
        fail "po/droits-sante.pot is out of date: run sh po/update-pot.sh"
    }
    for language in $languages; do
        msgcmp --use-untranslated "po/$language.po" po/droits-sante.pot 2> "$work/changes" || {
            head -20 "$work/changes" >&2
            fail "po/$language.po is out of date: run sh po/update-pot.sh"
        }
    done
}

check_valid() {
    for language in $languages; do
        rule='plural=(n != 1);'
        if [ "$language" = fr ]; then rule='plural=(n > 1);'; fi
        msgfmt -c -o /dev/null "po/$language.po" || fail "po/$language.po has faults"
        case $language in
        fr | nl | da | en) grep -qF "\"Plural-Forms: nplurals=2; $rule\\n\"" "po/$language.po" ||
            fail "po/$language.po: the plural rule is not $rule" ;;
        esac
        grep -qF "\"Language: $language\\n\"" "po/$language.po" || fail "po/$language.po: wrong Language"
    done
}

check_complete() {
    missing=0
    for language in $languages; do
        count=$(msgattrib --no-obsolete --untranslated "po/$language.po" | grep -c '^msgid ' || true)
        unsure=$(msgattrib --no-obsolete --only-fuzzy "po/$language.po" | grep -c '^msgid ' || true)
        if [ "$count" -gt 0 ]; then count=$((count - 1)); fi
        if [ "$unsure" -gt 0 ]; then unsure=$((unsure - 1)); fi
        echo "$language: $count without translation, $unsure unsure"
        missing=$((missing + count + unsure))
    done
    [ "$missing" -eq 0 ]
}

check_formats() {
    if grep -rnE 'printf[a-z_]*\([^"]*[^[:alnum:]_](_|i18n_text|i18n_text_in|i18n_plural)\(' src; then
        fail "a translated text is used as a format"
    fi
    if grep -rnE 'add_format\([^"]*[^[:alnum:]_](_|i18n_text|i18n_text_in|i18n_plural)\(' src; then
        fail "a translated text is used as a format"
    fi
    if grep -rln 'libintl\.h' src | grep -v '^src/i18n/'; then
        fail "libintl is used outside src/i18n"
    fi
}

case $1 in
fresh | valid | complete | formats) "check_$1" ;;
*) fail "no such check: $1" ;;
esac
