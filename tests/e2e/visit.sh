#!/bin/sh
# A whole visit in one language on a real terminal: keys through tmux, the screen read back.
#
#   sh tests/e2e/visit.sh PROGRAM fr|nl|da|en
#
# Every step waits until the text it needs is on the screen, ten seconds at most; the cursor
# must follow every Down, and a change of size must lose nothing.  The program gets LC_ALL=C.
set -eu

program=$1
language=${2:-fr}
case $language in
fr) place=1 question=Question ;;
nl) place=2 question=Vraag ;;
da) place=3 question=Spørgsmål ;;
en) place=4 question=Question ;;
*)
    echo "visit.sh: the languages are fr, nl, da and en, not '$language'" >&2
    exit 2
    ;;
esac
folder=$(mktemp -d)
socket=$folder/tmux
export LC_ALL=C
unset LANGUAGE LANG TMUX || true

on_tmux() { tmux -S "$socket" -f /dev/null "$@"; }

finish() {
    on_tmux kill-server 2>/dev/null || true
    rm -rf "$folder"
}
trap finish EXIT

screen() { on_tmux capture-pane -p; }

fail() {
    echo "visit.sh: $language: $1" >&2
    screen >&2 || true
    exit 1
}

# Waits until the screen shows a text.
wait_for() {
    tries=0
    until screen | grep -qF -- "$1"; do
        tries=$((tries + 1))
        [ $tries -lt 200 ] || fail "'$1' did not appear"
        sleep 0.05
    done
}

# Waits until a text is gone from the screen.
wait_without() {
    tries=0
    while screen | grep -qF -- "$1"; do
        tries=$((tries + 1))
        [ $tries -lt 200 ] || fail "'$1' is still there"
        sleep 0.05
    done
}

# Waits until the cursor is on the row where a text stands.
wait_for_cursor_at() {
    tries=0
    while :; do
        row=$(screen | grep -nF -- "$1" | head -n 1 | cut -d: -f1)
        at=$(on_tmux display-message -p '#{cursor_y}')
        [ -n "$row" ] && [ "$at" = $((row - 1)) ] && return
        tries=$((tries + 1))
        [ $tries -lt 200 ] || fail "the cursor is on row $at, '$1' on row ${row:-none}"
        sleep 0.05
    done
}

# Presses keys, then waits for a text.
press() {
    wanted=$1
    shift
    on_tmux send-keys "$@"
    wait_for "$wanted"
}

# Answers by keys and waits for the question with this number.
answer() {
    number=$1
    shift
    press "$question $number " "$@"
}

# Goes down to the lines with these labels one by one, the cursor with them.
go_down() {
    for label in "$@"; do
        on_tmux send-keys Down
        wait_for_cursor_at "> $label"
    done
}

# Makes the window small and large again; a text must be there afterwards.
resize_and_keep() {
    on_tmux resize-window -x 40 -y 12
    wait_for "[$(echo "$language" | tr a-z A-Z)]"
    on_tmux resize-window -x 80 -y 24
    wait_for "$1"
}

# Goes down the list of languages to the one of this visit.
choose_language() {
    wait_for_cursor_at '1  Fran'
    at_place=1
    for name in '2  Nederlands' '3  Dansk' '4  English'; do
        at_place=$((at_place + 1))
        [ "$at_place" -le "$place" ] || break
        on_tmux send-keys Down
        wait_for_cursor_at "$name"
    done
    answer 1 Enter
}

# The server gets a UTF-8 locale for its own drawing; the program gets LC_ALL=C.
LC_ALL=C.UTF-8 tmux -u -S "$socket" -f /dev/null new-session -d -x 80 -y 24 \
    "LC_ALL=C TERM=screen-256color '$program' --date 2026-11-21; echo ended with \$?; sleep 60"
export LC_ALL=C.UTF-8

wait_for 'Dansk'
choose_language
go_down 2 3
answer 2 Enter
wait_for_cursor_at '> 1'
go_down 2
resize_and_keep '> 2'
wait_for_cursor_at '> 2'
answer 3 1
go_down 2
on_tmux send-keys Up
wait_for_cursor_at '> 1'
answer 4 Enter
press '34 ]' 34
resize_and_keep '34 ]'
answer 5 Enter
answer 6 2
answer 7 5
go_down 2 3 4 5
answer 8 Enter
wait_for_cursor_at '> 1'
on_tmux send-keys 5
wait_without ' 5  '
wait_for_cursor_at '> 1'
answer 9 2
answer 10 6
press '8 ]' 8
answer 11 Enter
press '[   ' 2
press '5 ]' 5
answer 12 Enter
press '1 ]' 1
answer 13 Enter
press '[   ' 1
press '800 ]' 800

# The answers, kept through another change of size, and the result.
press '34 ' Enter
go_down 1 2 3
resize_and_keep '800'
wait_for_cursor_at '> 3'
on_tmux send-keys Home
press 'PASS' Enter
press 'S3720' 3
press '[x]' Space
on_tmux send-keys x
wait_for_cursor_at '> 1'
press 'Nederlands' 2
on_tmux send-keys q
wait_for_cursor_at '> 1'
press 'ended with 0' 2
echo "visit.sh: done in $language"
