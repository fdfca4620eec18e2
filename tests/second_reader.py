#!/usr/bin/env python3
"""A second reader of the rules: the contract once more, in another language.

Usage: second_reader.py DATA_DIRECTORY < cases.tsv > results.tsv

Reads questions.xml, rights.xml, parameters.xml and trees/*.xml and decides each case of a batch
(a header row of keys, `date` among them) in the output format of `decide --batch`.  It was written
from the contract of keys and from data/rules.rnc, not from src/, and shares no idea with it: an
unknown answer is not a range that is carried along, but a list of example values, one for each way
the tree and the ceilings could treat it.  What all examples give is certain, what some give possible.

It deliberately uses the standard library only, no floating point, and is not fast.
"""
import datetime
import pathlib
import sys
import xml.etree.ElementTree as ElementTree
from fractions import Fraction

CEILING = "cmuc_css.ceiling_one_person"
BASE = "cmuc_css.ceiling_one_person_unrounded"
CONTRIBUTION_RIGHT = "cmu-base"
SMALL_NOTE = "note-small-contribution"
NOBODY = frozenset()


class BadCase(Exception):
    """A row that cannot be decided."""


def hundredths(text):
    """A number of the contract (digits, a point, at most two decimals) in hundredths."""
    whole, point, decimals = text.partition(".")
    if not whole.isascii() or not whole.isdigit() or (point and not decimals.isdigit()) or len(decimals) > 2:
        raise BadCase(f"not a number: {text}")
    return int(whole) * 100 + int((decimals + "00")[:2])


