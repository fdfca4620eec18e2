/* What the data say, as plain tables without pointers: questions, rights, figures, trees.
 *
 * The compiler `rulec` writes these tables as constant arrays into the program; the reader
 * behind `--data DIR` fills the same tables in memory.  Everything refers to everything by
 * index; a text is an offset into one pool.  Nothing changes after the start.
 *
 * It deliberately evaluates nothing: what follows from the answers is tree/. */
#ifndef DS_RULES_MODEL_H
#define DS_RULES_MODEL_H

#include <stdbool.h>
#include <stdint.h>

/* Build-time limits; the reader refuses data beyond them. */
#define RULES_MAX_QUESTIONS 32    /* one bit each in a set of keys */
#define RULES_MAX_OPTIONS 24      /* one slot each in a node's table */
#define RULES_MAX_RIGHTS 128      /* one bit each in a set of rights */
#define RULES_MAX_NODES 4096      /* of all trees */
#define RULES_MAX_FILE_BYTES (4 * 1024 * 1024)
#define RULES_MAX_TEXT_BYTES (64 * 1024)

#define RULES_NONE UINT16_MAX /* "no such index" */

typedef uint32_t rules_str; /* offset into the pool; 0 is the empty text */

/* A set of rights and notes. */
struct rules_set {
    uint64_t word[2];
};

/* Where a thing stands in its file, for messages and the trace. */
struct rules_source {
    uint32_t line;
    uint16_t column; /* bytes, from 1 */
    uint16_t file;   /* index into rules.files */
};

/* What a text is; the kind is the context of its translation. */
enum rules_text_kind {
    TEXT_QUESTION_TITLE,
    TEXT_QUESTION_SHORT,
    TEXT_QUESTION_HINT,
    TEXT_QUESTION_WHY,
    TEXT_QUESTION_HELP,
    TEXT_OPTION_LABEL,
    TEXT_OPTION_HINT,
    TEXT_RIGHT_TITLE,
    TEXT_RIGHT_WHAT,
    TEXT_RIGHT_HOW,
    TEXT_RIGHT_WHERE,
    TEXT_RIGHT_COST,
    TEXT_RIGHT_USE,
    TEXT_RIGHT_RENEWAL,
    TEXT_RIGHT_APPEAL,
    TEXT_RIGHT_CAUTION,
    TEXT_DOCUMENT_LABEL,
    TEXT_DOCUMENT_HINT,
    TEXT_TERM_NAME,
    TEXT_TERM_MEANING,
    TEXT_GUIDE_TITLE,
    TEXT_GUIDE_INTRO,
    TEXT_ENTRY_NAME,
    TEXT_ENTRY_SAY,
    TEXT_KIND_COUNT
};

/* One translatable text, valid on the days FROM <= day < UNTIL. */
struct rules_text {
    rules_str text;
    rules_str context; /* gettext context, empty when the kind has none */
    int32_t from, until;
    uint16_t kind;  /* enum rules_text_kind */
    uint16_t place; /* TEXT_RIGHT_WHERE: kind of place, index into rules_place_kinds */
};

/* A run of texts of one owner. */
struct rules_texts {
    uint32_t first;
    uint32_t count;
};

enum rules_question_kind { QUESTION_CHOICE, QUESTION_NUMBER, QUESTION_AMOUNT };

enum rules_unit {
    UNIT_NONE,
    UNIT_YEARS,
    UNIT_MONTHS,
    UNIT_PERSONS,
    UNIT_EUROS_MONTH,
    UNIT_EUROS_YEAR,
    UNIT_EUROS_DAY,
    UNIT_EUROS,
    UNIT_SHARE,
    UNIT_DAYS,
    UNIT_COUNT,
    UNIT_WORD
};

/* A key of the contract with its words.  Numbers are hundredths. */
struct rules_question {
    rules_str id;
    uint16_t kind; /* enum rules_question_kind */
    uint16_t unit; /* enum rules_unit */
    int64_t least, most;    /* numbers: what may be typed, hundredths */
    int64_t absent_number;  /* numbers: what a missing key means; -1 when unknown */
    uint16_t absent_option; /* choices: what a missing key means; RULES_NONE when unknown */
    uint16_t partner;       /* question answered together with this one, or RULES_NONE */
    uint16_t follows;       /* question this is a detail of, or RULES_NONE */
    uint16_t whole;         /* numbers: no decimals */
    int16_t age_from, age_upto; /* a screen skips it outside these years */
    uint16_t first_option, option_count;
    uint16_t first_group, group_count;
    struct rules_texts texts;
    struct rules_source source;
};

/* One answer of a choice; its value is its place among the options of its question. */
struct rules_option {
    rules_str id;
    int32_t from, until;
    uint16_t group;     /* index into rules.groups, or RULES_NONE */
    uint8_t hidden;     /* accepted by `decide`, not offered on screen */
    uint8_t emergency;  /* shows the emergency page at once */
    struct rules_texts texts;
};

