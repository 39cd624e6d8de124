// The C loop that writing into SQLite is measured against: the same library, one prepared INSERT in one transaction, values bound where they stand in
// column buffers. It checks nothing. Kinds: l int64, i int32, d decimal(…,2) of 16 bytes, a date (days since 1970), t text.
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OPEN_READWRITE = 2, OPEN_CREATE = 4, OPEN_NOMUTEX = 0x8000, DONE = 101 };

typedef struct {
  int (*exec)(void *, const char *, void *, void *, char **);
  int (*int64)(void *, int, int64_t);
  int (*real)(void *, int, double);
  int (*text)(void *, int, const char *, int, void (*)(void *));
  int (*step)(void *);
  int (*reset)(void *);
  int (*finalize)(void *);
  int (*close_v2)(void *);
  void *db, *statement;
  char *kinds;
  int64_t rows;
} inserts;

// http://howardhinnant.github.io/date_algorithms.html#civil_from_days states the arithmetic.
static int iso(char *to, int32_t days) {
  int64_t z = (int64_t)days + 719468;
  int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  unsigned doe = (unsigned)(z - era * 146097);
  unsigned yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  unsigned mp = (5 * doy + 2) / 153;
  unsigned d = doy - (153 * mp + 2) / 5 + 1;
  unsigned m = mp < 10 ? mp + 3 : mp - 9;
  int y = (int)(yoe + era * 400 + (m <= 2));
  to[0] = '0' + y / 1000, to[1] = '0' + y / 100 % 10, to[2] = '0' + y / 10 % 10, to[3] = '0' + y % 10, to[4] = '-';
  to[5] = '0' + m / 10, to[6] = '0' + m % 10, to[7] = '-', to[8] = '0' + d / 10, to[9] = '0' + d % 10;
  return 10;
}

void *insert_begin(const char *library, const char *file, const char *sql, const char *kinds) {
  void *lib = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (!lib) return 0;
  inserts *to = calloc(1, sizeof(inserts));
  int (*open_v2)(const char *, void **, int, const char *) = dlsym(lib, "sqlite3_open_v2");
  int (*prepare_v2)(void *, const char *, int, void **, const char **) = dlsym(lib, "sqlite3_prepare_v2");
  to->exec = dlsym(lib, "sqlite3_exec");
  to->int64 = dlsym(lib, "sqlite3_bind_int64");
  to->real = dlsym(lib, "sqlite3_bind_double");
  to->text = dlsym(lib, "sqlite3_bind_text");
  to->step = dlsym(lib, "sqlite3_step");
  to->reset = dlsym(lib, "sqlite3_reset");
  to->finalize = dlsym(lib, "sqlite3_finalize");
  to->close_v2 = dlsym(lib, "sqlite3_close_v2");
  to->kinds = strdup(kinds);
  if (open_v2(file, &to->db, OPEN_READWRITE | OPEN_CREATE | OPEN_NOMUTEX, 0)) return 0;
  if (to->exec(to->db, "begin immediate", 0, 0, 0)) return 0;
  return prepare_v2(to->db, sql, -1, &to->statement, 0) ? 0 : to;
}

int insert_batch(inserts *to, const void **data, const int32_t **offsets, int rows) {
  int count = (int)strlen(to->kinds);
  char dates[64 * 10];
  for (int row = 0; row < rows; row++) {
    for (int c = 0; c < count; c++) {
      switch (to->kinds[c]) {
        case 'l': to->int64(to->statement, c + 1, ((const int64_t *)data[c])[row]); break;
        case 'i': to->int64(to->statement, c + 1, ((const int32_t *)data[c])[row]); break;
        case 'd': to->real(to->statement, c + 1, (double)((const int64_t *)data[c])[row * 2] / 100.0); break;
        case 'a': to->text(to->statement, c + 1, dates + c * 10, iso(dates + c * 10, ((const int32_t *)data[c])[row]), 0); break;
        default: to->text(to->statement, c + 1, (const char *)data[c] + offsets[c][row], offsets[c][row + 1] - offsets[c][row], 0);
      }
    }
    if (to->step(to->statement) != DONE) return -1;
    to->reset(to->statement);
  }
  to->rows += rows;
  return 0;
}

int64_t insert_end(inserts *to) {
  to->finalize(to->statement);
  int64_t rows = to->exec(to->db, "commit", 0, 0, 0) ? -1 : to->rows;
  to->close_v2(to->db);
  free(to->kinds);
  free(to);
  return rows;
}
