/* The rules as C source: see the header. */
#include "rules/emit.h"

#include <inttypes.h>

/* Writes a 32-bit number as C wants its least value. */
static void emit_int(FILE *out, int32_t number)
{
    if (number == INT32_MIN)
        fputs("INT32_MIN,", out);
    else
        fprintf(out, "%" PRId32 ",", number);
}

/* Opens an array; an empty one still has one element, because C has no empty arrays. */
static void emit_open(FILE *out, const char *type, const char *name, uint32_t count)
{
    fprintf(out, "static const %s %s[%" PRIu32 "] = {\n", type, name, count ? count : 1);
    if (!count)
        fputs("{0}\n", out);
}

/* Closes an array. */
static void emit_close(FILE *out)
{
    fputs("};\n", out);
}

/* Writes a run of texts. */
static void emit_texts(FILE *out, struct rules_texts texts)
{
    fprintf(out, "{%" PRIu32 ",%" PRIu32 "},", texts.first, texts.count);
}

/* Writes a place in a file. */
static void emit_source(FILE *out, struct rules_source source)
{
    fprintf(out, "{%" PRIu32 ",%u,%u}", source.line, source.column, source.file);
}

static void emit_pool(FILE *out, const struct rules *r)
{
    fprintf(out, "static const char pool[%" PRIu32 "] = {", r->pool_size);
    for (uint32_t i = 0; i < r->pool_size; i++)
        fprintf(out, "%s%d,", i % 32 ? "" : "\n", r->pool[i]);
    fputs("\n};\nstatic const rules_str files[] = {", out);
    for (uint32_t i = 0; i < r->file_count; i++)
        fprintf(out, "%" PRIu32 ",", r->files[i]);
    fputs("};\n", out);
}

static void emit_text_table(FILE *out, const struct rules *r)
{
    emit_open(out, "struct rules_text", "texts", r->text_count);
    for (uint32_t i = 0; i < r->text_count; i++) {
        const struct rules_text *t = &r->texts[i];
        fprintf(out, "{%" PRIu32 ",%" PRIu32 ",", t->text, t->context);
        emit_int(out, t->from);
        emit_int(out, t->until);
        fprintf(out, "%u,%u},\n", t->kind, t->place);
    }
    emit_close(out);
}

static void emit_questions(FILE *out, const struct rules *r)
{
    emit_open(out, "struct rules_question", "questions", r->question_count);
    for (uint32_t i = 0; i < r->question_count; i++) {
        const struct rules_question *q = &r->questions[i];
        fprintf(out, "{%" PRIu32 ",%u,%u,%" PRId64 ",%" PRId64 ",%" PRId64 ",%u,%u,%u,%u,%d,%d,%u,%u,%u,%u,", q->id,
                q->kind, q->unit, q->least, q->most, q->absent_number, q->absent_option, q->partner, q->follows,
                q->whole, q->age_from, q->age_upto, q->first_option, q->option_count, q->first_group, q->group_count);
        emit_texts(out, q->texts);
        emit_source(out, q->source);
        fputs("},\n", out);
    }
    emit_close(out);
}

static void emit_options(FILE *out, const struct rules *r)
{
    emit_open(out, "struct rules_option", "options", r->option_count);
    for (uint32_t i = 0; i < r->option_count; i++) {
        const struct rules_option *o = &r->options[i];
        fprintf(out, "{%" PRIu32 ",", o->id);
        emit_int(out, o->from);
        emit_int(out, o->until);
        fprintf(out, "%u,%u,%u,", o->group, o->hidden, o->emergency);
        emit_texts(out, o->texts);
        fputs("},\n", out);
    }
    emit_close(out);
    emit_open(out, "struct rules_group", "groups", r->group_count);
    for (uint32_t i = 0; i < r->group_count; i++) {
        fprintf(out, "{%" PRIu32 ",", r->groups[i].id);
        emit_texts(out, r->groups[i].texts);
        fputs("},\n", out);
    }
    emit_close(out);
}

static void emit_rights(FILE *out, const struct rules *r)
{
    emit_open(out, "struct rules_right", "rights", r->right_count);
    for (uint32_t i = 0; i < r->right_count; i++) {
        const struct rules_right *t = &r->rights[i];
        fprintf(out, "{%" PRIu32 ",%" PRIu32 ",%u,%u,%u,%u,%u,", t->id, t->official, t->kind, t->paper_count,
                t->law_count, t->first_paper, t->first_law);
        emit_texts(out, t->texts);
        emit_source(out, t->source);
        fputs("},\n", out);
    }
    emit_close(out);
    emit_open(out, "struct rules_document", "documents", r->document_count);
    for (uint32_t i = 0; i < r->document_count; i++) {
        fprintf(out, "{%" PRIu32 ",%u,0,", r->documents[i].id, r->documents[i].reveals);
        emit_texts(out, r->documents[i].texts);
        emit_source(out, r->documents[i].source);
        fputs("},\n", out);
    }
    emit_close(out);
}