def half_up(value):
    """The nearest whole number, a half going up."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def minus_months(day, months):
    """DAY minus months in hundredths: whole calendar months first, then 30 days a month."""
    whole, rest = divmod(months, 100)
    index = day.year * 12 + day.month - 1 - whole
    year, month = divmod(index, 12)
    if year < 1:
        return datetime.date.min
    following = datetime.date(year + month // 11, (month + 1) % 12 + 1, 1)
    last = (following - datetime.timedelta(days=1)).day
    start = datetime.date(year, month + 1, min(day.day, last))
    return start - datetime.timedelta(days=half_up(Fraction(rest * 30, 100)))


class Question:
    """One key: its options or its limits, and what an absent answer means."""

    def __init__(self, element):
        self.id = element.get("id")
        self.is_choice = element.get("kind") == "choice"
        self.options = [option.get("id") for option in element.iter("option")] or ["yes", "no"]
        self.absent = element.get("absent")
        self.low = int(element.get("min") or 0) * 100
        self.high = int(element.get("max") or 10**9) * 100
        self.whole = element.get("whole") == "yes"

    def read(self, text):
        """The value of TEXT: an option, hundredths, or None for unknown."""
        if text == "unknown":
            return None
        if self.is_choice:
            if text not in self.options:
                raise BadCase(f"unknown value {text} for {self.id}")
            return text
        value = hundredths(text)
        if not self.low <= value <= self.high or (self.whole and value % 100):
            raise BadCase(f"{self.id} out of range: {text}")
        return value


class Figures:
    """The parameters of one day."""

    def __init__(self, parameters, day):
        self.day = day
        self.rows = {}      # id: the row in force
        self.before = {}    # id: the row before it
        for name, rows in parameters.items():
            started = [row for row in rows if row["from"] <= day.isoformat()]
            if started:
                self.rows[name] = started[-1]
            if len(started) > 1:
                self.before[name] = started[-2]

    def number(self, name, rows=None):
        """A figure, or None where there is none or a hole."""
        row = (self.rows if rows is None else rows).get(name)
        return Fraction(row["value"]) if row and "value" in row else None

    def word(self, name):
        return self.rows.get(name, {}).get("word")

    def is_hole(self, name):
        return self.rows.get(name, {}).get("hole") == "yes"

    def is_estimate(self, name):
        return self.rows.get(name, {}).get("estimate") == "yes"

    def is_expired(self, name):
        revision = self.rows.get(name, {}).get("revision")
        return bool(revision) and revision <= self.day.isoformat()


class Money:
    """Ceilings, the housing lump sum and the contribution of one day and one row of ceilings."""

    def __init__(self, figures, use_row_before):
        self.figures = figures
        name = BASE if BASE in figures.rows else CEILING
        self.base = figures.number(name, figures.before if use_row_before else None)
        self.to_euro = figures.word("cmuc_css.rounding") == "euro"
        self.month_up = figures.word("cmuc_css.monthly_form") == "euro-up"
        self.increase = figures.number("css.ceiling_increase")
        self.strict = False
        if self.increase is None:
            self.increase = figures.number("acs.ceiling_increase")
            self.strict = figures.word("acs.comparison") == "below"
        self.lump_name = "rsa.base_one_person" if "rsa.base_one_person" in figures.rows else "rmi.base_one_person"
        self.known = {}

    def overseas(self, place):
        return place == "dom" or (place == "mayotte" and self.figures.word("cmuc_css.mayotte") == "applied")

    def ceiling(self, level, overseas, persons):
        """Cents a year, or None where the level does not exist."""
        key = (level, overseas, persons)
        if key not in self.known:
            self.known[key] = self.work_out(level, overseas, persons)
        return self.known[key]

    def work_out(self, level, overseas, persons):
        if level == "paid" and self.increase is None:
            return None
        share = Fraction(1)
        for person in range(2, persons + 1):
            part = "2" if person == 2 else "3_4" if person <= 4 else "5_more"
            share += self.figures.number("cmuc_css.coef_person" + part)
        value = self.base * share
        if overseas:
            value *= 1 + self.figures.number("cmuc_css.dom_increase")
        if level == "paid":
            value *= 1 + self.increase
        return half_up(value) * 100 if self.to_euro else half_up(value * 100)

    def month(self, ceiling):
        """The monthly form of a ceiling in cents."""
        if self.month_up:
            return -(-ceiling // 1200) * 100
        return half_up(Fraction(ceiling, 12))

    def limit(self, level, overseas, persons, monthly):
        """The greatest income in cents that is still in, or None."""
        ceiling = self.ceiling(level, overseas, persons)
        if ceiling is None:
            return None
        value = self.month(ceiling) if monthly else ceiling
        return value - 1 if level == "paid" and self.strict else value

    def lump(self, housing, persons):
        """The whole housing lump sum in cents a month."""
        if housing == "other":
            return 0
        kind = "owner_or_free" if housing == "owner-or-free" else "with_benefit"
        rate = self.figures.number(f"housing_lump.{kind}.persons_{persons if persons < 3 else '3_plus'}")
        share = Fraction(1)
        if persons >= 2:
            share += self.figures.number("rsa.coef_person2")
        if persons >= 3:
            share += self.figures.number("rsa.coef_person3")
        return half_up(rate * share * self.figures.number(self.lump_name) * 100)

    def floor(self, persons):
        """The household's floor of the contribution in cents, or None after 2001-09-30."""
        prefix = "cmu_base.household_floor."
        value = self.figures.number(f"{prefix}persons_{min(persons, 3)}")
        if value is None:
            return None
        return half_up((value + max(persons - 3, 0) * self.figures.number(prefix + "each_further")) * 100)

    def contribution(self, income, persons):
        """Cents a year for an INCOME of the year; None where a figure is missing."""
        threshold = self.figures.number("cmu_base.threshold")
        rate = self.figures.number("cmu_base.contribution_rate")
        if threshold is None or rate is None:
            return None
        floor = self.floor(persons)
        if floor is not None and income <= floor:
            return 0
        return half_up(max(income - threshold * 100, Fraction(0)) * rate)


