/* Memory, byte buffers and the two Unicode encodings the driver meets. */
#include "sim.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *sim_alloc(size_t n) {
    void *p = calloc(1, n ? n : 1);
    if (!p) {
        fputs("quarrysim: out of memory\n", stderr);
        abort();
    }
    return p;
}

char *sim_strdup(const char *text) {
    size_t n = strlen(text) + 1;
    return memcpy(sim_alloc(n), text, n);
}

void buf_reserve(sim_buf *b, size_t extra) {
    if (b->len + extra <= b->cap)
        return;
    size_t cap = b->cap ? b->cap * 2 : 64;
    while (cap < b->len + extra)
        cap *= 2;
    char *grown = realloc(b->data, cap);
    if (!grown) {
        fputs("quarrysim: out of memory\n", stderr);
        abort();
    }
    b->data = grown;
    b->cap = cap;
}

void buf_add(sim_buf *b, const void *bytes, size_t n) {
    /* One byte more keeps every buffer NUL-terminated for the parsers. */
    buf_reserve(b, n + 1);
    if (n)
        memcpy(b->data + b->len, bytes, n);
    b->len += n;
    b->data[b->len] = 0;
}

void buf_addf(sim_buf *b, const char *format, ...) {
    char text[512];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (n >= (int)sizeof text)
        n = sizeof text - 1;
    buf_add(b, text, n > 0 ? (size_t)n : 0);
}

void buf_free(sim_buf *b) {
    free(b->data);
    memset(b, 0, sizeof *b);
}

/* Decodes one code point; malformed bytes come out as U+FFFD, one each. */
static uint32_t next_code_point(const unsigned char **at, const unsigned char *end) {
    const unsigned char *p = *at;
    uint32_t c = *p++;
    int more = c < 0x80 ? 0 : c >= 0xF0 && c < 0xF8 ? 3 : c >= 0xE0 ? 2 : c >= 0xC2 ? 1 : -1;
    if (more < 0 || c >= 0xF8) {
        *at = p;
        return 0xFFFD;
    }
    if (more)
        c &= 0x3F >> more;
    for (int i = 0; i < more; i++) {
        if (p >= end || (*p & 0xC0) != 0x80) {
            *at = p;
            return 0xFFFD;
        }
        c = c << 6 | (*p++ & 0x3F);
    }
    *at = p;
    return c;
}

size_t utf8_to_utf16(const char *text, size_t len, SQLWCHAR *out) {
    const unsigned char *p = (const unsigned char *)text, *end = p + len;
    size_t n = 0;
    while (p < end) {
        uint32_t c = next_code_point(&p, end);
        if (c > 0xFFFF) {
            if (out) {
                out[n] = (SQLWCHAR)(0xD800 + ((c - 0x10000) >> 10));
                out[n + 1] = (SQLWCHAR)(0xDC00 + ((c - 0x10000) & 0x3FF));
            }
            n += 2;
        } else {
            if (out)
                out[n] = (SQLWCHAR)c;
            n++;
        }
    }
    return n;
}

void utf16_append(sim_buf *b, const SQLWCHAR *text, size_t units) {
    for (size_t i = 0; i < units; i++) {
        uint32_t c = text[i];
        if (c >= 0xD800 && c < 0xDC00 && i + 1 < units && text[i + 1] >= 0xDC00 && text[i + 1] < 0xE000)
            c = 0x10000 + ((c - 0xD800) << 10) + (uint32_t)(text[++i] - 0xDC00);
        char out[4];
        size_t n;
        if (c < 0x80) {
            out[0] = (char)c;
            n = 1;
        } else if (c < 0x800) {
            out[0] = (char)(0xC0 | c >> 6);
            out[1] = (char)(0x80 | (c & 0x3F));
            n = 2;
        } else if (c < 0x10000) {
            out[0] = (char)(0xE0 | c >> 12);
            out[1] = (char)(0x80 | (c >> 6 & 0x3F));
            out[2] = (char)(0x80 | (c & 0x3F));
            n = 3;
        } else {
            out[0] = (char)(0xF0 | c >> 18);
            out[1] = (char)(0x80 | (c >> 12 & 0x3F));
            out[2] = (char)(0x80 | (c >> 6 & 0x3F));
            out[3] = (char)(0x80 | (c & 0x3F));
            n = 4;
        }
        buf_add(b, out, n);
    }
}

char *utf16_to_utf8(const SQLWCHAR *text, SQLLEN units) {
    sim_buf b = {0};
    if (text && units < 0)
        for (units = 0; text[units];)
            units++;
    buf_add(&b, "", 0);
    if (text)
        utf16_append(&b, text, (size_t)units);
    return b.data;
}
