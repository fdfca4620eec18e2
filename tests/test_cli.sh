#!/bin/sh
# The command line as other programs use it: output lines, exit statuses, messages.
# Usage: test_cli.sh PROGRAM SOURCE_DIR.  Every case is at a stated date, so the clock is not read.
set -u
LC_ALL=C
export LC_ALL
program=$1
source=$2
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
tab=$(printf '\t')
today=2026-11-21

# Says that a test failed and goes on.
fail() {
    printf 'FAILED: %s\n' "$*"
    failed=$((failed + 1))
}

# Runs the program; its output is in $work/out, its messages in $work/err, its status in $status.
run() {
    timeout 20 "$program" "$@" </dev/null >"$work/out" 2>"$work/err"
    status=$?
}

# The status of the last run is $1.
status_is() {
    [ "$status" -eq "$1" ] || fail "status $status instead of $1: $2: $(head -n 1 "$work/err")"
}

# The last run printed the line $1.
has_line() {
    grep -qxF -- "$1" "$work/out" || fail "no line '$1': $2"
}

# The last run did not print a line that matches $1.
lacks_line() {
    if grep -q -- "$1" "$work/out"; then fail "a line matches '$1': $2"; fi
}

# The last run was refused: status $1, nothing printed, one line of message, with every word after it.
refused() {
    what=$1
    status_is 2 "$what"
    shift
    [ -s "$work/out" ] && fail "$what: something was printed"
    [ "$(wc -l <"$work/err")" -eq 1 ] || fail "$what: not one line of message"
    for word in "$@"; do
        grep -q -- "$word" "$work/err" || fail "$what: the message does not name $word"
    done
}

# Sorted words of a text.
sorted() {
    printf '%s\n' $1 | sort | tr '\n' ' '
}

# ---- one case -----------------------------------------------------------------------------------

# Answers of a person without papers, with and without an income.
one_case() {
    run decide --date $today nationality=other papers=none months=8 work=none age=35 income-year=0
    status_is 0 'AME'
    has_line "certain${tab}ame" 'AME'
    has_line "certain${tab}pass" 'AME'
    has_line "amount${tab}ceiling-free${tab}10421.00" 'AME'
    has_line "estimate${tab}cmuc_css.ceiling_one_person" 'AME'
    lacks_line '^possible' 'AME'
    [ -s "$work/err" ] && fail 'AME: a message'
    run decide --date $today nationality=other papers=none months=8 work=none age=35
    status_is 0 'no income'
    has_line "certain${tab}pass" 'no income'
    has_line "possible${tab}ame" 'no income'
    has_line "possible${tab}ame-over" 'no income'
    run decide --date $today nationality=other papers=unknown months=8 work=none age=35 income-year=0
    status_is 0 'unknown papers'
    has_line "possible${tab}ame" 'unknown papers'
    has_line "possible${tab}puma-res" 'unknown papers'
    run decide --date $today
    status_is 0 'nothing known'
    grep -q . "$work/out" || fail 'nothing known: nothing printed'
}

# Every line that `decide` may print has one of the forms of the contract.
line_forms() {
    form="^\\(certain\\|possible\\)${tab}[a-z0-9-]*\$"
    form="$form\\|^amount${tab}[a-z0-9-]*${tab}[0-9]*\\.[0-9][0-9]\$"
    form="$form\\|^\\(estimate\\|expired\\|missing\\)${tab}[a-z0-9_.+-]*\$"
    for case in '' 'age=35' 'nationality=fr work=none income-month=900 age=70' 'papers=expired was-insured=yes' \
        'age=12 minor-with=alone nationality=other' 'urgency=vital pregnant=yes address=none place=mayotte'; do
        for date in 2016-01-01 2016-06-01 2019-10-31 2019-11-01 2024-01-01 $today 2027-06-01; do
            run decide --date $date $case
            status_is 0 "$case on $date"
            [ -s "$work/out" ] || fail "$case on $date: nothing printed"
            if grep -v -- "$form" "$work/out"; then fail "$case on $date: the lines above"; fi
            duplicates=$(sort "$work/out" | uniq -d)
            [ -z "$duplicates" ] || fail "$case on $date: twice $duplicates"
        done
    done
}

