/* The shape of the rule files as tables: see the header. */
#include "rules/schema.h"

#include <stdint.h>
#include <string.h>

#include "rules/model.h"
#include "rules/site.h"
#include "util/date.h"
#include "util/decimal.h"

#define END_ATTRIBUTES {NULL, TYPE_TEXT, false, NULL}
#define END_CHILDREN {NULL, 0, 0}
#define PERIOD {"from", TYPE_DATE, false, NULL}, {"until", TYPE_DATE, false, NULL}
#define YES_NO "yes no"

static const struct schema_attribute prose_attributes[] = {
    PERIOD, {"ctx", TYPE_ID, false, NULL}, END_ATTRIBUTES};
static const struct schema_attribute id_attributes[] = {{"id", TYPE_ID, true, NULL}, END_ATTRIBUTES};
static const struct schema_attribute no_attributes[] = {END_ATTRIBUTES};

#define PROSE(variable, tag) \
    static const struct schema_element variable = {tag, prose_attributes, NULL, true}

PROSE(prose_title, "title");
PROSE(prose_short, "short");
PROSE(prose_hint, "hint");
PROSE(prose_why, "why");
PROSE(prose_help, "help");
PROSE(prose_label, "label");
PROSE(prose_what, "what");
PROSE(prose_how, "how");
PROSE(prose_cost, "cost");
PROSE(prose_use, "use");
PROSE(prose_renewal, "renewal");
PROSE(prose_appeal, "appeal");
PROSE(prose_caution, "caution");
PROSE(prose_name, "name");
PROSE(prose_meaning, "meaning");
PROSE(prose_intro, "intro");
PROSE(prose_say, "say");

/* ---- questions.xml ---- */

static const struct schema_attribute option_attributes[] = {
    {"id", TYPE_ID, true, NULL}, {"hidden", TYPE_WORD, false, "yes"}, {"emergency", TYPE_WORD, false, "yes"},
    PERIOD, END_ATTRIBUTES};
static const struct schema_child option_children[] = {{&prose_label, 1, 4}, {&prose_hint, 0, 4}, END_CHILDREN};
static const struct schema_element element_option = {"option", option_attributes, option_children, false};

static const struct schema_child group_children[] = {
    {&prose_label, 1, 4}, {&prose_hint, 0, 4}, {&element_option, 1, 24}, END_CHILDREN};
static const struct schema_element element_group = {"group", id_attributes, group_children, false};

static const struct schema_attribute question_attributes[] = {
    {"id", TYPE_ID, true, NULL},
    {"kind", TYPE_WORD, true, "choice number amount"},
    {"absent", TYPE_TEXT, false, NULL},
    {"unit", TYPE_WORD, false, "years months persons euros-month euros-year"},
    {"min", TYPE_NUMBER, false, NULL},
    {"max", TYPE_NUMBER, false, NULL},
    {"whole", TYPE_WORD, false, YES_NO},
    {"partner", TYPE_ID, false, NULL},
    {"follows", TYPE_ID, false, NULL},
    {"age-from", TYPE_NUMBER, false, NULL},
    {"age-upto", TYPE_NUMBER, false, NULL},
    END_ATTRIBUTES};
static const struct schema_child question_children[] = {
    {&prose_title, 1, 4}, {&prose_short, 1, 4},    {&prose_hint, 0, 4},    {&prose_why, 0, 4},
    {&prose_help, 0, 20}, {&element_option, 0, 24}, {&element_group, 0, 12}, END_CHILDREN};
static const struct schema_element element_question = {"question", question_attributes, question_children, false};

static const struct schema_child questions_children[] = {{&element_question, 1, RULES_MAX_QUESTIONS},
                                                        END_CHILDREN};

/* ---- rights.xml ---- */

static const struct schema_child document_children[] = {{&prose_label, 1, 4}, {&prose_hint, 0, 8}, END_CHILDREN};
static const struct schema_attribute document_attributes[] = {
    {"id", TYPE_ID, true, NULL}, {"reveals", TYPE_WORD, false, "yes"}, END_ATTRIBUTES};
static const struct schema_element element_document = {"document", document_attributes, document_children, false};

static const struct schema_attribute official_attributes[] = {{"name", TYPE_TEXT, true, NULL}, END_ATTRIBUTES};
static const struct schema_element element_official = {"official", official_attributes, NULL, false};

static const struct schema_attribute where_attributes[] = {
    {"to", TYPE_WORD, true,
     "cpam hospital ccas pmi prefecture home-state employer ase cssm ngo university insurer"},
    PERIOD, {"ctx", TYPE_ID, false, NULL}, END_ATTRIBUTES};
