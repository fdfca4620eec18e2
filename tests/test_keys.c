/* Bytes from a terminal: known keys are decoded, everything else is swallowed whole. */
#include "check_main.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "terminal/keys.h"

/* Appends the name of EVENT to TEXT: the character typed, or a letter for a key. */
static void name_event(const struct event *event, char *text, size_t room)
{
    static const char *const names[FRONT_KEY_COUNT] = {
        [FRONT_KEY_UP] = "{up}",           [FRONT_KEY_DOWN] = "{down}",
        [FRONT_KEY_LEFT] = "{left}",       [FRONT_KEY_RIGHT] = "{right}",
        [FRONT_KEY_TAB] = "{tab}",         [FRONT_KEY_BACKTAB] = "{backtab}",
        [FRONT_KEY_ENTER] = "{enter}",     [FRONT_KEY_ESCAPE] = "{esc}",
        [FRONT_KEY_BACKSPACE] = "{bs}",    [FRONT_KEY_DELETE] = "{del}",
        [FRONT_KEY_PAGE_UP] = "{pgup}",    [FRONT_KEY_PAGE_DOWN] = "{pgdn}",
        [FRONT_KEY_HOME] = "{home}",       [FRONT_KEY_END] = "{end}",
        [FRONT_KEY_CLEAR] = "{clear}",     [FRONT_KEY_INTERRUPT] = "{int}",
    };
    size_t used = strlen(text);
    if (event->typed)
        snprintf(text + used, room - used, "%c", event->typed);
    else
        snprintf(text + used, room - used, "%s", names[event->key] ? names[event->key] : "{?}");
}

/* Feeds LENGTH bytes at once, then a long silence; returns the events as one text. */
static const char *decode_bytes(const char *bytes, size_t length)
{
    static char text[4096];
    struct keys keys;
    struct event event;
    text[0] = '\0';
    keys_init(&keys);
    for (size_t i = 0; i < length; i++)
        if (keys_feed(&keys, (unsigned char)bytes[i], 1000, &event))
            name_event(&event, text, sizeof(text));
    if (keys_expire(&keys, 2000, &event))
        name_event(&event, text, sizeof(text));
    ck_assert_int_eq(keys_pending_ms(&keys, 2000), -1);
    return text;
}

struct key_case {
    const char *bytes;
    const char *events;
};

