/* The generators: seq, literals, repeat and random. */
#include "sim.h"
#include <stdlib.h>
#include <string.h>

static uint64_t mix(uint64_t z) {
    /* The finaliser of splitmix64. */
    z += 0x9E3779B97F4A7C15ull;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ z >> 27) * 0x94D049BB133111EBull;
    return z ^ z >> 31;
}

static size_t put_integer(char *out, int64_t n) {
    char digits[24];
    size_t count = 0, len = 0;
    uint64_t u = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    do
        digits[count++] = (char)('0' + u % 10);
    while (u /= 10);
    if (n < 0)
        out[len++] = '-';
    while (count)
        out[len++] = digits[--count];
    return len;
}

/* The unscaled number n with digits places after the point. */
static void decimal_text(int64_t n, int digits, sim_buf *out) {
    char text[64];
    uint64_t u = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    if (digits < 0 || digits > 30)
        digits = 0;
    int at = sizeof text, place = 0;
    do {
        if (place && place == digits)
            text[--at] = '.';
        text[--at] = (char)('0' + u % 10);
        u /= 10;
        place++;
    } while (u || place <= digits);
    if (n < 0)
        text[--at] = '-';
    buf_add(out, text + at, sizeof text - (size_t)at);
}

static void make_seq(const sim_column *c, int64_t n, sim_buf *scratch, sim_value *out) {
    static const uint32_t powers[] = {1000000000, 100000000, 10000000, 1000000, 100000, 10000, 1000, 100, 10, 1};
    int digits = c->digits < 0 ? 0 : c->digits > 9 ? 9 : c->digits;
    char text[32];
    switch (c->sql_type) {
    case SQL_BIT:
        out->i = n & 1;
        break;
    case SQL_TINYINT:
        out->i = c->is_unsigned ? (uint8_t)n : (int8_t)n;
        break;
    case SQL_SMALLINT:
        out->i = c->is_unsigned ? (uint16_t)n : (int16_t)n;
        break;
    case SQL_INTEGER:
        out->i = c->is_unsigned ? (int64_t)(uint32_t)n : (int32_t)n;
        break;
    case SQL_BIGINT:
        out->i = n;
        break;
    case SQL_REAL:
    case SQL_FLOAT:
    case SQL_DOUBLE:
        out->kind = VK_REAL;
        out->is_float = c->sql_type == SQL_REAL;
        out->d = (double)n * 0.25;
        if (out->is_float)
            out->d = (float)out->d;
        return;
    case SQL_DECIMAL:
    case SQL_NUMERIC:
        scratch->len = 0;
        decimal_text(n, c->digits, scratch);
        out->kind = VK_TEXT;
        out->is_decimal = true;
        out->data = scratch->data;
        out->len = scratch->len;
        return;
    case SQL_TYPE_DATE:
        out->kind = VK_DATE;
        stamp_add_seconds(&out->stamp, n, 0);
        return;
    case SQL_TYPE_TIME:
    case SQL_SS_TIME2:
    case SQL_TYPE_TIMESTAMP:
        out->kind = c->sql_type == SQL_TYPE_TIMESTAMP ? VK_STAMP : VK_TIME;
        /* 10957 days from 1970-01-01 to 2000-01-01. */
        stamp_add_seconds(&out->stamp, out->kind == VK_STAMP ? 10957 : 0, n);
        if (digits) {
            int64_t range = 1000000000 / powers[digits];
            out->stamp.fraction = (SQLUINTEGER)(((n % range) + range) % range * powers[digits]);
        }
        return;
    case SQL_GUID:
        out->kind = VK_GUID;
        out->guid.Data4[0] = out->guid.Data4[1] = 0;
        for (int i = 0; i < 8; i++)
            out->guid.Data4[i] = (unsigned char)((uint64_t)n >> (56 - 8 * i));
        return;
    case SQL_BINARY:
    case SQL_VARBINARY:
    case SQL_LONGVARBINARY:
        scratch->len = 0;
        for (int i = 0; i < 8; i++)
            text[i] = (char)((uint64_t)n >> (56 - 8 * i));
        buf_add(scratch, text, 8);
        out->kind = VK_BYTES;
        out->data = scratch->data;
        out->len = scratch->len;
        return;
    default:
        scratch->len = 0;
        if (c->sql_type == SQL_SS_TIMESTAMPOFFSET) {
            sim_value stamp = {.kind = VK_STAMP, .digits = c->digits};
            stamp_add_seconds(&stamp.stamp, 10957, n);
            value_to_text(&stamp, false, scratch);
            buf_add(scratch, " +00:00", 7);
        } else {
            buf_add(scratch, text, put_integer(text, n));
        }
        out->kind = VK_TEXT;
        out->data = scratch->data;
        out->len = scratch->len;
        return;
    }
    out->kind = VK_INT;
}