static const struct schema_element element_where = {"where", where_attributes, NULL, true};

static const struct schema_attribute paper_attributes[] = {
    {"is", TYPE_ID, true, NULL}, {"if-any", TYPE_WORD, false, "yes"}, {"key", TYPE_ID, false, NULL},
    {"unless", TYPE_IDS, false, NULL}, PERIOD, END_ATTRIBUTES};
static const struct schema_element element_paper = {"paper", paper_attributes, NULL, false};

static const struct schema_attribute law_attributes[] = {
    {"ref", TYPE_TEXT, true, NULL}, {"since", TYPE_DATE, false, NULL},
    {"confidence", TYPE_WORD, false, "H M L"}, PERIOD, END_ATTRIBUTES};
static const struct schema_element element_law = {"law", law_attributes, NULL, false};

static const struct schema_attribute right_attributes[] = {
    {"id", TYPE_ID, true, NULL},
    {"kind", TYPE_WORD, true, "now cover complement step note"},
    END_ATTRIBUTES};
static const struct schema_child right_children[] = {
    {&prose_title, 1, 4},    {&element_official, 0, 1}, {&prose_what, 1, 20},    {&prose_how, 0, 30},
    {&element_where, 0, 12}, {&element_paper, 0, 30},   {&prose_cost, 0, 30},    {&prose_use, 0, 20},
    {&prose_renewal, 0, 20}, {&prose_appeal, 0, 20},    {&prose_caution, 0, 30}, {&element_law, 0, 20},
    END_CHILDREN};
static const struct schema_element element_right = {"right", right_attributes, right_children, false};

static const struct schema_child rights_children[] = {
    {&element_document, 0, SCHEMA_MANY}, {&element_right, 1, RULES_MAX_RIGHTS}, END_CHILDREN};

/* ---- parameters.xml ---- */

static const struct schema_attribute valid_attributes[] = {
    {"from", TYPE_DATE, true, NULL},      {"value", TYPE_NUMBER, false, NULL},
    {"word", TYPE_ID, false, NULL},       {"none", TYPE_WORD, false, "yes"},
    {"hole", TYPE_WORD, false, "yes"},    {"ref", TYPE_TEXT, false, NULL},
    {"estimate", TYPE_WORD, false, "yes"}, {"checked", TYPE_DATE, true, NULL},
    {"revision", TYPE_DATE, false, NULL}, END_ATTRIBUTES};
static const struct schema_element element_valid = {"valid", valid_attributes, NULL, false};

static const struct schema_attribute parameter_attributes[] = {
    {"id", TYPE_PARAMETER, true, NULL},
    {"unit", TYPE_WORD, true, "euros-year euros-month euros-day euros share months days years count word"},
    END_ATTRIBUTES};
static const struct schema_child parameter_children[] = {{&element_valid, 1, SCHEMA_MANY}, END_CHILDREN};
static const struct schema_element element_parameter = {"parameter", parameter_attributes, parameter_children,
                                                        false};

static const struct schema_attribute band_attributes[] = {
    {"from", TYPE_NUMBER, true, NULL}, {"upto", TYPE_NUMBER, false, NULL},
    {"parameter", TYPE_PARAMETER, true, NULL}, END_ATTRIBUTES};
static const struct schema_element element_band = {"band", band_attributes, NULL, false};
static const struct schema_attribute amount_attributes[] = {
    {"id", TYPE_ID, true, NULL}, {"right", TYPE_ID, true, NULL}, END_ATTRIBUTES};
static const struct schema_child amount_children[] = {{&element_band, 1, 20}, END_CHILDREN};
static const struct schema_element element_amount = {"amount", amount_attributes, amount_children, false};

static const struct schema_child parameters_children[] = {
    {&element_parameter, 1, SCHEMA_MANY}, {&element_amount, 0, 20}, END_CHILDREN};

/* ---- glossary.xml ---- */

static const struct schema_attribute term_attributes[] = {
    {"id", TYPE_ID, true, NULL}, {"french", TYPE_TEXT, true, NULL}, END_ATTRIBUTES};
static const struct schema_child term_children[] = {{&prose_name, 1, 1}, {&prose_meaning, 1, 8}, END_CHILDREN};
static const struct schema_element element_term = {"term", term_attributes, term_children, false};
static const struct schema_child glossary_children[] = {{&element_term, 1, SCHEMA_MANY}, END_CHILDREN};

/* ---- guide.xml ---- */

static const struct schema_attribute entry_attributes[] = {
    {"id", TYPE_ID, true, NULL}, {"french", TYPE_TEXT, false, NULL}, PERIOD, END_ATTRIBUTES};
