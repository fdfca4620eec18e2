/* The reader of rule files under attack: planted mistakes, hostile files, cut and mutated
 * files.  Every test works on its own copy of data/.  Where a mistake has to be reported is
 * never written down: a mark is planted with it and looked for afterwards. */
#include "check_main.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "decide_input.h"
#include "rules/reader.h"
#include "rules/rules.h"
#include "tree/walk.h"
#include "util/date.h"
#include "util/utf8.h"

#define TREE "trees/2016-puma.xml"
#define MANY_FILES 64

static char base[] = "/tmp/droits-sante-reader-XXXXXX"; /* holds the copies of all tests */
static char copy[128];                                  /* the copy of this test */
static char names[MANY_FILES][64];                      /* the rule files, below the copy */
static size_t name_count;

/* ---- files ---- */

/* A file in memory. */
struct bytes {
    char *data; /* owned, terminated */
    size_t size;
};

/* The path of NAME below the copy, in one of four static buffers. */
static const char *path_of(const char *name)
{
    static char paths[4][256];
    static unsigned turn;
    char *path = paths[turn++ % 4];
    int length = snprintf(path, sizeof paths[0], "%s/%s", copy, name);
    ck_assert(length > 0 && (size_t)length < sizeof paths[0]);
    return path;
}

/* Reads a whole file. */
static struct bytes load(const char *path)
{
    FILE *in = fopen(path, "rb");
    ck_assert_msg(in != NULL, "%s", path);
    struct bytes bytes = {NULL, 0};
    struct buffer all = {0};
    char block[65536];
    size_t got;
    while ((got = fread(block, 1, sizeof block, in)) > 0)
        buffer_add_bytes(&all, block, got);
    fclose(in);
    buffer_add_bytes(&all, "", 0);
    bytes.data = all.data;
    bytes.size = all.length;
    return bytes;
}

/* Writes a whole file, which becomes a plain one whatever it was. */
static void save(const char *name, const char *data, size_t size)
{
    remove(path_of(name));
    FILE *out = fopen(path_of(name), "wb");
    ck_assert_msg(out != NULL, "%s", name);
    ck_assert_uint_eq(fwrite(data, 1, size, out), size);
    ck_assert_int_eq(fclose(out), 0);
}

/* Copies the .xml files of data/SUB into the copy and notes their names. */
static void copy_files(const char *sub)
{
    char source[512];
    snprintf(source, sizeof source, "%s/data/%s", TEST_SOURCE_DIR, sub);
    DIR *dir = opendir(source);
    ck_assert_ptr_nonnull(dir);
    for (struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
        size_t length = strlen(entry->d_name);
        bool rules = length > 4 && length < 50 && strcmp(entry->d_name + length - 4, ".xml") == 0;
        if (!rules || strstr(entry->d_name, ".example."))
            continue;
        char from[1024];
        snprintf(from, sizeof from, "%s/%s", source, entry->d_name);
        struct bytes bytes = load(from);
        ck_assert_uint_lt(name_count, MANY_FILES);
        snprintf(names[name_count], sizeof names[0], "%s%.50s", sub, entry->d_name);
        save(names[name_count++], bytes.data, bytes.size);
        free(bytes.data);
    }
    closedir(dir);
}

/* Makes the directory of all copies. */
static void make_base(void)
{
    ck_assert_ptr_nonnull(mkdtemp(base));
}

/* Makes the copy of one test. */
static void make_copy(void)
{
    snprintf(copy, sizeof copy, "%s/XXXXXX", base);
    ck_assert_ptr_nonnull(mkdtemp(copy));
    ck_assert_int_eq(mkdir(path_of("trees"), 0700), 0);
    name_count = 0;
    copy_files("");
    copy_files("trees/");
}

/* Removes a directory and all below it. */
static void remove_tree(const char *path)
{
    DIR *dir = opendir(path);
    for (struct dirent *entry = dir ? readdir(dir) : NULL; entry; entry = readdir(dir)) {
        char below[1024];
        struct stat status;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
        if (lstat(below, &status) == 0 && S_ISDIR(status.st_mode))
            remove_tree(below);
        else
            remove(below);
    }
    if (dir)
        closedir(dir);
    rmdir(path);
}

/* Removes all copies. */
static void remove_base(void)
{
    remove_tree(base);
}

/* ---- planting ---- */

/* A mistake to plant: the first FROM in FILE (as far as the next UPTO, or to the end of the
 * file when that is empty) gives way to PUT.  The '^' in PUT marks where it is to be reported;
 * {line} in the message is the line of the mark. */
struct plant {
    const char *file, *from, *upto, *put, *message;
};

/* Bytes that no UTF-8 text holds, so that marks survive until all mistakes are planted. */
static const char marks[] = "\xf5\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe\xff\xc0\xc1";

/* The start of the region that PLANT replaces and, in END, what follows it. */
static const char *plant_region(const struct plant *plant, const struct bytes *bytes, const char **end)
{
    const char *start = strstr(bytes->data, plant->from);
    ck_assert_msg(start != NULL, "%s no longer holds: %s", plant->file, plant->from);
    *end = start + strlen(plant->from);
    if (!plant->upto)
        return start;
    const char *last = *plant->upto ? strstr(*end, plant->upto) : bytes->data + bytes->size;
    ck_assert_msg(last != NULL, "%s no longer holds: %s", plant->file, plant->upto);
    *end = last + strlen(plant->upto);
    return start;
}

/* Plants one mistake, its mark written as the byte MARK. */
static void plant_one(const struct plant *plant, char mark)
{
    struct bytes bytes = load(path_of(plant->file));
    const char *end;
    const char *start = plant_region(plant, &bytes, &end);
    struct buffer out = {0};
    buffer_add_bytes(&out, bytes.data, (size_t)(start - bytes.data));
    for (const char *c = plant->put; *c; c++)
        buffer_add_char(&out, *c == '^' ? mark : *c);
    buffer_add_bytes(&out, end, bytes.size - (size_t)(end - bytes.data));
    save(plant->file, out.data, out.length);
    buffer_done(&out);
    free(bytes.data);
}

/* What is expected of one planted mistake. */
struct expected {
    const char *file;
    char message[256];
    uint32_t line, column;
    char found; /* the first byte at the mark */
};

