/* The rows that `insert` remembers, shared by all connections of the process. */
#include "sim.h"
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

typedef struct {
    sim_conn *pending; /* the connection whose transaction is open, or NULL */
    int count;
    sim_cell *cells;
} stored_row;

typedef struct table {
    struct table *next;
    char name[128];
    int column_count;
    sim_column *columns;
    stored_row *rows;
    int64_t count, capacity;
} table;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static table *tables;

/* Without its schema: SQL texts name tables with it, scripts without. */
static const char *bare(const char *name) {
    const char *dot = strrchr(name, '.');
    return dot ? dot + 1 : name;
}

static table *find(const char *name) {
    for (table *t = tables; t; t = t->next)
        if (!strcasecmp(t->name, bare(name)))
            return t;
    return NULL;
}

static void free_row(stored_row *row) {
    for (int i = 0; i < row->count; i++)
        free(row->cells[i].data);
    free(row->cells);
}

/* The first insert gives the columns their names and the parameters' types. */
static table *create(const char *name, const sim_part *part, const sim_stmt *s, int count) {
    table *t = sim_alloc(sizeof *t);
    snprintf(t->name, sizeof t->name, "%s", bare(name));
    t->column_count = count;
    t->columns = sim_alloc(sizeof *t->columns * (size_t)(count ? count : 1));
    for (int i = 0; i < count; i++) {
        char column[16];
        snprintf(column, sizeof column, "c%d", i + 1);
        const sim_param *p = &s->params[i];
        column_init(&t->columns[i], i < part->name_count ? part->names[i] : column, p->sql_type, p->size, p->digits);
        t->columns[i].generator = GEN_CELLS;
    }
    t->next = tables;
    tables = t;
    return t;
}

void store_add(sim_conn *owner, const char *name, const sim_part *part, const sim_stmt *s, sim_cell *cells, int count) {
    pthread_mutex_lock(&lock);
    table *t = find(name);
    if (!t)
        t = create(name, part, s, count);
    if (t->count == t->capacity) {
        t->capacity = t->capacity ? t->capacity * 2 : 64;
        t->rows = realloc(t->rows, sizeof *t->rows * (size_t)t->capacity);
        if (!t->rows)
            abort();
    }
    t->rows[t->count++] = (stored_row){owner->autocommit == SQL_AUTOCOMMIT_OFF ? owner : NULL, count, cells};
    pthread_mutex_unlock(&lock);
}

sim_result *store_rows(const char *name) {
    pthread_mutex_lock(&lock);
    table *t = find(name);
    sim_result *r = NULL;
    if (t) {
        r = result_of_cells(t->column_count, t->count);
        memcpy(r->columns, t->columns, sizeof *t->columns * (size_t)t->column_count);
        for (int64_t i = 0; i < t->count; i++)
            for (int j = 0; j < t->column_count; j++) {
                sim_cell *to = &r->cells[i * t->column_count + j];
                const sim_cell *from = j < t->rows[i].count ? &t->rows[i].cells[j] : NULL;
                to->null = !from || from->null;
                if (to->null)
                    continue;
                to->len = from->len;
                to->data = memcpy(sim_alloc(from->len + 1), from->data, from->len);
            }
    }
    pthread_mutex_unlock(&lock);
    return r;
}

void store_clear(const char *name) {
    pthread_mutex_lock(&lock);
    for (table **at = &tables; *at; at = &(*at)->next) {
        table *t = *at;
        if (strcasecmp(t->name, bare(name)))
            continue;
        *at = t->next;
        for (int64_t i = 0; i < t->count; i++)
            free_row(&t->rows[i]);
        free(t->rows);
        free(t->columns);
        free(t);
        break;
    }
    pthread_mutex_unlock(&lock);
}

/* Makes a connection's open rows permanent, or removes them. */
void store_end(sim_conn *owner, bool commit) {
    pthread_mutex_lock(&lock);
    for (table *t = tables; t; t = t->next) {
        int64_t kept = 0;
        for (int64_t i = 0; i < t->count; i++) {
            if (t->rows[i].pending == owner && !commit) {
                free_row(&t->rows[i]);
                continue;
            }
            if (t->rows[i].pending == owner)
                t->rows[i].pending = NULL;
            t->rows[kept++] = t->rows[i];
        }
        t->count = kept;
    }
    pthread_mutex_unlock(&lock);
}
