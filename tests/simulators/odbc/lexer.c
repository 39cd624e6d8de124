/* The words, numbers and quoted texts that scripts are made of. */
#include "sim.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void lex_fail(sim_lexer *x, const char *what) {
    if (x->failed)
        return;
    x->failed = true;
    int rest = (int)(x->end - x->at);
    snprintf(x->error, x->error_size, "Syntax error: %s near '%.*s'", what, rest > 40 ? 40 : rest, x->at);
}

void lex_space(sim_lexer *x) {
    while (x->at < x->end && isspace((unsigned char)*x->at))
        x->at++;
}

bool lex_char(sim_lexer *x, char c) {
    lex_space(x);
    if (x->at >= x->end || *x->at != c)
        return false;
    x->at++;
    return true;
}

bool lex_word(sim_lexer *x, char *out, size_t size) {
    lex_space(x);
    const char *start = x->at;
    if (x->at < x->end && (isalpha((unsigned char)*x->at) || *x->at == '_' || (*x->at & 0x80)))
        while (x->at < x->end && (isalnum((unsigned char)*x->at) || strchr("_-.#$", *x->at) || (*x->at & 0x80)))
            x->at++;
    size_t n = (size_t)(x->at - start);
    if (!n)
        return false;
    snprintf(out, size, "%.*s", (int)n, start);
    return true;
}

/* "..." with \" \\ \n \t \r \0; or '...' with '' for a quote. */
bool lex_quoted(sim_lexer *x, sim_buf *out) {
    lex_space(x);
    if (x->at >= x->end || (*x->at != '"' && *x->at != '\''))
        return false;
    char quote = *x->at++;
    buf_add(out, "", 0);
    while (x->at < x->end) {
        char c = *x->at++;
        if (c == quote) {
            if (quote == '\'' && x->at < x->end && *x->at == '\'') {
                x->at++;
            } else {
                return true;
            }
        } else if (c == '\\' && quote == '"' && x->at < x->end) {
            c = *x->at++;
            c = c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c == '0' ? '\0' : c;
        }
        buf_add(out, &c, 1);
    }
    lex_fail(x, "unterminated quote");
    return false;
}

bool lex_name(sim_lexer *x, char *out, size_t size) {
    sim_buf b = {0};
    bool quoted = lex_quoted(x, &b);
    if (quoted)
        snprintf(out, size, "%s", b.data);
    buf_free(&b);
    return quoted || lex_word(x, out, size);
}

bool lex_number(sim_lexer *x, int64_t *out) {
    lex_space(x);
    if (x->at >= x->end || !(isdigit((unsigned char)*x->at) || *x->at == '-'))
        return false;
    char *after;
    *out = strtoll(x->at, &after, 10);
    if (after == x->at)
        return false;
    x->at = after;
    return true;
}

/* null, a bare number or hex word, or a quoted text. */
bool lex_literal(sim_lexer *x, sim_cell *out) {
    memset(out, 0, sizeof *out);
    lex_space(x);
    sim_buf b = {0};
    const char *start = x->at;
    if (lex_quoted(x, &b)) {
        out->data = b.data;
        out->len = b.len;
        return true;
    }
    buf_free(&b);
    if (x->at < x->end && (isdigit((unsigned char)*x->at) || strchr("+-.", *x->at))) {
        while (x->at < x->end && (isalnum((unsigned char)*x->at) || strchr("+-.", *x->at)))
            x->at++;
        buf_add(&b, start, (size_t)(x->at - start));
        out->data = b.data;
        out->len = b.len;
        return true;
    }
    if (x->end - x->at >= 4 && !strncasecmp(x->at, "null", 4) &&
        (x->end - x->at == 4 || !(isalnum((unsigned char)x->at[4]) || strchr("_-", x->at[4])))) {
        x->at += 4;
        out->null = true;
        return true;
    }
    return false;
}
