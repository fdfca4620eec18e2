/* The two files of a site: the examples, every mistake with its place, staleness, languages.
 * Where a mistake has to be reported is not written down as numbers: a '^' is put into the text
 * and taken out before the file is written. */
#include "check_main.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "i18n/i18n.h"
#include "rules/reader.h"
#include "rules/rules.h"
#include "rules/site.h"
#include "rules/xml.h"
#include "util/date.h"
#include "util/memory.h"
#include "util/utf8.h"

#define EXAMPLE_SITE TEST_SOURCE_DIR "/data/site.example.xml"
#define EXAMPLE_PLACES TEST_SOURCE_DIR "/data/places.example.xml"

static char directory[40];
static char path[64]; /* the file of all tests */

/* Makes the directory of the file. */
static void make_directory(void)
{
    snprintf(directory, sizeof directory, "/tmp/droits-sante-site-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(directory));
    snprintf(path, sizeof path, "%s/file.xml", directory);
}

/* Removes the file and its directory. */
static void remove_directory(void)
{
    remove(path);
    rmdir(directory);
}

/* Writes the file. */
static void save(const char *data, size_t size)
{
    remove(path);
    FILE *out = fopen(path, "wb");
    ck_assert_ptr_nonnull(out);
    ck_assert_uint_eq(fwrite(data, 1, size, out), size);
    ck_assert_int_eq(fclose(out), 0);
}

/* A whole file of the sources. */
static struct buffer load(const char *name)
{
    FILE *in = fopen(name, "rb");
    ck_assert_msg(in != NULL, "%s", name);
    struct buffer all = {0};
    char block[4096];
    size_t got;
    while ((got = fread(block, 1, sizeof block, in)) > 0)
        buffer_add_bytes(&all, block, got);
    fclose(in);
    return all;
}

/* A day of the calendar. */
static int32_t day_of(const char *text)
{
    int32_t day;
    ck_assert_msg(date_parse(text, &day), "%s", text);
    return day;
}

/* ---- mistakes ---- */

/* Reads the file as site.xml or as places.xml; true when it is sound. */
static bool read_file(bool is_site, struct errors *errors)
{
    if (is_site) {
        struct site *site = site_read(path, errors);
        bool sound = site != NULL;
        site_free(site);
        return sound;
    }
    struct site_places *places = site_read_places(path, errors);
    bool sound = places != NULL;
    site_free_places(places);
    return sound;
}

/* Ends the test unless what is printed about ERRORS is clean. */
static void assert_clean(const struct errors *errors)
{
    static char *text; /* static, because some compilers believe that the stream still writes there */
    static size_t size;
    FILE *stream = open_memstream(&text, &size);
    ck_assert_ptr_nonnull(stream);
    errors_print(errors, stream);
    fclose(stream);
    ck_assert_uint_eq(utf8_find_bad(text, size), size);
    free(text);
}

/* Takes the '^' out of TEXT, writes the file, and notes the line and column of what followed it. */
static void save_marked(const char *text, uint32_t *line, uint32_t *column)
{
    const char *mark = strchr(text, '^');
    ck_assert_msg(mark != NULL, "no mark in: %s", text);
    *line = 1;
    *column = 1;
    for (const char *c = text; c < mark; c++) {
        *column = *c == '\n' ? 1 : *column + (((unsigned char)*c & 0xc0) != 0x80);
        *line += *c == '\n';
    }
    struct buffer all = {0};
    buffer_add_bytes(&all, text, (size_t)(mark - text));
    buffer_add(&all, mark + 1);
    save(all.data, all.length);
    buffer_done(&all);
}

/* Reads TEXT and asserts that the only mistake is MESSAGE at the mark. */
static void expect_mistake(bool is_site, const char *text, const char *message)
{
    struct errors errors = {0};
    uint32_t line, column;
    save_marked(text, &line, &column);
    ck_assert_msg(!read_file(is_site, &errors), "this was accepted: %s", text);
    if (errors.count != 1)
        errors_print(&errors, stdout);
    fflush(stdout);
    ck_assert_msg(errors.count == 1, "%s: %zu messages", message, errors.count);
    ck_assert_str_eq(errors.items[0].message, message);
    ck_assert_str_eq(errors.items[0].path, path);
    ck_assert_msg(errors.items[0].line == line && errors.items[0].column == column, "%s: at %u:%u, not at %u:%u",
                  message, errors.items[0].line, errors.items[0].column, line, column);
    ck_assert_ptr_nonnull(errors.items[0].excerpt);
    assert_clean(&errors);
    errors_done(&errors);
}

/* Reads TEXT, which is sound. */
static void expect_sound(bool is_site, const char *text)
{
    struct errors errors = {0};
    save(text, strlen(text));
    bool sound = read_file(is_site, &errors);
    errors_print(&errors, stdout);
    fflush(stdout);
    ck_assert_msg(sound && errors.count == 0, "%s", text);
}

#define T10 "1234567890"
#define T60 T10 T10 T10 T10 T10 T10
#define E10 "éèêëàâîïôû"
#define E60 E10 E10 E10 E10 E10 E10

#define SITE(inside) "<site name=\"CCAS\" town=\"Été\" department=\"62\">\n  " inside "\n</site>\n"
#define HEAD(attributes) "<site " attributes "/>\n"
#define ADDRESS70 "https://www.example.org/" T10 T10 T10 T10 "123456"
#define NOT_ADDRESS "is not the address of a public page such as https://www.example.org/sante"
#define NOT_QUEUE "is not the name of a print queue: no blank, / # ? \\ or quotation mark, no - at its start"
#define NOT_DEPARTMENT "is not a department: 01 to 95, with 2A and 2B for 20, 971 to 978, 986 to 988"

/* A mistake and what is said about it. */
struct mistake {
    const char *text, *message;
};

static const struct mistake site_mistakes[] = {
    {"^" HEAD("town=\"b\" department=\"62\""), "<site> has no attribute 'name'"},
    {HEAD("name=\"a\" ^twon=\"b\" department=\"62\""), "<site> has no attribute 'twon' (did you mean 'town'?)"},
    {HEAD("name=\"^\" town=\"b\" department=\"62\""), "'' is empty"},
    {HEAD("name=\"^ \" town=\"b\" department=\"62\""), "' ' begins or ends with a blank"},
    {HEAD("name=\"é\" town=\"^b \" department=\"62\""), "'b ' begins or ends with a blank"},
    {HEAD("name=\"^" T60 "1\" town=\"b\" department=\"62\""), "'name' is longer than 60 characters"},
    {HEAD("name=\"a\" town=\"^" E60 "é\" department=\"62\""), "'town' is longer than 60 characters"},
    {HEAD("name=\"^a&#x202E;b\" town=\"b\" department=\"62\""), "'a???b' holds a character that no text may hold"},
    {HEAD("name=\"^a&#x200B;b\" town=\"b\" department=\"62\""), "'a???b' holds a character that no text may hold"},
    {HEAD("name=\"a^\x1b[2J\" town=\"b\" department=\"62\""), "the invisible character U+001B is not allowed"},
    {HEAD("name=\"a^\xe9\" town=\"b\" department=\"62\""),
     "byte 0xe9 is not UTF-8 (the file was saved in another encoding?); save it as UTF-8"},
    {HEAD("name=\"a\" town=\"b\" department=\"^20\""), "'20' " NOT_DEPARTMENT},
    {HEAD("name=\"a\" town=\"b\" department=\"^00\""), "'00' " NOT_DEPARTMENT},
    {HEAD("name=\"a\" town=\"b\" department=\"^96\""), "'96' " NOT_DEPARTMENT},
    {HEAD("name=\"a\" town=\"b\" department=\"^6\""), "'6' " NOT_DEPARTMENT},
    {HEAD("name=\"a\" town=\"b\" department=\"^2C\""), "'2C' " NOT_DEPARTMENT},
    {HEAD("name=\"a\" town=\"b\" department=\"^970\""), "'970' " NOT_DEPARTMENT},
    {HEAD("name=\"a\" town=\"b\" department=\"^979\""), "'979' " NOT_DEPARTMENT},
    {HEAD("name=\"a\" town=\"b\" department=\"^62000\""), "'62000' " NOT_DEPARTMENT},
    {SITE("^<langages default=\"fr\"/>"),
     "<langages> is not allowed here inside <site>; allowed: <languages> <idle> <printer> <web> (did you mean "
     "'languages'?)"},
    {SITE("<languages default=\"fr ^fx en\"/>"), "there is no language 'fx'; known: fr nl da en (did you mean 'fr'?)"},
    {SITE("<languages default=\"^arabic\"/>"), "there is no language 'arabic'; known: fr nl da en"},
    {SITE("<languages default=\"fr nl ^fr\"/>"), "'fr' stands twice"},
    {SITE("<languages default=\"^fr,nl\"/>"), "'fr,nl' is not a list of ids separated by single spaces"},
    {"^" SITE("<languages default=\"fr\"/><languages default=\"nl\"/>"), "<site> has too many <languages>"},
    {SITE("<idle before=\"^59\"/>"), "'before' is a whole number of seconds from 60 to 1800"},
    {SITE("<idle before=\"^1801\"/>"), "'before' is a whole number of seconds from 60 to 1800"},
    {SITE("<idle before=\"^90.5\"/>"), "'before' is a whole number of seconds from 60 to 1800"},
    {SITE("<idle before=\"60\" results=\"^3601\"/>"), "'results' is a whole number of seconds from 60 to 3600"},
    {SITE("<idle warning=\"^29\"/>"), "'warning' is a whole number of seconds from 30 to 600"},
    {SITE("<idle warning=\"^0\"/>"), "'warning' is a whole number of seconds from 30 to 600"},
    {SITE("<idle warning=\"^99999999999\"/>"), "'warning' is a whole number of seconds from 30 to 600"},
    {SITE("<idle warning=\"^-30\"/>"), "'-30' is not a number such as 1234 or 1234.50"},
    {SITE("<idle warning=\"^2 min\"/>"), "'2 min' is not a number such as 1234 or 1234.50"},
    {SITE("^<printer/>"), "<printer> has no attribute 'queue'"},
    {SITE("<printer queue=\"^hall/laser\"/>"), "'hall/laser' " NOT_QUEUE},
    {SITE("<printer queue=\"^hall laser\"/>"), "'hall laser' " NOT_QUEUE},
    {SITE("<printer queue=\"^hall#1\"/>"), "'hall#1' " NOT_QUEUE},
    {SITE("<printer queue=\"^hall'1\"/>"), "'hall'1' " NOT_QUEUE},
    {SITE("<printer queue=\"^-o\"/>"), "'-o' " NOT_QUEUE},
    {SITE("<printer queue=\"^hall&#9;1\"/>"), "'hall?1' holds a character that no text may hold"},
    {SITE("<printer queue=\"^" T60 T60 "12345678\"/>"), "'queue' is longer than 127 bytes"},
    {SITE("<web address=\"^http://www.example.org/\"/>"), "'http://www.example.org/' does not begin with https://"},
    {SITE("<web address=\"^www.example.org\"/>"), "'www.example.org' does not begin with https://"},
    {SITE("<web address=\"^javascript:alert(1)\"/>"), "'javascript:alert(1)' does not begin with https://"},
    {SITE("<web address=\"^https://example.org/?age=35\"/>"),
     "'https://example.org/?age=35' holds '?' or '#': an address on paper carries no answers"},
    {SITE("<web address=\"^https://example.org/#age=35\"/>"),
     "'https://example.org/#age=35' holds '?' or '#': an address on paper carries no answers"},
    {SITE("<web address=\"^https://\"/>"), "'https://' " NOT_ADDRESS},
    {SITE("<web address=\"^https://localhost/\"/>"), "'https://localhost/' " NOT_ADDRESS},
    {SITE("<web address=\"^https://192.168.1.1/\"/>"), "'https://192.168.1.1/' " NOT_ADDRESS},
    {SITE("<web address=\"^https://a..org/\"/>"), "'https://a..org/' " NOT_ADDRESS},
    {SITE("<web address=\"^https://example.org./\"/>"), "'https://example.org./' " NOT_ADDRESS},
    {SITE("<web address=\"^https://-a.org/\"/>"), "'https://-a.org/' " NOT_ADDRESS},
    {SITE("<web address=\"^https://me@example.org/\"/>"), "'https://me@example.org/' " NOT_ADDRESS},
    {SITE("<web address=\"^https://example.org/a b\"/>"), "'https://example.org/a b' " NOT_ADDRESS},
    {SITE("<web address=\"^https://éxample.org/\"/>"), "'https://éxample.org/' " NOT_ADDRESS},
    {SITE("<web address=\"^" ADDRESS70 "123456789\"/>"), "'address' is longer than 78 bytes"},
    {"\n^<places><place id=\"a\" kind=\"ccas\" checked=\"2026-01-01\"><name>n</name><address>a</address></place>"
     "</places>",
     "this file begins with <places>; it should begin with <site>"},
    {"<?xml version=\"1.0\"?>\n^<siet/>",
     "<siet> begins no rule file; known: <questions> <rights> <parameters> <glossary> <guide> <tree> <site> <places>"},
    {"^<!DOCTYPE site SYSTEM \"file:///etc/passwd\">\n<site/>", "<!DOCTYPE ...> is not allowed in rule files"},
};

START_TEST(a_mistake_in_the_site_has_its_place)
{
    expect_mistake(true, site_mistakes[_i].text, site_mistakes[_i].message);
}
END_TEST

#define PLACE(inside) \
    "<places>\n<place id=\"a\" kind=\"ccas\" checked=\"2026-01-01\">\n" inside "\n</place>\n</places>\n"
#define NAMED(inside) PLACE("<name>n</name><address>é</address>" inside)
#define TAG(attributes) "<places>\n  <place " attributes "><name>n</name><address>a</address></place>\n</places>\n"
#define KINDS "known: cpam hospital ccas pmi prefecture home-state employer ase cssm ngo university insurer"
#define HOURS5 "<hours>h</hours><hours>h</hours><hours>h</hours><hours>h</hours><hours>h</hours>"

static const struct mistake place_mistakes[] = {
    {"<places>\n^<place id=\"a\" kind=\"ccas\"><name>n</name><address>a</address></place></places>",
     "<place> has no attribute 'checked'"},
    {TAG("id=\"a\" kind=\"ccas\" checked=\"^2026-02-29\""),
     "'2026-02-29' is not a date of the calendar (YYYY-MM-DD)"},
    {TAG("id=\"a\" kind=\"ccas\" checked=\"^12/01/2026\""),
     "'12/01/2026' is not a date of the calendar (YYYY-MM-DD)"},
    {TAG("id=\"a\" kind=\"^hosptial\" checked=\"2026-01-01\""),
     "there is no kind of place 'hosptial'; " KINDS " (did you mean 'hospital'?)"},
    {TAG("id=\"a\" kind=\"^pass\" checked=\"2026-01-01\""), "a PASS is kind=\"hospital\" pass=\"yes\""},
    {TAG("id=\"a\" kind=\"^embassy\" checked=\"2026-01-01\""), "there is no kind of place 'embassy'; " KINDS},
    {TAG("id=\"a\" kind=\"^\" checked=\"2026-01-01\""), "'' is not an id: lower-case letters, digits, hyphens"},
    {TAG("id=\"a\" kind=\"ccas\" pass=\"^yes\" checked=\"2026-01-01\""),
     "only a hospital has a PASS, not kind=\"ccas\""},
    {TAG("id=\"a\" kind=\"hospital\" pass=\"^oui\" checked=\"2026-01-01\""),
     "'oui' is not one of the words allowed here: yes no"},
    {TAG("id=\"^A b\" kind=\"ccas\" checked=\"2026-01-01\""),
     "'A b' is not an id: lower-case letters, digits, hyphens"},
    {"<places>\n<place id=\"a\" kind=\"ccas\" checked=\"2026-01-01\"><name>n</name><address>a</address></place>\n"
     "<place id=\"b\" kind=\"ccas\" checked=\"2026-01-01\"><name>n</name><address>a</address></place>\n"
     "<place id=\"^a\" kind=\"pmi\" checked=\"2026-01-01\"><name>n</name><address>a</address></place></places>",
     "duplicate id 'a'"},
    {"<places>\n^<place id=\"a\" kind=\"ccas\" checked=\"2026-01-01\">\n<address>a</address></place></places>",
     "<place> has no <name>"},
    {"<places>\n^<place id=\"a\" kind=\"ccas\" checked=\"2026-01-01\">\n<name>a</name></place></places>",
     "<place> has no <address>"},
    {NAMED("^<phnoe>0</phnoe>"),
     "<phnoe> is not allowed here inside <place>; allowed: <name> <address> <hours> <phone> <spoken> <note> "
     "<appointment> (did you mean 'phone'?)"},
    {PLACE("^<nmae>n</nmae><address>a</address>"),
     "<nmae> is not allowed here inside <place>; allowed: <name> <address> <hours> <phone> <spoken> <note> "
     "<appointment> (did you mean 'name'?)"},
    {PLACE("^<name lang=\"nl\">n</name><address>a</address>"),
     "<name> is given in 'nl' but not in French, which stands in for other languages"},
    {NAMED("^<note lang=\"en\">x</note>"),
     "<note> is given in 'en' but not in French, which stands in for other languages"},
    {NAMED("\n^<name lang=\"fr\">x</name>"), "<name> stands more than 1 time in 'fr'"},
    {NAMED("<note>x</note><note lang=\"da\">x</note>\n^<note lang=\"da\">y</note>"),
     "<note> stands more than 1 time in 'da'"},
    {NAMED("<hours>x</hours><hours>y</hours>\n^<hours lang=\"nl\">z</hours>"),
     "<hours>: 1 in 'nl' but 2 in French; a language needs all or none"},
    {NAMED("<hours>x</hours>^<hours lang=\"en\">y</hours>\n<hours lang=\"en\">z</hours>"),
     "<hours>: 2 in 'en' but 1 in French; a language needs all or none"},
    {NAMED(HOURS5 HOURS5 "\n^<hours>h</hours>"), "<hours> stands more than 10 times in 'fr'"},
    {NAMED("<note>x</note><note lang=\"^ne\">x</note>"),
     "there is no language 'ne'; known: fr nl da en (did you mean 'nl'?)"},
    {NAMED("<note>x</note><note lang=\"^NL\">x</note>"), "'NL' is not an id: lower-case letters, digits, hyphens"},
    {PLACE("<name lang=\"^français\">n</name><address>a</address>"),
     "'français' is not an id: lower-case letters, digits, hyphens"},
    {NAMED("<note ^langue=\"nl\">x</note>"), "<note> has no attribute 'langue' (did you mean 'lang'?)"},
    {NAMED("<phone ^lang=\"nl\">1</phone>"), "<phone> has no attribute 'lang'"},
    {NAMED("^<phone>call us</phone>"), "'call us' is not a phone number: digits, blanks, + . ( ) -"},
    {NAMED("^<phone>+</phone>"), "'+' is not a phone number: digits, blanks, + . ( ) -"},
    {"<places>\n^<place id=\"a\" kind=\"ccas\" checked=\"2026-01-01\"><name>n</name><address>a</address>"
     "<phone>1</phone><phone>2</phone></place></places>",
     "<place> has too many <phone>"},
    {NAMED("^<note>  \n </note>"), "<note> has no text"},
    {NAMED("^<note>a&#x202E;b</note>"), "<note> holds a character that no text may hold"},
    {NAMED("^<note>e&#x301;&#x301;&#x301;</note>"), "<note> holds a character that no text may hold"},
    {NAMED("<note>a^\x1b]0;x\x07</note>"), "the invisible character U+001B is not allowed"},
    {NAMED("<note>a^\xc2\x9b" "2J</note>"), "the invisible character U+009B is not allowed"},
    {NAMED("<note>a^\xe2\x80\xae</note>"), "the invisible character U+202E is not allowed"},
    {NAMED("<note>caf^\xe9</note>"),
     "byte 0xe9 is not UTF-8 (the file was saved in another encoding?); save it as UTF-8"},
    {NAMED("<note>^&#27;</note>"), "this cannot be read; in a text, write '&' as &amp; and '<' as &lt;"},
    {NAMED("<note>Prix ^& soins</note>"), "this cannot be read; in a text, write '&' as &amp; and '<' as &lt;"},
    {NAMED("<note>^<![CDATA[x]]></note>"), "<![CDATA[ is not allowed in rule files; write &amp; and &lt;"},
    {NAMED("<note>a ^<b>b</b></note>"), "<b> is not allowed inside the text of <note>"},
    {PLACE("^<name>" T60 "1</name><address>a</address>"), "<name> has a text of more than 60 characters"},
    {PLACE("<name>n</name>^<name lang=\"en\">" E60 "é</name><address>a</address>"),
     "<name> has a text of more than 60 characters"},
    {PLACE("<name>n</name>\n^<address>" T60 T60 T60 T10 T10 "1</address>"),
     "<address> has a text of more than 200 characters"},
    {NAMED("^<hours>" E60 E60 "1</hours>"), "<hours> has a text of more than 120 characters"},
    {NAMED("^<phone>" T10 T10 T10 T10 "1</phone>"), "<phone> has a text of more than 40 characters"},
    {NAMED("^<spoken>" T60 T60 "1</spoken>"), "<spoken> has a text of more than 120 characters"},
    {NAMED("^<appointment>" T60 T60 T60 T60 T60 "1</appointment>"),
     "<appointment> has a text of more than 300 characters"},
    {NAMED("^<note>" T60 T60 T60 T60 T60 T60 T60 T60 T10 T10 "1</note>"),
     "<note> has a text of more than 500 characters"},
    {"\n^<places/>", "<places> has no <place>"},
    {"\n^<site name=\"a\" town=\"b\" department=\"62\"/>",
     "this file begins with <site>; it should begin with <places>"},
};

START_TEST(a_mistake_in_the_places_has_its_place)
{
    expect_mistake(false, place_mistakes[_i].text, place_mistakes[_i].message);
}
END_TEST

START_TEST(all_mistakes_are_shown_at_once)
{
    static const char text[] = "<places>\n"
                               "<place id=\"a\" kind=\"cass\" checked=\"2026-01-01\"><name>n</name><address>a</address>\n"
                               "<phone>x</phone></place>\n"
                               "<place id=\"a\" kind=\"pmi\"><name>n</name><address>a</address>\n"
                               "<note lang=\"nl\">x</note></place>\n</places>\n";
    static const uint32_t lines[] = {2, 3, 4, 4, 5};
    struct errors errors = {0};
    save(text, sizeof text - 1);
    ck_assert(!read_file(false, &errors));
    ck_assert_uint_eq(errors.count, sizeof lines / sizeof lines[0]);
    for (size_t i = 0; i < errors.count; i++)
        ck_assert_uint_eq(errors.items[i].line, lines[i]);
    errors_done(&errors);
}
END_TEST

/* ---- what is sound ---- */

static const char *const sound_sites[] = {
    HEAD("name=\"a\" town=\"b\" department=\"01\""),
    HEAD("name=\"a\" town=\"b\" department=\"19\""),
    HEAD("name=\"a\" town=\"b\" department=\"2A\""),
    HEAD("name=\"a\" town=\"b\" department=\"2B\""),
    HEAD("name=\"a\" town=\"b\" department=\"95\""),
    HEAD("name=\"a\" town=\"b\" department=\"971\""),
    HEAD("name=\"a\" town=\"b\" department=\"976\""),
    HEAD("name=\"a\" town=\"b\" department=\"988\""),
    HEAD("name=\"" E60 "\" town=\"" T60 "\" department=\"62\""),
    HEAD("name=\"{age} %s &amp; &lt;\" town=\"L'Haÿ\" department=\"94\""),
    SITE("<idle/>"),
    SITE("<idle before=\"60\" results=\"60\" warning=\"30\"/>"),
    SITE("<idle before=\"1800\" results=\"3600\" warning=\"600\"/>"),
    SITE("<printer queue=\"" T60 T60 "1234567\"/>"),
    SITE("<printer queue=\"Étage_2.laser@bureau\"/>"),
    SITE("<web address=\"https://a-b.example/~x/y_z.html\"/>"),
    SITE("<web address=\"https://example.org\"/>"),
    SITE("<web address=\"" ADDRESS70 "12345678\"/>"),
    "\xef\xbb\xbf<site name=\"a\"\r\n town=\"b\" department=\"62\"/>\r\n",
};

START_TEST(limits_of_a_site_are_accepted)
{
    expect_sound(true, sound_sites[_i]);
}
END_TEST

static const char *const sound_places[] = {
    NAMED(""),
    NAMED("<note>{age} %n &amp; &lt;b&gt;</note>"),
    NAMED("<phone>+33 (0)1.99-00 12 34</phone>"),
    NAMED(HOURS5 HOURS5),
    NAMED("<hours lang=\"en\">x</hours><hours lang=\"fr\">y</hours>"),
    PLACE("<name>" E60 "</name><address>" T60 T60 T60 T10 T10 "</address>"),
    NAMED("<note>" T60 T60 T60 T60 T60 T60 T60 T60 T10 T10 "</note>"),
    TAG("id=\"a\" kind=\"hospital\" pass=\"no\" checked=\"2024-02-29\""),
    TAG("id=\"a\" kind=\"ccas\" pass=\"no\" checked=\"2026-01-01\""),
};

START_TEST(limits_of_places_are_accepted)
{
    expect_sound(false, sound_places[_i]);
}
END_TEST

START_TEST(the_example_of_a_site_is_sound)
{
    struct errors errors = {0};
    struct site *site = site_read(EXAMPLE_SITE, &errors);
    ck_assert_ptr_nonnull(site);
    ck_assert_uint_eq(errors.count, 0);
    ck_assert_str_eq(site->name, "CCAS d'Exemple-sur-Mer");
    ck_assert_str_eq(site->town, "Exemple-sur-Mer");
    ck_assert_str_eq(site->department, "62");
    ck_assert_uint_eq(site->language_count, 3);
    ck_assert_str_eq(site->languages[0], "fr");
    ck_assert_str_eq(site->languages[1], "en");
    ck_assert_str_eq(site->languages[2], "nl");
    ck_assert_int_eq(site->idle_before, 240);
    ck_assert_int_eq(site->idle_results, 420);
    ck_assert_int_eq(site->idle_warning, 120);
    ck_assert_str_eq(site->printer, "Accueil-Laser");
    ck_assert_str_eq(site->address, "https://www.exemple-sur-mer.example/sante");
    site_free(site);
}
END_TEST

START_TEST(what_a_site_leaves_out_is_empty)
{
    static const char text[] = SITE("<idle results=\"90\"/>");
    struct errors errors = {0};
    save(text, sizeof text - 1);
    struct site *site = site_read(path, &errors);
    ck_assert_ptr_nonnull(site);
    ck_assert_uint_eq(site->language_count, 0);
    ck_assert_int_eq(site->idle_before, 0);
    ck_assert_int_eq(site->idle_results, 90);
    ck_assert_int_eq(site->idle_warning, 0);
    ck_assert_ptr_null(site->printer);
    ck_assert_ptr_null(site->address);
    site_free(site);
    site_free(NULL);
    site_free_places(NULL);
}
END_TEST

/* True when some right sends people to this kind of place. */
static bool is_used(const struct rules *rules, uint16_t kind)
{
    for (uint32_t i = 0; i < rules->text_count; i++)
        if (rules->texts[i].kind == TEXT_RIGHT_WHERE && rules->texts[i].place == kind)
            return true;
    return false;
}

START_TEST(the_example_has_a_place_of_each_kind)
{
    struct errors errors = {0};
    struct site_places *places = site_read_places(EXAMPLE_PLACES, &errors);
    ck_assert_ptr_nonnull(places);
    ck_assert_uint_eq(errors.count, 0);
    size_t clinics = 0;
    for (size_t i = 0; i < places->count; i++) {
        const struct site_place *place = &places->items[i];
        clinics += place->pass;
        ck_assert_ptr_nonnull(rules_place_kind(place->kind));
        ck_assert_ptr_nonnull(place->address);
        ck_assert_ptr_nonnull(place->name.in[0]);
        ck_assert(!place->phone || strncmp(place->phone, "01 99 00 ", 9) == 0 ||
                  strncmp(place->phone, "04 65 71 ", 9) == 0);
        ck_assert(!site_is_stale(place, day_of("2026-11-21")));
    }
    ck_assert_uint_eq(clinics, 1);
    for (uint16_t kind = 0; rules_place_kind(kind); kind++)
        ck_assert_msg(!is_used(rules_builtin(), kind) || site_find_place(places, kind, 0) < places->count, "%s",
                      rules_place_kind(kind));
    site_free_places(places);
}
END_TEST

START_TEST(the_reader_of_rules_ignores_the_examples)
{
    struct errors errors = {0};
    struct reader *reader = reader_read_directory(TEST_SOURCE_DIR "/data", &errors);
    ck_assert_ptr_nonnull(reader);
    const struct rules *rules = reader_rules(reader);
    for (uint32_t i = 0; i < rules->file_count; i++)
        ck_assert_ptr_null(strstr(rules_string(rules, rules->files[i]), ".example."));
    reader_free(reader);
    ck_assert_uint_eq(errors.count, 0);
}
END_TEST

/* ---- looking things up ---- */

START_TEST(a_place_is_stale_after_twelve_months)
{
    static const struct {
        const char *checked, *day;
        bool stale;
    } days[] = {{"2025-11-21", "2025-11-21", false}, {"2025-11-21", "2026-11-20", false},
                {"2025-11-21", "2026-11-21", false}, {"2025-11-21", "2026-11-22", true},
                {"2024-02-29", "2025-02-28", false}, {"2024-02-29", "2025-03-01", true},
                {"2023-02-28", "2024-02-28", false}, {"2023-02-28", "2024-02-29", true},
                {"2026-11-21", "2000-01-01", false}, {"2000-01-01", "2026-11-21", true},
                {"1900-01-01", "2999-12-31", true},  {"2999-12-31", "2026-11-21", false}};
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        struct site_place place = {.checked = day_of(days[i].checked)};
        ck_assert_msg(site_is_stale(&place, day_of(days[i].day)) == days[i].stale, "%s on %s", days[i].checked,
                      days[i].day);
    }
}
END_TEST

