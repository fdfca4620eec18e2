#!/bin/sh
# A whole visit in French on a real terminal: keys through tmux, the screen read back.
#
#   sh tests/e2e/visit.sh PROGRAM
#
# Every step waits until the text it needs is on the screen, ten seconds at most.
set -eu

program=$1
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
    echo "visit.sh: $1" >&2
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

# The server gets a UTF-8 locale for its own drawing; the program gets LC_ALL=C.
LC_ALL=C.UTF-8 tmux -u -S "$socket" -f /dev/null new-session -d -x 80 -y 24 \
    "LC_ALL=C TERM=screen-256color '$program' --date 2026-11-21; echo ended with \$?; sleep 60"
export LC_ALL=C.UTF-8

wait_for 'Dansk'
wait_for_cursor_at '1  Fran'
on_tmux send-keys Down
wait_for_cursor_at '2  Nederlands'
on_tmux send-keys Up
wait_for_cursor_at '1  Fran'
press 'Avez-vous besoin de soins' Enter
on_tmux send-keys Down
wait_for_cursor_at '> 2'
on_tmux send-keys Down
wait_for_cursor_at '> 3'
press 'journez-vous en France' Enter
on_tmux resize-window -x 40 -y 12
wait_for '[FR]'
on_tmux resize-window -x 80 -y 24
wait_for 'Mayotte'
press 'recevoir du courrier' 1
press 'ge avez-vous' Down Up Enter # not the same key twice at once: that is taken for one
press '34 ]' 34
press 'enceinte' Enter
press 'Quelle nationalit' 2
press 'Que faites-vous' 5
press 'Quel document' Down Down Down Down Enter
press '> 1' 5
wait_for_cursor_at '> 1'
press 'formulaire' 2
press 'sans longue interruption' 6
press '8 ]' 8
press 'sans droit au' Enter
press '[   ' 2
press '5 ]' 5
press 'dans votre foyer' Enter
press '1 ]' 1
press '> 1' Enter
press '[   ' 1
press '800 ]' 800
press '34 ' Enter
press 'AME' Down Up Enter
press 'S3720' 3
press '[x]' Space
on_tmux send-keys x
wait_for '> 1'
press 'Dansk' 2
on_tmux send-keys q
wait_for '> 1'
press 'ended with 0' 2
echo "visit.sh: done"