# Figures that are estimates, expired or missing are named.
flags() {
    person='nationality=other months=8 work=none age=35 income-year=0'
    run decide --date 2027-06-01 $person papers=none
    has_line "estimate${tab}cmuc_css.ceiling_one_person" '2027'
    has_line "expired${tab}cmuc_css.ceiling_one_person" '2027'
    run decide --date 2027-03-31 $person papers=none
    has_line "estimate${tab}cmuc_css.ceiling_one_person" 'the day before'
    lacks_line '^expired' 'the day before'
    run decide --date 2025-05-01 $person papers=none
    lacks_line '^e[sx]' '2025'
    run decide --date 2016-06-01 $person papers=expired was-insured=yes expired-months=3
    has_line "missing${tab}kept_rights.months" '2016'
    has_line "possible${tab}maintien" '2016'
    run decide --date 2017-02-27 $person papers=expired was-insured=yes expired-months=3
    lacks_line '^missing' '2017'
    has_line "certain${tab}maintien" '2017'
}

# The words inside the array or object NAME of a line of JSON, sorted.
member() {
    sorted "$(sed 's/.*"'"$2"'":[[{]\([^]}]*\)[]}].*/\1/; s/,/ /g' "$1")"
}

# JSON is the example of the contract up to the order of ids.
json() {
    run decide --date $today --format json age=35 nationality=other papers=none months=8 work=none income-year=0
    status_is 0 'JSON'
    [ "$(wc -l <"$work/out")" -eq 1 ] || fail 'JSON: not one line'
    cat >"$work/expected" <<'EOF'
{"date":"2026-11-21","certain":["ame","pass"],"possible":[],"amounts":{"ceiling-free":"10421.00","ceiling-paid":"14069.00"},"estimate":["cmuc_css.ceiling_one_person"],"expired":[],"missing":[]}
EOF
    for name in certain possible amounts estimate expired missing; do
        [ "$(member "$work/out" $name)" = "$(member "$work/expected" $name)" ] || fail "JSON: $name"
    done
    shape='s/\[[^]]*\]/[]/g; s/{"ceil[^}]*}/{}/'
    [ "$(sed "$shape" "$work/out")" = "$(sed "$shape" "$work/expected")" ] || fail 'JSON: the members'
}

# ---- random cases -------------------------------------------------------------------------------

# Writes the keys, and for each key some of its values, as the program itself names them.
list_values() {
    run decide --date $today no-such-key=1
    keys=$(sed 's/.*keys: //' "$work/err")
    for key in $keys; do
        run decide --date $today "$key=?"
        if grep -q ' values: ' "$work/err"; then
            printf '%s %s\n' "$key" "$(sed 's/.*values: //' "$work/err")"
        elif grep -q 'no decimals' "$work/err"; then
            printf '%s 1 2 3 5 unknown\n' "$key"
        else
            case $key in
                income*|housing-benefit-month) printf '%s 0 400 868.42 869 10421 14069.50 99999 unknown\n' "$key" ;;
                age) printf '%s 0 15 16 17 18 24 25 40 70 unknown\n' "$key" ;;
                *) printf '%s 0 2 3 3.01 6 6.5 12 40 unknown\n' "$key" ;;
            esac
        fi
    done >"$work/values"
    [ "$(wc -l <"$work/values")" -gt 20 ] || fail 'the program names too few keys'
}