START_TEST(french_stands_in_for_other_languages)
{
    static const char text[] = PLACE("<name>fr</name><name lang=\"nl\">nl</name><address>a</address>"
                                     "<hours>lundi</hours><hours lang=\"nl\">maandag</hours>\n"
                                     "<hours>mardi</hours><hours lang=\"nl\">dinsdag</hours>\n"
                                     "<note lang=\"da\">d\n  k</note><note lang=\"fr\">f</note>");
    struct errors errors = {0};
    save(text, sizeof text - 1);
    struct site_places *places = site_read_places(path, &errors);
    ck_assert_ptr_nonnull(places);
    const struct site_place *place = &places->items[0];
    ck_assert_str_eq(site_choose_text(&place->name, "fr"), "fr");
    ck_assert_str_eq(site_choose_text(&place->name, "nl"), "nl");
    ck_assert_str_eq(site_choose_text(&place->name, "da"), "fr");
    ck_assert_str_eq(site_choose_text(&place->name, "xx"), "fr");
    ck_assert_uint_eq(place->hours_count, 2);
    ck_assert_str_eq(site_choose_text(&place->hours[0], "nl"), "maandag");
    ck_assert_str_eq(site_choose_text(&place->hours[1], "nl"), "dinsdag");
    ck_assert_str_eq(site_choose_text(&place->hours[1], "en"), "mardi");
    ck_assert_str_eq(site_choose_text(&place->note, "da"), "d k");
    ck_assert_str_eq(site_choose_text(&place->note, "en"), "f");
    ck_assert_ptr_null(site_choose_text(&place->appointment, "fr"));
    ck_assert_ptr_null(place->phone);
    site_free_places(places);
}
END_TEST