/* Finds the mark of one plant and takes it out of the file. */
static struct expected take_mark(const struct plant *plant, char mark)
{
    struct bytes bytes = load(path_of(plant->file));
    struct expected expected = {.file = plant->file, .line = 1, .column = 1};
    char *at = memchr(bytes.data, mark, bytes.size);
    ck_assert_msg(at != NULL, "no mark in: %s", plant->put);
    for (const char *c = bytes.data; c < at; c++) {
        bool other = strchr(marks, *c) != NULL || ((unsigned char)*c & 0xc0) == 0x80;
        expected.column = *c == '\n' ? 1 : expected.column + !other;
        expected.line += *c == '\n';
    }
    expected.found = at[1];
    memmove(at, at + 1, bytes.size - (size_t)(at - bytes.data));
    save(plant->file, bytes.data, bytes.size - 1);
    free(bytes.data);
    const char *line = strstr(plant->message, "{line}");
    size_t before = line ? (size_t)(line - plant->message) : strlen(plant->message);
    if (line)
        snprintf(expected.message, sizeof expected.message, "%.*s%u%s", (int)before, plant->message, expected.line,
                 line + strlen("{line}"));
    else
        snprintf(expected.message, sizeof expected.message, "%s", plant->message);
    return expected;
}

/* TEXT without the directory of the copy, in one of two static buffers. */
static const char *without_copy(const char *text)
{
    static char texts[2][2048];
    static unsigned turn;
    char *out = texts[turn++ % 2];
    size_t length = 0;
    size_t skip = strlen(copy);
    while (*text && length < sizeof texts[0] - 1) {
        if (strncmp(text, copy, skip) == 0 && text[skip] == '/')
            text += skip + 1;
        else
            out[length++] = *text++;
    }
    out[length] = '\0';
    return out;
}

/* Ends the test unless there are COUNT mistakes, all of which it prints. */
static void assert_count(const struct errors *errors, size_t count, const char *what)
{
    if (errors->count != count)
        errors_print(errors, stdout);
    fflush(stdout);
    ck_assert_msg(errors->count == count, "%s: %zu messages instead of %zu", what, errors->count, count);
}

/* Compares one message with what was planted. */
static void assert_error(const struct error *error, const struct expected *expected)
{
    ck_assert_str_eq(without_copy(error->message), expected->message);
    ck_assert_str_eq(without_copy(error->path), expected->file);
    ck_assert_msg(error->line == expected->line && error->column == expected->column, "%s: %s: at %u:%u, not at %u:%u",
                  expected->file, expected->message, error->line, error->column, expected->line, expected->column);
}

/* Errors as they are printed; the caller frees it. */
static char *print_errors(const struct errors *errors)
{
    static char *text; /* static, because some compilers believe that the stream still writes there */
    static size_t size;
    FILE *stream = open_memstream(&text, &size);
    ck_assert_ptr_nonnull(stream);
    errors_print(errors, stream);
    fclose(stream);
    return text;
}

/* The printed form is place and message, the line, and a caret under the byte FOUND. */
static void assert_printed(const struct errors *errors, const struct expected *expected)
{
    char *text = print_errors(errors);
    char head[1024];
    snprintf(head, sizeof head, "%s/%s:%u:%u: error: ", copy, expected->file, expected->line, expected->column);
    ck_assert_msg(strncmp(text, head, strlen(head)) == 0, "%s", text);
    const char *line = strchr(text, '\n') + 1;
    const char *caret = strchr(line, '\n') + 1;
    ck_assert_msg(strncmp(line, "    | ", 6) == 0 && strncmp(caret, "    | ", 6) == 0, "%s", text);
    size_t column = strspn(caret + 6, " ");
    ck_assert_str_eq(caret + 6 + column, "^\n");
    const char *under = line + 6;
    while (column-- > 0)
        do
            under++;
        while (((unsigned char)*under & 0xc0) == 0x80);
    char found = (unsigned char)expected->found >= 0x80 ? '?' : expected->found;
    if (found && found != '\n')
        ck_assert_msg(*under == found, "the caret is under '%c', not under '%c':\n%s", *under, found, text);
    free(text);
}

/* Plants one mistake alone and compares the only message that it may give. */
static void check_plant(const struct plant *plant)
{
    plant_one(plant, marks[0]);
    struct expected expected = take_mark(plant, marks[0]);
    struct errors errors = {0};
    struct reader *reader = reader_read_directory(copy, &errors);
    ck_assert_ptr_null(reader);
    assert_count(&errors, 1, plant->message);
    assert_error(&errors.items[0], &expected);
    assert_printed(&errors, &expected);
    errors_done(&errors);
}

/* ---- (a) and (c): one mistake, one message ---- */

