/* What stands on the sheet: see the header.
 * The same collector runs once a language; both runs meet the same rights and papers in the
 * same order, so block by block they belong together. */
#define _DEFAULT_SOURCE /* explicit_bzero */
#include "screens/handout.h"

#include <stdlib.h>
#include <string.h>

#include "rules/rules.h"
#include "screens/result.h"

#define HANDOUT_MOST 400 /* blocks */
#define PLACES_MOST 3    /* nearby; the screen shows all */

/* The texts of one language. */
struct collected {
    enum sheet_kind kinds[HANDOUT_MOST];
    char *texts[HANDOUT_MOST];
    size_t count;
};

/* Takes a text, which is freed with the others; null adds nothing. */
static void handout_take(struct collected *out, enum sheet_kind kind, char *text)
{
    if (text && out->count < HANDOUT_MOST) {
        out->kinds[out->count] = kind;
        out->texts[out->count++] = text;
    } else {
        free(text);
    }
}

/* Adds a text of the program. */
static void handout_say(struct collected *out, enum sheet_kind kind, const char *text)
{
    handout_take(out, kind, memory_copy_text(text));
}

/* Wipes and frees the texts. */
static void handout_forget(struct collected *collected)
{
    for (size_t i = 0; i < collected->count; i++) {
        explicit_bzero(collected->texts[i], strlen(collected->texts[i]));
        free(collected->texts[i]);
    }
    collected->count = 0;
}

/* Adds what the sheet is, of which day, and how sure. */
static void handout_add_head(const struct screens *s, bool discreet, struct collected *out)
{
    char *warnings[RESULT_WARNINGS_MOST];
    char *day = words_date(s->options.day);
    handout_say(out, SHEET_TITLE, _("Health cover guide"));
    handout_take(out, SHEET_NOTICE, words_with(N_("Rules of {date}"), "date", day));
    handout_say(out, SHEET_NOTICE, _("This is orientation, not a decision. Only the fund decides."));
    size_t count = result_list_warnings(s, warnings);
    for (size_t i = 0; i < count; i++)
        if (discreet)
            free(warnings[i]); /* they speak of limits of income */
        else
            handout_take(out, SHEET_NOTICE, warnings[i]);
    free(day);
}

/* True for the parts whose rights are named under "what to ask for". */
static bool handout_is_claim(enum result_part part)
{
    return part == PART_URGENT || part == PART_LIKELY || part == PART_TODAY || part == PART_STEPS ||
           part == PART_MEANWHILE;
}

/* The title of a right and its French name in one line. */
static char *handout_name(const struct screens *s, uint16_t right)
{
    char *title = result_title(s, right);
    char *official = words_official(s, &s->rules->rights[right]);
    struct buffer name = {0};
    buffer_add(&name, title ? title : "");
    if (official)
        buffer_add_format(&name, " \xe2\x80\x93 %s", official);
    free(title);
    free(official);
    return name.data;
}

/* Adds the certain rights; for cover also what it costs. */
static void handout_add_claims(const struct screens *s, const struct result_item *items, size_t count,
                               struct collected *out)
{
    bool headed = false;
    for (size_t i = 0; i < count; i++) {
        if (!headed)
            handout_say(out, SHEET_HEADING, _("What to ask for"));
        headed = true;
        handout_take(out, SHEET_ITEM, handout_name(s, items[i].right));
        if (items[i].part == PART_LIKELY)
            handout_take(out, SHEET_DETAIL,
                         words_first(s, s->rules->rights[items[i].right].texts, TEXT_RIGHT_COST));
    }
}

/* Adds the rights that are not sure yet. */
static void handout_add_possible(const struct screens *s, const struct result_item *items, size_t count,
                                 struct collected *out)
{
    bool headed = false;
    for (size_t i = 0; i < count; i++) {
        if (items[i].part != PART_POSSIBLE)
            continue;
        if (!headed)
            handout_say(out, SHEET_HEADING, _("Possible, not sure yet"));
        headed = true;
        handout_take(out, SHEET_ITEM, result_title(s, items[i].right));
    }
}