START_TEST(languages_are_those_of_the_program)
{
    ck_assert_uint_eq(i18n_language_count(), SITE_LANGUAGE_COUNT);
    for (size_t i = 0; i < SITE_LANGUAGE_COUNT; i++)
        ck_assert_ptr_nonnull(i18n_find_language(site_language(i)));
    ck_assert_str_eq(site_language(0), "fr");
    ck_assert_ptr_null(site_language(SITE_LANGUAGE_COUNT));
}
END_TEST

START_TEST(places_are_found_by_kind)
{
    struct errors errors = {0};
    struct site_places *places = site_read_places(EXAMPLE_PLACES, &errors);
    ck_assert_ptr_nonnull(places);
    uint16_t hospital = 0;
    while (strcmp(rules_place_kind(hospital), "hospital") != 0)
        hospital++;
    size_t first = site_find_place(places, hospital, 0);
    ck_assert_str_eq(places->items[first].id, "hospital-exemple");
    size_t second = site_find_place(places, hospital, first + 1);
    ck_assert_str_eq(places->items[second].id, "pass-exemple");
    ck_assert(places->items[second].pass);
    ck_assert_uint_eq(site_find_place(places, hospital, second + 1), places->count);
    ck_assert_uint_eq(site_find_place(places, RULES_NONE, 0), places->count);
    ck_assert_uint_eq(site_find_place(places, hospital, places->count + 5), places->count);
    site_free_places(places);
}
END_TEST