/* The first twelve can stand together. */
static const struct plant plants[] = {
    {"questions.xml", "<question id=\"place\"", "</title>",
     "^<question id=\"place\" kind=\"choice\" absent=\"metropole\">", "<question> has no <title>"},
    {TREE, "to=\"minor-or-adult\"", NULL, "to=\"^minor-or-adlut\"",
     "there is no node 'minor-or-adlut' (did you mean 'minor-or-adult'?)"},
    {"parameters.xml", "<parameter id=\"kept_rights.months\"", "from=\"2000-01-01\"",
     "<parameter id=\"kept_rights.months\" unit=\"months\">\n<valid from=\"^2000-02-30\"",
     "'2000-02-30' is not a date of the calendar (YYYY-MM-DD)"},
    {"glossary.xml", "</glossary>", NULL,
     "<term id=\"^puma\" french=\"été\"><name>x</name><meaning>y</meaning></term></glossary>", "duplicate id 'puma'"},
    {"parameters.xml", "<parameter id=\"hospital_day\"", " ref=",
     "<parameter id=\"hospital_day\" unit=\"euros-day\">\n<valid from=\"2000-01-01\" value=\"^1,000.oo\" ref=",
     "'1,000.oo' is not a number such as 1234 or 1234.50"},
    {"questions.xml", "<option id=\"soon\">", "</option>",
     "<option id=\"soon\"><label>é</label>^<hnit>Days</hnit></option>",
     "<hnit> is not allowed here inside <option>; allowed: <label> <hint> (did you mean 'hint'?)"},
    {"glossary.xml", "<term id=\"puma\"", "</meaning>",
     "<term id=\"puma\" french=\"P\"><name>n</name>\n  ^<meaning>Since\n {ceiling_fre}.</meaning>",
     "unknown place '{ceiling_fre}' in a text"},
    {TREE, "grant=\"worker-keep\"", NULL, "grant=\"^worker-kept\"",
     "there is no right 'worker-kept' (did you mean 'worker-keep'?)"},
    {TREE, "<question id=\"urgency\"", "</question>",
     "^<question id=\"urgency\" key=\"urgency\">\n<answer is=\"vital\" grant=\"sos\" to=\"place\"/>\n"
     "<answer is=\"no\" grant=\"pass\" to=\"place\"/>\n</question>",
     "the answer 'soon' leads nowhere"},
    {"questions.xml", "<option id=\"hosted\">", NULL, "<option id=\"hosted\" ^emergencyy=\"yes\">",
     "<option> has no attribute 'emergencyy' (did you mean 'emergency'?)"},
    {TREE, "<test id=\"student-note\"", "</test>",
     "^<test id=\"student-note\" key=\"work\"><answer is=\"student\" to=\"loop\"/><answer to=\"end\"/></test>\n"
     "<test id=\"loop\" key=\"age\"><answer below=\"25\" to=\"student-note\"/><answer to=\"student-age\"/></test>",
     "node 'student-note' leads back to itself"},
    {"parameters.xml", "<parameter id=\"gp_fee\"", "<valid from=\"2002-01-01\"",
     "<parameter id=\"gp_fee\" unit=\"euros\"><valid from=\"2002-01-01\" value=\"19\" checked=\"2026-11-21\"/>\n"
     "<valid from=\"^2002-01-01\"",
     "two versions begin on 2002-01-01"},
    /* what cannot stand together with others */
    {"questions.xml", "<question id=\"address\"", "<title>",
     "<question id=\"address\" kind=\"choice\" absent=\"stable\"><title>caf^\xe9 ",
     "byte 0xe9 is not UTF-8 (the file was saved in another encoding?); save it as UTF-8"},
    {"questions.xml", "<question id=\"age\"", "", "<question id=\"age\" kind=\"number\" unit=\"years\">\n<title>How^",
     "the file ends inside <title> opened at line {line}"},
    {"glossary.xml", "<term id=\"c2s\"", "<name>", "<term id=\"c2s\" french=\"C2S\"><name>cover ^& care ",
     "this cannot be read; in a text, write '&' as &amp; and '<' as &lt;"},
    {"glossary.xml", "<glossary>", NULL, "^<!DOCTYPE glossary SYSTEM \"file:///etc/passwd\">\n<glossary>",
     "<!DOCTYPE ...> is not allowed in rule files"},
    {TREE, "<end id=\"end\"/>", NULL, "^<end id=\"nowhere\"/><end id=\"end\"/>", "no path leads to node 'nowhere'"},
    {"rights.xml", "</rights>", NULL,
     "^<right id=\"unicorn\" kind=\"note\"><title>x</title><what>y</what></right></rights>",
     "no path of any tree gives 'unicorn'"},
    {"glossary.xml", "<term id=\"c2s\"", "</name>", "<term id=\"c2s\" french=\"C2S\"><name>cover ^</nam>",
     "this closing tag does not match <name> opened at line {line}"},
    {"parameters.xml", "unit=\"share\"", NULL, "unit=\"^chare\"",
     "'chare' is not one of the words allowed here: euros-year euros-month euros-day euros share months days years "
     "count word"},
};

#define PLANTS (sizeof plants / sizeof plants[0])

START_TEST(one_mistake_gives_one_message)
{
    check_plant(&plants[_i]);
}
END_TEST

/* Mistakes that take a name away: everything that refers to it stays quiet. */
static const struct plant quiet[] = {
    {TREE, "<question id=\"place\" key=\"place\">", "</question>",
     "^<qestion id=\"place\" key=\"place\"><answer to=\"age\"/></qestion>",
     "<qestion> is not allowed here inside <tree>; allowed: <question> <test> <income> <end> (did you mean "
     "'question'?)"},
    {TREE, "<answer is=\"soon\" grant=\"pass\" to=\"place\"/>", NULL, "^<anwser is=\"soon\" to=\"place\"/>",
     "<anwser> is not allowed here inside <question>; allowed: <answer> <hole> (did you mean 'answer'?)"},
    {TREE, "<answer is=\"com abroad\" to=\"away-address\"/>", NULL, "<answer ^iss=\"com\" to=\"away-address\"/>",
     "<answer> has no attribute 'iss' (did you mean 'is'?)"},
    {TREE, "<answer below=\"18\"", NULL, "<answer ^belo=\"18\"",
     "<answer> has no attribute 'belo' (did you mean 'below'?)"},
    {TREE, "grant=\"sos\"", NULL, "^grnat=\"sos\"", "<answer> has no attribute 'grnat' (did you mean 'grant'?)"},
    {TREE, "<question id=\"place\" key=", NULL, "<question id=\"place\" ^kye=",
     "<question> has no attribute 'kye' (did you mean 'key'?)"},
    {TREE, "<question id=\"place\"", NULL, "<question id=\"^urgency\"", "duplicate id 'urgency'"},
    {TREE, "<tree from=\"2016-01-01\"", NULL, "<tree from=\"^2016-01-32\"",
     "'2016-01-32' is not a date of the calendar (YYYY-MM-DD)"},
    {"questions.xml", "<question id=\"place\"", NULL, "<question id=\"^Place\"",
     "'Place' is not an id: lower-case letters, digits, hyphens"},
    {"questions.xml", "<question id=\"place\"", NULL, "<question id=\"^urgency\"", "duplicate id 'urgency'"},
    {"questions.xml", "<questions>", NULL, "^<questons>",
     "<questons> begins no rule file; known: <questions> <rights> <parameters> <glossary> <guide> <tree> "
     "<site> <places>"},
    {"questions.xml", "<option id=\"soon\">", "</option>", "^<opton id=\"soon\"><label>x</label></opton>",
     "<opton> is not allowed here inside <question>; allowed: <title> <short> <hint> <why> <help> <option> <group> "
     "(did you mean 'option'?)"},
    {"rights.xml", "<right id=\"ame\"", NULL, "<right ^idd=\"ame\"",
     "<right> has no attribute 'idd' (did you mean 'id'?)"},
    {"rights.xml", "<document id=\"identity\">", "</document>", "^<documnt id=\"identity\"></documnt>",
     "<documnt> is not allowed here inside <rights>; allowed: <document> <right> (did you mean 'document'?)"},
    {"parameters.xml", "<parameter id=\"kept_rights.months\"", "</parameter>",
     "^<paramter id=\"kept_rights.months\"/>",
     "<paramter> is not allowed here inside <parameters>; allowed: <parameter> <amount> (did you mean 'parameter'?)"},
    {"parameters.xml", "hole=\"yes\"", NULL, "hole=\"^ja\"", "'ja' is not one of the words allowed here: yes"},
};

