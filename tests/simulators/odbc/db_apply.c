/* APPLY, which SQLite does not know: (SELECT a AS b ... ) AS q is left out, and
 * each q.b becomes a subquery of its own. Of several rows it takes the first,
 * so it stands for those that have one, as aggregates and bare values do. */
#include "db.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Notes the APPLYs of a query; what follows each is skipped where the query is written. */
void dt_find_applies(db_text *x, int from, int to) {
    const db_tokens *t = x->t;
    int depth = 0;
    for (int i = from; i + 3 < to; i++) {
        depth += tk_punct(&t->items[i], "(") - tk_punct(&t->items[i], ")");
        bool kind = tk_is(&t->items[i], "cross") || tk_is(&t->items[i], "outer");
        if (depth || !kind || !tk_is(&t->items[i + 1], "apply") || !tk_punct(&t->items[i + 2], "("))
            continue;
        int close = tk_close(t, i + 2, to), alias = close + 1 + tk_is(&t->items[close + 1], "as");
        x->applies = realloc(x->applies, sizeof *x->applies * (size_t)(x->apply_count + 1));
        if (!x->applies)
            abort();
        x->applies[x->apply_count++] = (db_apply){i, alias + 1, alias, i + 3, close};
        i = alias;
    }
}

/* What follows the APPLY that begins at a token, or 0. */
int dt_skip_apply(const db_text *x, int at) {
    for (int i = 0; i < x->apply_count; i++)
        if (x->applies[i].from == at)
            return x->applies[i].to;
    return 0;
}

/* Whether a token is the name of an APPLY. */
bool dt_is_apply(const db_text *x, int at) {
    for (int i = 0; i < x->apply_count; i++)
        if (!strcasecmp(x->t->items[x->applies[i].alias].text, x->t->items[at].text))
            return true;
    return false;
}

/* q.b of an APPLY; what follows, or 0 where it is none. */
int dt_apply_column(db_text *x, int at, int to) {
    const db_tokens *t = x->t;
    if (at + 2 >= to || !tk_punct(&t->items[at + 1], ".") || !tk_named(&t->items[at + 2]))
        return 0;
    for (int i = 0; i < x->apply_count; i++) {
        const db_apply *a = &x->applies[i];
        if (strcasecmp(t->items[a->alias].text, t->items[at].text))
            continue;
        int list = tk_find(t, a->select, a->close, "from");
        for (int item = a->select + 1; item < list;) {
            int end = tk_comma(t, item, list);
            if (tk_is(&t->items[end - 2], "as") && !strcasecmp(t->items[end - 1].text, t->items[at + 2].text)) {
                buf_addf(&x->sql, "(SELECT ");
                dt_expression(x, item, end - 2);
                buf_addf(&x->sql, " ");
                dt_expression(x, list, a->close);
                buf_addf(&x->sql, ")");
                return at + 3;
            }
            item = end + 1;
        }
        dt_fail(x, DBE_NO_COLUMN, t->items[at + 2].text);
        return at + 3;
    }
    return 0;
}
