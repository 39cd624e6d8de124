/* Parses a statement text into parts; the grammar is in README.md. */
#include "sim.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

sim_result *result_of_cells(int columns, int64_t rows) {
    sim_result *r = sim_alloc(sizeof *r);
    r->column_count = columns;
    r->rows = rows;
    r->fail_after = -1;
    r->columns = sim_alloc(sizeof *r->columns * (size_t)columns);
    r->cells = sim_alloc(sizeof *r->cells * (size_t)columns * (size_t)rows);
    return r;
}

static void column_free(sim_column *c) {
    for (int i = 0; i < c->literal_count; i++)
        free(c->literals[i].data);
    free(c->literals);
    free(c->unit);
}

void result_free(sim_result *r) {
    if (!r)
        return;
    for (int i = 0; i < r->column_count; i++)
        column_free(&r->columns[i]);
    if (r->cells)
        for (int64_t i = 0; i < r->rows * r->column_count; i++)
            free(r->cells[i].data);
    free(r->cells);
    free(r->columns);
    free(r);
}

void script_free(sim_script *script) {
    if (!script)
        return;
    for (int i = 0; i < script->count; i++) {
        sim_part *p = &script->parts[i];
        result_free(p->result);
        free(p->text);
        for (int j = 0; j < p->literal_count; j++)
            free(p->literals[j].data);
        free(p->literals);
        for (int j = 0; j < p->name_count; j++)
            free(p->names[j]);
        free(p->names);
    }
    free(script->parts);
    free(script->params);
    free(script);
}

/* Skips a quoted text; at points to the opening quote. */
static const char *skip_quoted(const char *at, const char *end) {
    char quote = *at++;
    while (at < end && *at != quote) {
        if (*at == '\\' && quote == '"' && at + 1 < end)
            at++;
        at++;
    }
    return at < end ? at + 1 : end;
}

static const char *part_end(const char *at, const char *end) {
    while (at < end) {
        if (*at == '"' || *at == '\'')
            at = skip_quoted(at, end);
        else if (at + 1 < end && at[0] == ';' && at[1] == ';')
            return at;
        else
            at++;
    }
    return end;
}

/* Counts the markers; `?:type(size,scale)` says what SQLDescribeParam answers. */
static void find_params(sim_script *script, const char *at, const char *end) {
    while (at < end) {
        if (*at == '"' || *at == '\'') {
            at = skip_quoted(at, end);
            continue;
        }
        if (*at++ != '?')
            continue;
        script->params = realloc(script->params, sizeof *script->params * (size_t)(script->param_count + 1));
        if (!script->params)
            abort();
        sim_param_info *p = &script->params[script->param_count++];
        *p = (sim_param_info){SQL_VARCHAR, 0, 255};
        if (at < end && *at == ':') {
            char ignored[64], declaration[128];
            int n = 0;
            bool inside = false;
            for (at++; at < end && n < 100 && (isalnum((unsigned char)*at) || strchr("_(", *at) || inside); at++) {
                declaration[n++] = *at;
                inside = *at == '(' || (inside && *at != ')');
                if (*at == ')') {
                    at++;
                    break;
                }
            }
            char text[160];
            int len = snprintf(text, sizeof text, "p %.*s", n, declaration);
            sim_lexer x = {text, text + len, ignored, sizeof ignored, false};
            sim_column c;
            if (column_parse(&x, &c))
                *p = (sim_param_info){c.sql_type, c.digits, c.size};
            column_free(&c);
        }
    }
}

static void skip_markers(sim_lexer *x) {
    while (lex_char(x, '?'))
        while (x->at < x->end && !isspace((unsigned char)*x->at) && *x->at != '?')
            x->at++;
}

static void parse_result_options(sim_lexer *x, sim_result *r) {
    char word[64], text[64];
    while (lex_word(x, word, sizeof word)) {
        int64_t n = 0;
        sim_buf b = {0};
        if (!strcmp(word, "prefill")) {
            r->prefill = true;
            continue;
        }
        if (!lex_char(x, '='))
            lex_fail(x, "unknown result option");
        else if (!strcmp(word, "fail-mode") && lex_word(x, text, sizeof text))
            r->fail_mode = !strcmp(text, "error") ? FAIL_ERROR : !strcmp(text, "row") ? FAIL_ROW : FAIL_PARTIAL;
        else if (!strcmp(word, "fail-state")) {
            lex_space(x);
            int len = 0;
            while (x->at < x->end && isalnum((unsigned char)*x->at) && len < 5)
                r->fail_state[len++] = *x->at++;
        } else if (!strcmp(word, "fail-message") && lex_quoted(x, &b))
            snprintf(r->fail_message, sizeof r->fail_message, "%s", b.data);
        else if (!lex_number(x, &n))
            lex_fail(x, "number expected");
        else if (!strcmp(word, "rows"))
            r->rows = n;
        else if (!strcmp(word, "fail-after-rows"))
            r->fail_after = n;
        else if (!strcmp(word, "fail-native"))
            r->fail_native = (int)n;
        else
            lex_fail(x, "unknown result option");
        buf_free(&b);
        if (x->failed)
            return;
    }
}

