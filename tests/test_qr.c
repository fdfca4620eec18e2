/* The QR code on the screen, photographed: the cells that the real program wrote are painted as a
 * terminal paints them, 8 by 16 points each, and zbarimg reads exactly the address.  Where a
 * terminal cannot show it there is no code, but the address in words.
 * Needs zbar-tools: without them the test fails and says so. */
#include "check_main.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "drive.h"

#define CELL_WIDTH 8
#define CELL_HEIGHT 16
#define USUAL "https://www.ameli.fr" /* where no site names an address */
#define UPPER_HALF 0x2580
#define LOWER_HALF 0x2584
#define FULL 0x2588

static char folder[256];

/* Makes the folder. */
static void setup(void)
{
    snprintf(folder, sizeof folder, "%s/qr-XXXXXX", TEST_BINARY_DIR);
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

/* Removes it. */
static void teardown(void)
{
    drive_run((const char *const[]){"rm", "-rf", folder, NULL}, NULL);
}

/* ---- the program ---- */

/* One terminal, and what the program is told. */
struct look {
    int rows, columns;
    const char *term, *theme, *environment;
    const char *address; /* null: no site */
};

/* Writes a site with that address; its path. */
static const char *write_site(const char *address)
{
    static char path[300];
    char text[512];
    snprintf(path, sizeof path, "%s/site.xml", folder);
    snprintf(text, sizeof text,
             "<site name=\"CCAS\" town=\"Exemple\" department=\"62\">\n<web address=\"%s\"/>\n</site>\n", address);
    drive_write_script(path, text);
    return path;
}

/* Starts the program and goes to the take-away screen. */
static struct drive *open_takeaway(const struct look *look)
{
    struct drive_start start = {.rows = look->rows, .columns = look->columns, .term = look->term,
                                .environment = look->environment, .arguments = {"--lang=en", "--desk"}};
    const char **next = &start.arguments[2];
    if (look->theme) {
        *next++ = "--theme";
        *next++ = look->theme;
    }
    if (look->address) {
        *next++ = "--site";
        *next++ = write_site(look->address);
    }
    struct drive *drive = drive_open(&start);
    ck_assert_msg(drive_wait(drive, "Age", DRIVE_PATIENCE_MS) >= 0, "%s", drive_look(drive));
    drive_go(drive, "p");
    ck_assert_msg(strstr(drive_look(drive), "Take the result with you"), "%s", drive_look(drive));
    return drive;
}

/* ---- the photograph ---- */

/* How light a colour of 256 is. */
static int light_of(int colour, int otherwise)
{
    static const int base[16] = {0, 61, 120, 181, 27, 86, 147, 229, 127, 76, 150, 226, 92, 105, 178, 255};
    if (colour == TTY_DEFAULT)
        return otherwise;
    if (colour >= 232)
        return 8 + 10 * (colour - 232);
    return colour < 16 ? base[colour] : 128;
}

/* How much of a cell has the ink, seen at a point of it. */
static bool has_ink(uint32_t code, int x, int y)
{
    if (code == FULL)
        return true;
    if (code == UPPER_HALF || code == LOWER_HALF)
        return (y < CELL_HEIGHT / 2) == (code == UPPER_HALF);
    return code != ' ' && x >= 2 && x < 6 && y >= 4 && y < 12; /* some letter */
}

/* The light of a point. */
static unsigned char light_at(const struct tty_screen *screen, int x, int y, bool dark)
{
    const struct tty_cell *cell = &screen->cells[y / CELL_HEIGHT][x / CELL_WIDTH];
    int ink = light_of(cell->ink, dark ? 229 : 0);
    int ground = light_of(cell->ground, dark ? 0 : 255);
    bool inked = has_ink(cell->code, x % CELL_WIDTH, y % CELL_HEIGHT) != cell->reverse;
    return (unsigned char)(inked ? ink : ground);
}

/* Paints the screen into a file. */
static void paint(const struct tty_screen *screen, bool dark, const char *path)
{
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    fprintf(file, "P5\n%d %d\n255\n", screen->columns * CELL_WIDTH, screen->rows * CELL_HEIGHT);
    for (int y = 0; y < screen->rows * CELL_HEIGHT; y++)
        for (int x = 0; x < screen->columns * CELL_WIDTH; x++)
            fputc(light_at(screen, x, y, dark), file);
    ck_assert_int_eq(fclose(file), 0);
}

/* Photographs the screen; what the codes on it say, freed by the caller. */
static struct buffer read_codes(const struct tty_screen *screen, bool dark)
{
    struct buffer said = {0};
    char path[300];
    snprintf(path, sizeof path, "%s/screen.pgm", folder);
    paint(screen, dark, path);
    int status = drive_run((const char *const[]){"zbarimg", "--nodbus", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", path, NULL}, &said);
    ck_assert_msg(status != 127, "this test needs zbarimg (zbar-tools)");
    return said;
}

/* ---- codes ---- */

/* Requires that the code on a screen says exactly ADDRESS, on a dark terminal and on a light one. */
static void require_code(const struct look *look)
{
    const char *address = look->address ? look->address : USUAL;
    struct drive *drive = open_takeaway(look);
    for (int dark = 0; dark < 2; dark++) {
        struct buffer said = read_codes(&drive->screen, dark);
        ck_assert_msg(said.length == strlen(address) + 1 && strncmp(buffer_text(&said), address, strlen(address)) == 0,
                      "%s %s %dx%d, %s: the code says '%s' instead of '%s'\n%s", look->term ? look->term : "xterm-256color",
                      look->theme ? look->theme : "", look->columns, look->rows, dark ? "dark" : "light",
                      buffer_text(&said), address, drive_look(drive));
        buffer_done(&said);
    }
    drive_close(drive);
}

/* Addresses up to the longest of 78 bytes; every size of a code that fits is among them. */
static const char *const addresses[] = {
    NULL,
    "https://a.fr",
    "https://www.exemple-sur-mer.example/sante",
    "https://exemple.example/~ccas/100%25/a_b-c.d/(x)/$y/",
    "https://www.ccas-exemple-sur-mer.example/action-sociale/sante/acces-aux-droits",
};
#define ADDRESSES ((int)(sizeof addresses / sizeof addresses[0]))

START_TEST(every_address_is_read)
{
    static const int sizes[][2] = {{24, 80}, {33, 120}, {24, 76}, {50, 200}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        require_code(&(struct look){.rows = sizes[i][0], .columns = sizes[i][1], .address = addresses[_i]});
}
END_TEST

START_TEST(every_theme_is_read)
{
    static const char *const themes[] = {"default", "contrast", "mono"};
    static const char *const terms[] = {"xterm-256color", "xterm", "screen-256color", "tmux-256color"};
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++)
        require_code(&(struct look){24, 80, terms[i], themes[_i], NULL, addresses[ADDRESSES - 1]});
}
END_TEST

START_TEST(the_longest_address_has_78_bytes)
{
    ck_assert_uint_eq(strlen(addresses[ADDRESSES - 1]), 78);
}
END_TEST

/* ---- no codes ---- */

/* Copies TEXT without blanks and line feeds. */
static struct buffer solid(const char *text)
{
    struct buffer out = {0};
    for (; *text; text++)
        if (*text != ' ' && *text != '\n')
            buffer_add_char(&out, *text);
    return out;
}

/* Requires that there is no code and no block, but the address in words. */
static void require_words(const struct look *look)
{
    const char *address = look->address ? look->address : USUAL;
    struct drive *drive = open_takeaway(look);
    struct buffer text = solid(drive_look(drive));
    struct buffer said = read_codes(&drive->screen, true);
    ck_assert_msg(strstr(buffer_text(&text), address) != NULL, "no address:\n%s", drive_look(drive));
    ck_assert_msg(!strstr(buffer_text(&text), "\xe2\x96\x80") && !strstr(buffer_text(&text), "\xe2\x96\x88") && said.length == 0,
                  "a code where none can be shown:\n%s", drive_look(drive));
    buffer_done(&said);
    buffer_done(&text);
    drive_close(drive);
}

static const struct look plain_looks[] = {
    {.term = "vt100"},
    {.term = "vt220"},
    {.term = "linux"},
    {.environment = "NO_COLOR=1"},
    {.term = "xterm-mono"},
    {.columns = 75, .rows = 24},
    {.columns = 64, .rows = 24},
    {.columns = 80, .rows = 23},
};
#define PLAIN_LOOKS ((int)(sizeof plain_looks / sizeof plain_looks[0]))

START_TEST(elsewhere_the_address_stands_in_words)
{
    for (int i = 0; i < ADDRESSES; i++) {
        struct look look = plain_looks[_i];
        look.address = addresses[i];
        require_words(&look);
    }
}
END_TEST

/* A key word of the visit's answers is in no code: the visit ends with a code for the same address. */
START_TEST(answers_change_no_code)
{
    struct drive *drive = drive_open(&(struct drive_start){.arguments = {"--lang=en"}});
    ck_assert(drive_wait(drive, "Question 1", DRIVE_PATIENCE_MS) >= 0);
    drive_go(drive, "3|1|1|34|\r|2|5|5|5|2|6|8|\r|2|5|\r|1|\r|1|800|\r|\r|p");
    struct buffer said = read_codes(&drive->screen, true);
    ck_assert_str_eq(buffer_text(&said), USUAL "\n");
    buffer_done(&said);
    drive_go(drive, "5|2"); /* the code of the visit stands alone */
    said = read_codes(&drive->screen, true);
    ck_assert_uint_eq(said.length, 0);
    buffer_done(&said);
    drive_close(drive);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("qr");
    TCase *tests = tcase_create("qr");
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(tests, every_address_is_read, 0, ADDRESSES);
    tcase_add_loop_test(tests, every_theme_is_read, 0, 3);
    tcase_add_test(tests, the_longest_address_has_78_bytes);
    tcase_add_loop_test(tests, elsewhere_the_address_stands_in_words, 0, PLAIN_LOOKS);
    tcase_add_test(tests, answers_change_no_code);
    suite_add_tcase(suite, tests);
    return check_run(suite);
}