class Tree:
    """One tree, and for each node the keys that it or a later node looks at."""

    def __init__(self, root):
        self.since = root.get("from")
        self.until = root.get("until") or "9999-99-99"
        self.start = root.get("start")
        self.nodes = {node.get("id"): node for node in root}
        self.edges = {name: [edge for edge in node if edge.tag in ("answer", "hole", "within", "over")]
                      for name, node in self.nodes.items()}
        self.later = {}
        for name in self.nodes:
            self.keys_from(name)

    def keys_from(self, name):
        if name not in self.later:
            node = self.nodes[name]
            keys = set()
            if node.tag == "income":
                keys |= {"place", "household", "housing", "housing-benefit-month", "income"}
            elif node.tag in ("question", "test"):
                keys |= {key for key in (node.get("key"), node.get("else")) if key}
            for edge in self.edges[name]:
                keys |= self.keys_from(edge.get("to"))
            self.later[name] = frozenset(keys)
        return self.later[name]


class Summary:
    """What a part of the tree gives: ids on all ways, ids on some, figures used, and the ways
    on which CMU de base is given: (complement already free?, income, persons)."""

    __slots__ = ("must", "may", "used", "ways")

    def __init__(self, must=NOBODY, may=NOBODY, used=NOBODY, ways=frozenset([(False, False, None, None)])):
        self.must, self.may, self.used, self.ways = must, may, used, ways

    @staticmethod
    def either(parts):
        parts = list(parts)
        must, may, used, ways = parts[0].must, parts[0].may, parts[0].used, parts[0].ways
        for part in parts[1:]:
            must = must & part.must
            may, used, ways = may | part.may, used | part.used, ways | part.ways
        return Summary(must, may, used, ways)

    def behind(self, granted, possible, used):
        """This, behind an edge that gives rights."""
        ways = self.ways
        if CONTRIBUTION_RIGHT in granted or "cmu-c" in granted:
            base, free = CONTRIBUTION_RIGHT in granted, "cmu-c" in granted
            ways = frozenset((base or b, free or f, i, p) for b, f, i, p in ways)
        return Summary(self.must | granted, self.may | granted | possible, self.used | used, ways)


