#!/bin/sh
# The program and an independent second reader of the same rules decide the same random cases.
# Usage: test_second.sh PROGRAM SOURCE_DIR.  SECOND_CASES is the number of cases an era (3000),
# SECOND_SEED chooses others.  Every case carries its date, so the clock is not read.
set -u
LC_ALL=C
PYTHONDONTWRITEBYTECODE=1
export LC_ALL PYTHONDONTWRITEBYTECODE
program=$1
source=$2
cases=${SECOND_CASES:-3000}
seed=${SECOND_SEED:-1}
if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 8))' 2>/dev/null; then
    echo "FAILED: this test needs python3 (3.8 or later, standard library only), which is not installed"
    exit 1
fi
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

# Random cases of one era: dense around the dates of the rules, the ceilings and the limits of months.
cat >"$work/cases.py" <<'END'
import datetime
import random
import sys

sys.path.insert(0, sys.argv[1] + "/tests")
import second_reader

rules = second_reader.Rules(sys.argv[1] + "/data")
era, count, seed = sys.argv[2], int(sys.argv[3]), sys.argv[4]
random.seed(f"{era} {seed}")
first, last = {"A": ((2000, 1, 1), (2015, 12, 31)), "B": ((2016, 1, 1), (2027, 12, 31))}[era]
first, last = datetime.date(*first), datetime.date(*last)

marks = {first.isoformat(), last.isoformat()}
for rows in rules.parameters.values():
    marks.update(row[name] for row in rows for name in ("from", "revision") if name in row)
for tree in rules.trees:
    for edges in tree.edges.values():
        marks.update(edge.get(name) for edge in edges for name in ("before", "since") if edge.get(name))
marks = sorted(datetime.date.fromisoformat(mark) for mark in marks)
marks = [mark for mark in marks if first <= mark <= last]


def some_day():
    if random.random() < 0.7:
        day = random.choice(marks) + datetime.timedelta(days=random.choice((-1, 0, 1)))
        return min(max(day, first), last)
    return first + datetime.timedelta(days=random.randrange((last - first).days + 1))