# Writes a batch of $1 random cases; a third of the cells is empty.
random_batch() {
    awk -v count="$1" 'BEGIN { srand(4711) }
        { key[NR] = $1; n[NR] = NF - 1; for (i = 2; i <= NF; i++) value[NR, i - 1] = $i }
        END {
            header = "date"
            for (k = 1; k <= NR; k++) header = header "\t" key[k]
            print header
            split("2016-06-01 2019-10-31 2019-11-01 2021-05-05 2024-07-01 2026-11-21 2027-06-01", date, " ")
            for (c = 0; c < count; c++) {
                line = date[1 + int(rand() * 7)]
                for (k = 1; k <= NR; k++)
                    line = line "\t" (rand() < 0.33 ? "" : value[k, 1 + int(rand() * n[k])])
                print line
            }
        }' "$work/values"
}

# A thousand random cases are valid JSON.
random_json() {
    random_batch 1000 >"$work/batch"
    run decide --batch "$work/batch" --format json
    status_is 0 'a thousand cases'
    [ "$(wc -l <"$work/out")" -eq 1000 ] || fail 'a thousand cases: not a line for each'
    if command -v python3 >/dev/null; then
        { printf '['; paste -sd, "$work/out"; printf ']'; } | python3 -m json.tool >/dev/null || fail 'not JSON'
    fi
    string='"[^"\\]*"'
    array="\\[\\($string\\(,$string\\)*\\)\\{0,1\\}\\]"
    object="{\\($string:$string\\(,$string:$string\\)*\\)\\{0,1\\}}"
    form="^{\"date\":$string,\"certain\":$array,\"possible\":$array,\"amounts\":$object"
    form="$form,\"estimate\":$array,\"expired\":$array,\"missing\":$array}\$"
    if grep -v -- "$form" "$work/out"; then fail 'the JSON above has another form'; fi
}

# The lines of a single case as the four columns of a batch.
columns() {
    awk -F '\t' '
        function add(i, item) { column[i] = column[i] (column[i] == "" ? "" : " ") item }
        $1 == "certain" { add(1, $2) }
        $1 == "possible" { add(2, $2) }
        $1 == "amount" { add(3, $2 "=" $3) }
        $1 == "estimate" || $1 == "expired" || $1 == "missing" { add(4, $1 ":" $2) }
        END { print column[1] "\t" column[2] "\t" column[3] "\t" column[4] }'
}

# Two hundred random cases give the same one by one as in a batch.
batch_equals_single() {
    random_batch 200 >"$work/batch"
    run decide --batch "$work/batch"
    status_is 0 'two hundred cases'
    cp "$work/out" "$work/rows"
    awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; i++) key[i] = $i; next }
        { line = "--date " $1; for (i = 2; i <= NF; i++) if ($i != "") line = line " " key[i] "=" $i; print line }' \
        "$work/batch" >"$work/singles"
    while read -r words; do
        timeout 20 "$program" decide $words </dev/null | columns
    done <"$work/singles" >"$work/one-by-one"
    cmp -s "$work/rows" "$work/one-by-one" || fail 'a batch gives something else than single cases'
}

# ---- batches ------------------------------------------------------------------------------------

# Decides the batch that printf makes of $1; further words are options.
batch() {
    printf "$1" >"$work/in"
    shift
    timeout 20 "$program" decide --date $today --batch - "$@" <"$work/in" >"$work/out" 2>"$work/err"
    status=$?
}

# A batch takes empty cells, line ends of Windows and a last line without an end.
batch_forms() {
    batch 'age\tdate\tpapers\r\n35\t\tnone\r\n\t2025-05-05\t\r\n40'
    status_is 0 'forms'
    [ "$(wc -l <"$work/out")" -eq 3 ] || fail 'forms: not a line for each'
    [ "$(awk -F '\t' '{ print NF }' "$work/out" | sort -u)" = 4 ] || fail 'forms: not four columns'
    run decide --date $today age=35
    columns <"$work/out" >"$work/single"
    batch 'age\tdate\n35\t\n'
    cmp -s "$work/out" "$work/single" || fail 'an empty date is not the date of --date'
    batch 'age\n\n\n\n'
    status_is 0 'empty rows'
    [ "$(wc -l <"$work/out")" -eq 3 ] || fail 'empty rows: not a line for each'
    batch 'age\n'
    status_is 0 'only a header'
    [ -s "$work/out" ] && fail 'only a header: something was printed'
}

