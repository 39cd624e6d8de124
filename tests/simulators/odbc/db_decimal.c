/* Decimal numbers of any length as their digits: what columns of exact
 * numbers hold, and how texts, integers and doubles become such. */
#include "db.h"
#include "db_decimal.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

bool decimal_parse(const char *text, size_t len, db_decimal *out) {
    size_t i = 0;
    bool point = false, any = false;
    memset(out, 0, sizeof *out);
    while (i < len && isspace((unsigned char)text[i]))
        i++;
    while (len > i && isspace((unsigned char)text[len - 1]))
        len--;
    if (i < len && (text[i] == '-' || text[i] == '+'))
        out->negative = text[i++] == '-';
    for (; i < len && (isdigit((unsigned char)text[i]) || (text[i] == '.' && !point)); i++) {
        if (text[i] == '.') {
            point = true;
            continue;
        }
        any = true;
        if (out->count == DECIMAL_DIGITS)
            return false;
        if (out->count || text[i] != '0')
            out->digits[out->count++] = text[i];
        out->scale += point;
    }
    if (any && i < len && (text[i] == 'e' || text[i] == 'E')) {
        char *after;
        char exponent[16] = "";
        memcpy(exponent, text + i + 1, len - i - 1 < 15 ? len - i - 1 : 15);
        long e = strtol(exponent, &after, 10);
        if (after == exponent || *after || e > 400 || e < -400)
            return false;
        out->scale -= (int)e;
        i = len;
    }
    return any && i == len;
}

/* To so many digits behind the point, halves away from zero. */
bool decimal_round(db_decimal *d, int scale) {
    while (d->scale < scale) {
        if (d->count == DECIMAL_DIGITS)
            return false;
        if (d->count)
            d->digits[d->count++] = '0';
        d->scale++;
    }
    int drop = d->scale - scale;
    if (drop <= 0)
        return true;
    d->scale = scale;
    bool up = drop <= d->count && d->digits[d->count - drop] >= '5';
    d->count = drop < d->count ? d->count - drop : 0;
    if (!up)
        return true;
    int at = d->count - 1;
    while (at >= 0 && d->digits[at] == '9')
        d->digits[at--] = '0';
    if (at >= 0) {
        d->digits[at]++;
    } else {
        memmove(d->digits + 1, d->digits, (size_t)d->count);
        d->digits[0] = '1';
        d->count++;
    }
    return true;
}

/* Without the zeros at the end of the fraction. */
void decimal_trim(db_decimal *d) {
    while (d->scale > 0 && d->count && d->digits[d->count - 1] == '0') {
        d->count--;
        d->scale--;
    }
    if (!d->count)
        d->scale = 0;
}

void decimal_text(const db_decimal *d, sim_buf *out) {
    int whole = d->count - d->scale;
    buf_add(out, "-", d->negative && d->count ? 1 : 0);
    if (whole <= 0)
        buf_add(out, "0", 1);
    for (int i = 0; i < whole; i++)
        buf_add(out, i < d->count ? d->digits + i : "0", 1);
    if (d->scale <= 0)
        return;
    buf_add(out, ".", 1);
    for (int i = whole; i < d->count; i++)
        buf_add(out, i < 0 ? "0" : d->digits + i, 1);
}

bool decimal_integer(const db_decimal *d, int64_t *out) {
    uint64_t n = 0;
    if (d->count && d->count - d->scale > 19)
        return false;
    for (int i = 0; i < d->count - d->scale; i++) {
        unsigned digit = i < d->count ? (unsigned)(d->digits[i] - '0') : 0;
        if (__builtin_mul_overflow(n, 10u, &n) || __builtin_add_overflow(n, digit, &n))
            return false;
    }
    if (n > (uint64_t)INT64_MAX + d->negative)
        return false;
    *out = d->negative ? (int64_t)(0 - n) : (int64_t)n;
    return true;
}

int decimal_compare(const db_decimal *a, const db_decimal *b) {
    int sign_a = !a->count ? 0 : a->negative ? -1 : 1, sign_b = !b->count ? 0 : b->negative ? -1 : 1;
    if (sign_a != sign_b)
        return sign_a < sign_b ? -1 : 1;
    int whole_a = a->count - a->scale, whole_b = b->count - b->scale;
    if (whole_a != whole_b)
        return (whole_a < whole_b ? -1 : 1) * sign_a;
    for (int i = 0; i < a->count || i < b->count; i++) {
        char x = i < a->count ? a->digits[i] : '0', y = i < b->count ? b->digits[i] : '0';
        if (x != y)
            return (x < y ? -1 : 1) * sign_a;
    }
    return 0;
}