START_TEST(a_standard_file_is_taken_when_it_exists)
{
    remove(path);
    ck_assert_ptr_null(site_choose_file(NULL, path));
    ck_assert_str_eq(site_choose_file("given", path), "given");
    save("", 0);
    ck_assert_str_eq(site_choose_file(NULL, path), path);
    ck_assert_ptr_null(site_choose_file(NULL, "/dev/null/site.xml"));
}
END_TEST

/* ---- hostile files ---- */

/* The only mistake is TEXT, whatever the file is read as. */
static void expect_refused(const char *text)
{
    for (int is_site = 0; is_site < 2; is_site++) {
        struct errors errors = {0};
        ck_assert(!read_file(is_site, &errors));
        ck_assert_uint_eq(errors.count, 1);
        ck_assert_msg(strstr(errors.items[0].message, text) != NULL, "%s", errors.items[0].message);
        errors_done(&errors);
    }
}

START_TEST(strange_files_are_refused)
{
    remove(path);
    expect_refused("this file is missing");
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    expect_refused("this is not a plain file");
    remove(path);
    ck_assert_int_eq(mkdir(path, 0700), 0);
    expect_refused("this is not a plain file");
    rmdir(path);
    ck_assert_int_eq(symlink("/dev/zero", path), 0);
    expect_refused("this is not a plain file");
    save("", 0);
    expect_refused("the file ends too early");
    save("<\0s\0", 4);
    expect_refused("the invisible character U+0000 is not allowed");
    save("\xff\xfe<\0", 4);
    expect_refused("byte 0xff is not UTF-8");
}
END_TEST