/* Adds the papers, each with a box; on a discreet sheet those that reveal something are one box. */
static void handout_add_papers(const struct screens *s, bool discreet, struct collected *out)
{
    bool left_out = false;
    struct result_paper papers[SESSION_MAX_PAPERS] = {{0}};
    size_t possible = 0;
    size_t count = result_list_papers(s, papers, &possible);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 && (possible > 0 || discreet))
            handout_say(out, SHEET_HEADING, _("Papers to bring"));
        if (i == possible && !discreet)
            handout_say(out, SHEET_HEADING, _("Only for what is not sure yet"));
        bool reveals = discreet && s->rules->documents[papers[i].document].reveals;
        left_out = left_out || reveals;
        if (!reveals)
            handout_take(out, SHEET_BOX, result_paper_label(s, &papers[i]));
    }
    if (left_out)
        /* TRANSLATORS: on the sheet that names no right: papers that would tell too much */
        handout_say(out, SHEET_BOX, _("The other papers that you were told"));
}

/* The name of a kind of place that tells nothing about the person. */
static const char *handout_place_name(uint16_t place)
{
    static const struct {
        const char *kind, *name;
    } names[] = {
        /* TRANSLATORS: kinds of places, on the sheet that names no right: 60 columns each */
        {"cpam", N_("Health insurance fund (CPAM)")},
        {"hospital", N_("Hospital, social service")},
        {"ccas", N_("Town hall, social centre (CCAS)")},
        {"pmi", N_("Mother and child centre (PMI)")},
        {"prefecture", N_("Prefecture")},
        {"home-state", N_("Health fund of the other country")},
        {"employer", N_("Employer")},
        {"ase", N_("Child welfare service (ASE)")},
        {"cssm", N_("Health fund of Mayotte (CSSM)")},
        {"ngo", N_("Association")},
        {"university", N_("University")},
        {"insurer", N_("Insurer")},
    };
    const char *kind = rules_place_kind(place);
    for (size_t i = 0; kind && i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i].kind, kind) == 0)
            return _(names[i].name);
    return NULL;
}

/* Adds a place nearby in one paragraph. */
static void handout_add_place(const struct screens *s, const struct site_place *place, bool discreet,
                              struct collected *out)
{
    char *lines[SITE_MAX_LINES];
    size_t count = words_place(s, place, lines);
    struct buffer block = {0};
    if (discreet) /* the address and the phone, not what the place is for */
        buffer_add(&block, handout_place_name(place->kind));
    for (size_t i = 0; i < count; i++) {
        bool said = !discreet || i == 1 || (place->phone && strstr(lines[i], place->phone));
        if (!said) {
            free(lines[i]);
            continue;
        }
        buffer_add(&block, !block.length ? "" : i == 1 ? ", " : " \xe2\x80\x93 ");
        buffer_add(&block, lines[i]);
        free(lines[i]);
    }
    handout_take(out, SHEET_WIDE, block.data);
}

/* True when a place of that kind is known nearby: it says more than the general words. */
static bool handout_has_nearby(const struct screens *s, uint16_t kind)
{
    const struct site_places *places = s->options.places;
    for (size_t i = 0; places && i < places->count; i++)
        if (places->items[i].kind == kind)
            return true;
    return false;
}

/* Adds the kinds of places of one right that are not SEEN yet, without a word about why. */
static void handout_add_kinds(const struct screens *s, uint16_t right, uint32_t *seen, struct collected *out)
{
    struct rules_texts texts = s->rules->rights[right].texts;
    for (uint32_t k = texts.first; k < texts.first + texts.count; k++) {
        const struct rules_text *text = &s->rules->texts[k];
        bool holds = text->kind == TEXT_RIGHT_WHERE && s->options.day >= text->from && s->options.day < text->until;
        holds = holds && !handout_has_nearby(s, text->place);
        const char *name = holds && text->place < 32 && !(*seen >> text->place & 1) ? handout_place_name(text->place) : NULL;
        if (!name)
            continue;
        *seen |= (uint32_t)1 << text->place;
        handout_say(out, SHEET_ITEM, name);
    }
}