START_TEST(a_lost_name_gives_one_message)
{
    const struct plant *plant = &quiet[_i];
    if (strstr(plant->put, "<questons>")) {
        const struct plant end = {"questions.xml", "</questions>", NULL, "</questons>", ""};
        plant_one(&end, marks[0]);
    }
    check_plant(plant);
}
END_TEST

START_TEST(trees_may_not_overlap)
{
    struct bytes bytes = load(path_of(TREE));
    save("trees/zz.xml", bytes.data, bytes.size);
    free(bytes.data);
    const struct plant later = {"trees/zz.xml", "from=\"2016-01-01\"", NULL, "from=\"2016-06-01\"", ""};
    plant_one(&later, marks[0]);
    struct errors errors = {0};
    ck_assert_ptr_null(reader_read_directory(copy, &errors));
    assert_count(&errors, 1, "overlap");
    ck_assert_str_eq(without_copy(errors.items[0].message), "the days of this tree overlap with those of " TREE);
    ck_assert_str_eq(without_copy(errors.items[0].path), "trees/zz.xml");
    ck_assert_uint_eq(errors.items[0].line, 1);
    errors_done(&errors);
}
END_TEST

/* ---- (b): twelve at once ---- */

/* Orders what is expected as messages are: by file, line, column. */
static int compare_expected(const void *a, const void *b)
{
    const struct expected *x = a;
    const struct expected *y = b;
    int order = strcmp(x->file, y->file);
    if (order != 0)
        return order;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return x->column < y->column ? -1 : x->column > y->column;
}

START_TEST(twelve_mistakes_give_twelve_messages)
{
    enum { COUNT = 12 };
    struct expected expected[COUNT];
    for (size_t i = 0; i < COUNT; i++)
        plant_one(&plants[i], marks[i]);
    for (size_t i = 0; i < COUNT; i++)
        expected[i] = take_mark(&plants[i], marks[i]);
    qsort(expected, COUNT, sizeof expected[0], compare_expected);
    struct errors errors = {0};
    ck_assert_ptr_null(reader_read_directory(copy, &errors));
    assert_count(&errors, COUNT, "all at once");
    for (size_t i = 0; i < COUNT; i++)
        assert_error(&errors.items[i], &expected[i]);
    errors_done(&errors);
}
END_TEST

/* ---- (d): hostile files ---- */

/* Seconds of the clock that never jumps. */
static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Reads the copy and asserts one message that holds TEXT, soon; null means that all is well. */
static void expect_text(const char *text)
{
    struct errors errors = {0};
    double start = seconds();
    struct reader *reader = reader_read_directory(copy, &errors);
    ck_assert_double_lt(seconds() - start, 10);
    assert_count(&errors, text ? 1 : 0, text ? text : "sound");
    ck_assert_int_eq(reader == NULL, text != NULL);
    if (text)
        ck_assert_msg(strstr(errors.items[0].message, text) != NULL, "%s", errors.items[0].message);
    char *printed = print_errors(&errors);
    ck_assert_uint_eq(utf8_find_bad(printed, strlen(printed)), strlen(printed));
    free(printed);
    reader_free(reader);
    errors_done(&errors);
}

/* Puts COUNT times TEXT, with its first '#' replaced by a number, in the place of FROM. */
static void put_many(const char *file, const char *from, size_t count, const char *text, const char *last)
{
    struct buffer all = {0};
    for (size_t i = 0; i < count; i++) {
        const char *mark = strchr(text, '#');
        if (mark)
            buffer_add_format(&all, "%.*s%zu%s", (int)(mark - text), text, i, mark + 1);
        else
            buffer_add(&all, text);
    }
    buffer_add(&all, last);
    const struct plant plant = {file, from, NULL, buffer_text(&all), ""};
    plant_one(&plant, marks[0]);
    buffer_done(&all);
}

/* A whole file put in the place of questions.xml, and what is said about it. */
static const struct {
    const char *data;
    size_t size;
    const char *message;
} wholes[] = {
#define WHOLE(text, message) {text, sizeof text - 1, message}
    WHOLE("<?xml version=\"1.0\"?><!DOCTYPE q [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
          "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">]>"
          "<questions>&d;</questions>",
          "<!DOCTYPE ...> is not allowed"),
    WHOLE("<!DOCTYPE q [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><questions>&x;</questions>", "<!DOCTYPE ...>"),
    WHOLE("<questions>&x;</questions>", "this cannot be read"),
    WHOLE("", "the file ends too early"),
    WHOLE(" \n\n", "the file ends too early"),
    WHOLE("\xef\xbb\xbf", "the file ends too early"),
    WHOLE("\xff\xfe<\0q\0u\0e\0s\0/\0>\0", "byte 0xff is not UTF-8"),
    WHOLE("\xfe\xff\0<\0q\0/\0>", "byte 0xfe is not UTF-8"),
    WHOLE("<\0q\0u\0e\0s\0/\0>\0", "the invisible character U+0000 is not allowed"),
    WHOLE("<questions>\0</questions>", "the invisible character U+0000 is not allowed"),
    WHOLE("<questions>\x1b[2J</questions>", "the invisible character U+001B is not allowed"),
    WHOLE("<questions>\xe2\x80\xae</questions>", "the invisible character U+202E is not allowed"),
    WHOLE("<questions>\xc2\x9b</questions>", "the invisible character U+009B is not allowed"),
    WHOLE("<questions>\xed\xa0\x80</questions>", "byte 0xed is not UTF-8"),
    WHOLE("<questions>\xc0\xaf</questions>", "byte 0xc0 is not UTF-8"),
    WHOLE("<questions>\xf4\x90\x80\x80</questions>", "byte 0xf4 is not UTF-8"),
    WHOLE("<questions><![CDATA[x]]></questions>", "<![CDATA[ is not allowed"),
    WHOLE("<glossary><term id=\"a\" french=\"b\"><name>c</name><meaning>d</meaning></term></glossary>",
          "this file begins with <glossary>; it should begin with <questions>"),
    WHOLE("<questions a=\"1\" a=\"2\"/>", "an attribute stands twice"),
    WHOLE("#!/bin/sh\n", "this cannot be read"),
    WHOLE("<questions xmlns=\"x\"><question id=\"a\"/></questions>", NULL),
};