def hundredths(value):
    return f"{value // 100}.{value % 100:02d}" if value % 100 else str(value // 100)


def some_months():
    kind = random.random()
    if kind < 0.55:
        near = random.choice((0, 200, 300, 300, 300, 600, 600, 900, 1200)) + random.choice((-50, -10, -1, 0, 0, 1, 10, 50))
        return hundredths(max(near, 0))
    return hundredths(random.choice((random.randrange(0, 1500), random.randrange(0, 12) * 100, random.randrange(0, 12000))))


def some_age():
    near = random.choice((16, 18, 25, 30, 50, 60, 70))
    return random.choice((near - 1, near, near + 1, near - 0.5, random.randrange(0, 100), 35, 35, 35))


def some_income(day, case, monthly):
    kind = random.random()
    if kind < 0.1:
        return "0"
    if kind < 0.25:
        return hundredths(random.randrange(0, 4000000 // (12 if monthly else 1)))
    figures, rows = rules.day(day)
    money = random.choice(rows)
    persons = int(case.get("household") or 1) if (case.get("household") or "1").isdigit() else random.randrange(1, 6)
    ceiling = money.ceiling(random.choice(("free", "paid")), money.overseas(case.get("place")), max(persons, 1))
    threshold = figures.number("cmu_base.threshold")
    if ceiling is None or (threshold and kind < 0.4):
        ceiling = int(threshold * 100) if threshold else 600000
    if money.floor(1) is not None and kind < 0.5:
        ceiling = money.floor(max(persons, 1))
    if monthly:
        ceiling = money.month(ceiling)
    if random.random() < 0.6:       # else a limit of AME or of the contribution, which know no lump sum
        housing = case.get("housing", "other")
        lump = money.lump(housing if housing in rules.questions["housing"].options else "other", max(persons, 1))
        benefit = case.get("housing-benefit-month", "")
        if housing == "housing-benefit" and benefit.replace(".", "").isdigit():
            lump = min(lump, second_reader.hundredths(benefit))
        ceiling -= lump if monthly else 12 * lump
    return hundredths(max(ceiling + random.choice((-100, -1, -1, 0, 0, 0, 0, 1, 1, 100, 40000, 48750)), 0))


# People for whom the fine limits matter; half of the cases are one of these.
FOCUS = (
    {"age": ("35",), "nationality": ("fr", "eu"), "work": ("employed", "jobseeker-fr", "pension-fr")},
    {"age": ("35",), "nationality": ("other",), "papers": ("permit", "provisional"), "work": ("employed", "none")},
    {"age": ("35",), "nationality": ("fr",), "work": ("none",), "cover": ("none",), "benefit": ("none", "none", "rsa")},
    {"age": ("35",), "nationality": ("eu",), "work": ("none",), "cover": ("none",), "purpose": ("settled",)},
    {"age": ("35",), "nationality": ("other",), "work": ("none", "employed"), "cover": ("none",),
     "papers": ("none", "expired", "visa-free", "appointment"), "was-insured": ("no",)},
    {"age": ("35",), "nationality": ("other",), "work": ("none",), "cover": ("none",), "papers": ("expired",),
     "was-insured": ("yes",), "removal-final": ("yes", "no")},
    {"nationality": ("bg-ro", "uk"), "age": ("35", "17"), "work": ("employed", "none", "self-employed")},
)


def removal(case):
    """Kept rights and a removal order: papers that expired around 2020-11-15.  Returns the day asked."""
    months = random.randrange(1, 8)
    day = datetime.date(2020 + (10 + months) // 12, (10 + months) % 12 + 1, 15)
    tenths = random.choice((0, 0, 0, 1, 5))
    case.update({"age": "35", "place": "metropole", "nationality": "other", "work": "none", "cover": "none",
                 "papers": "expired", "was-insured": "yes", "removal-final": random.choice(("yes", "yes", "no")),
                 "expired-months": hundredths(months * 100 + tenths * 10)})
    return day + datetime.timedelta(days=3 * tenths + random.choice((-1, 0, 0, 1)))


def focus(case):
    """Makes the case one of those people, somewhere under the schemes."""
    case.update({key: random.choice(values) for key, values in random.choice(FOCUS).items()})
    case["place"] = random.choice(("metropole", "metropole", "dom", "mayotte"))
    if case.get("papers") == "expired" and random.random() < 0.3:
        case["expired-months"] = random.choice(("2", "2.01", "6", "6.01", "12", "12.01", "3", "3.01"))


def some_value(key, day, case):
    question = rules.questions[key]
    if question.is_choice:
        if key == "place" and random.random() < 0.8:
            return random.choice(("metropole", "dom"))
        if key == "urgency" and random.random() < 0.7:
            return "no"
        if key == "cover" and random.random() < 0.5:
            return "none"
        if key == "benefit" and random.random() < 0.6:
            return "none"
        if key == "nationality" and random.random() < 0.4:
            return "other"
        if key in ("purpose", "joining-insured") and random.random() < 0.6:
            return question.options[0] if key == "purpose" else "no"
        return random.choice(question.options)
    if key == "age":
        return str(some_age())
    if key == "household":
        return str(random.choice((1, 1, 1, 2, 2, 3, 4, 5, 6, 8, 9, 12, 40, 99)))
    if key in ("income-year", "income-month"):
        return some_income(day, case, key == "income-month")
    if key == "housing-benefit-month":
        return hundredths(random.choice((0, 1000, 5000, 5699, 5700, random.randrange(0, 20000))))
    return some_months()


def some_case():
    day = some_day()
    kind = random.random()
    # share of keys that are said, and of those that are said to be unknown
    said, unknown = (1, 0) if kind < 0.55 else (0.9, 0.06) if kind < 0.85 else (0.6, 0.15) if kind < 0.95 else (0.25, 0.3)
    case = {}
    if random.random() < 0.5:
        focus(case)
    elif era == "B" and random.random() < 0.04:
        day = removal(case)
    for key in rules.questions:
        if key not in case and random.random() < said:
            case[key] = "unknown" if random.random() < unknown else some_value(key, day, case)
        elif random.random() < unknown / 2:
            case[key] = "unknown"
    dropped = random.random()
    if dropped < 0.9:       # mostly one of the two incomes
        case.pop("income-year" if dropped < 0.4 else "income-month", None)
    if random.random() < 0.01:
        key = random.choice(list(rules.questions))
        case[key] = random.choice(("perhaps", "-1", "1.234", "1e3", "12 ", "99999999999"))
    case["date"] = day.isoformat()
    return case


keys = ["date"] + list(rules.questions)
print("\t".join(keys))
for _ in range(count):
    case = some_case()
    print("\t".join(case.get(key, "") for key in keys))
END

# The columns with their items in order, so that the order does not count; a refusal is one word.
cat >"$work/sort.awk" <<'END'
BEGIN { FS = "\t" }
$1 == "error" { print "error"; next }
{
    row = ""
    for (column = 1; column <= 4; column++) {
        count = split($column, items, " ")
        for (i = 2; i <= count; i++)
            for (j = i; j > 1 && items[j] < items[j - 1]; j--) {
                item = items[j]; items[j] = items[j - 1]; items[j - 1] = item
            }
        for (i = 1; i <= count; i++)
            row = row (i > 1 ? " " : "") items[i]
        row = row (column < 4 ? "\t" : "")
    }
    print row
}
END

failed=0
for era in A B; do
    if ! python3 "$work/cases.py" "$source" $era "$cases" "$seed" >"$work/$era.tsv"; then
        echo "FAILED: era $era: the cases could not be made"
        exit 1
    fi
    "$program" decide --data "$source/data" --batch - <"$work/$era.tsv" >"$work/$era.program" 2>"$work/$era.err"
    status=$?
    if [ $status -ne 0 ] && [ $status -ne 2 ]; then
        echo "FAILED: era $era: the program ended with $status"
        failed=1
    fi
    if ! python3 "$source/tests/second_reader.py" "$source/data" <"$work/$era.tsv" >"$work/$era.second"; then
        echo "FAILED: era $era: the second reader ended badly"
        failed=1
    fi
    awk -f "$work/sort.awk" "$work/$era.program" >"$work/$era.a"
    awk -f "$work/sort.awk" "$work/$era.second" >"$work/$era.b"
    if [ "$(wc -l <"$work/$era.a")" -ne "$cases" ] || [ "$(wc -l <"$work/$era.b")" -ne "$cases" ]; then
        echo "FAILED: era $era: $cases cases, $(wc -l <"$work/$era.a") and $(wc -l <"$work/$era.b") results"
        failed=1
    fi
    # one difference in words: the case as key=value, then both results
    awk -v first="$work/$era.a" -v second="$work/$era.b" -v list="${SECOND_SHOWN:-20}" '
        BEGIN { FS = "\t" }
        NR == 1 { split($0, keys); next }
        {
            a = b = "no result"
            getline a <first
            getline b <second
            errors += a == "error"
            if (a == b)
                next
            if (++different > list)
                next
            text = ""
            for (i = 1; i <= NF; i++)
                if ($i != "") text = text " " keys[i] "=" $i
            gsub("\t", " | ", a); gsub("\t", " | ", b)
            printf "case %d:%s\n  program: %s\n  second:  %s\n", NR - 1, text, a, b
        }
        END { printf "%d cases, %d refused, %d differ\n", NR - 1, errors, different }' \
        "$work/$era.tsv" >"$work/$era.report"
    echo "era $era: $(tail -n 1 "$work/$era.report")"
    if ! tail -n 1 "$work/$era.report" | grep -q ' 0 differ$'; then
        cat "$work/$era.report"
        failed=1
    fi
done
exit $failed