static const struct key_case key_cases[] = {
    /* single keys */
    {"1", "1"}, {"0", "0"}, {"9", "9"}, {"a", "a"}, {"Z", "Z"}, {".", "."}, {"?", "?"},
    {"*", "*"}, {"/", "/"}, {"-", "-"}, {"+", "+"}, {"=", "="}, {" ", " "}, {",", ","},
    {"<", "<"}, {"~", "~"}, {"[", "["}, {"O", "O"}, {"]", "]"},
    {"\r", "{enter}"}, {"\n", "{enter}"}, {"\r\n", "{enter}"}, {"\n\n", "{enter}{enter}"},
    {"\r\r", "{enter}{enter}"}, {"\t", "{tab}"}, {"\b", "{bs}"}, {"\x7f", "{bs}"},
    {"\x15", "{clear}"}, {"\x03", "{int}"}, {"\033", "{esc}"},
    {"\x01", ""}, {"\x02", ""}, {"\x04", ""}, {"\x05", ""}, {"\x06", ""}, {"\a", ""},
    {"\v", ""}, {"\f", ""}, {"\x0e", ""}, {"\x0f", ""}, {"\x10", ""}, {"\x11", ""},
    {"\x12", ""}, {"\x13", ""}, {"\x14", ""}, {"\x16", ""}, {"\x17", ""}, {"\x18", ""},
    {"\x19", ""}, {"\x1a", ""}, {"\x1c", ""}, {"\x1d", ""}, {"\x1e", ""}, {"\x1f", ""},
    /* cursor keys, normal and application mode, xterm, linux, rxvt, vt220 */
    {"\033[A", "{up}"}, {"\033[B", "{down}"}, {"\033[C", "{right}"}, {"\033[D", "{left}"},
    {"\033OA", "{up}"}, {"\033OB", "{down}"}, {"\033OC", "{right}"}, {"\033OD", "{left}"},
    {"\033[H", "{home}"}, {"\033[F", "{end}"}, {"\033OH", "{home}"}, {"\033OF", "{end}"},
    {"\033[1~", "{home}"}, {"\033[4~", "{end}"}, {"\033[7~", "{home}"}, {"\033[8~", "{end}"},
    {"\033[5~", "{pgup}"}, {"\033[6~", "{pgdn}"}, {"\033[3~", "{del}"}, {"\033[2~", ""},
    {"\033[Z", "{backtab}"}, {"\033[1A", "{up}"}, {"\033[A\033[B", "{up}{down}"},
    {"\033[A1", "{up}1"}, {"1\033[A2", "1{up}2"}, {"\x9b" "A", "{up}"}, {"\x8f" "B", "{down}"},
    /* the numeric keypad in application mode */
    {"\033Op", "0"}, {"\033Oq", "1"}, {"\033Or", "2"}, {"\033Os", "3"}, {"\033Ot", "4"},
    {"\033Ou", "5"}, {"\033Ov", "6"}, {"\033Ow", "7"}, {"\033Ox", "8"}, {"\033Oy", "9"},
    {"\033OM", "{enter}"}, {"\033Oj", "*"}, {"\033Ok", "+"}, {"\033Ol", ","}, {"\033Om", "-"},
    {"\033On", "."}, {"\033Oo", "/"}, {"\033OX", "="}, {"\033OI", "{tab}"}, {"\033OE", ""},
    /* function keys: none of ours */
    {"\033OP", ""}, {"\033OQ", ""}, {"\033OR", ""}, {"\033OS", ""}, {"\033[11~", ""},
    {"\033[12~", ""}, {"\033[13~", ""}, {"\033[14~", ""}, {"\033[15~", ""}, {"\033[17~", ""},
    {"\033[18~", ""}, {"\033[19~", ""}, {"\033[20~", ""}, {"\033[21~", ""}, {"\033[23~", ""},
    {"\033[24~", ""}, {"\033[25~", ""}, {"\033[34~", ""}, {"\033[[A", ""}, {"\033[[B", ""},
    {"\033[[C", ""}, {"\033[[D", ""}, {"\033[[E", ""}, {"\033[[A1", "1"}, {"\033[E", ""},
    {"\033[G", ""}, {"\033[P", ""}, {"\033[Q", ""}, {"\033[S", ""}, {"\033[1P", ""},
    /* chords */
    {"\033[1;5A", ""}, {"\033[1;2B", ""}, {"\033[1;3C", ""}, {"\033[1;9D", ""}, {"\033[1;5H", ""},
    {"\033[3;5~", ""}, {"\033[5;2~", ""}, {"\033[a", ""}, {"\033[b", ""}, {"\033Oa", ""},
    {"\033O5A", ""}, {"\033O2P", ""}, {"\033[3$", ""}, {"\033[3^", ""}, {"\033a", ""},
    {"\0331", ""}, {"\0339", ""}, {"\033x", ""}, {"\033X1\033\\", ""}, {"\033\r", ""},
    {"\033\x7f", ""}, {"\033\t", ""}, {"\033.", ""}, {"\033\033[A", "{up}"},
    {"\033\033", "{esc}"}, {"\033 F", ""}, {"\033(B", ""}, {"\033)0", ""}, {"\033#8", ""},
    {"\033%G", ""}, {"\033=", ""}, {"\033>", ""}, {"\0337", ""}, {"\0338", ""}, {"\033c", ""},
    /* kitty and modifyOtherKeys */
    {"\033[97u", ""}, {"\033[49u", ""}, {"\033[49;5u", ""}, {"\033[27;5;49~", ""},
    {"\033[97;1:3u", ""}, {"\033[1;1:3A", ""}, {"\033[57414u", ""}, {"\033[?1u", ""},
    {"\033[?0u", ""}, {"\033[13;2u", ""},
    /* mouse: X10, SGR, urxvt, and an X10 report whose bytes are digits */
    {"\033[M 11", ""}, {"\033[M123", ""}, {"\033[M1234", "4"}, {"\033[M#!!", ""},
    {"\033[<0;12;5M", ""}, {"\033[<0;12;5m", ""}, {"\033[<64;1;1M", ""}, {"\033[<35;80;24M", ""},
    {"\033[32;12;5M", ""}, {"\033[0;1;2M", ""}, {"\033[<0;1;1M1", "1"}, {"\033[M\xc3\x99!", ""},
    /* focus, pastes */
    {"\033[I", ""}, {"\033[O", ""}, {"\033[200~123\033[201~", ""},
    {"\033[200~1\r2\r\033[201~3", "3"}, {"\033[200~\033[A\033[201~", ""},
    {"\033[200~a\033[200~b\033[201~9", "9"}, {"\033[200~\033\033[201~5", "5"},
    {"\033[200~unfinished 1 2 3", ""}, {"\033[201~", ""}, {"\033[201~4", "4"},
    /* answers of the terminal */
    {"\033[?1;2c", ""}, {"\033[?62;1;2;4;6;9;15;22c", ""}, {"\033[>0;115;0c", ""},
    {"\033[>41;366;0c", ""}, {"\033[=1;2c", ""}, {"\033[12;5R", ""}, {"\033[?12;5;1R", ""},
    {"\033[1;1R", ""}, {"\033[0n", ""}, {"\033[?13n", ""}, {"\033[?25;1$y", ""},
    {"\033[?2026;2$y", ""}, {"\033[4;480;640t", ""}, {"\033[8;24;80t", ""}, {"\033[9;24;80t", ""},
    {"\033[6;16;8t", ""}, {"\033[3;0;0t", ""}, {"\033[2;1;1;112;112;1;0x", ""},
    {"\033[?997;1n", ""}, {"\033[1;2;3;4;5;6;7;8;9m", ""}, {"\033[\"1;2q", ""},
    {"\033]10;rgb:1111/2222/3333\a", ""}, {"\033]11;rgb:0000/0000/0000\033\\", ""},
    {"\033]4;1;rgb:cdcd/0000/0000\a", ""}, {"\033]52;c;MTIz\a", ""}, {"\033]0;123\a", ""},
    {"\033]l123\033\\", ""}, {"\033]L1\033\\", ""}, {"\033]7;file://h/1\a2", "2"},
    {"\033]8;;http://1\033\\3", "3"}, {"\033P1$r0m\033\\", ""}, {"\033P>|xterm(366)\033\\", ""},
    {"\033P!|00000000\033\\", ""}, {"\033P1+r544e=787465726d\033\\", ""}, {"\033P0+r\033\\", ""},
    {"\033P1;2;3q#0;2;0;0;0\033\\4", "4"}, {"\033^123\033\\", ""}, {"\033_Gi=31;OK\033\\", ""},
    {"\033_123\033\\5", "5"}, {"\x9d" "0;1\x9c" "2", "2"}, {"\x90" "1$r\x9c" "3", "3"},
    {"\x9b" "5~", "{pgup}"}, {"\x9b" "12;5R", ""}, {"\x9e" "1\033\\", ""}, {"\x9f" "1\033\\", ""},
    {"\x98" "1\033\\", ""},
    /* unfinished and broken sequences */
    {"\033[", ""}, {"\033[1", ""}, {"\033[1;", ""}, {"\033O", ""}, {"\033O5", ""}, {"\033]1", ""},
    {"\033P1", ""}, {"\033_1\033", ""}, {"\033[M1", ""}, {"\033[12\x18" "3", "3"},
    {"\033]12\x18" "3", "3"}, {"\033]12\x1a" "3", "3"}, {"\033[12\033[A", "{up}"},
    {"\033[1\033OB", "{down}"}, {"\033]1\033x2\033\\3", "3"}, {"\033[12345678901234567890~", ""},
    {"\033[999999999999~", ""}, {"\033[51~", ""}, {"\033[05~", ""}, {"\033[~", ""},
    {"\033[9~", ""}, {"\033[0~", ""}, {"\033[/A", ""}, {"\033[ A", ""}, {"\033[:A", ""},
    /* bytes over 127 */
    {"\xc3\xa9", ""}, {"\xe2\x82\xac", ""}, {"\xf0\x9f\x98\x80", ""}, {"\xc3\xa9" "1", "1"},
    {"\xff", ""}, {"\xfe\xff", ""}, {"\xc3" "1", "1"}, {"\xe2\x82" "2", "2"}, {"\xc2\x9b" "5", "5"},
    {"\xe2\x9b\x90" "6", "6"}, {"\x80\x81", ""}, {"\xa0" "7", "7"}, {"\033[\xc3\xa9" "A", ""},
};
#define KEY_CASE_COUNT (sizeof(key_cases) / sizeof(key_cases[0]))