static const struct schema_child entry_children[] = {{&prose_name, 1, 4}, {&prose_say, 1, 12}, END_CHILDREN};
static const struct schema_element element_entry = {"entry", entry_attributes, entry_children, false};
static const struct schema_child page_children[] = {
    {&prose_title, 1, 1}, {&prose_intro, 0, 8}, {&element_entry, 1, 60}, END_CHILDREN};
static const struct schema_element element_page = {"page", id_attributes, page_children, false};
static const struct schema_child guide_children[] = {{&element_page, 1, 9}, END_CHILDREN};

/* ---- trees ---- */

#define GRANTS {"grant", TYPE_IDS, false, NULL}, {"possible", TYPE_IDS, false, NULL}, {"to", TYPE_ID, true, NULL}

static const struct schema_attribute answer_attributes[] = {
    {"is", TYPE_IDS, false, NULL},     {"below", TYPE_NUMBER, false, NULL},
    {"upto", TYPE_NUMBER, false, NULL}, {"upto-parameter", TYPE_PARAMETER, false, NULL},
    {"since", TYPE_DATE, false, NULL}, {"before", TYPE_DATE, false, NULL},
    GRANTS, END_ATTRIBUTES};
static const struct schema_attribute way_attributes[] = {GRANTS, END_ATTRIBUTES};
static const struct schema_element element_answer = {"answer", answer_attributes, NULL, false};
static const struct schema_element element_hole = {"hole", way_attributes, NULL, false};
static const struct schema_element element_within = {"within", way_attributes, NULL, false};
static const struct schema_element element_over = {"over", way_attributes, NULL, false};
static const struct schema_child branch_children[] = {{&element_answer, 1, 24}, {&element_hole, 0, 1}, END_CHILDREN};

static const struct schema_attribute node_key_attributes[] = {
    {"id", TYPE_ID, true, NULL}, {"key", TYPE_ID, true, NULL}, {"else", TYPE_ID, false, NULL}, END_ATTRIBUTES};
static const struct schema_attribute node_income_attributes[] = {
    {"id", TYPE_ID, true, NULL},
    {"level", TYPE_WORD, true, "free paid"},
    {"housing", TYPE_WORD, true, YES_NO},
    END_ATTRIBUTES};
static const struct schema_element node_question = {"question", node_key_attributes, branch_children, false};
static const struct schema_element node_test = {"test", node_key_attributes, branch_children, false};
static const struct schema_child income_children[] = {{&element_within, 1, 1}, {&element_over, 1, 1}, END_CHILDREN};
static const struct schema_element node_income = {"income", node_income_attributes, income_children, false};
static const struct schema_element node_end = {"end", id_attributes, NULL, false};
static const struct schema_attribute tree_attributes[] = {
    {"from", TYPE_DATE, true, NULL}, {"until", TYPE_DATE, false, NULL}, {"start", TYPE_ID, true, NULL},
    END_ATTRIBUTES};
static const struct schema_child tree_children[] = {
    {&node_question, 0, SCHEMA_MANY}, {&node_test, 0, SCHEMA_MANY}, {&node_income, 0, SCHEMA_MANY},
    {&node_end, 1, SCHEMA_MANY}, END_CHILDREN};

/* ---- site.xml ---- */

static const struct schema_attribute order_attributes[] = {{"default", TYPE_IDS, true, NULL}, END_ATTRIBUTES};
static const struct schema_attribute idle_attributes[] = {
    {"before", TYPE_NUMBER, false, NULL}, {"results", TYPE_NUMBER, false, NULL},
    {"warning", TYPE_NUMBER, false, NULL}, END_ATTRIBUTES};
static const struct schema_attribute printer_attributes[] = {{"queue", TYPE_TEXT, true, NULL}, END_ATTRIBUTES};
static const struct schema_attribute web_attributes[] = {{"address", TYPE_TEXT, true, NULL}, END_ATTRIBUTES};
static const struct schema_element element_languages = {"languages", order_attributes, NULL, false};
static const struct schema_element element_idle = {"idle", idle_attributes, NULL, false};
static const struct schema_element element_printer = {"printer", printer_attributes, NULL, false};
static const struct schema_element element_web = {"web", web_attributes, NULL, false};
static const struct schema_attribute site_attributes[] = {
    {"name", TYPE_TEXT, true, NULL}, {"town", TYPE_TEXT, true, NULL}, {"department", TYPE_TEXT, true, NULL},
    END_ATTRIBUTES};
static const struct schema_child site_children[] = {
    {&element_languages, 0, 1}, {&element_idle, 0, 1}, {&element_printer, 0, 1}, {&element_web, 0, 1}, END_CHILDREN};

