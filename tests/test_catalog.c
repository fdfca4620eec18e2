/* The check of catalogs: sound ones pass, damaged ones do not, and whatever passes is read by
 * gettext without harm.  CATALOG_MUTANTS in the environment sets the number of random mutants. */
#define _POSIX_C_SOURCE 200809L
#include "check_main.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "i18n/catalog.h"
#include "i18n/i18n.h"
#include "i18n/plural.h"
#include "util/memory.h"
#include "util/utf8.h"

#define LOCALE_DIR TEST_BINARY_DIR "/locale"
#define CATALOG "fr/LC_MESSAGES/droits-sante.mo"
#define CARRIER "carrier/LC_MESSAGES/SYS_LC_MESSAGES"
#define DEFAULT_MUTANTS 4000
#define PLURAL "x"

/* ---- a directory to work in ------------------------------------------------------------------- */

static char work_dir[sizeof "/tmp/ds-catalog-XXXXXX"];
static const char *const work_made[] = {"carrier", "carrier/LC_MESSAGES", "fr", "fr/LC_MESSAGES"};

/* Reads a whole file. */
static void read_file(const char *path, struct buffer *bytes)
{
    FILE *file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "%s", path);
    for (int c = fgetc(file); c != EOF; c = fgetc(file))
        buffer_add_char(bytes, (char)c);
    fclose(file);
}

/* Writes a whole file. */
static void write_file(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    fclose(file);
}

/* Makes a locale directory with a carrier and goes there. */
static void work_enter(void)
{
    struct buffer carrier = {0};
    memcpy(work_dir, "/tmp/ds-catalog-XXXXXX", sizeof work_dir);
    ck_assert_ptr_nonnull(mkdtemp(work_dir));
    ck_assert_int_eq(chdir(work_dir), 0);
    for (size_t i = 0; i < 4; i++)
        ck_assert_int_eq(mkdir(work_made[i], 0700), 0);
    read_file(LOCALE_DIR "/" CARRIER, &carrier);
    write_file(CARRIER, carrier.data, carrier.length);
    buffer_done(&carrier);
}

/* Removes the directory. */
static void work_leave(void)
{
    unlink(CARRIER);
    unlink(CATALOG);
    for (size_t i = 4; i > 0; i--)
        rmdir(work_made[i - 1]);
    ck_assert_int_eq(chdir("/"), 0);
    rmdir(work_dir);
}

/* True when the catalog in the directory passes; WHY gets the reason when it does not. */
static bool passes(struct buffer *why)
{
    buffer_clear(why);
    bool good = catalog_check(CATALOG, CATALOG_TEXTS, why);
    ck_assert_msg(good == (why->length == 0), "%s", buffer_text(why));
    return good;
}

/* ---- a catalog written by hand ------------------------------------------------------------------ */

#define HEADER \
    "Project-Id-Version: x\nContent-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n > 1);\n"

/* A message of a made catalog; the lengths count terminators inside. */
struct made_message {
    const char *original;
    size_t original_length;
    const char *translation;
    size_t translation_length;
};

#define MESSAGE(original, translation) {original, sizeof original - 1, translation, sizeof translation - 1}
#define MADE_MAX 4

/* Appends a word in the byte order of this machine. */
static void add_word(struct buffer *out, size_t word)
{
    uint32_t value = (uint32_t)word;
    buffer_add_bytes(out, (const char *)&value, sizeof value);
}

/* Replaces the word at an offset. */
static void set_word(struct buffer *out, size_t offset, size_t word)
{
    uint32_t value = (uint32_t)word;
    ck_assert_uint_le(offset + 4, out->length);
    memcpy(out->data + offset, &value, sizeof value);
}

/* Appends one table and remembers where its texts will stand. */
static void add_table(struct buffer *out, const struct made_message *messages, size_t count, bool originals, size_t at)
{
    for (size_t i = 0; i < count; i++) {
        size_t length = originals ? messages[i].original_length : messages[i].translation_length;
        add_word(out, length);
        add_word(out, at);
        at += length + 1;
    }
}