/* A first step that opens its options. */
struct rules_group {
    rules_str id;
    struct rules_texts texts;
};

enum rules_right_kind { RIGHT_NOW, RIGHT_COVER, RIGHT_COMPLEMENT, RIGHT_STEP, RIGHT_NOTE };

/* A right, a step or a note; the index is the order of display. */
struct rules_right {
    rules_str id;
    rules_str official; /* French name, never translated; empty when there is none */
    uint16_t kind;      /* enum rules_right_kind */
    uint16_t paper_count, law_count;
    uint16_t first_paper, first_law;
    struct rules_texts texts;
    struct rules_source source;
};

/* A paper that a right asks for. */
struct rules_paper {
    int32_t from, until;
    uint16_t document; /* index into rules.documents */
    uint16_t if_any;   /* useful, not required */
    uint16_t key;      /* not asked of people who gave one of `options` to this question, or RULES_NONE */
    uint16_t unused;
    uint32_t options;
};

struct rules_document {
    rules_str id;
    uint16_t reveals; /* shows by itself how somebody stays here: not on a discreet sheet */
    uint16_t unused;
    struct rules_texts texts;
    struct rules_source source;
};

/* An article that a right rests on. */
struct rules_law {
    rules_str ref;
    int32_t from, until; /* when the reference holds for the right */
    int32_t since;       /* first day of the article's wording, DATE_MIN when not known */
    uint32_t confidence; /* 'H', 'M', 'L' or 0 */
};

/* A dated figure and the words that stand for it in texts ("hospital_day_psychiatry"). */
struct rules_parameter {
    rules_str id;
    rules_str place;
    uint16_t unit; /* enum rules_unit */
    uint16_t version_count;
    uint32_t first_version;
    struct rules_source source;
};

enum rules_version_kind { VERSION_VALUE, VERSION_WORD, VERSION_NONE, VERSION_HOLE };

/* One version of a figure, valid from FROM to the next version. */
struct rules_version {
    int64_t value; /* ten-thousandths of the unit */
    int32_t from;
    int32_t checked;
    int32_t revision; /* expired from this day on; DATE_MAX when none is due */
    uint16_t kind;    /* enum rules_version_kind */
    uint16_t estimate;
    rules_str word;
    rules_str ref;
};

/* An amount printed beside a right, chosen by the age in whole years. */
struct rules_amount {
    rules_str id;
    uint16_t right;
    uint16_t band_count;
    uint32_t first_band;
};

struct rules_band {
    int32_t from, upto; /* years; upto INT32_MAX when open */
    uint16_t parameter;
    uint16_t unused;
};

enum rules_node_kind { NODE_QUESTION, NODE_TEST, NODE_INCOME, NODE_END };
enum rules_level { LEVEL_FREE, LEVEL_PAID };

/* How a number or the date is split in two: the first edge takes one side, the last the other. */
enum rules_split {
    SPLIT_CHOICE,    /* by option, through edge_of */
    SPLIT_UPTO,      /* number <= limit */
    SPLIT_PARAMETER, /* number <= figure of the date; an edge of its own for a hole */
    SPLIT_SINCE,     /* the date asked less so many months is `day` or later */
    SPLIT_BEFORE,    /* the date asked is before `day` */
    SPLIT_NONE       /* one edge only */
};

#define RULES_KEY_DATE 0xfffe /* a test of the date asked */

/* A node of a tree.  Edges of an income node: within, over.  Of a two-way split: the side
 * named, then everything else, then the hole. */
struct rules_node {
    rules_str id;
    uint16_t kind;      /* enum rules_node_kind */
    uint16_t key;       /* question index, RULES_KEY_DATE, or RULES_NONE */
    uint16_t other_key; /* stands in for key when that is absent, or RULES_NONE */
    uint16_t split;     /* enum rules_split */
    uint16_t parameter; /* SPLIT_PARAMETER */
    uint8_t level;      /* NODE_INCOME: enum rules_level */
    uint8_t housing;    /* NODE_INCOME: the housing lump sum is added */
    int32_t day;        /* SPLIT_SINCE, SPLIT_BEFORE */
    int64_t limit;      /* SPLIT_UPTO, hundredths, inclusive */
    uint32_t first_edge;
    uint32_t edge_count;
    uint32_t reads; /* set of the keys that the rest of the way may look at */
    uint8_t edge_of[RULES_MAX_OPTIONS]; /* SPLIT_CHOICE: option -> edge of this node */
    struct rules_source source;
};

/* A way from one node to the next, with what it grants. */
struct rules_edge {
    struct rules_set certain;
    struct rules_set possible;
    uint32_t options; /* SPLIT_CHOICE: set of options that take this edge */
    uint16_t to;      /* index into rules.nodes */
    uint16_t unused;
    struct rules_source source;
};

