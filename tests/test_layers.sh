#!/bin/sh
# The layering of the sources and the rules of style that a grep can prove.
# Usage: test_layers.sh SOURCE_DIR.  The checks are first tried on planted violations.
set -u
LC_ALL=C
export LC_ALL
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

# All C files below src/, or below the directories named.
sources() {
    find ${*:-src} -name '*.[ch]' 2>/dev/null | sort
}

# Prints "KIND: FILE:LINE: TEXT" for lines on standard input.
named() {
    sed "s/^/$1: /"
}

# Libraries stay in their own layer.
check_libraries() {
    for pair in 'terminal:n\{0,1\}curses' 'terminal:ncursesw/' 'terminal:term\.h' 'i18n:libintl' 'rules:expat'; do
        sources | grep -v "^src/${pair%%:*}/" |
            xargs grep -n "^ *# *include *[<\"]${pair#*:}" /dev/null | named library
    done
}

# The layers that LAYER may look into.
below() {
    case $1 in
        util) echo util ;;
        rules) echo rules util ;;
        tree) echo tree rules util ;;
        i18n) echo i18n rules util ;;
        page) echo page util ;;
        terminal) echo terminal page util ;;
        output) echo output page i18n util ;;
        screens) echo screens page i18n tree rules util output ;;
    esac
}

# Includes point downwards only; a layer includes its own files by their full name.
check_includes() {
    for dir in src/*/; do
        layer=$(basename "$dir")
        allowed=$(below "$layer" | sed 's/ /\\|/g')
        [ -n "$allowed" ] || printf 'layer: %s: nobody says what it may include\n' "$dir"
        sources "$dir" | xargs grep -n '^ *# *include *"' /dev/null |
            grep -v "include *\"\\($allowed\\)/[a-z0-9_]*\\.h\"" | named layer
    done
}

# The tree knows ids and numbers: no input or output, no clock, no text for people.
check_tree() {
    sources src/tree | xargs grep -nE '# *include *<(stdio|time|sys/time|locale|wchar)\.h>' /dev/null | named tree
    sources src/tree | xargs grep -nE '(^|[^A-Za-z0-9_])(N?_|i18n_[a-z_]*|gettext|rules_first_text) *\(' /dev/null |
        named tree
}

# No input or output in the layers that only compute pages.
check_page() {
    sources src/page | xargs grep -nE '# *include *<(time|sys/time|locale|unistd)\.h>' /dev/null | named page
}

# The code of FILE without comments, strings and characters; line numbers stay.
code() {
    awk '{
        line = $0; out = ""
        while (line != "") {
            if (inside) {
                end = index(line, "*/")
                if (!end) break
                line = substr(line, end + 2); inside = 0
            } else if (match(line, /^"([^"\\]|\\.)*"/)) {
                out = out "\"\""; line = substr(line, RLENGTH + 1)
            } else if (match(line, /^\047([^\047\\]|\\.)*\047/)) {
                out = out "0"; line = substr(line, RLENGTH + 1)
            } else if (substr(line, 1, 2) == "/*") {
                inside = 1; line = substr(line, 3)
            } else {
                out = out substr(line, 1, 1); line = substr(line, 2)
            }
        }
        print out
    }' "$1"
}

# Functions that overflow, run a shell, or hide a failure.
banned='strcpy|strcat|strncpy|strncat|sprintf|vsprintf|gets|system|popen|atoi|atol|atof|alloca|strtok|scanf|sscanf|fscanf|tmpnam|mktemp'
check_banned() {
    for file in $(sources); do
        code "$file" | grep -nE "(^|[^A-Za-z0-9_.>])($banned) *\\(" | sed "s|^|$file:|" | named banned
    done
}

# A translated text is never a format.
check_formats() {
    for file in $(sources); do
        code "$file" | tr '\n' ' ' | tr ';{}' '\n\n\n' |
            grep -E '(printf|_format|printw|[a-z]_error(_at)?|syslog) *\(([^"]*[^"A-Za-z0-9_])?(_|i18n_text|i18n_text_in|i18n_plural|i18n_rules_text|gettext) *\(' |
            sed "s|^|$file: |" | named format
    done
}

# No function of more than 60 lines.
check_length() {
    for file in $(sources); do
        awk -v file="$file" '/^\{/ { start = NR } /^\}/ && start {
            if (NR - start - 1 > 60) printf "long: %s:%d: a function of %d lines\n", file, start, NR - start - 1
            start = 0 }' "$file"
    done
}

# Every file says what it is for before anything else.
check_comments() {
    for file in $(sources); do
        [ "$(head -c 2 "$file")" = '/*' ] || printf 'comment: %s opens without one\n' "$file"
    done
}

# Headers are guarded by a name of ours.
check_guards() {
    for file in $(sources | grep '\.h$'); do
        grep -q '^#ifndef DS_[A-Z0-9_]*_H$' "$file" || printf 'guard: %s has none\n' "$file"
    done
}

# Every violation below the present directory.
check_all() {
    check_libraries
    check_includes
    check_tree
    check_page
    check_banned
    check_formats
    check_length
    check_comments
    check_guards
}

# Writes a file of the planted tree from standard input.
plant() {
    mkdir -p "$(dirname "$1")"
    cat >"$1"
}

# Plants violations; each line of the file `expected` is found in exactly one line of the result.
plant_all() {
    { echo '/* x */'; echo '#include <curses.h>'; echo '#include "terminal/x.h"'; } | plant src/screens/a.c
    { echo '/* x */'; echo '#include <libintl.h>'; echo '#include <expat.h>'; } | plant src/page/b.c
    { echo '/* x */'; echo '#include <stdio.h>'; echo 'int x = f(_("a"));'; } | plant src/tree/c.c
    { echo '/* strcpy(a) */'; echo 'const char *s = "system(";'; echo 'int f(void) { return atoi (x); }'; } |
        plant src/util/d.c
    { echo '/* x */'; echo 'int f(void) { printf(' ; echo '_("a"), 1); }'; echo 'int g(void) { printf("%s", _("a")); }'; } |
        plant src/i18n/e.c
    { echo 'int x;'; echo 'void f(void)'; echo '{'; yes 'x++;' | head -n 61; echo '}'; } | plant src/rules/f.c
    { echo '/* x */'; echo 'void f(void)'; echo '{'; yes 'x++;' | head -n 60; echo '}'; } | plant src/rules/g.c
    { echo '/* x */'; echo '#include "g.h"'; } | plant src/rules/h.h
    plant expected <<'EOF'
library: src/screens/a.c:2:
layer: src/screens/a.c:3:
library: src/page/b.c:2:
library: src/page/b.c:3:
tree: src/tree/c.c:2:
tree: src/tree/c.c:3:
banned: src/util/d.c:3:
format: src/i18n/e.c:
long: src/rules/f.c:3:
comment: src/rules/f.c
layer: src/rules/h.h:2:
guard: src/rules/h.h
EOF
}

cd "$work" || exit 1
plant_all
check_all >found
status=0
while read -r line; do
    [ "$(grep -cF -- "$line" found)" -eq 1 ] || { echo "a planted violation is not found once: $line"; status=1; }
done <expected
[ "$(wc -l <found)" -eq "$(wc -l <expected)" ] || { echo 'more is found than was planted:'; cat found; status=1; }

cd "$1" || exit 1
check_all >"$work/found"
cat "$work/found"
[ -s "$work/found" ] && status=1
exit $status