/* Writes a catalog without hash table: 28 bytes of words, originals, translations, texts. */
static void make_catalog(struct buffer *out, const struct made_message *messages, size_t count)
{
    size_t texts = 28 + 16 * count;
    size_t originals = 0;
    for (size_t i = 0; i < count; i++)
        originals += messages[i].original_length + 1;
    const size_t words[] = {0x950412deU, 0, count, 28, 28 + 8 * count, 0, texts};
    for (size_t i = 0; i < 7; i++)
        add_word(out, words[i]);
    add_table(out, messages, count, true, texts);
    add_table(out, messages, count, false, texts + originals);
    for (size_t i = 0; i < count; i++)
        buffer_add_bytes(out, messages[i].original, messages[i].original_length + 1);
    for (size_t i = 0; i < count; i++)
        buffer_add_bytes(out, messages[i].translation, messages[i].translation_length + 1);
}

/* ---- texts ---------------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    bool good;
    struct made_message messages[MADE_MAX];
} texts[] = {
    {"header alone", true, {MESSAGE("", HEADER)}},
    {"one text", true, {MESSAGE("", HEADER), MESSAGE("a", "b")}},
    {"context", true, {MESSAGE("", HEADER), MESSAGE("kind\004a", "é\n–")}},
    {"plural", true, {MESSAGE("", HEADER), MESSAGE("one\0{n}", "un\0{n} deux")}},
    {"places moved", true, {MESSAGE("", HEADER), MESSAGE("{a} {b}", "{b} {a} {b}")}},
    {"doubled brace", true, {MESSAGE("", HEADER), MESSAGE("a", "{{a}}")}},
    {"percent", true, {MESSAGE("", HEADER), MESSAGE("100 %", "%s%n")}},
    {"no message", false, {{0}}},
    {"no header", false, {MESSAGE("a", "b")}},
    {"empty header", false, {MESSAGE("", "")}},
    {"no charset", false, {MESSAGE("", "Plural-Forms: nplurals=2; plural=n;\n")}},
    {"latin 1", false, {MESSAGE("", "Content-Type: text/plain; charset=ISO-8859-1\n"
                               "Plural-Forms: nplurals=2; plural=n>1;\n")}},
    {"charset twice", false, {MESSAGE("", "X: charset=KOI8-R\n" HEADER)}},
    {"no plural rule", false, {MESSAGE("", "Content-Type: text/plain; charset=UTF-8\n")}},
    {"plural rule twice", false, {MESSAGE("", "X: plural=1/0;\n" HEADER)}},
    {"plural rule by zero", false, {MESSAGE("", "Content-Type: text/plain; charset=UTF-8\n"
                                           "Plural-Forms: nplurals=2; plural=n%0;\n")}},
    {"header with escape", false, {MESSAGE("", HEADER "X: \033[2J\n")}},
    {"header with terminator", false, {MESSAGE("", HEADER "\0X")}},
    {"out of order", false, {MESSAGE("", HEADER), MESSAGE("b", "x"), MESSAGE("a", "y")}},
    {"twice", false, {MESSAGE("", HEADER), MESSAGE("a", "x"), MESSAGE("a", "y")}},
    {"twice by plural", false, {MESSAGE("", HEADER), MESSAGE("a", "x"), MESSAGE("a\0b", "y\0z")}},
    {"empty translation", false, {MESSAGE("", HEADER), MESSAGE("a", "")}},
    {"forms without plural", false, {MESSAGE("", HEADER), MESSAGE("a", "x\0y")}},
    {"a form missing", false, {MESSAGE("", HEADER), MESSAGE("a\0b", "x")}},
    {"a form too many", false, {MESSAGE("", HEADER), MESSAGE("a\0b", "x\0y\0z")}},
    {"two plurals", false, {MESSAGE("", HEADER), MESSAGE("a\0b\0c", "x\0y")}},
    {"not UTF-8", false, {MESSAGE("", HEADER), MESSAGE("a", "\xe9")}},
    {"cut UTF-8", false, {MESSAGE("", HEADER), MESSAGE("a", "\xc3")}},
    {"overlong", false, {MESSAGE("", HEADER), MESSAGE("a", "\xc0\xaf")}},
    {"surrogate", false, {MESSAGE("", HEADER), MESSAGE("a", "\xed\xa0\x80")}},
    {"escape", false, {MESSAGE("", HEADER), MESSAGE("a", "\033]0;x\007")}},
    {"tab", false, {MESSAGE("", HEADER), MESSAGE("a", "\t")}},
    {"carriage return", false, {MESSAGE("", HEADER), MESSAGE("a", "x\r")}},
    {"delete", false, {MESSAGE("", HEADER), MESSAGE("a", "\177")}},
    {"C1", false, {MESSAGE("", HEADER), MESSAGE("a", "\xc2\x9b")}},
    {"bidirectional", false, {MESSAGE("", HEADER), MESSAGE("a", "\xe2\x80\xae")}},
    {"zero width", false, {MESSAGE("", HEADER), MESSAGE("a", "\xe2\x80\x8b")}},
    {"byte order mark", false, {MESSAGE("", HEADER), MESSAGE("a", "\xef\xbb\xbf")}},
    {"bad second form", false, {MESSAGE("", HEADER), MESSAGE("a\0b", "x\0\033")}},
    {"bad original", false, {MESSAGE("", HEADER), MESSAGE("a\033", "x")}},
    {"bad context", false, {MESSAGE("", HEADER), MESSAGE("\033\004a", "x")}},
    {"two contexts", false, {MESSAGE("", HEADER), MESSAGE("a\004b\004c", "x")}},
    {"place invented", false, {MESSAGE("", HEADER), MESSAGE("a {b}", "{b} {c}")}},
    {"place without original", false, {MESSAGE("", HEADER), MESSAGE("a", "{a}")}},
    {"place lost", false, {MESSAGE("", HEADER), MESSAGE("{a} {b}", "{a}")}},
    {"place renamed", false, {MESSAGE("", HEADER), MESSAGE("{ab}", "{a}")}},
    {"place not closed", false, {MESSAGE("", HEADER), MESSAGE("{a}", "{a} {")}},
    {"place of format", false, {MESSAGE("", HEADER), MESSAGE("{a}", "{a} {a!r}")}},
    {"place in one form", false, {MESSAGE("", HEADER), MESSAGE("one\0{n}", "un\0{m}")}},
};

START_TEST(test_texts)
{
    size_t count = 0;
    while (count < MADE_MAX && texts[_i].messages[count].original)
        count++;
    struct buffer bytes = {0};
    struct buffer why = {0};
    make_catalog(&bytes, texts[_i].messages, count);
    write_file(CATALOG, bytes.data, bytes.length);
    bool good = passes(&why);
    buffer_done(&bytes);
    ck_assert_msg(good == texts[_i].good, "%s: %s", texts[_i].name, buffer_text(&why));
    buffer_done(&why);
}
END_TEST

/* ---- structure ------------------------------------------------------------------------------------- */

