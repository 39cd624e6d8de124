/* Cuts a statement of SQL Server's, Oracle's or ASE's into words. */
#include "db.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void db_tokens_free(db_tokens *t) {
    for (int i = 0; i < t->count; i++)
        free(t->items[i].text);
    free(t->items);
    memset(t, 0, sizeof *t);
}

static db_token *add(db_tokens *t, int kind, size_t at) {
    if ((t->count & (t->count + 1)) == 0) {
        t->items = realloc(t->items, sizeof *t->items * (size_t)(t->count * 2 + 2));
        if (!t->items)
            abort();
    }
    db_token *token = &t->items[t->count++];
    memset(token, 0, sizeof *token);
    token->kind = kind;
    token->at = at;
    return token;
}

static bool word_begins(unsigned char c) {
    return isalpha(c) || c == '_' || c == '#' || c == '@' || c >= 0x80;
}

static bool word_goes_on(unsigned char c) {
    return word_begins(c) || isdigit(c) || c == '$';
}

/* The text between quotes, with the closing one doubled for itself; NULL if it does not end. */
static const char *quoted(const char *at, const char *end, char close, sim_buf *out) {
    buf_add(out, "", 0);
    for (at++; at < end; at++) {
        if (*at == close) {
            if (at + 1 >= end || at[1] != close)
                return at + 1;
            at++;
        }
        buf_add(out, at, 1);
    }
    return NULL;
}

static const char *number(const char *at, const char *end) {
    while (at < end && (isdigit((unsigned char)*at) || *at == '.'))
        at++;
    if (at < end && (*at == 'e' || *at == 'E')) {
        const char *exponent = at + 1;
        if (exponent < end && (*exponent == '+' || *exponent == '-'))
            exponent++;
        if (exponent < end && isdigit((unsigned char)*exponent))
            for (at = exponent; at < end && isdigit((unsigned char)*at);)
                at++;
    }
    return at;
}

static const char *skip_comment(const char *at, const char *end) {
    if (at + 1 < end && at[0] == '-' && at[1] == '-') {
        while (at < end && *at != '\n')
            at++;
        return at;
    }
    if (at + 1 < end && at[0] == '/' && at[1] == '*') {
        for (at += 2; at + 1 < end && !(at[0] == '*' && at[1] == '/');)
            at++;
        return at + 1 < end ? at + 2 : end;
    }
    return NULL;
}

bool db_tokenize(const char *text, size_t len, int vendor, db_tokens *out, char *error, size_t error_size) {
    static const char *const pairs[] = {"<=", ">=", "<>", "!=", "||", "*=", "=*"};
    const char *at = text, *end = text + len;
    int markers = 0;
    memset(out, 0, sizeof *out);
    while (at < end) {
        const char *after = skip_comment(at, end);
        if (after || isspace((unsigned char)*at)) {
            at = after ? after : at + 1;
            continue;
        }
        db_token *token = add(out, TK_PUNCT, (size_t)(at - text));
        sim_buf b = {0};
        const char *start = at;
        bool national = (*at == 'N' || *at == 'n') && at + 1 < end && at[1] == '\'';
        if (*at == '\'' || national) {
            token->kind = TK_STRING;
            at = quoted(at + national, end, '\'', &b);
        } else if (*at == '"' || (*at == '[' && vendor != VENDOR_ORACLE)) {
            token->kind = TK_NAME;
            at = quoted(at, end, *at == '[' ? ']' : '"', &b);
        } else if (*at == '?') {
            token->kind = TK_MARKER;
            token->marker = ++markers;
            at++;
        } else if (at + 1 < end && at[0] == '0' && (at[1] == 'x' || at[1] == 'X') && vendor != VENDOR_ORACLE) {
            token->kind = TK_HEX;
            for (at += 2; at < end && isxdigit((unsigned char)*at); at++)
                buf_add(&b, at, 1);
            buf_add(&b, "", 0);
        } else if (isdigit((unsigned char)*at) || (*at == '.' && at + 1 < end && isdigit((unsigned char)at[1]))) {
            token->kind = TK_NUMBER;
            at = number(at, end);
        } else if (word_begins((unsigned char)*at)) {
            token->kind = TK_WORD;
            while (at < end && word_goes_on((unsigned char)*at))
                at++;
        } else {
            at++;
            for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
                if (at < end && start[0] == pairs[i][0] && start[1] == pairs[i][1]) {
                    at++;
                    break;
                }
        }
        if (!at) {
            snprintf(error, error_size, "Unclosed quotation mark before the character string '%.40s'.", start);
            buf_free(&b);
            return false;
        }
        if (!b.data)
            buf_add(&b, start, (size_t)(at - start));
        token = &out->items[out->count - 1];
        token->text = b.data;
        token->len = b.len;
        token->end = (size_t)(at - text);
    }
    db_token *last = add(out, TK_END, len);
    last->end = len;
    last->text = sim_strdup("");
    return true;
}

bool tk_is(const db_token *t, const char *word) {
    return t->kind == TK_WORD && !strcasecmp(t->text, word);
}

bool tk_any(const db_token *t, const char *const *words) {
    for (; *words; words++)
        if (tk_is(t, *words))
            return true;
    return false;
}

bool tk_punct(const db_token *t, const char *punct) {
    return t->kind == TK_PUNCT && !strcmp(t->text, punct);
}

bool tk_named(const db_token *t) {
    return t->kind == TK_WORD || t->kind == TK_NAME;
}

int tk_close(const db_tokens *t, int open, int to) {
    int depth = 0;
    for (int i = open; i < to; i++) {
        depth += tk_punct(&t->items[i], "(") - tk_punct(&t->items[i], ")");
        if (depth == 0)
            return i;
    }
    return to;
}

int tk_find(const db_tokens *t, int from, int to, const char *word) {
    int depth = 0;
    for (int i = from; i < to; i++) {
        depth += tk_punct(&t->items[i], "(") - tk_punct(&t->items[i], ")");
        if (depth == 0 && tk_is(&t->items[i], word))
            return i;
    }
    return to;
}

int tk_comma(const db_tokens *t, int from, int to) {
    int depth = 0;
    for (int i = from; i < to; i++) {
        depth += tk_punct(&t->items[i], "(") - tk_punct(&t->items[i], ")");
        if (depth == 0 && tk_punct(&t->items[i], ","))
            return i;
    }
    return to;
}