START_TEST(hostile_bytes_are_refused)
{
    save("questions.xml", wholes[_i].data, wholes[_i].size);
    if (wholes[_i].message) {
        expect_text(wholes[_i].message);
        return;
    }
    struct errors errors = {0};
    ck_assert_ptr_null(reader_read_directory(copy, &errors));
    ck_assert_uint_gt(errors.count, 0);
    errors_done(&errors);
}
END_TEST

/* A text put in the place of a term's meaning, and what is said about it; null: accepted. */
static const char *const meanings[][2] = {
    {"a&#x202E;b", "holds a character that no text may hold"},
    {"a&#x200B;b", "holds a character that no text may hold"},
    {"a&#x7F;b", "holds a character that no text may hold"},
    {"a&#x9B;b", "holds a character that no text may hold"},
    {"a&#xFEFF;b", "holds a character that no text may hold"},
    {"a&#xE000;b", "holds a character that no text may hold"},
    {"e&#x301;&#x301;&#x301;", "holds a character that no text may hold"},
    {"a&#0;b", "this cannot be read"},
    {"a&#27;b", "this cannot be read"},
    {"a&#xD800;b", "this cannot be read"},
    {"a&#x110000;b", "this cannot be read"},
    {"a<![CDATA[b]]>c", "<![CDATA[ is not allowed"},
    {"a<!-- b -->c", "a comment is not allowed inside a text; put it before <meaning>"},
    {"a<?b c?>d", "a processing instruction is not allowed inside a text"},
    {"a<b>c</b>", "<b> is not allowed inside the text of <meaning>"},
    {"  \n ", "<meaning> has no text"},
    {"a {b", "a brace stands alone"},
    {"a }", "a brace stands alone"},
    {"{A}", "a brace stands alone"},
    {"{}", "a brace stands alone"},
    {"%n%s%1$*2$d", NULL},
    {"{{a}}", NULL},
    {"&amp;&lt;&gt;&quot;&apos;", NULL},
    {"a&#10;b&#9;c&#13;d", NULL},
    {"e&#x301;", NULL},
};

START_TEST(hostile_texts_are_refused)
{
    struct buffer put = {0};
    buffer_add_format(&put, "<term id=\"puma\" french=\"P\"><name>n</name><meaning>%s</meaning>", meanings[_i][0]);
    const struct plant plant = {"glossary.xml", "<term id=\"puma\"", "</meaning>", buffer_text(&put), ""};
    plant_one(&plant, marks[0]);
    expect_text(meanings[_i][1]);
    buffer_done(&put);
}
END_TEST

START_TEST(hostile_attributes_are_refused)
{
    const char *const bad[] = {"a&#x202E;b", "a&#x9B;b", "a&#10;b", "a&#9;b", "a&#13;b"};
    struct buffer put = {0};
    buffer_add_format(&put, "<term id=\"puma\" french=\"%s\">", bad[_i]);
    const struct plant plant = {"glossary.xml", "<term id=\"puma\"", ">", buffer_text(&put), ""};
    plant_one(&plant, marks[0]);
    expect_text("holds a character that no text may hold");
    buffer_done(&put);
}
END_TEST

START_TEST(strange_files_are_refused)
{
    const char *path = path_of("questions.xml");
    remove(path);
    expect_text("this file is missing");
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    expect_text("this is not a plain file");
    remove(path);
    ck_assert_int_eq(mkdir(path, 0700), 0);
    expect_text("this is not a plain file");
    rmdir(path);
    ck_assert_int_eq(symlink("/dev/zero", path), 0);
    expect_text("this is not a plain file");
    remove(path);
    ck_assert_int_eq(symlink("questions.xml", path), 0);
    expect_text("this file cannot be opened");
    remove(path);
    ck_assert_int_eq(symlink("nowhere", path), 0);
    expect_text("this file is missing");
}
END_TEST

START_TEST(strange_directories_are_refused)
{
    struct errors errors = {0};
    ck_assert_ptr_null(reader_read_directory(path_of("questions.xml"), &errors));
    ck_assert_ptr_null(reader_read_directory("/dev/null", &errors));
    ck_assert_ptr_null(reader_read_directory("", &errors));
    ck_assert_uint_ge(errors.count, 3);
    errors_done(&errors);
    if (geteuid() == 0)
        return;
    ck_assert_int_eq(chmod(path_of("trees"), 0), 0);
    expect_text("there is no tree in this directory");
    ck_assert_int_eq(chmod(path_of("trees"), 0700), 0);
    ck_assert_int_eq(chmod(path_of("questions.xml"), 0), 0);
    expect_text("this file cannot be opened");
}
END_TEST

START_TEST(a_directory_without_trees_is_refused)
{
    for (size_t i = 0; i < name_count; i++)
        if (strncmp(names[i], "trees/", 6) == 0)
            remove(path_of(names[i]));
    expect_text("there is no tree in this directory");
}
END_TEST

START_TEST(files_have_a_limit)
{
    struct bytes bytes = load(path_of("glossary.xml"));
    struct buffer all = {0};
    buffer_add_bytes(&all, bytes.data, bytes.size);
    while (all.length < RULES_MAX_FILE_BYTES)
        buffer_add_char(&all, all.length % 80 ? ' ' : '\n');
    save("glossary.xml", all.data, all.length);
    expect_text(NULL);
    buffer_add_char(&all, '\n');
    save("glossary.xml", all.data, all.length);
    expect_text("this file is larger than 4 MB");
    buffer_done(&all);
    free(bytes.data);
}
END_TEST