/* One word replaced in a sound catalog of three messages; its tables are at 28 and 52. */
static const struct {
    const char *name;
    size_t offset;
    size_t word;
} words[] = {
    {"magic", 0, 0x950412dfU},
    {"other byte order", 0, 0xde120495U},
    {"minor revision", 4, 1},
    {"major revision", 4, 0x10000},
    {"no messages", 8, 0},
    {"too many messages", 8, 4000},
    {"count that overflows", 8, 0x20000000},
    {"count of all ones", 8, 0xffffffffU},
    {"originals outside", 12, 100000},
    {"originals that wrap", 12, 0xfffffff0U},
    {"originals in the words", 12, 24},
    {"originals off a word", 12, 30},
    {"translations outside", 16, 100000},
    {"translations that wrap", 16, 0xfffffff8U},
    {"translations off a word", 16, 53},
    {"hash table without slots", 20, 1},
    {"hash table of two", 20, 2},
    {"hash table of four", 20, 4},
    {"hash table of nine", 20, 9},
    {"hash table of nonsense", 20, 5},
    {"huge hash table", 20, 0x3fffffffU},
    {"long original", 36, 100000},
    {"original that wraps", 36, 0xffffffffU},
    {"original a byte short", 36, 2},
    {"original a byte long", 36, 4},
    {"original outside", 40, 100000},
    {"original in the words", 40, 8},
    {"long translation", 60, 100000},
    {"translation that wraps", 64, 0xffffffffU},
    {"translation a byte short", 60, 2},
    {"translation a byte long", 60, 4},
};

static const struct made_message sound[] = {MESSAGE("", HEADER), MESSAGE("abc", "xyz"), MESSAGE("def", "uvw")};

START_TEST(test_words)
{
    struct buffer bytes = {0};
    struct buffer why = {0};
    make_catalog(&bytes, sound, 3);
    write_file(CATALOG, bytes.data, bytes.length);
    ck_assert_msg(passes(&why), "%s", buffer_text(&why));
    set_word(&bytes, words[_i].offset, words[_i].word);
    write_file(CATALOG, bytes.data, bytes.length);
    ck_assert_msg(!passes(&why), "%s", words[_i].name);
    buffer_done(&bytes);
    buffer_done(&why);
}
END_TEST