START_TEST(a_huge_file_is_refused)
{
    struct buffer all = load(EXAMPLE_PLACES);
    while (all.length <= RULES_MAX_FILE_BYTES)
        buffer_add(&all, "                                                               \n");
    save(all.data, all.length);
    expect_refused("this file is larger than 4 MB");
    buffer_done(&all);
}
END_TEST

/* Writes a file of COUNT places. */
static void save_many(int count)
{
    struct buffer all = {0};
    buffer_add(&all, "<places>\n");
    for (int i = 0; i < count; i++)
        buffer_add_format(&all,
                          "<place id=\"p%d\" kind=\"ngo\" checked=\"2026-01-01\"><name>n</name><address>a</address>"
                          "</place>\n", i);
    buffer_add(&all, "</places>\n");
    save(all.data, all.length);
    buffer_done(&all);
}

START_TEST(too_many_places_are_refused)
{
    struct errors errors = {0};
    save_many(SITE_MAX_PLACES);
    struct site_places *places = site_read_places(path, &errors);
    ck_assert_ptr_nonnull(places);
    ck_assert_uint_eq(places->count, SITE_MAX_PLACES);
    ck_assert_str_eq(places->items[SITE_MAX_PLACES - 1].id, "p499");
    site_free_places(places);
    save_many(SITE_MAX_PLACES + 1);
    ck_assert(!read_file(false, &errors));
    ck_assert_uint_eq(errors.count, 1);
    ck_assert_str_eq(errors.items[0].message, "<places> has too many <place>");
    errors_done(&errors);
}
END_TEST

