"""The sheets of real cases as PDF, looked at by programs that did not make them.

    python3 test_sheet.py PROGRAM SOURCE_DIR LOCALE_DIR

For cases that together grant every right, in French alone and beside nl, da and en: pdftotext
finds every word of the text sheet in its half of the page, pdffonts and qpdf have nothing to
say, the letters have 12 points at least, the margins 15 mm, and nothing has a colour.  Of all
cases under tests/cases: how many pages they take, and what a discreet sheet does not say.
Every case carries its date, so the clock is not read.  Standard library only.

It deliberately does not know how a sheet is laid out, only what a reader must find on it.
"""

import concurrent.futures
import gettext
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree
import zlib

PROGRAM, SOURCE, LOCALE = sys.argv[1:4]
TODAY = "2026-11-21"  # of case files that give no date
LANGUAGES = ("fr", "nl", "da", "en")
VARIANTS = (None, "nl", "da", "en")  # the language beside French
POINTS_A_MM = 72 / 25.4
WIDTH, HEIGHT = 210 * POINTS_A_MM, 297 * POINTS_A_MM
MARGIN = 15 * POINTS_A_MM
MIDDLE = int(WIDTH / 2)
LETTERS_LEAST = 12.0
ONE_PAGE_SHARE = 0.95
REVEALING = re.compile(r"\b(AME|C2S|CSS|PUMA|CMU|CMU-C|ACS|DSUV|FSUV)\b", re.IGNORECASE)
# Papers and places that are called as a right is.
ALIKE = ("Carte européenne d'assurance maladie (CEAM)", "Caisse de sécurité sociale de Mayotte (CSSM)",
         "Formulaire S1 ", "Formulaire E104")

failures = []


def fail(what, detail=""):
    """Notes a failure."""
    failures.append(f"FAILED: {what}{': ' if detail else ''}{detail}")


def run(*words, data=None):
    """Runs a command: status, output, messages."""
    done = subprocess.run(words, input=data, stdin=None if data else subprocess.DEVNULL, capture_output=True, timeout=60)
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