START_TEST(test_every_truncation_is_refused)
{
    struct buffer bytes = {0};
    struct buffer why = {0};
    make_catalog(&bytes, sound, 3);
    for (size_t length = 0; length < bytes.length; length++) {
        write_file(CATALOG, bytes.data, length);
        ck_assert_msg(!passes(&why), "%lu bytes", (unsigned long)length);
    }
    buffer_done(&bytes);
    buffer_done(&why);
}
END_TEST

/* Writes a catalog of COUNT messages with a hash table of five slots behind it. */
static void write_with_slots(const struct made_message *messages, size_t count, const size_t slots[5])
{
    struct buffer bytes = {0};
    make_catalog(&bytes, messages, count);
    while (bytes.length % 4)
        buffer_add_char(&bytes, '\0');
    set_word(&bytes, 20, 5);
    set_word(&bytes, 24, bytes.length);
    for (size_t i = 0; i < 5; i++)
        add_word(&bytes, slots[i]);
    write_file(CATALOG, bytes.data, bytes.length);
    buffer_done(&bytes);
}

/* Tries the sound catalog with a hash table. */
static void check_slots(const size_t slots[5], bool expected)
{
    struct buffer why = {0};
    write_with_slots(sound, 3, slots);
    bool good = passes(&why);
    ck_assert_msg(good == expected, "%s", buffer_text(&why));
    buffer_done(&why);
}

START_TEST(test_hash_table)
{
    /* "" is 0, "abc" 26499 and "def" 27318: slots 0, 4 and 3 of five. */
    check_slots((const size_t[]){1, 0, 0, 3, 2}, true);
    check_slots((const size_t[]){1, 0, 3, 0, 2}, false);          /* not where a search looks */
    check_slots((const size_t[]){1, 0, 0, 2, 3}, false);          /* exchanged */
    check_slots((const size_t[]){1, 0, 0, 0, 2}, false);          /* one missing */
    check_slots((const size_t[]){1, 2, 0, 3, 2}, false);          /* one twice */
    check_slots((const size_t[]){1, 4, 0, 3, 2}, false);          /* one that does not exist */
    check_slots((const size_t[]){1, 0xffffffffU, 0, 3, 2}, false);
    check_slots((const size_t[]){1, 1, 1, 3, 2}, false);          /* no empty slot */
    check_slots((const size_t[]){0, 0, 0, 0, 0}, false);
}
END_TEST

/* A catalog with a second header, whose plural rule divides by zero, found through SLOTS. */
static bool passes_with_two_headers(const size_t slots[5])
{
    static const struct made_message two[] = {
        MESSAGE("", HEADER), MESSAGE("", "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=1/0;\n")};
    struct buffer why = {0};
    write_with_slots(two, 2, slots);
    bool good = catalog_check(CATALOG, CATALOG_STRUCTURE, &why);
    buffer_done(&why);
    return good;
}

START_TEST(test_header_that_is_found_is_the_one_checked)
{
    ck_assert(passes_with_two_headers((const size_t[]){1, 2, 0, 0, 0})); /* the second is never found */
    ck_assert(!passes_with_two_headers((const size_t[]){2, 1, 0, 0, 0}));
    ck_assert(!passes_with_two_headers((const size_t[]){0, 1, 2, 0, 0})); /* none is found */
}
END_TEST

START_TEST(test_things_that_are_no_file)
{
    struct buffer why = {0};
    ck_assert(!catalog_check("nowhere.mo", CATALOG_TEXTS, &why));
    ck_assert_str_eq(buffer_text(&why), "there is no such catalog");
    buffer_clear(&why);
    ck_assert(!catalog_check("fr", CATALOG_TEXTS, &why));
    ck_assert_int_eq(mkfifo("pipe", 0600), 0);
    buffer_clear(&why);
    ck_assert(!catalog_check("pipe", CATALOG_TEXTS, &why)); /* and does not wait for a writer */
    unlink("pipe");
    ck_assert(!catalog_check("/dev/zero", CATALOG_TEXTS, &why));
    FILE *big = fopen("big", "wb");
    ck_assert_ptr_nonnull(big);
    ck_assert_int_eq(ftruncate(fileno(big), 1L << 30), 0);
    fclose(big);
    ck_assert(!catalog_check("big", CATALOG_TEXTS, &why));
    unlink("big");
    buffer_done(&why);
}
END_TEST