static void emit_papers(FILE *out, const struct rules *r)
{
    emit_open(out, "struct rules_paper", "papers", r->paper_count);
    for (uint32_t i = 0; i < r->paper_count; i++) {
        fputs("{", out);
        emit_int(out, r->papers[i].from);
        emit_int(out, r->papers[i].until);
        fprintf(out, "%u,%u,%u,0,0x%" PRIx32 "u},\n", r->papers[i].document, r->papers[i].if_any, r->papers[i].key,
                r->papers[i].options);
    }
    emit_close(out);
    emit_open(out, "struct rules_law", "laws", r->law_count);
    for (uint32_t i = 0; i < r->law_count; i++) {
        fprintf(out, "{%" PRIu32 ",", r->laws[i].ref);
        emit_int(out, r->laws[i].from);
        emit_int(out, r->laws[i].until);
        emit_int(out, r->laws[i].since);
        fprintf(out, "%" PRIu32 "},\n", r->laws[i].confidence);
    }
    emit_close(out);
}

static void emit_parameters(FILE *out, const struct rules *r)
{
    emit_open(out, "struct rules_parameter", "parameters", r->parameter_count);
    for (uint32_t i = 0; i < r->parameter_count; i++) {
        const struct rules_parameter *p = &r->parameters[i];
        fprintf(out, "{%" PRIu32 ",%" PRIu32 ",%u,%u,%" PRIu32 ",", p->id, p->place, p->unit, p->version_count,
                p->first_version);
        emit_source(out, p->source);
        fputs("},\n", out);
    }
    emit_close(out);
    emit_open(out, "struct rules_version", "versions", r->version_count);
    for (uint32_t i = 0; i < r->version_count; i++) {
        const struct rules_version *v = &r->versions[i];
        fprintf(out, "{%" PRId64 ",", v->value);
        emit_int(out, v->from);
        emit_int(out, v->checked);
        emit_int(out, v->revision);
        fprintf(out, "%u,%u,%" PRIu32 ",%" PRIu32 "},\n", v->kind, v->estimate, v->word, v->ref);
    }
    emit_close(out);
}

static void emit_amounts(FILE *out, const struct rules *r)
{
    emit_open(out, "struct rules_amount", "amounts", r->amount_count);
    for (uint32_t i = 0; i < r->amount_count; i++)
        fprintf(out, "{%" PRIu32 ",%u,%u,%" PRIu32 "},\n", r->amounts[i].id, r->amounts[i].right,
                r->amounts[i].band_count, r->amounts[i].first_band);
    emit_close(out);
    emit_open(out, "struct rules_band", "bands", r->band_count);
    for (uint32_t i = 0; i < r->band_count; i++)
        fprintf(out, "{%" PRId32 ",%" PRId32 ",%u,0},\n", r->bands[i].from, r->bands[i].upto, r->bands[i].parameter);
    emit_close(out);
}

static void emit_nodes(FILE *out, const struct rules *r)
{
    emit_open(out, "struct rules_node", "nodes", r->node_count);
    for (uint32_t i = 0; i < r->node_count; i++) {
        const struct rules_node *n = &r->nodes[i];
        fprintf(out, "{%" PRIu32 ",%u,%u,%u,%u,%u,%u,%u,", n->id, n->kind, n->key, n->other_key, n->split,
                n->parameter, n->level, n->housing);
        emit_int(out, n->day);
        fprintf(out, "%" PRId64 ",%" PRIu32 ",%" PRIu32 ",%" PRIu32 ",{", n->limit, n->first_edge, n->edge_count,
                n->reads);
        for (uint32_t o = 0; o < RULES_MAX_OPTIONS; o++)
            fprintf(out, "%u,", n->edge_of[o]);
        fputs("},", out);
        emit_source(out, n->source);
        fputs("},\n", out);
    }
    emit_close(out);
}

static void emit_edges(FILE *out, const struct rules *r)
{
    emit_open(out, "struct rules_edge", "edges", r->edge_count);
    for (uint32_t i = 0; i < r->edge_count; i++) {
        const struct rules_edge *e = &r->edges[i];
        fprintf(out, "{{{0x%" PRIx64 "u,0x%" PRIx64 "u}},{{0x%" PRIx64 "u,0x%" PRIx64 "u}},0x%" PRIx32 "u,%u,0,",
                e->certain.word[0], e->certain.word[1], e->possible.word[0], e->possible.word[1], e->options, e->to);
        emit_source(out, e->source);
        fputs("},\n", out);
    }
    emit_close(out);
}