def in_parallel(function, items):
    """The results of FUNCTION for all items, in order."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return list(pool.map(function, items))


# ---- cases -----------------------------------------------------------------------------------------


def read_cases():
    """All cases: (name, date, pairs)."""
    cases = []
    for name in ("readable", "source-facts", "today"):
        with open(f"{SOURCE}/tests/cases/{name}.txt", encoding="utf-8") as file:
            for line in file:
                words = line.split("->")[0].split()
                if not words or words[0].startswith("#"):
                    continue
                pairs = dict(word.split("=", 1) for word in words[1:])
                cases.append((words[0], pairs.pop("date", TODAY), pairs))
    return cases


def decide(cases):
    """The certain and the possible rights of each case."""
    keys = sorted({key for _, _, pairs in cases for key in pairs})
    rows = ["\t".join(["date"] + keys)]
    rows += ["\t".join([date] + [pairs.get(key, "") for key in keys]) for _, date, pairs in cases]
    status, out, err = run(PROGRAM, "decide", "--batch", "-", data="\n".join(rows).encode() + b"\n")
    lines = out.decode().splitlines()
    if status != 0 or len(lines) != len(cases):
        sys.exit(f"FAILED: decide --batch: status {status}, {len(lines)} lines: {err}")
    return [[set(column.split()) for column in (line.split("\t") + [""])[:2]] for line in lines]


def choose_cases(cases, results, rights):
    """Few cases that together grant every right, where that is possible with certainty."""
    wanted, chosen = set(rights), []
    for column in (0, 1):  # the certain ones, then the possible ones
        while wanted:
            best = max(range(len(cases)), key=lambda i: len(wanted & results[i][column]))
            if not wanted & results[best][column]:
                break
            wanted -= results[best][column]
            chosen.append(best)
    if wanted:
        fail("no case grants", " ".join(sorted(wanted)))
    return sorted(set(chosen))


# ---- sheets ----------------------------------------------------------------------------------------


def sheet(case, *options):
    """The output of the command for a case."""
    _, date, pairs = case
    words = [f"{key}={value}" for key, value in pairs.items()]
    status, out, err = run(PROGRAM, "sheet", "--date", date, *options, *words)
    if status != 0 or err:
        fail(f"{case[0]} {' '.join(options)}", f"status {status}: {err}")
    return out


def solid(text):
    """A text without blanks of any kind."""
    return "".join(text.split())


def words_of_text_sheet(case, language, *options):
    """What the text sheet of one language says, without its marks, rules and blanks."""
    text = sheet(case, "--lang", language, "--format", "text", *options).decode("utf-8")
    lines = [line for line in text.splitlines() if not re.fullmatch("={20,}|-{20,}", line)]
    return solid(" ".join(re.sub(r"^(\* |\[ \] )", "", line) for line in lines))


def words_of_pdf(path, first, width):
    """What stands in some columns of points of a PDF, in the order in which it was drawn."""
    status, out, err = run("pdftotext", "-raw", "-enc", "UTF-8", "-x", str(first), "-y", "0", "-W", str(width), "-H",
                           str(int(HEIGHT) + 1), path, "-")
    if status != 0 or err:
        fail(path, f"pdftotext: status {status}: {err}")
    return solid(re.sub(r"(?m)^\s*\d+/\d+\s*$", "", out.decode("utf-8").replace("\f", "\n")))


def streams(pdf):
    """The drawings of all pages, unpacked."""
    return [zlib.decompressobj().decompress(match).decode("latin-1")  # what follows the drawing is left alone
            for match in re.findall(rb"/FlateDecode.*?stream\r?\n(.*?)endstream", pdf, re.DOTALL)]


def check_drawing(name, pdf):
    """Letters, margins and colours, read from the drawing itself."""
    drawings = streams(pdf)
    if not drawings:
        fail(name, "no drawing was found")
    for drawing in drawings:
        drawing = re.sub(r"\((?:[^()\\]|\\.)*\)", "()", drawing)
        sizes = [float(size) for size in re.findall(r"/F\d+ ([\d.]+) Tf", drawing)]
        if not sizes or min(sizes) < LETTERS_LEAST:
            fail(name, f"letters of {min(sizes, default=0)} points")
        places = [(float(x), float(y)) for x, y in re.findall(r"([\d.-]+) ([\d.-]+) (?:Td|m|l)\b", drawing)]
        places += [(float(x), float(y)) for x, y in re.findall(r"([\d.-]+) ([\d.-]+) [\d.-]+ [\d.-]+ re\b", drawing)]
        if any(x < MARGIN or y < MARGIN or y > HEIGHT - MARGIN or x > WIDTH - MARGIN for x, y in places):
            fail(name, "something is drawn in a margin")
        operators = set(re.findall(r"(?<=[\s\d])([A-Za-z]+\*?)(?=\s)", drawing))
        if operators & {"g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "gs", "Do", "sh"}:
            fail(name, f"colours or pictures: {operators}")


def check_width(name, path):
    """Words end before the margin."""
    _, out, _ = run("pdftotext", "-bbox", path, "-")
    for left, right, top, word in re.findall(r'<word xMin="([\d.]+)"[^>]*yMin="([\d.]+)"[^>]*xMax="([\d.]+)"[^>]*>([^<]*)', out.decode()):
        if float(top) > WIDTH - MARGIN or float(left) < MARGIN or float(right) < MARGIN:
            fail(name, f"'{word}' stands in a margin")


def count_boxes(pdf):
    """The tick boxes drawn."""
    return sum(len(re.findall(r"[\d.-]+ [\d.-]+ [\d.-]+ [\d.-]+ re\b", drawing)) for drawing in streams(pdf))


def count_pages(pdf):
    """The pages of a PDF."""
    return len(re.findall(rb"/Type */Page\b(?!s)", pdf))


def check_fonts(name, path):
    """pdffonts and qpdf have nothing to say; only fonts of every reader are used."""
    status, out, err = run("pdffonts", path)
    fonts = [line.split()[0] for line in out.decode().splitlines()[2:]]
    if status != 0 or err or not fonts or set(fonts) - {"Helvetica", "Helvetica-Bold"}:
        fail(name, f"pdffonts: status {status}, {fonts}: {err}")
    status, out, err = run("qpdf", "--check", path)
    if status != 0 or err or b"No syntax or stream encoding errors" not in out:
        fail(name, f"qpdf: status {status}: {out.decode()}{err}")


def check_pair(job):
    """One case in one pair of languages, looked at from all sides."""
    case, also, kind, folder = job
    options = [f"--{kind}"] if kind else []
    name = f"{case[0]} fr {also or 'alone'} {kind}"
    pdf = sheet(case, "--lang", "fr", "--format", "pdf", *(["--also", also] if also else []), *options)
    path = os.path.join(folder, f"{case[0]}-{also}-{kind}.pdf")
    with open(path, "wb") as file:
        file.write(pdf)
    halves = [("fr", 0, MIDDLE if also else int(WIDTH) + 1)] + ([(also, MIDDLE, MIDDLE + 1)] if also else [])
    for language, first, width in halves:
        wanted, found = words_of_text_sheet(case, language, *options), words_of_pdf(path, first, width)
        if wanted != found:
            at = next((i for i, (a, b) in enumerate(zip(wanted, found)) if a != b), min(len(wanted), len(found)))
            fail(name, f"{language}: the text goes on '{wanted[at:at + 50]}', the PDF '{found[at:at + 50]}'")
    papers = sheet(case, "--lang", "fr", *options).decode().count("[ ]")
    if count_boxes(pdf) != papers * len(halves):
        fail(name, f"{count_boxes(pdf)} boxes for {papers} papers")
    check_drawing(name, pdf)
    check_width(name, path)
    check_fonts(name, path)
    os.unlink(path)


# ---- all cases -------------------------------------------------------------------------------------


def count_case_pages(job):
    """The pages of one sheet."""
    case, also = job
    return count_pages(sheet(case, "--lang", "fr", "--format", "pdf", *(["--also", also] if also else [])))


def check_pages(cases):
    """How many pages sheets take: every case beside one language in turn, with SHEET_ALL beside each."""
    total = [0, 0, 0]
    for turn, also in enumerate(VARIANTS):
        some = cases if os.environ.get("SHEET_ALL") else cases[turn::len(VARIANTS)]
        counts = in_parallel(count_case_pages, [(case, also) for case in some])
        numbers = [counts.count(1), counts.count(2), sum(count > 2 for count in counts)]
        total = [a + b for a, b in zip(total, numbers)]
        print(f"pages, fr {also or 'alone'}: {numbers[0]} sheets on one, {numbers[1]} on two, {numbers[2]} on more: "
              f"{100 * numbers[0] / len(counts):.1f} % on one")
        if numbers[2]:
            fail(f"fr {also}", "over two pages: " + " ".join(case[0] for case, count in zip(some, counts) if count > 2))
    if total[0] < ONE_PAGE_SHARE * sum(total):
        fail("pages", f"only {total[0]} of {sum(total)} sheets are on one page")


def read_titles():
    """The titles and French names of all rights: {language: set}."""
    rights = xml.etree.ElementTree.parse(f"{SOURCE}/data/rights.xml").getroot().findall("right")
    english = {" ".join(title.text.split()) for right in rights for title in right.findall("title")}
    names = {name.get("name") for right in rights for name in right.findall("official")}
    titles = {}
    for language in LANGUAGES:
        with open(f"{LOCALE}/{language}/LC_MESSAGES/droits-sante.mo", "rb") as file:
            catalog = gettext.GNUTranslations(file)
        titles[language] = {catalog.pgettext("right title", title) for title in english} | names
        if language != "en" and len(titles[language] & english) > 5:
            fail(language, "the titles of the rights are not translated")
    return titles


def check_discreet(job):
    """A discreet sheet names no right."""
    case, language, titles = job
    text = " ".join(sheet(case, "--lang", language, "--discreet").decode("utf-8").split())
    for name in ALIKE:
        text = text.replace(name, "")
    said = [title for title in titles if re.search(rf"(?<!\w){re.escape(title)}(?!\w)", text)]
    said += REVEALING.findall(text)
    if said:
        fail(f"{case[0]} {language} discreet", f"says {said}")


def check_normal(job):
    """The other sheet names every right that is certain; notes and what is only possible have their own rules."""
    case, rights, titles = job
    text = solid(sheet(case, "--lang", "en").decode("utf-8"))
    for right in rights:
        if right in titles and not any(solid(title) in text for title in titles[right]):
            fail(case[0], f"{right} is not on the sheet")


# ---- the command -----------------------------------------------------------------------------------


def check_refusals():
    """Mistakes on the command line: status 2, nothing printed, one sentence that names the word."""
    mistakes = (
        (["--also", "de"], "also"), (["--also", "FR"], "also"), (["--also", "../fr"], "also"), (["--also", ""], "also"),
        (["--columns", "81"], "columns"), (["--columns", "0"], "columns"), (["--columns", "80x"], "columns"),
        (["--columns", "-1"], "columns"), (["--format", "pdf", "--columns", "80"], "columns"),
        (["--format", "json"], "json"), (["--format", "PDF"], "PDF"), (["--format", "tsv"], "tsv"),
        (["colour=red"], "colour"), (["papers=purple"], "purple"), (["age=x"], "x"), (["age"], "age"), (["=1"], ""),
        (["--date", "2026-02-30"], "2026-02-30"), (["--date", "1999-12-31"], "day"), (["--discreet=1"], "discreet"),
        (["--kiosk"], "kiosk"), (["--lang", "xx"], "lang"), (["--size", "80x24"], "size"), (["--batch", "-"], "batch"),
    )
    for words, named in mistakes:
        status, out, err = run(PROGRAM, "sheet", *words)
        if status != 2 or out or err.count("\n") != 1 or not err.startswith("droits-sante: ") or named not in err:
            fail("sheet " + " ".join(words), f"status {status}, {len(out)} bytes, {err!r}")


def check_same_language():
    """The same language twice is one language."""
    status, out, err = run(PROGRAM, "sheet", "--lang", "nl", "--also", "nl", "--date", TODAY)
    if status != 0 or out != run(PROGRAM, "sheet", "--lang", "nl", "--date", TODAY)[1]:
        fail("--also with the same language", err)


def check_closed_output():
    """An output that takes nothing is no success."""
    for kind in ("text", "pdf"):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, "sheet", "--format", kind, "--date", TODAY], stdout=full,
                                  stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, timeout=60)
        if done.returncode != 1 or done.stderr.count(b"\n") != 1:
            fail(f"sheet --format {kind} >/dev/full", f"status {done.returncode}: {done.stderr!r}")


# ---- all -------------------------------------------------------------------------------------------


def main():
    missing = [tool for tool in ("pdftotext", "pdffonts", "qpdf") if not shutil.which(tool)]
    if missing:
        sys.exit(f"FAILED: this test needs {' and '.join(missing)} (poppler-utils, qpdf)")
    cases = read_cases()
    results = decide(cases)
    rights = xml.etree.ElementTree.parse(f"{SOURCE}/data/rights.xml").getroot().findall("right")
    chosen = choose_cases(cases, results, [right.get("id") for right in rights])
    print(f"{len(cases)} cases; {len(chosen)} of them grant all {len(rights)} rights")
    with tempfile.TemporaryDirectory() as folder:
        jobs = [(cases[i], also, "", folder) for i in chosen for also in VARIANTS]
        jobs += [(cases[i], "nl", "discreet", folder) for i in chosen[::4]]
        in_parallel(check_pair, jobs)
    check_pages(cases)
    titles = read_titles()
    in_parallel(check_discreet, [(case, LANGUAGES[i % 4], titles[LANGUAGES[i % 4]]) for i, case in enumerate(cases)])
    in_parallel(check_discreet, [(cases[i], language, titles[language]) for i in chosen for language in LANGUAGES])
    named = {right.get("id"): [" ".join(title.text.split()) for title in right.findall("title")]
             for right in rights if right.get("kind") != "note"}
    in_parallel(check_normal, [(cases[i], results[i][0], named) for i in chosen])
    check_refusals()
    check_same_language()
    check_closed_output()
    for failure in failures[:40]:
        print(failure)
    print(f"{len(failures)} failures")
    return 1 if failures else 0


sys.exit(main())