/* Adds the places of the right at AT that were not named before. */
static void handout_add_texts(const struct screens *s, const struct result_item *items, size_t at,
                              struct collected *out)
{
    struct rules_texts texts = s->rules->rights[items[at].right].texts;
    for (uint32_t k = texts.first; k < texts.first + texts.count; k++)
        if (s->rules->texts[k].kind == TEXT_RIGHT_WHERE && !result_is_repeated(s, items, at, k) &&
            !handout_has_nearby(s, s->rules->texts[k].place))
            handout_take(out, SHEET_ITEM, words_text(s, &s->rules->texts[k]));
}

/* Adds the first place nearby of each kind that the certain rights name, as many as the sheet has
 * room for. */
static void handout_add_nearby(const struct screens *s, const struct result_item *items, size_t count,
                               bool discreet, struct collected *out)
{
    uint32_t kinds = result_place_kinds(s, items, count);
    const struct site_places *places = s->options.places;
    int added = 0;
    for (int pass = 1; pass >= 0; pass--) /* a clinic for people without cover before any hospital */
        for (size_t i = 0; places && i < places->count && added < PLACES_MOST; i++) {
            uint32_t bit = (uint32_t)1 << places->items[i].kind;
            if (!(kinds & bit) || places->items[i].pass != (pass == 1))
                continue;
            kinds &= ~bit;
            added++;
            handout_add_place(s, &places->items[i], discreet, out);
        }
}

/* Adds where to go for the certain rights. */
static void handout_add_where(const struct screens *s, const struct result_item *items, size_t count, bool discreet,
                              struct collected *out)
{
    uint32_t seen = 0;
    handout_say(out, SHEET_HEADING, _("Where to go"));
    for (size_t i = 0; i < count; i++) {
        if (discreet)
            handout_add_kinds(s, items[i].right, &seen, out);
        else
            handout_add_texts(s, items, i, out);
    }
    handout_add_nearby(s, items, count, discreet, out);
}

/* Adds the dates that follow from the answers. */
static void handout_add_dates(const struct screens *s, struct collected *out)
{
    char *texts[DATES_MOST];
    size_t count = dates_list_for_sheet(s, texts);
    for (size_t i = 0; i < count; i++) {
        if (i == 0)
            handout_say(out, SHEET_HEADING, _("Dates that matter"));
        handout_take(out, SHEET_ITEM, texts[i]);
    }
}

/* Adds the line for a pen and the numbers for an emergency. */
static void handout_add_foot(struct collected *out)
{
    /* TRANSLATORS: a line to fill in with a pen: day, hour, person */
    handout_say(out, SHEET_PEN, _("Appointment: ____________ at ______ with ____________"));
    handout_say(out, SHEET_NOTICE, _("Danger to life: call 15 or 112."));
}

/* Collects the whole sheet in the language in force. */
static void handout_collect(const struct screens *s, bool discreet, struct collected *out)
{
    struct result_item items[LISTED_MOST];
    struct result_item claims[LISTED_MOST];
    size_t count = result_list(s, items);
    size_t claimed = 0;
    for (size_t i = 0; i < count; i++)
        if (handout_is_claim(items[i].part))
            claims[claimed++] = items[i];
    handout_add_head(s, discreet, out);
    if (!discreet) {
        handout_add_claims(s, claims, claimed, out);
        handout_add_possible(s, items, count, out);
    }
    if (!discreet)
        handout_add_dates(s, out);
    handout_add_papers(s, discreet, out);
    handout_add_where(s, claims, claimed, discreet, out);
    handout_add_foot(out);
}

void handout_build(struct screens *s, const struct handout_options *options, struct sheet *sheet)
{
    static struct collected first, second;
    const char *language = i18n_language()->code;
    handout_collect(s, options->discreet, &first);
    if (options->also) {
        i18n_set_language(options->also);
        handout_collect(s, options->discreet, &second);
        i18n_set_language(language);
    }
    bool two = options->also && second.count == first.count;
    sheet_init(sheet, two, options->large);
    for (size_t i = 0; i < first.count; i++)
        sheet_add(sheet, first.kinds[i], first.texts[i], two ? second.texts[i] : NULL);
    handout_forget(&first);
    handout_forget(&second);
}
