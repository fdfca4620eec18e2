/* The keys, answers and figures that the arithmetic knows by name: see the header. */
#include "rules/known.h"

#include <stdio.h>
#include <string.h>

#include "rules/rules.h"

static const char *const known_figures[FIGURE_COUNT] = {
    [FIGURE_CEILING_PRINTED] = "cmuc_css.ceiling_one_person",
    [FIGURE_CEILING_UNROUNDED] = "cmuc_css.ceiling_one_person_unrounded",
    [FIGURE_COEF_2] = "cmuc_css.coef_person2",
    [FIGURE_COEF_3_4] = "cmuc_css.coef_person3_4",
    [FIGURE_COEF_5] = "cmuc_css.coef_person5_more",
    [FIGURE_ROUNDING] = "cmuc_css.rounding",
    [FIGURE_MONTHLY_FORM] = "cmuc_css.monthly_form",
    [FIGURE_OVERSEAS] = "cmuc_css.dom_increase",
    [FIGURE_MAYOTTE] = "cmuc_css.mayotte",
    [FIGURE_INCREASE_ACS] = "acs.ceiling_increase",
    [FIGURE_INCREASE_CSS] = "css.ceiling_increase",
    [FIGURE_COMPARISON_ACS] = "acs.comparison",
    [FIGURE_RMI] = "rmi.base_one_person",
    [FIGURE_RSA] = "rsa.base_one_person",
    [FIGURE_RSA_COEF_2] = "rsa.coef_person2",
    [FIGURE_RSA_COEF_3] = "rsa.coef_person3",
    [FIGURE_LUMP_BENEFIT_1] = "housing_lump.with_benefit.persons_1",
    [FIGURE_LUMP_BENEFIT_2] = "housing_lump.with_benefit.persons_2",
    [FIGURE_LUMP_BENEFIT_3] = "housing_lump.with_benefit.persons_3_plus",
    [FIGURE_LUMP_OWNER_1] = "housing_lump.owner_or_free.persons_1",
    [FIGURE_LUMP_OWNER_2] = "housing_lump.owner_or_free.persons_2",
    [FIGURE_LUMP_OWNER_3] = "housing_lump.owner_or_free.persons_3_plus",
    [FIGURE_CMU_RATE] = "cmu_base.contribution_rate",
    [FIGURE_CMU_THRESHOLD] = "cmu_base.threshold",
    [FIGURE_CMU_FLOOR_1] = "cmu_base.household_floor.persons_1",
    [FIGURE_CMU_FLOOR_2] = "cmu_base.household_floor.persons_2",
    [FIGURE_CMU_FLOOR_3] = "cmu_base.household_floor.persons_3",
    [FIGURE_CMU_FLOOR_EACH] = "cmu_base.household_floor.each_further",
    [FIGURE_CMU_SMALL] = "cmu_base.small_contribution",
};

static const char *const known_keys[KEY_COUNT] = {
    [KEY_PLACE] = "place",
    [KEY_AGE] = "age",
    [KEY_HOUSEHOLD] = "household",
    [KEY_HOUSING] = "housing",
    [KEY_HOUSING_BENEFIT_MONTH] = "housing-benefit-month",
    [KEY_INCOME_YEAR] = "income-year",
    [KEY_INCOME_MONTH] = "income-month",
};

static const struct {
    enum rules_known_key key;
    const char *id;
} known_options[OPTION_COUNT] = {
    [OPTION_PLACE_DOM] = {KEY_PLACE, "dom"},
    [OPTION_PLACE_MAYOTTE] = {KEY_PLACE, "mayotte"},
    [OPTION_HOUSING_OWNER] = {KEY_HOUSING, "owner-or-free"},
    [OPTION_HOUSING_BENEFIT] = {KEY_HOUSING, "housing-benefit"},
};

static const char *const known_rights[KNOWN_RIGHT_COUNT] = {
    [KNOWN_ASK_HELP] = "ask-help",
    [KNOWN_CMU_BASE] = "cmu-base",
    [KNOWN_CMU_C] = "cmu-c",
    [KNOWN_SMALL_NOTE] = "note-small-contribution",
};

void known_resolve(struct rules *rules)
{
    for (size_t i = 0; i < FIGURE_COUNT; i++)
        rules->figures[i] = rules_find_parameter(rules, known_figures[i]);
    for (size_t i = 0; i < KEY_COUNT; i++)
        rules->keys[i] = rules_find_question(rules, known_keys[i]);
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        uint16_t key = rules->keys[known_options[i].key];
        rules->known_options[i] = key == RULES_NONE ? RULES_NONE : rules_find_option(rules, key, known_options[i].id);
    }
    for (size_t i = 0; i < KNOWN_RIGHT_COUNT; i++)
        rules->known_rights[i] = rules_find_right(rules, known_rights[i]);
}

/* Writes "WHAT 'ID'" and counts the name as missing when INDEX has run down to it. */
static size_t known_report(uint16_t found, size_t *index, const char *what, const char *id, char text[96])
{
    if (found != RULES_NONE || (*index)-- != 0)
        return 0;
    int length = snprintf(text, 96, "%s '%s'", what, id);
    return length > 0 ? (size_t)length : 0;
}

size_t known_describe_missing(const struct rules *rules, size_t index, char text[96])
{
    size_t length = 0;
    for (size_t i = 0; i < FIGURE_COUNT && !length; i++)
        length = known_report(rules->figures[i], &index, "parameter", known_figures[i], text);
    for (size_t i = 0; i < KEY_COUNT && !length; i++)
        length = known_report(rules->keys[i], &index, "question", known_keys[i], text);
    for (size_t i = 0; i < OPTION_COUNT && !length; i++)
        if (rules->keys[known_options[i].key] != RULES_NONE)
            length = known_report(rules->known_options[i], &index, "answer", known_options[i].id, text);
    for (size_t i = 0; i < KNOWN_RIGHT_COUNT && !length; i++)
        length = known_report(rules->known_rights[i], &index, "right", known_rights[i], text);
    return length;
}

const char *known_words(const char *parameter)
{
    /* What the arithmetic knows, and below it what the trees or the texts are written for. */
    static const struct {
        const char *parameter, *words;
    } known[] = {
        {"cmuc_css.rounding", "cent euro"},
        {"cmuc_css.monthly_form", "cent euro-up"},
        {"cmuc_css.mayotte", "applied not-applied"},
        {"acs.comparison", "below up-to"},
        {"cmuc_css.comparison", "up-to"},
        {"cmuc_css.reference_period", "months-12-to-1 months-13-to-2"},
        {"css.rsa_automatic", "automatic"},
        {"ame.ceiling", "as-free-level"},
        {"ame.residence", "no-minimum presence-over-3-months irregular-over-3-months"},
        {"ame.mayotte", "not-applied"},
        {"fsuv.urgent_care", "hospital-urgent-care"},
        {"puma_contribution.reduction", "linear-5-to-10-percent activity-over-20-percent"},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(known[i].parameter, parameter) == 0)
            return known[i].words;
    return NULL;
}
