/* How long one walk takes: every case of the contract, over and over, on a prepared day.
 * A figure to read, never a test: machines differ. */
#include <stdio.h>
#include <time.h>

#include "case_file.h"
#include "rules/rules.h"
#include "tree/walk.h"
#include "util/date.h"

#define BENCH_CASES 200
#define BENCH_ROUNDS 20000

struct bench {
    struct tree_case cases[BENCH_CASES];
    int count;
};

/* Keeps a case whose walk has one way only: the case a desk meets most. */
static void bench_keep(const struct case_line *line, void *data)
{
    struct bench *bench = data;
    bool single = rules_set_is_empty(line->possible);
    if (single && bench->count < BENCH_CASES)
        bench->cases[bench->count++] = line->answers;
}

/* Seconds on a clock that only runs forward. */
static double bench_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(void)
{
    static struct bench bench;
    const struct rules *rules = rules_builtin();
    int32_t today = date_to_day((struct date){2026, 11, 21});
    case_file_read(TEST_SOURCE_DIR "/tests/cases/today.txt", rules, today, bench_keep, &bench);
    static struct money_day day;
    money_prepare(&day, rules, today);
    struct walk_result result;
    double start = bench_seconds();
    for (int round = 0; round < BENCH_ROUNDS; round++)
        for (int i = 0; i < bench.count; i++)
            walk_run(&day, &bench.cases[i], &result);
    double walk = (bench_seconds() - start) / ((double)BENCH_ROUNDS * bench.count);
    struct tree_case empty = {0};
    start = bench_seconds();
    for (int round = 0; round < 200; round++)
        walk_run(&day, &empty, &result);
    double open = (bench_seconds() - start) / 200;
    printf("one walk, all answers known: %.0f ns (mean of %d cases)\n", walk * 1e9, bench.count);
    printf("one walk, no answer known:   %.0f us\n", open * 1e6);
    return 0;
}