class Walk:
    """One case on one day with one row of ceilings."""

    def __init__(self, rules, tree, figures, money, answers):
        self.rules, self.tree, self.figures, self.money, self.answers = rules, tree, figures, money, answers
        self.seen = {}
        self.fixed = {}     # values tried for unknown keys
        self.open = set(key for key in rules.questions if self.starts_unknown(key))
        self.year, self.month = self.given("income-year"), self.given("income-month")
        self.income_known = self.year is not None or self.month is not None
        if not self.income_known:
            self.open.add("income")
        self.monthly = self.year is None and self.month is not None
        self.per_floor = money.floor(1) is not None

    def given(self, key):
        value = self.answers.get(key, "")
        if value is None or value != "":
            return value
        question = self.rules.questions[key]
        return question.read(question.absent) if question.absent else None

    def starts_unknown(self, key):
        return self.given(key) is None

    def value(self, key):
        """A known or tried value; None when a value must be tried first."""
        return self.fixed.get(key) if key in self.open else self.given(key)

    # ---- values to try -------------------------------------------------------------------------

    def takes(self, edge, key, value):
        """True when VALUE of KEY goes along EDGE."""
        if edge.tag == "hole":
            return False
        if edge.get("is"):
            return value in edge.get("is").split()
        if edge.get("below"):
            return value < hundredths(edge.get("below"))
        if edge.get("upto"):
            return value <= hundredths(edge.get("upto"))
        if edge.get("upto-parameter"):
            limit = self.figures.number(edge.get("upto-parameter"))
            return limit is not None and value <= limit * 100
        if edge.get("since"):
            return minus_months(self.figures.day, value).isoformat() >= edge.get("since")
        if edge.get("before"):
            return value.isoformat() < edge.get("before")
        return True

    def choose(self, name, key, value):
        """The edge of a question or test that VALUE takes."""
        for edge in self.tree.edges[name]:
            if edge.tag == "hole":
                continue
            parameter = edge.get("upto-parameter")
            if parameter and self.figures.number(parameter) is None:
                holes = [other for other in self.tree.edges[name] if other.tag == "hole"]
                if holes:
                    return holes[0]
            if self.takes(edge, key, value):
                return edge
        raise AssertionError(f"{name}: no edge for {key}={value}")

    def examples(self, key):
        """One example value for each way the nodes of this key could treat it."""
        cached = self.rules.examples.get((self.tree.since, self.figures.day, key))
        if cached:
            return cached
        question = self.rules.questions[key]
        nodes = [name for name, node in self.tree.nodes.items()
                 if key in (node.get("key"), node.get("else")) and node.tag in ("question", "test")]
        candidates = list(question.options) if question.is_choice else self.number_candidates(question, nodes)
        kinds = {}
        for value in candidates:
            sign = tuple(id(self.choose(name, key, value)) for name in nodes)
            if key in ("place", "housing"):     # the ceilings look at these too
                sign += (value,)
            kinds.setdefault(sign, value)
        self.rules.examples[(self.tree.since, self.figures.day, key)] = list(kinds.values())
        return list(kinds.values())

    def number_candidates(self, question, nodes):
        limits = {question.low, question.high}
        for name in nodes:
            for edge in self.tree.edges[name]:
                if edge.get("below") or edge.get("upto"):
                    limits.add(hundredths(edge.get("below") or edge.get("upto")))
                elif edge.get("upto-parameter"):
                    limits.add(int((self.figures.number(edge.get("upto-parameter")) or 0) * 100))
                elif edge.get("since"):
                    first = datetime.date.fromisoformat(edge.get("since"))
                    about = round((self.figures.day - first).days * 100 / 30.4)
                    limits.update(range(max(about - 400, 0), about + 400, 1))
        return sorted(value for limit in limits for value in (limit - 1, limit, limit + 1)
                      if question.low <= value <= question.high)

    def try_values(self, name, key, values):
        """All ways behind node NAME when KEY is each of VALUES in turn."""
        parts = []
        for value in values:
            self.fixed[key] = value
            parts.append(self.node(name))
        del self.fixed[key]
        return Summary.either(parts)

    # ---- nodes ---------------------------------------------------------------------------------

    def node(self, name):
        later = self.tree.later[name]
        state = (name,) + tuple(sorted((key, value) for key, value in self.fixed.items()
                                       if key in later or (key in ("income", "household"))))
        if state not in self.seen:
            self.seen[state] = self.look(name)
        return self.seen[state]

    def look(self, name):
        node = self.tree.nodes[name]
        if node.tag == "end":
            return self.end()
        if node.tag == "income":
            return self.income(name, node)
        edges = self.tree.edges[name]
        if len(edges) == 1:
            return self.follow(edges[0])
        key = node.get("key")
        if key == "date":
            return self.follow(self.choose(name, key, self.figures.day))
        if node.get("else") and self.answers.get(key, "") == "":
            key = node.get("else")      # an absent answer means that other one
        value = self.value(key)
        if value is None:
            return self.try_values(name, key, self.examples(key))
        return self.follow(self.choose(name, key, value))

    def follow(self, edge, used=NOBODY):
        granted = frozenset((edge.get("grant") or "").split())
        possible = frozenset((edge.get("possible") or "").split())
        if edge.tag == "hole":
            limits = [other.get("upto-parameter") for other in self.tree.edges[self.rules.parent[edge]]]
            used = used | {("figure", limit) for limit in limits if limit}
        return self.node(edge.get("to")).behind(granted, possible, used)

    def end(self):
        """The last node: what a contribution would need to know."""
        income = self.year if self.year is not None else self.month * 12 if self.month is not None else \
            self.fixed.get("income")
        persons = self.value("household") if self.per_floor else None
        if not self.per_floor or income is None:
            persons = None
        return Summary(ways=frozenset([(False, False, income, persons and persons // 100)]))

    def income(self, name, node):
        place = self.value("place")
        if place is None:
            return self.try_values(name, "place", self.examples("place"))
        if self.value("household") is None:
            return self.try_values(name, "household", self.households(place))
        persons = self.value("household") // 100
        overseas = self.money.overseas(place)
        with_housing = node.get("housing") == "yes"
        housing = self.value("housing") if with_housing else "other"
        if housing is None:
            return self.try_values(name, "housing", self.examples("housing"))
        whole = self.money.lump(housing, persons)
        benefit = self.value("housing-benefit-month")
        if self.value_of_income() is None:
            return self.try_values(name, "income", self.incomes(overseas, persons))
        if housing == "housing-benefit" and benefit is None:
            return self.try_values(name, "housing-benefit-month", self.benefits(overseas, persons, whole))
        lump = min(whole, benefit) if housing == "housing-benefit" else whole
        income = self.value_of_income() + (lump if self.monthly else 12 * lump)
        limit = self.money.limit(node.get("level"), overseas, persons, self.monthly)
        used = set()
        if node.get("level") == "free" or limit is not None:
            used.add(("ceiling", overseas))
        if with_housing and housing != "other":
            used.add(("figure", self.money.lump_name))
        inside = limit is not None and income <= limit
        edge = next(edge for edge in self.tree.edges[name] if (edge.tag == "within") == inside)
        return self.follow(edge, frozenset(used))

    def value_of_income(self):
        if self.year is not None:
            return self.year
        return self.month if self.month is not None else self.fixed.get("income")

    def households(self, place):
        """Sizes to try: every one until the ceilings are far above the income."""
        if self.value_of_income() is None:
            return [100, 200, 300, 400, 500, 9900]
        income = self.value_of_income() * (12 if self.monthly else 1)
        sizes = []
        for persons in range(1, 100):
            sizes.append(persons * 100)
            ceiling = self.money.ceiling("free", self.money.overseas(place), persons)
            if persons >= 4 and ceiling > income + 1_000_000 and not self.per_floor:
                break
        return sizes

    def limits(self, overseas, persons):
        found = [self.money.limit(level, overseas, persons, self.monthly) for level in ("free", "paid")]
        return [limit for limit in found if limit is not None]

    def incomes(self, overseas, persons):
        """Incomes a year to try: around every limit, with and without every lump sum."""
        lumps = {0} | {self.money.lump(housing, persons) for housing in ("owner-or-free", "housing-benefit")}
        values = {0, 999_999_900}
        for limit in self.limits(overseas, persons):
            for lump in lumps:
                values |= {limit - 12 * lump, limit - 12 * lump + 1}
        return sorted(value for value in values if value >= 0)

    def benefits(self, overseas, persons, whole):
        """Housing benefits a month to try, so that the sum falls on both sides of every limit."""
        income = self.value_of_income()
        values = {0, whole}
        for limit in self.limits(overseas, persons):
            rest = limit - income if self.monthly else (limit - income) // 12
            values |= {rest, rest + 1}
        return sorted(value for value in values if 0 <= value <= whole)

    # ---- the result ----------------------------------------------------------------------------

    def run(self):
        result = self.node(self.tree.start)
        paying = set()      # contributions of the ways that give CMU de base; None is not known
        small = set()
        limit = self.figures.number("cmu_base.small_contribution")
        for base, free, income, persons in result.ways:
            cents = None
            if base:
                if free:
                    cents = 0
                elif self.income_known and (persons is not None or not self.per_floor):
                    cents = self.money.contribution(income, persons or 1)
                paying.add(cents)
            small.add(bool(limit is not None and cents and cents <= limit * 100))
        if True in small:
            result = Summary(result.must | ({SMALL_NOTE} if small == {True} else NOBODY), result.may | {SMALL_NOTE},
                             result.used, result.ways)
        leaning = any(base and not free for base, free, _, _ in result.ways)
        used = set(result.used)
        if leaning and self.figures.is_hole("cmu_base.threshold"):
            used.add(("figure", "cmu_base.threshold"))
        contribution = next(iter(paying)) if len(paying) == 1 else None
        return result, used, contribution


class Rules:
    """The files of one directory."""

    def __init__(self, directory):
        folder = pathlib.Path(directory)
        root = ElementTree.parse(folder / "questions.xml").getroot()
        self.questions = {item.get("id"): Question(item) for item in root.iter("question")}
        root = ElementTree.parse(folder / "rights.xml").getroot()
        self.rights = [item.get("id") for item in root.iter("right")]
        root = ElementTree.parse(folder / "parameters.xml").getroot()
        self.parameters = {item.get("id"): [row.attrib for row in item.iter("valid")]
                           for item in root.iter("parameter")}
        self.amounts = [item for item in root.iter("amount")]
        self.trees = [Tree(ElementTree.parse(path).getroot()) for path in sorted((folder / "trees").glob("*.xml"))]
        self.parent = {edge: name for tree in self.trees for name, edges in tree.edges.items() for edge in edges}
        for tree in self.trees:
            for edges in tree.edges.values():
                for edge in edges:
                    for right in ((edge.get("grant") or "") + " " + (edge.get("possible") or "")).split():
                        if right not in self.rights:
                            raise SystemExit(f"second_reader.py: {right} is not in rights.xml")
        self.examples = {}
        self.days = {}

    def day(self, day):
        if day not in self.days:
            figures = Figures(self.parameters, day)
            rows = [Money(figures, False)]
            if figures.is_estimate(BASE):
                rows.append(Money(figures, True))
            self.days[day] = figures, rows
        return self.days[day]

    def decide(self, case):
        """The four columns for a case of texts."""
        try:
            day = datetime.date.fromisoformat(case.pop("date"))
        except ValueError as problem:
            raise BadCase(str(problem)) from None
        answers = {}
        for key, text in case.items():
            answers[key] = "" if text == "" else self.questions[key].read(text)
        trees = [tree for tree in self.trees if tree.since <= day.isoformat() < tree.until]
        if not trees:
            raise BadCase(f"no rules on {day}")
        figures, rows = self.day(day)
        walks = [Walk(self, trees[0], figures, money, answers) for money in rows]
        parts = [walk.run() for walk in walks]
        result = Summary.either(part[0] for part in parts)
        used = set().union(*(part[1] for part in parts))
        certain, possible = result.must, result.may - result.must
        if not certain:
            certain, possible = {"ask-help"}, possible - {"ask-help"}
        amounts = self.amounts_of(walks[0], result.may, used, parts[0][2], figures)
        return (" ".join(sorted(certain)), " ".join(sorted(possible)), " ".join(amounts),
                " ".join(self.flags(used, figures)))

    def amounts_of(self, walk, given, used, contribution, figures):
        amounts = []
        age = walk.given("age")
        for amount in self.amounts:
            if amount.get("right") not in given or age is None:
                continue
            for band in amount.iter("band"):
                years = age // 100
                if int(band.get("from")) <= years <= int(band.get("upto") or 999):
                    value = figures.number(band.get("parameter"))
                    if value is not None:
                        amounts.append((amount.get("id"), half_up(value * 100)))
        if contribution is not None:
            amounts.append(("cmu-contribution", contribution))
        persons = walk.given("household")
        places = {token[1] for token in used if token[0] == "ceiling"}
        if persons is not None and places:
            for level in ("free", "paid"):
                values = {walk.money.ceiling(level, overseas, persons // 100) for overseas in places}
                if len(values) == 1 and None not in values:
                    amounts.append((f"ceiling-{level}", values.pop()))
        return [f"{name}={cents // 100}.{cents % 100:02d}" for name, cents in sorted(amounts)]

    def flags(self, used, figures):
        flags = set()
        for kind, name in used:
            if kind == "ceiling":
                source, name = (BASE if BASE in figures.rows else CEILING), CEILING
            else:
                source = name
            for flag, holds in (("estimate", figures.is_estimate(source)), ("expired", figures.is_expired(source)),
                                ("missing", figures.is_hole(source))):
                if holds:
                    flags.add(f"{flag}:{name}")
        return sorted(flags)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    rules = Rules(sys.argv[1])
    keys = sys.stdin.readline().rstrip("\n").split("\t")
    for line in sys.stdin:
        cells = line.rstrip("\n").split("\t")
        try:
            print("\t".join(rules.decide(dict(zip(keys, cells)))))
        except BadCase as problem:
            print(f"error\t{problem}")


if __name__ == "__main__":
    main()