# Bad rows become error rows, the rest goes on, and the status is 2.
batch_bad_rows() {
    batch 'age\tdate\twork\n35\t\tnone\nx\t\t\n1\t2026-02-30\t\n1\t1999-12-31\t\n1\t\tnone\textra\n1\t\tbogus\n35\t\tnone\n'
    status_is 2 'bad rows'
    [ "$(wc -l <"$work/out")" -eq 7 ] || fail 'bad rows: not a line for each'
    [ "$(grep -c "^error${tab}." "$work/out")" -eq 5 ] || fail 'bad rows: not five errors'
    [ "$(sed -n 1p "$work/out")" = "$(sed -n 7p "$work/out")" ] || fail 'bad rows: what follows is changed'
    batch 'age\nx"\\\n1\n\377\n' --format json
    status_is 2 'bad rows in JSON'
    [ "$(grep -c '^{"error":"[^"\\]*\(\\["\\][^"\\]*\)*"}$' "$work/out")" -eq 2 ] || fail 'bad rows in JSON: the form'
    batch 'age\n1\0002\n\033[2J\n'
    status_is 2 'hostile rows'
    [ "$(grep -c "^error${tab}" "$work/out")" -eq 2 ] || fail 'hostile rows: not two errors'
    if tr -d '\011\012\040-\176' <"$work/out" | grep -q .; then fail 'hostile rows: control characters come out'; fi
}

# A bad header is refused as a whole.
batch_bad_headers() {
    batch 'age\tage\n1\t2\n'
    refused 'a double column' "'age'"
    batch 'date\tage\tdate\n'
    refused 'a double date' "'date'"
    batch 'age\tbogus\n1\t2\n'
    refused 'an unknown column' "'bogus'" nationality
    batch '\n1\n'
    refused 'an empty header' nationality
    batch ''
    refused 'an empty batch' empty
    run decide --batch "$work/nowhere"
    refused 'a missing batch' nowhere
    run decide --batch "$work"
    refused 'a directory as batch' 'cannot be read'
    run decide --batch - age=3
    refused 'a batch and a case' KEY=VALUE
}

# ---- refusals and statuses ----------------------------------------------------------------------

# What makes no sense is refused in one line that names what would.
refusals() {
    run decide --date $today bogus=1
    refused 'a key' "'bogus'" nationality papers income-year
    run decide --date $today work=bogus
    refused 'a value' "'bogus'" employed student unknown
    run decide --date $today age=-1
    refused 'a negative number' 'age is a number'
    run decide --date $today income-year=1e3
    refused 'a number with an exponent' 'income-year is a number' 'two decimals'
    run decide --date $today income-year=1.234
    refused 'three decimals' 'two decimals'
    run decide --date $today household=0
    refused 'an empty household' 'from 1'
    run decide --date $today age=3 age=4
    refused 'a key twice' 'age is given twice'
    run decide --date $today age
    refused 'a word' KEY=VALUE
    run decide --date $today work=
    refused 'an empty value' values
    run decide --date 2026-02-30
    refused 'a date' 2026-02-30 2026-11-21
    run decide --date
    refused 'no date' needs
    run decide --date 1999-12-31
    refused 'a date before the rules' 1999-12-31
    run decide --format xml
    refused 'a format' tsv json
    run decide --bogus
    refused 'an option' "'--bogus'" --date --format --batch
    run --bogus
    refused 'an option of the questionnaire' "'--bogus'" --lang --plain
    run decide --plain
    refused 'an option of another command' --plain
    run check --stale=1
    refused 'a value for a switch' 'no value'
    run bogus
    refused 'a command' "'bogus'" decide check graph preview
    run --lang xx --plain
    refused 'a language' fr nl da en
    run preview --lang ../../etc
    refused 'a language with a path' fr nl da en
    run --theme pink
    refused 'a theme' default contrast mono
    run check "$work" "$work"
    refused 'two directories' 'one directory'
    run graph words
    refused 'words for graph' 'no words'
    run graph --date 1999-12-31
    refused 'graph before the rules' 'no rules'
}

# Rules and figures that cannot be read end the program with status 1.
broken_data() {
    mkdir "$work/data" "$work/data/trees"
    for word in --data "decide --data" "graph --data" check; do
        run $word "$work/nowhere"
        status_is 1 "$word nowhere"
        [ -s "$work/out" ] && fail "$word nowhere: something was printed"
    done
    cp "$source"/data/*.xml "$work/data"
    cp "$source"/data/trees/*.xml "$work/data/trees"
    run decide --data "$work/data" --date $today age=35
    status_is 0 'a copy of the data'
    cp "$work/out" "$work/copy"
    run decide --date $today age=35
    cmp -s "$work/out" "$work/copy" || fail 'a copy of the data gives something else'
    sed 's/to="end"/to="ned"/' "$source/data/trees/2016-puma.xml" >"$work/data/trees/2016-puma.xml"
    run check "$work/data"
    status_is 1 'broken data'
    grep -q "2016-puma.xml:[0-9]*:[0-9]*: error: there is no node 'ned' (did you mean 'end'?)" "$work/err" ||
        fail 'broken data: the message'
    run decide --parameters "$work/nowhere" --date $today
    status_is 1 'missing figures'
}

# check tells sound from expired; graph is a graph.
check_and_graph() {
    run check --date $today
    status_is 0 check
    grep -q '^estimate: cmuc_css.ceiling_one_person ' "$work/out" || fail 'check: no estimate'
    grep -q '^sound on 2026-11-21$' "$work/out" || fail 'check: not sound'
    run check "$source/data" --date $today
    status_is 0 'check of the sources'
    run check --date 2027-06-01
    status_is 2 'check in 2027'
    grep -q '^expired: cmuc_css.ceiling_one_person' "$work/out" || fail 'check in 2027: not expired'
    for date in 2016-01-01 $today; do
        run graph --date $date
        status_is 0 "graph on $date"
        [ "$(head -n 1 "$work/out")" = "digraph \"rules on $date\" {" ] || fail 'graph: its head'
        [ "$(tail -n 1 "$work/out")" = '}' ] || fail 'graph: its end'
        [ "$(tr -cd '{' <"$work/out" | wc -c)" -eq "$(tr -cd '}' <"$work/out" | wc -c)" ] || fail 'graph: braces'
        [ $(($(tr -cd '"' <"$work/out" | wc -c) % 2)) -eq 0 ] || fail 'graph: quotes'
        if command -v dot >/dev/null; then
            dot -Tsvg "$work/out" >/dev/null 2>"$work/err" || fail "graph: $(head -n 1 "$work/err")"
        fi
    done
}

# check reads the files of a site: what is wrong, and what is stale.
site_files() {
    site=$source/data/site.example.xml
    places=$source/data/places.example.xml
    run check --date $today --site "$site" --places "$places"
    status_is 0 'the examples of a site'
    has_line "site: CCAS d'Exemple-sur-Mer, Exemple-sur-Mer (62)" 'the example of a site'
    has_line "places: $(grep -c '<place id' "$places")" 'the example of places'
    has_line 'sound on 2026-11-21' 'the examples of a site'
    lacks_line '^place ' 'places checked lately'
    run check --date 2021-07-01 "$source/data" --places "$places"
    has_line 'place cpam-exemple: checked on 2026-10-05, which is still to come' 'places checked later'
    sed 's/id="cpam-exemple" kind="cpam" checked="[^"]*"/id="cpam-exemple" kind="cpam" checked="2025-11-20"/' \
        "$places" >"$work/places.xml"
    run check --date $today --places "$work/places.xml"
    status_is 0 'a stale place is a warning'
    has_line 'place cpam-exemple: checked on 2025-11-20, over twelve months ago' 'a stale place'
    [ "$(grep -c '^place ' "$work/out")" -eq 1 ] || fail 'a stale place: not one line'
    sed 's/kind="cpam"/kind="cpma"/' "$places" >"$work/places.xml"
    sed 's/https:/http:/' "$site" >"$work/site.xml"
    run check --date $today --site "$work/site.xml" --places "$work/places.xml"
    status_is 1 'wrong files of a site'
    grep -q "places.xml:[0-9]*:[0-9]*: error: there is no kind of place 'cpma'; .*(did you mean 'cpam'?)" "$work/err" ||
        fail 'wrong places: the message'
    grep -q 'site.xml:[0-9]*:[0-9]*: error: .* does not begin with https://' "$work/err" || fail 'wrong site: the message'
    [ "$(grep -c '^droits-sante: 1 mistake in ' "$work/err")" -eq 2 ] || fail 'wrong files of a site: the counts'
    lacks_line '^site: \|^places: ' 'wrong files of a site'
    for option in --site --places; do
        run check --date $today $option "$work/nowhere.xml"
        status_is 1 "$option nowhere"
        grep -q 'nowhere.xml: error: this file is missing' "$work/err" || fail "$option nowhere: the message"
        run check $option
        refused "$option without a file" needs
        run decide $option "$site"
        refused "$option with another command" $option decide
        run --help
        grep -q -- "^  $option FILE " "$work/out" || fail "$option is not in --help"
    done
}

# ---- descriptors --------------------------------------------------------------------------------

# Runs the words after $1 with standard output closed, full or read by nobody: a status from $1 on,
# never a signal.
no_output() {
    least=$1
    shift
    timeout 20 "$program" "$@" </dev/null >&- 2>"$work/err"
    status=$?
    { [ $status -ge "$least" ] && [ $status -le 3 ]; } || fail "status $status with closed output: $*"
    [ -w /dev/full ] || return 0
    timeout 20 "$program" "$@" </dev/null >/dev/full 2>"$work/err"
    status=$?
    { [ $status -ge 1 ] && [ $status -le 3 ]; } || fail "status $status with a full disk: $*"
    [ -s "$work/err" ] || fail "no message with a full disk: $*"
    timeout 20 "$program" "$@" </dev/null >/dev/full 2>&-
    status=$?
    { [ $status -ge 1 ] && [ $status -le 3 ]; } || fail "status $status without errors: $*"
}

# Closed and full descriptors give a status, not a crash.
descriptors() {
    no_output 1 decide --date $today age=35
    no_output 1 decide --date $today --format json age=35
    no_output 1 check --date $today
    no_output 1 check --date $today --site "$source/data/site.example.xml"
    no_output 1 graph --date $today
    random_batch 1000 >"$work/batch"
    no_output 1 decide --batch "$work/batch"
    timeout 20 "$program" decide --date $today age=35 <&- >"$work/out" 2>"$work/err" || fail 'closed input, one case'
    [ -s "$work/out" ] || fail 'closed input, one case: nothing printed'
    timeout 20 "$program" decide --batch - <&- >"$work/out" 2>"$work/err"
    status=$?
    refused 'closed input, a batch'
    timeout 20 "$program" decide --date $today bogus=1 </dev/null >"$work/out" 2>&-
    status=$?
    status_is 2 'closed errors'
    [ -s "$work/out" ] && fail 'closed errors: the message went to the output'
    timeout 20 "$program" decide --batch "$work/batch" 2>/dev/null </dev/null | head -n 1 >/dev/null
}

one_case
line_forms
flags
json
list_values
random_json
batch_equals_single
batch_forms
batch_bad_rows
batch_bad_headers
refusals
broken_data
check_and_graph
site_files
descriptors
[ "$failed" -eq 0 ] || printf '%s failures\n' "$failed"
[ "$failed" -eq 0 ]