struct rules_tree {
    int32_t from, until;
    uint32_t first_node, node_count;
    uint32_t start;
    uint16_t file;
    uint16_t unused;
};

struct rules_term {
    rules_str id;
    rules_str french;
    struct rules_texts texts;
    struct rules_source source;
};

/* A reference page, opened beside the questionnaire. */
struct rules_guide {
    rules_str id;
    uint16_t first_entry, entry_count;
    struct rules_texts texts;
    struct rules_source source;
};

/* One thing that a reference page explains. */
struct rules_entry {
    rules_str id;
    rules_str french;    /* as printed on papers, never translated; empty when there is none */
    int32_t from, until; /* the days on which the page has it */
    struct rules_texts texts;
    struct rules_source source;
};

/* The figures that the arithmetic of tree/ knows by name. */
enum rules_figure {
    FIGURE_CEILING_PRINTED,   /* cmuc_css.ceiling_one_person */
    FIGURE_CEILING_UNROUNDED, /* cmuc_css.ceiling_one_person_unrounded */
    FIGURE_COEF_2,
    FIGURE_COEF_3_4,
    FIGURE_COEF_5,
    FIGURE_ROUNDING,
    FIGURE_MONTHLY_FORM,
    FIGURE_OVERSEAS,
    FIGURE_MAYOTTE,
    FIGURE_INCREASE_ACS,
    FIGURE_INCREASE_CSS,
    FIGURE_COMPARISON_ACS, /* is an income equal to the ACS limit in? */
    FIGURE_RMI,
    FIGURE_RSA,
    FIGURE_RSA_COEF_2,
    FIGURE_RSA_COEF_3,
    FIGURE_LUMP_BENEFIT_1,
    FIGURE_LUMP_BENEFIT_2,
    FIGURE_LUMP_BENEFIT_3,
    FIGURE_LUMP_OWNER_1,
    FIGURE_LUMP_OWNER_2,
    FIGURE_LUMP_OWNER_3,
    FIGURE_CMU_RATE,      /* contribution to CMU de base, to 2015 */
    FIGURE_CMU_THRESHOLD,
    FIGURE_CMU_FLOOR_1,   /* nothing due up to the floor of the household, to 2001 */
    FIGURE_CMU_FLOOR_2,
    FIGURE_CMU_FLOOR_3,
    FIGURE_CMU_FLOOR_EACH,
    FIGURE_CMU_SMALL,     /* contributions up to this were not collected */
    FIGURE_COUNT
};

/* The keys that the arithmetic of tree/ knows by name. */
enum rules_known_key {
    KEY_PLACE,
    KEY_AGE,
    KEY_HOUSEHOLD,
    KEY_HOUSING,
    KEY_HOUSING_BENEFIT_MONTH,
    KEY_INCOME_YEAR,
    KEY_INCOME_MONTH,
    KEY_COUNT
};

/* The options that the arithmetic of tree/ knows by name. */
enum rules_known_option {
    OPTION_PLACE_DOM,
    OPTION_PLACE_MAYOTTE,
    OPTION_HOUSING_OWNER,
    OPTION_HOUSING_BENEFIT,
    OPTION_COUNT
};

/* The rights that the arithmetic of tree/ knows by name. */
enum rules_known_right {
    KNOWN_ASK_HELP,   /* given when nothing is certain */
    KNOWN_CMU_BASE,   /* has a contribution of its own */
    KNOWN_CMU_C,      /* makes that contribution nothing */
    KNOWN_SMALL_NOTE, /* beside a contribution too small to be collected */
    KNOWN_RIGHT_COUNT
};

/* All of it.  The arrays are constant and live as long as the program, or as the loader. */
struct rules {
    const char *pool;
    const rules_str *files;
    const struct rules_text *texts;
    const struct rules_question *questions;
    const struct rules_option *options;
    const struct rules_group *groups;
    const struct rules_right *rights;
    const struct rules_paper *papers;
    const struct rules_document *documents;
    const struct rules_law *laws;
    const struct rules_parameter *parameters;
    const struct rules_version *versions;
    const struct rules_amount *amounts;
    const struct rules_band *bands;
    const struct rules_tree *trees;
    const struct rules_node *nodes;
    const struct rules_edge *edges;
    const struct rules_term *terms;
    const struct rules_guide *guides;
    const struct rules_entry *entries;
    uint32_t pool_size;
    uint32_t file_count, text_count, question_count, option_count, group_count, right_count;
    uint32_t paper_count, document_count, law_count, parameter_count, version_count;
    uint32_t amount_count, band_count, tree_count, node_count, edge_count, term_count;
    uint32_t guide_count, entry_count;
    uint16_t figures[FIGURE_COUNT];     /* parameter index of each known figure */
    uint16_t keys[KEY_COUNT];           /* question index of each known key */
    uint16_t known_options[OPTION_COUNT]; /* option value of each known option */
    uint16_t known_rights[KNOWN_RIGHT_COUNT]; /* right index of each known right */
};

#endif