START_TEST(errors_of_an_earlier_file_stay)
{
    struct errors errors = {0};
    remove(path);
    ck_assert(!read_file(true, &errors));
    struct site *site = site_read(EXAMPLE_SITE, &errors);
    ck_assert_ptr_nonnull(site);
    ck_assert_uint_eq(errors.count, 1);
    site_free(site);
    errors_done(&errors);
}
END_TEST

/* The next number of a fixed row of random numbers (xorshift). */
static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Reads a spoilt file: sound, or mistakes that can be printed. */
static size_t read_spoilt(bool is_site)
{
    struct errors errors = {0};
    bool sound = read_file(is_site, &errors);
    ck_assert(sound == (errors.count == 0));
    assert_clean(&errors);
    size_t count = errors.count;
    errors_done(&errors);
    return count;
}

START_TEST(spoilt_files_never_crash)
{
    static const char nasty[] = "<>&\"'/=!?[]-{} \n\t\0\x80\xc3\xe2\xff\x1b" "0az;#";
    bool is_site = _i == 1;
    uint64_t state = 0x9e3779b97f4a7c15u;
    struct buffer all = load(is_site ? EXAMPLE_SITE : EXAMPLE_PLACES);
    for (size_t part = 0; part < 200; part++) {
        save(all.data, part * (all.length - 2) / 200);
        ck_assert_uint_eq(read_spoilt(is_site), 1);
    }
    for (size_t round = 0; round < 1500; round++) {
        size_t at = (size_t)(next_random(&state) % all.length);
        uint64_t choice = next_random(&state);
        char kept = all.data[at];
        all.data[at] = choice % 3 == 0 ? (char)(choice >> 8) : nasty[(choice >> 8) % (sizeof nasty - 1)];
        save(all.data, all.length);
        read_spoilt(is_site);
        all.data[at] = kept;
    }
    buffer_done(&all);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("site");
    TCase *sound = tcase_create("sound");
    tcase_add_unchecked_fixture(sound, make_directory, remove_directory);
    tcase_add_test(sound, the_example_of_a_site_is_sound);
    tcase_add_test(sound, the_example_has_a_place_of_each_kind);
    tcase_add_test(sound, the_reader_of_rules_ignores_the_examples);
    tcase_add_test(sound, what_a_site_leaves_out_is_empty);
    tcase_add_loop_test(sound, limits_of_a_site_are_accepted, 0, (int)(sizeof sound_sites / sizeof sound_sites[0]));
    tcase_add_loop_test(sound, limits_of_places_are_accepted, 0, (int)(sizeof sound_places / sizeof sound_places[0]));
    tcase_add_test(sound, a_place_is_stale_after_twelve_months);
    tcase_add_test(sound, french_stands_in_for_other_languages);
    tcase_add_test(sound, languages_are_those_of_the_program);
    tcase_add_test(sound, places_are_found_by_kind);
    tcase_add_test(sound, a_standard_file_is_taken_when_it_exists);
    suite_add_tcase(suite, sound);
    TCase *wrong = tcase_create("wrong");
    tcase_add_unchecked_fixture(wrong, make_directory, remove_directory);
    tcase_add_loop_test(wrong, a_mistake_in_the_site_has_its_place, 0,
                        (int)(sizeof site_mistakes / sizeof site_mistakes[0]));
    tcase_add_loop_test(wrong, a_mistake_in_the_places_has_its_place, 0,
                        (int)(sizeof place_mistakes / sizeof place_mistakes[0]));
    tcase_add_test(wrong, all_mistakes_are_shown_at_once);
    tcase_add_test(wrong, strange_files_are_refused);
    tcase_add_test(wrong, a_huge_file_is_refused);
    tcase_add_test(wrong, too_many_places_are_refused);
    tcase_add_test(wrong, errors_of_an_earlier_file_stay);
    tcase_add_loop_test(wrong, spoilt_files_never_crash, 0, 2);
    suite_add_tcase(suite, wrong);
    return check_run(suite);
}
