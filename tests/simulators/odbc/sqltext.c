/* The little real SQL the driver understands, because a reader or writer
 * sends it by itself: session settings, constant selects, inserts by name. */
#include "sim.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool keyword_is(sim_lexer *x, const char *keyword) {
    const char *before = x->at;
    char word[128];
    if (lex_word(x, word, sizeof word) && !strcasecmp(word, keyword))
        return true;
    x->at = before;
    return false;
}

/* A table name may be schema.table with either quoted; the last part counts. */
static bool table_name(sim_lexer *x, char *out, size_t size) {
    do {
        if (!lex_name(x, out, size))
            return false;
    } while (lex_char(x, '.'));
    const char *dot = strrchr(out, '.');
    if (dot)
        memmove(out, dot + 1, strlen(dot));
    return true;
}

static bool parse_insert_into(sim_lexer *x, sim_part *part) {
    char name[128];
    if (!table_name(x, name, sizeof name))
        return false;
    part->kind = PART_INSERT;
    part->text = sim_strdup(name);
    if (!lex_char(x, '('))
        return true;
    do {
        if (!lex_name(x, name, sizeof name))
            return true;
        part->names = realloc(part->names, sizeof *part->names * (size_t)(part->name_count + 1));
        if (!part->names)
            abort();
        part->names[part->name_count++] = sim_strdup(name);
    } while (lex_char(x, ','));
    return true;
}

/* A constant row's column: an integer is bigint, everything else text. */
static void constant_column(sim_column *c, int index, const sim_cell *value) {
    char name[16], *after = NULL;
    bool whole = false;
    if (!value->null) {
        strtoll(value->data, &after, 10);
        whole = value->len > 0 && *after == 0;
    }
    snprintf(name, sizeof name, "c%d", index + 1);
    if (whole)
        column_init(c, name, SQL_BIGINT, 19, 0);
    else
        column_init(c, name, SQL_VARCHAR, 255, 0);
    c->generator = GEN_CELLS;
}

/* select 1, 'a' [as n] [from dual] [union all select ...]: a result of these constants. */
static bool parse_constants(sim_lexer *x, sim_part *part) {
    sim_cell *cells = NULL, cell;
    int64_t count = 0, rows = 0;
    int columns = 0;
    char names[16][128] = {{0}};
    do {
        int n = 0;
        do {
            /* In SQL, double quotes are around names. */
            lex_space(x);
            if (n == 16 || (x->at < x->end && *x->at == '"') || !lex_literal(x, &cell))
                goto bad;
            cells = realloc(cells, sizeof cell * (size_t)(count + 1));
            if (!cells)
                abort();
            cells[count++] = cell;
            char ignored[128];
            if (keyword_is(x, "as") && !lex_name(x, rows ? ignored : names[n], sizeof ignored))
                goto bad;
            n++;
        } while (lex_char(x, ','));
        if (rows++ && n != columns)
            goto bad;
        columns = n;
        char table[128];
        if (keyword_is(x, "from") && !table_name(x, table, sizeof table))
            goto bad;
    } while (keyword_is(x, "union") && keyword_is(x, "all") && keyword_is(x, "select"));
    part->kind = PART_RESULT;
    part->result = result_of_cells(columns, 0);
    free(part->result->cells);
    part->result->cells = cells;
    part->result->rows = rows;
    for (int i = 0; i < columns; i++) {
        constant_column(&part->result->columns[i], i, &cells[i]);
        if (names[i][0])
            memcpy(part->result->columns[i].name, names[i], sizeof names[i]);
    }
    return true;
bad:
    for (int64_t i = 0; i < count; i++)
        free(cells[i].data);
    free(cells);
    return false;
}

static bool parse_select(sim_lexer *x, sim_part *part) {
    const char *before = x->at;
    if (parse_constants(x, part))
        return true;
    /* select anything from table: the table's stored rows, all columns. */
    for (x->at = before; x->at < x->end; x->at++) {
        char name[128];
        if (isspace((unsigned char)x->at[-1]) && keyword_is(x, "from") && table_name(x, name, sizeof name)) {
            part->kind = PART_ROWS;
            part->text = sim_strdup(name);
            return true;
        }
    }
    return false;
}

bool sql_statement_parse(sim_lexer *x, const char *verb, const char *whole, size_t whole_len, sim_part *part) {
    static const char *const session[] = {"set", "alter", "use", "pragma", "exec"};
    static const char *const quiet[] = {"create", "update", "grant", "analyze"};
    char name[128];
    for (size_t i = 0; i < sizeof session / sizeof *session; i++)
        if (!strcasecmp(verb, session[i])) {
            sim_buf b = {0};
            buf_add(&b, whole, whole_len);
            part->kind = PART_SESSION_SET;
            part->text = b.data;
            return true;
        }
    for (size_t i = 0; i < sizeof quiet / sizeof *quiet; i++)
        if (!strcasecmp(verb, quiet[i])) {
            part->kind = PART_AFFECTED;
            return true;
        }
    if (!strcasecmp(verb, "select"))
        return parse_select(x, part);
    if (!strcasecmp(verb, "insert"))
        return keyword_is(x, "into") && parse_insert_into(x, part);
    if (!strcasecmp(verb, "drop") || !strcasecmp(verb, "delete") || !strcasecmp(verb, "truncate")) {
        if (!keyword_is(x, "from") && !keyword_is(x, "table"))
            return false;
        if (keyword_is(x, "if"))
            keyword_is(x, "exists");
        if (!table_name(x, name, sizeof name))
            return false;
        part->kind = PART_CLEAR;
        part->text = sim_strdup(name);
        return true;
    }
    return false;
}