START_TEST(test_shipped_catalogs_pass)
{
    for (size_t i = 0; i < i18n_language_count(); i++) {
        struct buffer path = {0};
        struct buffer why = {0};
        buffer_add_format(&path, LOCALE_DIR "/%s/LC_MESSAGES/droits-sante.mo", i18n_language_at(i)->code);
        ck_assert_msg(catalog_check(buffer_text(&path), CATALOG_TEXTS, &why), "%s: %s", buffer_text(&path), buffer_text(&why));
        buffer_done(&path);
        buffer_done(&why);
    }
}
END_TEST

/* ---- plural rules ------------------------------------------------------------------------------------ */

static const struct {
    const char *rule;
    unsigned forms;
    bool good;
} rules[] = {
    {"n != 1", 2, true},
    {"(n > 1)", 2, true},
    {"n!=1", 2, true},
    {"0", 1, true},
    {"n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2", 3, true},
    {"n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5", 6, true},
    {"!(n == 1)", 2, true},
    {"n / 2 * 0 + 1 - 0", 2, true},
    {"n", 2, false},
    {"n > 1", 1, false},
    {"n != 1", 0, false},
    {"n != 1", 7, false},
    {"n - 1", 6, false},
    {"n % 0", 2, false},
    {"n / 0", 2, false},
    {"1 / n", 2, false},
    {"n % (n - n)", 2, false},
    {"n % n", 2, false},
    {"n % 00", 2, false},
    {"", 2, false},
    {" ", 2, false},
    {"n = 1", 2, false},
    {"n & 1", 2, false},
    {"n | 1", 2, false},
    {"n ! 1", 2, false},
    {"n != 1 x", 2, false},
    {"n != ", 2, false},
    {"(n != 1", 2, false},
    {"n != 1)", 2, false},
    {"n ? 1", 2, false},
    {"n ? 1 : ", 2, false},
    {"n ? : 1", 2, false},
    {"m != 1", 2, false},
    {"-n", 2, false},
    {"n > 1111111111", 2, false},
    {"((((((((((((((((((((((((((((((n > 1))))))))))))))))))))))))))))))", 2, false},
    {"!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!n", 2, false},
};

START_TEST(test_plural_rules)
{
    bool good = plural_check(rules[_i].rule, strlen(rules[_i].rule), rules[_i].forms);
    ck_assert_msg(good == rules[_i].good, "%s", rules[_i].rule);
}
END_TEST

/* ---- random damage -------------------------------------------------------------------------------------- */

static uint64_t random_state = 0x9e3779b97f4a7c15U;

/* A number below LIMIT; the same row of numbers in every run. */
static size_t random_below(size_t limit)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return limit ? (size_t)(random_state % limit) : 0;
}

/* Damages a catalog in one of six ways. */
static void mutate(struct buffer *bytes, size_t mode)
{
    static const uint32_t magic[] = {0, 1, 2, 3, 0x7fffffff, 0x80000000U, 0xffffffffU, 0xfffffffcU, 28, 0x10000};
    size_t tables = bytes->length < 4000 ? bytes->length : 4000;
    size_t changes = 1 + random_below(8);
    for (size_t i = 0; i < changes; i++) {
        if (mode == 0) /* any byte */
            bytes->data[random_below(bytes->length)] = (char)random_below(256);
        else if (mode == 1) /* one bit */
            bytes->data[random_below(bytes->length)] ^= (char)(1 << random_below(7));
        else if (mode == 2) /* the seven words */
            bytes->data[random_below(28)] = (char)random_below(256);
        else if (mode == 3) /* a word of the tables */
            set_word(bytes, random_below(tables / 4) * 4, magic[random_below(10)]);
        else if (mode == 4) /* a small change to a number */
            bytes->data[random_below(tables / 4) * 4] ^= 1;
        else /* the second half, where the texts are */
            bytes->data[bytes->length / 2 + random_below(bytes->length / 2)] = (char)(' ' + random_below(95));
        if (mode == 1)
            break;
    }
}

/* Measures a text that was looked up; a translation that may not be shown ends the child. */
static size_t measure(const char *text, const char *original, const char *plural)
{
    size_t length = strlen(text);
    if (text != original && text != plural && (length == 0 || utf8_find_bad(text, length) != length))
        _exit(3);
    return length;
}