START_TEST(texts_have_a_limit)
{
    const struct plant start = {"glossary.xml", "LONG", NULL,
                                "<term id=\"long\" french=\"x\"><name>x</name><meaning>LONG", ""};
    put_many("glossary.xml", "</glossary>", 65536 / 8 - 2, "LONG a\n ", "</meaning></term></glossary>");
    plant_one(&start, marks[0]);
    expect_text(NULL);
    put_many("glossary.xml", "LONG a\n ", 10, "LONG a\n ", "");
    expect_text("has a text of more than 64 kB"); /* though it has less once its white space is collapsed */
    put_many("glossary.xml", "LONG a\n ", 2000, "LONG a\n ", "");
    expect_text("has a text of more than 64 kB");
}
END_TEST

/* Something put too often, and what is said about it. */
static const struct {
    const char *file, *from;
    size_t count;
    const char *text, *last, *message;
} crowds[] = {
    {"questions.xml", "</questions>", 30,
     "<question id=\"q#\" kind=\"number\" unit=\"years\"><title>x</title><short>y</short></question>\n",
     "</questions>", "too many <question>"},
    {"rights.xml", "</rights>", 200, "<right id=\"r#\" kind=\"note\"><title>x</title><what>y</what></right>\n",
     "</rights>", "too many <right>"},
    {"rights.xml", "<right id=\"sos\"", 200,
     "<right id=\"r#\" kind=\"note\"><title>x</title><what>y</what></right>\n", "<right id=\"sos\"",
     "too many <right>"},
    {"questions.xml", "<option id=\"hosted\">", 100, "<option id=\"o#\"><label>x</label></option>\n",
     "<option id=\"hosted\">", "too many <option>"},
    {"questions.xml", "<option id=\"hosted\">", 8,
     "<group id=\"g#\"><label>x</label>\n" /* fill_groups does the rest */, "<option id=\"hosted\">", "at most 24 answers"},
    {TREE, "<end id=\"end\"/>", 5000, "<end id=\"e#\"/>\n", "<end id=\"end\"/>", "<tree> has too many <end>"},
    {TREE, "<end id=\"end\"/>", 4090, "<end id=\"e#\"/>\n", "<end id=\"end\"/>",
     "all trees together have more than 4096 nodes"},
    {"questions.xml", "</questions>", 5000, "<x/>", "</questions>", "this line is longer than 16 kB"},
    {"glossary.xml", "</glossary>", 40000,
     "<term id=\"t#\" french=\"x\"><name>x</name><meaning>y</meaning></term>\n", "</glossary>",
     "too many <term>"},
    {"questions.xml", "</questions>", 200000, "<question>\n", "</questions>", "nested too deeply"},
    {"glossary.xml", "</glossary>", 200000, "<a\n>", "</glossary>", NULL},
    {"glossary.xml", "</glossary>", 100000, "junk\n", "</glossary>", NULL},
    {"glossary.xml", "</glossary>", 100000, "<x/>\n", "</glossary>", NULL},
};

/* Gives each group of the fifth crowd as many options as a group may have. */
static void fill_groups(size_t count)
{
    for (size_t g = 0; g < count; g++) {
        char group[64];
        struct buffer options = {0};
        snprintf(group, sizeof group, "<group id=\"g%zu\"><label>x</label>", g);
        buffer_add_format(&options, "<group id=\"g%zu\"><label>x</label >", g);
        for (int o = 0; o < 24; o++)
            buffer_add_format(&options, "<option id=\"g%zu-%d\"><label>x</label></option>\n", g, o);
        buffer_add(&options, "</group>");
        const struct plant fill = {"questions.xml", group, NULL, buffer_text(&options), ""};
        plant_one(&fill, marks[0]);
        buffer_done(&options);
    }
}

START_TEST(crowds_are_refused)
{
    put_many(crowds[_i].file, crowds[_i].from, crowds[_i].count, crowds[_i].text, crowds[_i].last);
    if (strncmp(crowds[_i].text, "<group", 6) == 0)
        fill_groups(crowds[_i].count);
    struct errors errors = {0};
    double start = seconds();
    ck_assert_ptr_null(reader_read_directory(copy, &errors));
    ck_assert_double_lt(seconds() - start, 20);
    ck_assert_uint_gt(errors.count, 0);
    ck_assert_uint_le(errors.count, ERRORS_MAX);
    bool found = crowds[_i].message == NULL;
    for (size_t i = 0; i < errors.count; i++)
        found = found || strstr(errors.items[i].message, crowds[_i].message) != NULL;
    ck_assert_msg(found, "%s", errors.items[0].message);
    errors_done(&errors);
}
END_TEST

START_TEST(too_many_trees_are_refused)
{
    for (int i = 0; i < 70; i++) {
        char name[32];
        snprintf(name, sizeof name, "trees/x%02d.xml", i);
        save(name, "<tree from=\"3000\"/>", 19);
    }
    struct errors errors = {0};
    ck_assert_ptr_null(reader_read_directory(copy, &errors));
    bool found = false;
    for (size_t i = 0; i < errors.count; i++)
        found = found || strstr(errors.items[i].message, "too many trees") != NULL;
    ck_assert(found);
    errors_done(&errors);
}
END_TEST

START_TEST(a_byte_order_mark_and_line_ends_of_windows_are_accepted)
{
    for (size_t i = 0; i < name_count; i++) {
        struct bytes bytes = load(path_of(names[i]));
        struct buffer all = {0};
        buffer_add(&all, "\xef\xbb\xbf");
        for (size_t at = 0; at < bytes.size; at++) {
            if (bytes.data[at] == '\n')
                buffer_add_char(&all, '\r');
            buffer_add_char(&all, bytes.data[at]);
        }
        save(names[i], all.data, all.length);
        buffer_done(&all);
        free(bytes.data);
    }
    expect_text(NULL);
    check_plant(&plants[1]);
}
END_TEST

START_TEST(a_message_is_never_cut_inside_a_character)
{
    put_many("questions.xml", "<questions>", 700, "\xe2\x82\xac", "");
    const struct plant head = {"questions.xml", "\xe2\x82\xac", NULL, "<questions><x", ""};
    plant_one(&head, marks[0]);
    put_many("glossary.xml", "<glossary>", 1500, "\xc3\xa9", "/>");
    const struct plant tail = {"glossary.xml", "\xc3\xa9", NULL, "<glossary><z\xc3\xa9\xc3\xa9", ""};
    plant_one(&tail, marks[0]);
    struct errors errors = {0};
    ck_assert_ptr_null(reader_read_directory(copy, &errors));
    ck_assert_uint_gt(errors.count, 1);
    char *printed = print_errors(&errors);
    ck_assert_uint_eq(utf8_find_bad(printed, strlen(printed)), strlen(printed));
    free(printed);
    errors_done(&errors);
}
END_TEST