/* ---- places.xml ---- */

static const struct schema_attribute said_attributes[] = {{"lang", TYPE_ID, false, NULL}, END_ATTRIBUTES};
static const struct schema_element said_name = {"name", said_attributes, NULL, true};
static const struct schema_element said_hours = {"hours", said_attributes, NULL, true};
static const struct schema_element said_appointment = {"appointment", said_attributes, NULL, true};
static const struct schema_element said_note = {"note", said_attributes, NULL, true};
static const struct schema_element place_address = {"address", no_attributes, NULL, true};
static const struct schema_element place_phone = {"phone", no_attributes, NULL, true};
static const struct schema_element place_spoken = {"spoken", no_attributes, NULL, true};
static const struct schema_attribute place_attributes[] = {
    {"id", TYPE_ID, true, NULL}, {"kind", TYPE_ID, true, NULL}, {"pass", TYPE_WORD, false, YES_NO},
    {"checked", TYPE_DATE, true, NULL}, END_ATTRIBUTES};
static const struct schema_child place_children[] = {
    {&said_name, 1, 20},   {&place_address, 1, 1}, {&said_hours, 0, 100},      {&place_phone, 0, 1},
    {&place_spoken, 0, 1}, {&said_note, 0, 20},    {&said_appointment, 0, 20}, END_CHILDREN};
static const struct schema_element element_place = {"place", place_attributes, place_children, false};
static const struct schema_child places_children[] = {{&element_place, 1, SITE_MAX_PLACES}, END_CHILDREN};

/* ---- look-ups ---- */

static const struct schema_element roots[] = {
    {"questions", no_attributes, questions_children, false},
    {"rights", no_attributes, rights_children, false},
    {"parameters", no_attributes, parameters_children, false},
    {"glossary", no_attributes, glossary_children, false},
    {"guide", no_attributes, guide_children, false},
    {"tree", tree_attributes, tree_children, false},
    {"site", site_attributes, site_children, false},
    {"places", no_attributes, places_children, false},
};

const struct schema_element *schema_find_root(const char *name)
{
    for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++)
        if (strcmp(roots[i].name, name) == 0)
            return &roots[i];
    return NULL;
}

const struct schema_child *schema_find_child(const struct schema_element *element, const char *name)
{
    for (const struct schema_child *child = element->children; child && child->element; child++)
        if (strcmp(child->element->name, name) == 0)
            return child;
    return NULL;
}

const struct schema_attribute *schema_find_attribute(const struct schema_element *element, const char *name)
{
    for (const struct schema_attribute *attribute = element->attributes; attribute->name; attribute++)
        if (strcmp(attribute->name, name) == 0)
            return attribute;
    return NULL;
}

/* True when VALUE is words of a-z, 0-9 joined by single characters of JOINTS. */
static bool schema_is_words(const char *value, const char *joints)
{
    bool inside = false;
    for (const char *c = value; *c; c++) {
        if ((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9'))
            inside = true;
        else if (inside && strchr(joints, *c))
            inside = false;
        else
            return false;
    }
    return inside;
}

bool schema_has_word(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = list; length && (at = strstr(at, word)); at += length)
        if ((at == list || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return true;
    return false;
}

/* True when VALUE is a parameter's name: lower-case words joined by . _ - and a + at the end. */
static bool schema_is_parameter(const char *value)
{
    size_t length = strlen(value);
    if (length == 0 || strspn(value, "abcdefghijklmnopqrstuvwxyz0123456789_.-+") != length)
        return false;
    return value[0] >= 'a' && value[0] <= 'z';
}

const char *schema_check_value(const struct schema_attribute *attribute, const char *value)
{
    int32_t day;
    int64_t number;
    switch (attribute->type) {
    case TYPE_TEXT:
        return *value ? NULL : "is empty";
    case TYPE_ID:
        return schema_is_words(value, "-") ? NULL : "is not an id: lower-case letters, digits, hyphens";
    case TYPE_IDS:
        return schema_is_words(value, "- ") ? NULL : "is not a list of ids separated by single spaces";
    case TYPE_PARAMETER:
        return schema_is_parameter(value) ? NULL : "is not the name of a parameter";
    case TYPE_DATE:
        return date_parse(value, &day) ? NULL : "is not a date of the calendar (YYYY-MM-DD)";
    case TYPE_NUMBER:
        return decimal_parse(value, 4, &number) ? NULL : "is not a number such as 1234 or 1234.50";
    case TYPE_WORD:
        return schema_has_word(attribute->words, value) ? NULL : "is not one of the words allowed here";
    }
    return NULL;
}