static void emit_trees(FILE *out, const struct rules *r)
{
    emit_open(out, "struct rules_tree", "trees", r->tree_count);
    for (uint32_t i = 0; i < r->tree_count; i++) {
        const struct rules_tree *t = &r->trees[i];
        fputs("{", out);
        emit_int(out, t->from);
        emit_int(out, t->until);
        fprintf(out, "%" PRIu32 ",%" PRIu32 ",%" PRIu32 ",%u,0},\n", t->first_node, t->node_count, t->start, t->file);
    }
    emit_close(out);
    emit_open(out, "struct rules_term", "terms", r->term_count);
    for (uint32_t i = 0; i < r->term_count; i++) {
        fprintf(out, "{%" PRIu32 ",%" PRIu32 ",", r->terms[i].id, r->terms[i].french);
        emit_texts(out, r->terms[i].texts);
        emit_source(out, r->terms[i].source);
        fputs("},\n", out);
    }
    emit_close(out);
}

static void emit_guide(FILE *out, const struct rules *r)
{
    emit_open(out, "struct rules_guide", "guides", r->guide_count);
    for (uint32_t i = 0; i < r->guide_count; i++) {
        const struct rules_guide *g = &r->guides[i];
        fprintf(out, "{%" PRIu32 ",%u,%u,", g->id, g->first_entry, g->entry_count);
        emit_texts(out, g->texts);
        emit_source(out, g->source);
        fputs("},\n", out);
    }
    emit_close(out);
    emit_open(out, "struct rules_entry", "entries", r->entry_count);
    for (uint32_t i = 0; i < r->entry_count; i++) {
        const struct rules_entry *e = &r->entries[i];
        fprintf(out, "{%" PRIu32 ",%" PRIu32 ",", e->id, e->french);
        emit_int(out, e->from);
        emit_int(out, e->until);
        emit_texts(out, e->texts);
        emit_source(out, e->source);
        fputs("},\n", out);
    }
    emit_close(out);
}

/* Writes one member that is an array of indices. */
static void emit_indices(FILE *out, const char *name, const uint16_t *indices, uint32_t count)
{
    fprintf(out, "    .%s = {", name);
    for (uint32_t i = 0; i < count; i++)
        fprintf(out, "%u,", indices[i]);
    fputs("},\n", out);
}

static void emit_root(FILE *out, const struct rules *r)
{
    fputs("static const struct rules builtin = {\n"
          "    .pool = pool, .files = files, .texts = texts, .questions = questions, .options = options,\n"
          "    .groups = groups, .rights = rights, .papers = papers, .documents = documents, .laws = laws,\n"
          "    .parameters = parameters, .versions = versions, .amounts = amounts, .bands = bands,\n"
          "    .trees = trees, .nodes = nodes, .edges = edges, .terms = terms, .guides = guides,\n"
          "    .entries = entries,\n",
          out);
    fprintf(out,
            "    .pool_size = %" PRIu32 ", .file_count = %" PRIu32 ", .text_count = %" PRIu32
            ", .question_count = %" PRIu32 ", .option_count = %" PRIu32 ", .group_count = %" PRIu32
            ", .right_count = %" PRIu32 ", .paper_count = %" PRIu32 ", .document_count = %" PRIu32 ",\n",
            r->pool_size, r->file_count, r->text_count, r->question_count, r->option_count, r->group_count,
            r->right_count, r->paper_count, r->document_count);
    fprintf(out,
            "    .law_count = %" PRIu32 ", .parameter_count = %" PRIu32 ", .version_count = %" PRIu32
            ", .amount_count = %" PRIu32 ", .band_count = %" PRIu32 ", .tree_count = %" PRIu32
            ", .node_count = %" PRIu32 ", .edge_count = %" PRIu32 ", .term_count = %" PRIu32 ", .guide_count = %" PRIu32
            ", .entry_count = %" PRIu32 ",\n",
            r->law_count, r->parameter_count, r->version_count, r->amount_count, r->band_count, r->tree_count,
            r->node_count, r->edge_count, r->term_count, r->guide_count, r->entry_count);
    emit_indices(out, "figures", r->figures, FIGURE_COUNT);
    emit_indices(out, "keys", r->keys, KEY_COUNT);
    emit_indices(out, "known_options", r->known_options, OPTION_COUNT);
    emit_indices(out, "known_rights", r->known_rights, KNOWN_RIGHT_COUNT);
    fputs("};\n\nconst struct rules *rules_builtin(void)\n{\n    return &builtin;\n}\n", out);
}

bool emit_rules(const struct rules *rules, FILE *out)
{
    fputs("/* Made by rulec from the rule files; do not edit. */\n#include \"rules/rules.h\"\n\n", out);
    emit_pool(out, rules);
    emit_text_table(out, rules);
    emit_questions(out, rules);
    emit_options(out, rules);
    emit_rights(out, rules);
    emit_papers(out, rules);
    emit_parameters(out, rules);
    emit_amounts(out, rules);
    emit_nodes(out, rules);
    emit_edges(out, rules);
    emit_trees(out, rules);
    emit_guide(out, rules);
    emit_root(out, rules);
    return fflush(out) == 0 && !ferror(out);
}
