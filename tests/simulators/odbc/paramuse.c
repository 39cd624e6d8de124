/* The parts of a script that use parameters: echo, insert and out. */
#include "sim.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void take(sim_cell *cell, sim_buf *b) {
    cell->data = b->data;
    cell->len = b->len;
    memset(b, 0, sizeof *b);
}

/* One row for each parameter set; two columns, pN and pN_hex, for each parameter. */
SQLRETURN run_echo(sim_stmt *s) {
    int count = used_param_count(s);
    int64_t sets = (int64_t)s->paramset_size;
    if (!count)
        return sim_error(&s->head, "07002", "echo needs at least one parameter");
    sim_result *r = result_of_cells(count * 2, sets);
    for (int i = 0; i < count; i++) {
        char name[32];
        for (int hex = 0; hex < 2; hex++) {
            snprintf(name, sizeof name, hex ? "p%d_hex" : "p%d", i + 1);
            column_init(&r->columns[2 * i + hex], name, SQL_LONGVARCHAR, 2147483647, 0);
            r->columns[2 * i + hex].generator = GEN_CELLS;
        }
        for (int64_t set = 0; set < sets; set++) {
            const sim_param *p = &s->params[i];
            const char *bytes;
            size_t len;
            SQLLEN indicator;
            bool has = param_read(s, set, i, &bytes, &len, &indicator);
            sim_cell *cell = &r->cells[set * r->column_count + 2 * i];
            sim_buf b = {0};
            buf_addf(&b, "%d/%d/%lu/%d/%ld/", p->c_type, p->sql_type, (unsigned long)p->size, p->digits, (long)indicator);
            if (has)
                param_text(p, bytes, len, &b);
            else
                buf_add(&b, "null", 4);
            take(cell, &b);
            cell[1].null = !has;
            sim_value raw = {.kind = VK_BYTES, .data = bytes, .len = len};
            if (has)
                value_to_text(&raw, false, &b);
            take(&cell[1], &b);
        }
    }
    return statement_show(s, r);
}

/* Binary stays bytes; everything else is kept as its text. */
static sim_cell *read_set(sim_stmt *s, int64_t set, int count) {
    sim_cell *cells = sim_alloc(sizeof *cells * (size_t)(count ? count : 1));
    for (int i = 0; i < count; i++) {
        const char *bytes;
        size_t len;
        SQLLEN indicator;
        sim_buf b = {0};
        cells[i].null = !param_read(s, set, i, &bytes, &len, &indicator);
        if (cells[i].null)
            continue;
        if (s->params[i].c_type == SQL_C_BINARY)
            buf_add(&b, bytes, len);
        else
            param_text(&s->params[i], bytes, len, &b);
        take(&cells[i], &b);
    }
    return cells;
}

SQLRETURN run_insert(sim_stmt *s, const sim_part *part) {
    const sim_options *o = &s->conn->options;
    int count = used_param_count(s);
    long bad_row = part->bad_row ? part->bad_row : o->bad_row;
    long bad_nth = part->bad_nth ? part->bad_nth : o->bad_nth;
    bool stop = part->stop_on_bad || o->stop_on_bad;
    SQLULEN done = 0, good = 0, bad = 0;
    if (s->param_status)
        for (SQLULEN i = 0; i < s->paramset_size; i++)
            s->param_status[i] = SQL_PARAM_UNUSED;
    for (SQLULEN set = 0; set < s->paramset_size; set++) {
        if (s->param_operation && s->param_operation[set] == SQL_PARAM_IGNORE) {
            done++;
            continue;
        }
        s->sets_sent++;
        done++;
        SQLUSMALLINT status = SQL_PARAM_SUCCESS;
        bool refused = (bad_row && (long)set + 1 == bad_row) || (bad_nth && s->sets_sent == bad_nth);
        if (refused && !o->swallow_bad_rows) {
            bad++;
            status = SQL_PARAM_ERROR;
            diag_post(&s->head, "23000", 4713, (long)set + 1, SQL_NO_COLUMN_NUMBER, "Row %lu is refused", (unsigned long)set + 1);
        } else if (!refused) {
            good++;
            store_add(s->conn, part->text, part, s, read_set(s, (int64_t)set, count), count);
        }
        if (s->param_status)
            s->param_status[set] = status;
        if (bad && stop)
            break;
    }
    if (s->params_processed)
        *s->params_processed = done;
    s->row_count = (SQLLEN)good;
    if (bad && (stop || !good))
        return SQL_ERROR;
    return bad ? SQL_SUCCESS_WITH_INFO : SQL_SUCCESS;
}

/* Literals go to the output parameters in order, converted to their C types. */
SQLRETURN params_set_output(sim_stmt *s, const sim_part *part) {
    SQLRETURN result = SQL_SUCCESS;
    int next = 0;
    for (int i = 0; i < used_param_count(s) && next < part->literal_count; i++) {
        const sim_param *p = &s->params[i];
        if (p->io != SQL_PARAM_OUTPUT && p->io != SQL_PARAM_INPUT_OUTPUT)
            continue;
        const sim_cell *literal = &part->literals[next++];
        sim_value v = {.null = literal->null};
        if (!literal->null)
            value_from_text(p->sql_type, p->digits, false, literal->data, literal->len, &v);
        int rc = convert_value(s, &v, p->c_type, p->value, p->buffer_len, p->indicator, SQL_NO_ROW_NUMBER, i + 1);
        if (rc == CONVERT_ERROR)
            return SQL_ERROR;
        if (rc == CONVERT_TRUNCATED)
            sim_warning(&s->head, "01004", "String data, right truncated");
        if (rc != CONVERT_OK)
            result = SQL_SUCCESS_WITH_INFO;
    }
    return result;
}