START_TEST(test_key_cases)
{
    const struct key_case *one = &key_cases[_i];
    const char *got = decode_bytes(one->bytes, strlen(one->bytes));
    ck_assert_msg(strcmp(got, one->events) == 0, "case %d: got \"%s\", want \"%s\"", _i, got,
                  one->events);
}
END_TEST

START_TEST(test_there_are_enough_cases)
{
    ck_assert_uint_ge(KEY_CASE_COUNT, 200);
}
END_TEST

START_TEST(test_nul_is_no_key)
{
    ck_assert_str_eq(decode_bytes("\0" "1\0", 3), "1");
}
END_TEST

START_TEST(test_long_sequences_are_dropped)
{
    static char bytes[20000];
    const char *const starts[] = {"\033]52;", "\033P", "\033[", "\033_", "\x9d"};
    for (size_t s = 0; s < 5; s++) {
        memset(bytes, '1', sizeof(bytes));
        memcpy(bytes, starts[s], strlen(starts[s]));
        ck_assert_str_eq(decode_bytes(bytes, sizeof(bytes)), "");
    }
    memset(bytes, '1', sizeof(bytes));
    memcpy(bytes, "\033[200~", 6);
    ck_assert_str_eq(decode_bytes(bytes, sizeof(bytes)), "");
}
END_TEST