/* Replaces %d, %0Nd, %x and %% in a literal; n is the row's sequence number. */
static void expand(const sim_cell *pattern, int64_t n, sim_buf *out) {
    out->len = 0;
    buf_add(out, "", 0);
    const char *at = pattern->data, *end = at + pattern->len;
    while (at < end) {
        const char *percent = memchr(at, '%', (size_t)(end - at));
        if (!percent) {
            buf_add(out, at, (size_t)(end - at));
            return;
        }
        buf_add(out, at, (size_t)(percent - at));
        at = percent + 1;
        int width = 0;
        for (; at < end && *at >= '0' && *at <= '9'; at++)
            width = width < 64 ? width * 10 + (*at - '0') : width;
        char kind = at < end ? *at++ : '%';
        char text[32];
        if (kind == 'd') {
            size_t len = put_integer(text, n);
            for (size_t i = len; i < (size_t)width && i < 64; i++)
                buf_add(out, "0", 1);
            buf_add(out, text, len);
        } else if (kind == 'x') {
            buf_addf(out, "%0*llx", width, (unsigned long long)n);
        } else {
            buf_add(out, &kind, 1);
        }
    }
}

static bool is_binary(const sim_column *c) {
    return c->sql_type == SQL_BINARY || c->sql_type == SQL_VARBINARY || c->sql_type == SQL_LONGVARBINARY;
}

static void make_literal(const sim_column *c, int64_t row, int64_t n, sim_buf *scratch, sim_value *out) {
    const sim_cell *literal = &c->literals[row % c->literal_count];
    if (literal->null) {
        out->null = true;
        return;
    }
    const char *data = literal->data;
    size_t len = literal->len;
    if (memchr(data, '%', len)) {
        expand(literal, n, scratch);
        data = scratch->data;
        len = scratch->len;
    }
    if (is_binary(c) && len >= 2 && data[0] == '0' && (data[1] == 'x' || data[1] == 'X')) {
        /* 0x... is decoded in place, behind itself in the scratch buffer. */
        sim_buf hex = {0};
        buf_add(&hex, data + 2, len - 2);
        scratch->len = 0;
        buf_add(scratch, "", 0);
        for (size_t i = 0; i + 1 < hex.len; i += 2) {
            char pair[3] = {hex.data[i], hex.data[i + 1], 0};
            char byte = (char)strtol(pair, NULL, 16);
            buf_add(scratch, &byte, 1);
        }
        buf_free(&hex);
        data = scratch->data;
        len = scratch->len;
    }
    value_from_text(c->sql_type, c->digits, c->is_unsigned, data, len, out);
}

static void make_long(const sim_column *c, int64_t row, int64_t n, sim_buf *scratch, sim_value *out) {
    size_t len = c->length;
    if (c->long_every && row % c->long_every != c->long_every - 1 && len > 10)
        len = 10;
    scratch->len = 0;
    out->kind = is_binary(c) ? VK_BYTES : VK_TEXT;
    if (c->generator == GEN_REPEAT && c->unit) {
        for (size_t i = 0; i < len; i++)
            buf_add(scratch, c->unit, strlen(c->unit));
        buf_add(scratch, "", 0);
    } else {
        buf_reserve(scratch, len + 1);
        uint64_t first = (uint64_t)n;
        for (size_t i = 0; i < len; i++)
            scratch->data[i] = c->generator == GEN_RANDOM ? (char)(uint8_t)mix(first * 1000003 + i)
                               : is_binary(c)             ? (char)(uint8_t)(first + i)
                                                          : (char)('a' + (first + i) % 26);
        if (c->generator == GEN_RANDOM && !is_binary(c))
            for (size_t i = 0; i < len; i++)
                scratch->data[i] = (char)('a' + (uint8_t)scratch->data[i] % 26);
        scratch->len = len;
    }
    out->data = scratch->data;
    out->len = scratch->len;
}

void value_make(const sim_result *result, int column, int64_t row, sim_buf *scratch, sim_value *out) {
    const sim_column *c = &result->columns[column];
    memset(out, 0, sizeof *out);
    out->is_unsigned = c->is_unsigned;
    out->digits = c->digits;
    if (c->generator == GEN_CELLS) {
        const sim_cell *cell = &result->cells[row * result->column_count + column];
        if (cell->null)
            out->null = true;
        else
            value_from_text(c->sql_type, c->digits, c->is_unsigned, cell->data, cell->len, out);
        return;
    }
    if (c->null_every && row % c->null_every == c->null_every - 1) {
        out->null = true;
        return;
    }
    int64_t n = (int64_t)((uint64_t)c->start + (uint64_t)row * (uint64_t)c->step);
    switch (c->generator) {
    case GEN_LITERALS:
        make_literal(c, row, n, scratch, out);
        break;
    case GEN_REPEAT:
    case GEN_RANDOM:
        make_long(c, row, n, scratch, out);
        break;
    default:
        make_seq(c, n, scratch, out);
    }
}