/* Looks up every original of the catalog, as a text and as a plural. */
static void read_all(const struct buffer *bytes)
{
    uint32_t count;
    uint32_t table;
    memcpy(&count, bytes->data + 8, 4);
    memcpy(&table, bytes->data + 12, 4);
    size_t sum = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at;
        memcpy(&at, bytes->data + table + i * 8 + 4, 4);
        const char *original = bytes->data + at;
        const char *inside = original + (*original != '\0');
        sum += measure(i18n_text(original), original, original);
        for (unsigned long n = 0; n < 3; n++)
            sum += measure(i18n_plural(original, PLURAL, n), original, PLURAL);
        sum += measure(i18n_text(inside), inside, inside);
    }
    _exit(sum == 0); /* the header at least is there */
}

/* Reads the catalog of the directory through gettext in a child; its exit status. */
static int read_in_child(const struct buffer *bytes)
{
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        alarm(20);
        if (!i18n_start(work_dir) || !i18n_set_language("fr"))
            _exit(2);
        read_all(bytes);
    }
    int status = 0;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    return status;
}

/* Damages the catalog of BYTES once and judges the result; true when gettext was shown it. */
static bool try_mutant(const struct buffer *bytes, size_t number)
{
    struct buffer mutant = {0};
    struct buffer why = {0};
    buffer_add_bytes(&mutant, bytes->data, bytes->length);
    mutate(&mutant, number % 6);
    write_file(CATALOG, mutant.data, mutant.length);
    bool good = catalog_check(CATALOG, CATALOG_STRUCTURE, &why);
    ck_assert(good || !passes(&why)); /* all texts are no less than the structure */
    if (good)
        ck_assert_msg(read_in_child(&mutant) == 0, "mutant %lu crashes gettext", (unsigned long)number);
    buffer_done(&mutant);
    buffer_done(&why);
    return good;
}

/* The number of mutants to try. */
static size_t mutant_count(void)
{
    const char *wished = getenv("CATALOG_MUTANTS");
    return wished ? (size_t)strtoul(wished, NULL, 10) : DEFAULT_MUTANTS;
}

/* Half of the mutants are of the small catalog, where damage hits structure more often. */
START_TEST(test_mutants_do_no_harm)
{
    static const struct made_message small[] = {MESSAGE("", HEADER), MESSAGE("context\004a {b} c", "x {b} y"),
                                                MESSAGE("one day\0{n} days", "un jour\0{n} jours"),
                                                MESSAGE("plain", "simple")};
    struct buffer large = {0};
    struct buffer little = {0};
    read_file(LOCALE_DIR "/en/LC_MESSAGES/droits-sante.mo", &large);
    make_catalog(&little, small, 4);
    write_file(CATALOG, large.data, large.length);
    ck_assert_int_eq(read_in_child(&large), 0);
    size_t accepted = 0;
    size_t count = mutant_count();
    for (size_t i = 0; i < count; i++)
        accepted += try_mutant(i % 12 < 6 ? &little : &large, i);
    printf("%lu mutants, %lu accepted\n", (unsigned long)count, (unsigned long)accepted);
    ck_assert_uint_gt(accepted, count / 100);
    ck_assert_uint_lt(accepted, count);
    buffer_done(&large);
    buffer_done(&little);
}
END_TEST

#define COUNT(table) (int)(sizeof table / sizeof table[0])

int main(void)
{
    Suite *suite = suite_create("catalog");
    TCase *files = tcase_create("files");
    tcase_add_checked_fixture(files, work_enter, work_leave);
    tcase_add_loop_test(files, test_texts, 0, COUNT(texts));
    tcase_add_loop_test(files, test_words, 0, COUNT(words));
    tcase_add_test(files, test_every_truncation_is_refused);
    tcase_add_test(files, test_hash_table);
    tcase_add_test(files, test_header_that_is_found_is_the_one_checked);
    tcase_add_test(files, test_things_that_are_no_file);
    tcase_add_test(files, test_shipped_catalogs_pass);
    suite_add_tcase(suite, files);
    TCase *plural = tcase_create("plural");
    tcase_add_loop_test(plural, test_plural_rules, 0, COUNT(rules));
    suite_add_tcase(suite, plural);
    TCase *mutants = tcase_create("mutants");
    tcase_add_checked_fixture(mutants, work_enter, work_leave);
    tcase_set_timeout(mutants, 120);
    tcase_add_test(mutants, test_mutants_do_no_harm);
    suite_add_tcase(suite, mutants);
    return check_run(suite);
}
