#!/bin/sh
# A language that is longer and accented, in the place of Danish: does every screen hold it?
#   sh pseudo.sh PROGRAM LOCALE_DIR POT DIRECTORY
# Every text gets 40 % more columns as further words, none longer than the longest it had, accents
# on its vowels, and « » around it; {places} and line feeds stay.  The program is copied beside a
# locale directory of its own, and preview must find no overflow and no lost word.
set -eu
program=$1 locale=$2 pot=$3 directory=$4

rm -rf "$directory"
mkdir -p "$directory/locale/da/LC_MESSAGES"
cp "$program" "$directory/droits-sante"
cp -R "$locale/carrier" "$directory/locale/"

# msgen repeats each text as its translation; awk lengthens those, byte by byte.
msgen --no-wrap -o "$directory/same.po" "$pot"
LC_ALL=C awk '
function letter(c) {
    return c == "a" ? "å" : c == "e" ? "ë" : c == "i" ? "ï" : c == "o" ? "ö" : c == "u" ? "ü" : c
}
# The length of an escape or of a {place} at the start of TEXT; 0 when there is none.
function kept(text) {
    if (substr(text, 1, 1) == "\\") return 2
    return match(text, /^\{[^}]*\}/) ? RLENGTH : 0
}
function accent(text,    out, n) {
    for (out = ""; text != ""; text = substr(text, n + 1)) {
        n = kept(text)
        out = out (n ? substr(text, 1, n) : letter(substr(text, 1, 1)))
        n = n ? n : 1
    }
    return out
}
function columns(text) {
    gsub(/[\200-\277]/, "", text)
    return length(text)
}
# A word of COUNT letters to add.
function filler(count,    word, i) {
    for (word = ""; length(word) < count; word = word "umlaut-text") ;
    word = substr(word, 1, count)
    gsub(/-/, "s", word)
    return accent(word)
}
# The longest word of TEXT, without its places, at most 12 columns.
function longest(text,    words, count, i, most) {
    gsub(/\{[^}]*\}|\\n/, " ", text)
    count = split(text, words, " ")
    for (most = 1; count > 0; count--)
        if (columns(words[count]) > most) most = columns(words[count])
    return most < 12 ? most : 12
}
function lengthen(text,    more, most, size, added) {
    more = int(columns(text) * 0.4 + 0.999)
    if (more < 4) return "«" accent(text) "»"
    most = longest(text)
    for (more -= 4; more > 1; more -= size + 1) {
        size = more - 1 < most ? more - 1 : most
        added = added " " filler(size)
    }
    return "« " accent(text) added " »"
}
# Prints the translation that was read; the first one is the header.
function flush() {
    if (name != "") print name " \"" (header ? value plural : lengthen(value)) "\""
    if (name != "") header = 0
    name = ""
}
BEGIN { header = 1; plural = "Plural-Forms: nplurals=2; plural=(n != 1);\\n" }
/^msgstr/ {
    flush()
    name = $1
    value = substr($0, length(name) + 3, length($0) - length(name) - 3)
    next
}
/^"/ && name != "" { value = value substr($0, 2, length($0) - 2); next }
{ flush(); print }
END { flush() }
' "$directory/same.po" > "$directory/long.po"
msgfmt -o "$directory/locale/da/LC_MESSAGES/droits-sante.mo" "$directory/long.po"

# The catalog must be in use, and every page must hold it.
status=0
for size in 80x24 64x24 40x12; do
    "$directory/droits-sante" preview --lang da --size $size > "$directory/$size.txt" || status=1
    printf '%s: %s\n' $size "$(tail -n 1 "$directory/$size.txt")"
    grep -e OVERFLOW -e '^lost:' "$directory/$size.txt" | head -n 20 || true
    if ! grep -q '«' "$directory/$size.txt"; then
        echo "$size: the long texts are not in use"
        status=1
    fi
done
exit $status