static void parse_result(sim_lexer *x, sim_part *part) {
    part->kind = PART_RESULT;
    sim_result *r = part->result = sim_alloc(sizeof *r);
    r->rows = 1;
    r->fail_after = -1;
    r->fail_native = 4711;
    strcpy(r->fail_state, "HY000");
    parse_result_options(x, r);
    while (!x->failed && lex_char(x, '|')) {
        r->columns = realloc(r->columns, sizeof *r->columns * (size_t)(r->column_count + 1));
        if (!r->columns)
            abort();
        /* Counted even when it fails, so that its literals are freed. */
        column_parse(x, &r->columns[r->column_count++]);
    }
    if (!x->failed && !r->column_count)
        lex_fail(x, "'| column' expected");
}

static void parse_message(sim_lexer *x, sim_part *part, int kind) {
    part->kind = kind;
    lex_space(x);
    int len = 0;
    while (x->at < x->end && isalnum((unsigned char)*x->at) && len < 5)
        part->state[len++] = *x->at++;
    sim_buf b = {0};
    if (len != 5 || !lex_number(x, &part->number) || !lex_quoted(x, &b))
        lex_fail(x, "SQLSTATE native \"message\" expected");
    part->text = b.data;
}

static void parse_insert(sim_lexer *x, sim_part *part, const char *table) {
    part->kind = PART_INSERT;
    part->text = sim_strdup(table);
    char word[64];
    for (;;) {
        skip_markers(x);
        if (!lex_word(x, word, sizeof word))
            return;
        int64_t n;
        if (!strcmp(word, "stop-on-bad"))
            part->stop_on_bad = true;
        else if (!strcmp(word, "bad-row") && lex_char(x, '=') && lex_number(x, &n))
            part->bad_row = (long)n;
        else if (!strcmp(word, "bad-nth") && lex_char(x, '=') && lex_number(x, &n))
            part->bad_nth = (long)n;
        else {
            lex_fail(x, "unknown insert option");
            return;
        }
    }
}

static void parse_out(sim_lexer *x, sim_part *part) {
    part->kind = PART_OUT;
    sim_cell literal;
    skip_markers(x);
    while (lex_literal(x, &literal)) {
        part->literals = realloc(part->literals, sizeof literal * (size_t)(part->literal_count + 1));
        if (!part->literals)
            abort();
        part->literals[part->literal_count++] = literal;
        lex_char(x, ',');
    }
    skip_markers(x);
}

static void parse_part(sim_lexer *x, sim_part *part) {
    static const struct {
        const char *word;
        int kind;
    } bare[] = {{"echo", PART_ECHO},         {"begin", PART_BEGIN},
                {"commit", PART_COMMIT},     {"rollback", PART_ROLLBACK},
                {"transactions", PART_TRANSACTIONS}, {"session", PART_SESSION},
                {"drop-connection", PART_DROP_CONNECTION}};
    const char *whole = x->at;
    char word[64], name[128];
    if (!lex_word(x, word, sizeof word)) {
        lex_fail(x, "statement expected");
        return;
    }
    for (size_t i = 0; i < sizeof bare / sizeof *bare; i++)
        if (!strcasecmp(word, bare[i].word)) {
            part->kind = bare[i].kind;
            skip_markers(x);
            return;
        }
    const char *after = x->at;
    if (!strcasecmp(word, "result"))
        parse_result(x, part);
    else if (!strcasecmp(word, "error"))
        parse_message(x, part, PART_ERROR);
    else if (!strcasecmp(word, "warning"))
        parse_message(x, part, PART_WARNING);
    else if (!strcasecmp(word, "out"))
        parse_out(x, part);
    else if (!strcasecmp(word, "affected") || !strcasecmp(word, "sleep")) {
        part->kind = !strcasecmp(word, "sleep") ? PART_SLEEP : PART_AFFECTED;
        if (!lex_number(x, &part->number))
            lex_fail(x, "number expected");
        skip_markers(x);
    } else if (!strcasecmp(word, "rows") && lex_name(x, name, sizeof name)) {
        part->kind = PART_ROWS;
        part->text = sim_strdup(name);
    } else if (!strcasecmp(word, "insert") && lex_name(x, name, sizeof name) && strcasecmp(name, "into"))
        parse_insert(x, part, name);
    else {
        x->at = after;
        lex_space(x);
        if (!sql_statement_parse(x, word, whole, (size_t)(x->end - whole), part))
            lex_fail(x, "unknown statement");
        return;
    }
    lex_space(x);
    if (!x->failed && x->at < x->end)
        lex_fail(x, "unexpected text");
}

bool script_parse(const char *text, sim_script *out, char *error, size_t error_size) {
    const char *at = text, *end = text + strlen(text);
    memset(out, 0, sizeof *out);
    find_params(out, text, end);
    for (;;) {
        const char *stop = part_end(at, end);
        out->parts = realloc(out->parts, sizeof *out->parts * (size_t)(out->count + 1));
        if (!out->parts)
            abort();
        sim_part *part = &out->parts[out->count++];
        memset(part, 0, sizeof *part);
        sim_lexer x = {at, stop, error, error_size, false};
        while (x.end > x.at && isspace((unsigned char)x.end[-1]))
            x.end--;
        lex_space(&x);
        parse_part(&x, part);
        if (x.failed)
            return false;
        if (stop >= end)
            return true;
        at = stop + 2;
    }
}