/* Feeds BYTES at NOW and returns whether one key came, in *EVENT. */
static bool feed_text(struct keys *keys, const char *bytes, int64_t now, struct event *event)
{
    bool any = false;
    for (; *bytes; bytes++)
        any |= keys_feed(keys, (unsigned char)*bytes, now, event);
    return any;
}

START_TEST(test_times)
{
    struct keys keys;
    struct event event;
    keys_init(&keys);
    ck_assert(!feed_text(&keys, "\033", 1000, &event));
    ck_assert_int_eq(keys_pending_ms(&keys, 1000), KEYS_ESCAPE_MS);
    ck_assert(!keys_expire(&keys, 1000 + KEYS_ESCAPE_MS - 1, &event));
    ck_assert(keys_expire(&keys, 1000 + KEYS_ESCAPE_MS, &event));
    ck_assert_int_eq(event.key, FRONT_KEY_ESCAPE);
    /* the rest of a sequence whose ESC was too slow */
    ck_assert(feed_text(&keys, "[A", 1100, &event));
    ck_assert_int_eq(event.key, FRONT_KEY_UP);
    ck_assert_int_eq(keys.state, KEYS_GROUND);
    /* an unfinished sequence ends with silence and gives no key */
    ck_assert(!feed_text(&keys, "\033[12", 2000, &event));
    ck_assert(!keys_expire(&keys, 2000 + KEYS_SEQUENCE_MS, &event));
    ck_assert(feed_text(&keys, "7", 2100, &event));
    ck_assert_int_eq(event.digit, 7);
    ck_assert_int_eq(event.time_ms, 2100);
    /* Esc, a pause, then a letter that also starts sequences */
    ck_assert(!feed_text(&keys, "\033", 3000, &event));
    ck_assert(keys_expire(&keys, 3100, &event));
    ck_assert(feed_text(&keys, "O", 3100 + KEYS_LATE_MS + 1, &event));
    ck_assert_int_eq(event.character, 'o');
}
END_TEST

static uint32_t seed = 7;

/* A pseudo-random number below LIMIT. */
static uint32_t roll(uint32_t limit)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % limit;
}

START_TEST(test_random_bytes)
{
    struct keys keys;
    struct event event;
    keys_init(&keys);
    for (int64_t i = 0; i < 2000000; i++) {
        int64_t now = i / 4;
        unsigned char byte = (unsigned char)(roll(4) ? roll(256) : (uint32_t)"\033[O]P_~0"[roll(8)]);
        if (keys_feed(&keys, byte, now, &event)) {
            ck_assert_int_eq(event.kind, EVENT_KEY);
            ck_assert(event.key > FRONT_KEY_NONE && event.key < FRONT_KEY_COUNT);
            ck_assert(event.character == 0 || (event.character >= ' ' && event.character <= '~'));
            ck_assert((event.key == FRONT_KEY_DIGIT) == (event.digit >= 0));
        }
        if (roll(1000) == 0)
            keys_expire(&keys, now + 100, &event);
    }
}
END_TEST

/* Well-formed sequences full of digits, made at random: none of them yields a digit. */
START_TEST(test_no_digit_from_inside)
{
    static const char ends[] = "ABCDEFGHIJKLNOPQRSTUVWXYZ@\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";
    static const char *const strings[] = {"\033]", "\033P", "\033_", "\033^", "\033X"};
    for (int round = 0; round < 300000; round++) {
        char bytes[80];
        size_t length = 0;
        bool csi = roll(2) == 0;
        const char *start = csi ? "\033[" : strings[roll(5)];
        length = strlen(start);
        memcpy(bytes, start, length);
        for (uint32_t i = roll(40) + 1; i > 0; i--)
            bytes[length++] = csi ? (char)('0' + (char)roll(16)) : (char)(' ' + (char)roll(95));
        if (csi)
            bytes[length++] = ends[roll((uint32_t)sizeof(ends) - 1)];
        else {
            bytes[length++] = '\033';
            bytes[length++] = '\\';
        }
        /* a CSI 200~ opens a paste, which is swallowed too */
        const char *events = decode_bytes(bytes, length);
        ck_assert_msg(strpbrk(events, "0123456789") == NULL, "round %d: %s", round, events);
        ck_assert(events[0] == '\0' || events[0] == '{');
    }
}
END_TEST

/* Everything above as one suite. */
static Suite *keys_suite(void)
{
    Suite *suite = suite_create("keys");
    TCase *tests = tcase_create("keys");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, test_key_cases, 0, (int)KEY_CASE_COUNT);
    tcase_add_test(tests, test_there_are_enough_cases);
    tcase_add_test(tests, test_nul_is_no_key);
    tcase_add_test(tests, test_long_sequences_are_dropped);
    tcase_add_test(tests, test_times);
    tcase_add_test(tests, test_random_bytes);
    tcase_add_test(tests, test_no_digit_from_inside);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return check_run(keys_suite());
}
