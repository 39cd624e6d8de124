/* Decimal numbers as their digits. */
#ifndef QUARRY_DB_DECIMAL_H
#define QUARRY_DB_DECIMAL_H

#include "sim.h"

enum { DECIMAL_DIGITS = 800 };

/* digits * 10^-scale; no digits is zero, and there are none before the first that counts. */
typedef struct {
    bool negative;
    int count, scale;
    char digits[DECIMAL_DIGITS + 1];
} db_decimal;

bool decimal_parse(const char *text, size_t len, db_decimal *out);
bool decimal_round(db_decimal *d, int scale);
void decimal_trim(db_decimal *d);
void decimal_text(const db_decimal *d, sim_buf *out);
bool decimal_integer(const db_decimal *d, int64_t *out);
int decimal_compare(const db_decimal *a, const db_decimal *b);

#endif