/* ---- (e): cut and mutated ---- */

/* Reads the copy, whose file NAME was spoilt: sound, or messages that can be printed. */
static size_t read_spoilt(const char *name, size_t at)
{
    struct errors errors = {0};
    struct reader *reader = reader_read_directory(copy, &errors);
    ck_assert_msg((reader == NULL) == (errors.count > 0), "%s at %zu", name, at);
    char *printed = print_errors(&errors);
    ck_assert_msg(utf8_find_bad(printed, strlen(printed)) == strlen(printed), "%s at %zu: %s", name, at, printed);
    free(printed);
    size_t count = errors.count;
    reader_free(reader);
    errors_done(&errors);
    return count;
}

START_TEST(a_file_cut_anywhere_gives_one_message)
{
    for (size_t i = 0; i < name_count; i++) {
        struct bytes bytes = load(path_of(names[i]));
        size_t end = bytes.size;
        while (end && strchr(" \n", bytes.data[end - 1]))
            end--;
        for (size_t part = 0; part < 200; part++) {
            size_t size = part * (end - 1) / 199;
            save(names[i], bytes.data, size);
            size_t count = read_spoilt(names[i], size);
            ck_assert_msg(count == 1, "%s cut at byte %zu: %zu messages", names[i], size, count);
        }
        save(names[i], bytes.data, bytes.size);
        free(bytes.data);
    }
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

START_TEST(three_thousand_mutations_never_crash)
{
    static const char nasty[] = "<>&\"'/=!?[]-{} \n\t\0\x80\xc3\xe2\xff\x1b" "0az;#";
    uint64_t state = 0x9e3779b97f4a7c15u + (uint64_t)_i;
    for (size_t i = 0; i < name_count; i++) {
        struct bytes bytes = load(path_of(names[i]));
        size_t rounds = 3000 / 4 / name_count + 1;
        for (size_t round = 0; round < rounds; round++) {
            size_t at = (size_t)(next_random(&state) % bytes.size);
            uint64_t choice = next_random(&state);
            char kept = bytes.data[at];
            bytes.data[at] = choice % 3 == 0 ? (char)(choice >> 8) : nasty[(choice >> 8) % (sizeof nasty - 1)];
            save(names[i], bytes.data, bytes.size);
            read_spoilt(names[i], at);
            bytes.data[at] = kept;
        }
        save(names[i], bytes.data, bytes.size);
        free(bytes.data);
    }
}
END_TEST

/* ---- (f): figures of a desk ---- */

/* Walks a person without papers on 2027-05-01. */
static struct walk_result walk_with(const struct rules *rules)
{
    static const char *const pairs[] = {"nationality=other", "papers=none", "months=8",
                                        "work=none",         "age=35",      "income-year=10450"};
    struct tree_case answers = {0};
    struct buffer problem = {0};
    int32_t date;
    ck_assert(date_parse("2027-05-01", &date));
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        ck_assert_msg(decide_set_pair(rules, &answers, pairs[i], &problem), "%s", buffer_text(&problem));
    struct money_day day;
    struct walk_result result;
    money_prepare(&day, rules, date);
    walk_run(&day, &answers, &result);
    buffer_done(&problem);
    return result;
}

START_TEST(a_new_ceiling_changes_the_result)
{
    static const char text[] =
        "<parameters>\n"
        "<parameter id=\"cmuc_css.ceiling_one_person\" unit=\"euros-year\">\n"
        "<valid from=\"2027-04-01\" value=\"10500\" ref=\"x\" checked=\"2027-04-02\" revision=\"2028-04-01\"/>\n"
        "</parameter>\n"
        "<parameter id=\"cmuc_css.ceiling_one_person_unrounded\" unit=\"euros-year\">\n"
        "<valid from=\"2027-04-01\" value=\"10500.0000\" checked=\"2027-04-02\" revision=\"2028-04-01\"/>\n"
        "</parameter>\n</parameters>\n";
    const struct rules *rules = rules_builtin();
    uint16_t ame = rules_find_right(rules, "ame");
    struct walk_result before = walk_with(rules);
    ck_assert_int_eq(before.ceiling_free, 1042100);
    ck_assert(!rules_set_has(before.certain, ame));
    ck_assert_uint_gt(before.expired.count, 0);
    save("desk.xml", text, sizeof text - 1);
    struct errors errors = {0};
    struct reader *reader = reader_read_parameters(rules, path_of("desk.xml"), &errors);
    assert_count(&errors, 0, "desk");
    struct walk_result after = walk_with(reader_rules(reader));
    ck_assert_int_eq(after.ceiling_free, 1050000);
    ck_assert(rules_set_has(after.certain, ame));
    ck_assert_uint_eq(after.expired.count, 0);
    ck_assert_uint_eq(after.estimates.count, 0);
    ck_assert_int_eq(walk_with(rules).ceiling_free, 1042100);
    reader_free(reader);
    remove(path_of("desk.xml"));
}
END_TEST

/* The lines of a desk's file that make the first parameter whole again. */
#define DESK(text) "<parameters>\n" text "\n</parameters>\n"

/* Files of a desk with one mistake each; FROM and UPTO are not used. */
static const struct plant desks[] = {
    {"desk.xml", "", NULL,
     DESK("<parameter id=\"^gp_fe\" unit=\"euros\"><valid from=\"2027-01-01\" value=\"3\" checked=\"2027-01-01\"/>"
          "</parameter>"),
     "there is no parameter 'gp_fe' (did you mean 'gp_fee'?)"},
    {"desk.xml", "", NULL,
     DESK("<parameter id=\"gp_fee\" unit=\"^euros-year\"><valid from=\"2027-01-01\" value=\"3\" "
          "checked=\"2027-01-01\"/></parameter>"),
     "'euros-year' is not the unit of this parameter"},
    {"desk.xml", "", NULL,
     DESK("<parameter id=\"gp_fee\" unit=\"euros\"><valid from=\"^2027-02-29\" value=\"3\" checked=\"2027-01-01\"/>"
          "</parameter>"),
     "'2027-02-29' is not a date of the calendar (YYYY-MM-DD)"},
    {"desk.xml", "", NULL,
     DESK("<parameter id=\"gp_fee\" unit=\"euros\"><valid from=\"2027-01-01\" value=\"^3,00\" "
          "checked=\"2027-01-01\"/></parameter>"),
     "'3,00' is not a number such as 1234 or 1234.50"},
    {"desk.xml", "", NULL,
     DESK("<parameter id=\"gp_fee\" unit=\"euros\">^<valid from=\"2027-01-01\" checked=\"2027-01-01\"/></parameter>"),
     "<valid> needs one of value=, word=, none=\"yes\" or hole=\"yes\""},
    {"desk.xml", "", NULL,
     DESK("<parameter id=\"gp_fee\" unit=\"euros\"><valid from=\"2027-01-01\" value=\"3\" checked=\"2027-01-01\"/>"
          "</parameter>^<amount id=\"a\" right=\"sos\"><band from=\"0\" parameter=\"gp_fee\"/></amount>"),
     "<amount> may not be replaced by a file of figures"},
    {"desk.xml", "", NULL,
     DESK("<parameter id=\"gp_fee\" unit=\"euros\"><valid from=\"2027-01-01\" value=\"3\" checked=\"2027-01-01\"/>"
          "<valid from=\"^2027-01-01\" value=\"4\" checked=\"2027-01-01\"/></parameter>"),
     "two versions begin on 2027-01-01"},
    {"desk.xml", "", NULL,
     DESK("<parameter id=\"gp_fee\" unit=\"euros\">^<valid from=\"2027-01-01\" word=\"x\" checked=\"2027-01-01\"/>"
          "</parameter>"),
     "this figure is a number: value=, not word="},
    {"desk.xml", "", NULL,
     DESK("<parameter id=\"cmuc_css.rounding\" unit=\"word\">^<valid from=\"2027-01-01\" value=\"1\" "
          "checked=\"2027-01-01\"/></parameter>"),
     "this rule is a word: word=, not value="},
    {"desk.xml", "", NULL,
     DESK("<parameter id=\"gp_fee\" unit=\"euros\"><valid from=\"2027-01-01\" value=\"^1000000.01\" "
          "checked=\"2027-01-01\"/></parameter>"),
     "a figure is at most 1000000"},
    {"desk.xml", "", NULL,
     DESK("<parameter id=\"refund.doctor\" unit=\"share\"><valid from=\"2027-01-01\" value=\"^70\" "
          "checked=\"2027-01-01\"/></parameter>"),
     "a share is at most 10"},
    {"desk.xml", "", NULL, "\n^<glossary><term id=\"a\" french=\"b\"><name>c</name><meaning>d</meaning></term></glossary>",
     "this file begins with <glossary>; a file of figures begins with <parameters>"},
    {"desk.xml", "", NULL, "^<figures/>",
     "<figures> begins no rule file; known: <questions> <rights> <parameters> <glossary> <guide> <tree> "
     "<site> <places>"},
};

START_TEST(a_bad_file_of_a_desk_is_refused)
{
    save("desk.xml", "", 0);
    plant_one(&desks[_i], marks[0]);
    struct expected expected = take_mark(&desks[_i], marks[0]);
    struct errors errors = {0};
    ck_assert_ptr_null(reader_read_parameters(rules_builtin(), path_of("desk.xml"), &errors));
    assert_count(&errors, 1, desks[_i].message);
    assert_error(&errors.items[0], &expected);
    assert_printed(&errors, &expected);
    errors_done(&errors);
}
END_TEST

START_TEST(a_missing_file_of_a_desk_is_refused)
{
    struct errors errors = {0};
    ck_assert_ptr_null(reader_read_parameters(rules_builtin(), path_of("desk.xml"), &errors));
    assert_count(&errors, 1, "missing");
    ck_assert_str_eq(errors.items[0].message, "this file is missing");
    errors_done(&errors);
}
END_TEST

START_TEST(sound_data_give_no_message)
{
    expect_text(NULL);
}
END_TEST

/* Adds the tests of planted mistakes and of hostile files. */
static void add_files(TCase *files)
{
    tcase_add_test(files, sound_data_give_no_message);
    tcase_add_loop_test(files, one_mistake_gives_one_message, 0, (int)PLANTS);
    tcase_add_loop_test(files, a_lost_name_gives_one_message, 0, (int)(sizeof quiet / sizeof quiet[0]));
    tcase_add_test(files, trees_may_not_overlap);
    tcase_add_test(files, twelve_mistakes_give_twelve_messages);
    tcase_add_loop_test(files, hostile_bytes_are_refused, 0, (int)(sizeof wholes / sizeof wholes[0]));
    tcase_add_loop_test(files, hostile_texts_are_refused, 0, (int)(sizeof meanings / sizeof meanings[0]));
    tcase_add_loop_test(files, hostile_attributes_are_refused, 0, 5);
    tcase_add_test(files, strange_files_are_refused);
    tcase_add_test(files, strange_directories_are_refused);
    tcase_add_test(files, a_directory_without_trees_is_refused);
    tcase_add_test(files, files_have_a_limit);
    tcase_add_test(files, texts_have_a_limit);
    tcase_add_loop_test(files, crowds_are_refused, 0, (int)(sizeof crowds / sizeof crowds[0]));
    tcase_add_test(files, too_many_trees_are_refused);
    tcase_add_test(files, a_byte_order_mark_and_line_ends_of_windows_are_accepted);
    tcase_add_test(files, a_message_is_never_cut_inside_a_character);
}

int main(void)
{
    Suite *suite = suite_create("reader");
    TCase *files = tcase_create("files");
    tcase_set_timeout(files, 120);
    tcase_add_unchecked_fixture(files, make_base, remove_base);
    tcase_add_checked_fixture(files, make_copy, NULL);
    add_files(files);
    tcase_add_test(files, a_file_cut_anywhere_gives_one_message);
    tcase_add_loop_test(files, three_thousand_mutations_never_crash, 0, 4);
    tcase_add_test(files, a_new_ceiling_changes_the_result);
    tcase_add_loop_test(files, a_bad_file_of_a_desk_is_refused, 0, (int)(sizeof desks / sizeof desks[0]));
    tcase_add_test(files, a_missing_file_of_a_desk_is_refused);
    suite_add_tcase(suite, files);
    return check_run(suite);
}
