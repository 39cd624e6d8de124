// The C loop that the SQLite driver is measured against: the same library, opened without mutex, the same getters and the same copies into
// column buffers that are reused per batch. It checks nothing and builds no batch.
#include <dlfcn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { INT = 'i', DECIMAL = 'd', TEXT = 't', ROWS = 16384, TEXT_BYTES = ROWS * 64 };
enum { OPEN_READONLY = 1, OPEN_NOMUTEX = 0x8000, TYPE_INTEGER = 1, TYPE_NULL = 5, ROW = 100, DONE = 101 };

typedef struct {
  int64_t *values;
  double *reals;
  char *text;
  int32_t *offsets;
} column;

// kinds: one letter per column. Returns the rows read, or a negative SQLite error.
int64_t scan(const char *library, const char *file, const char *sql, const char *kinds) {
  void *lib = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (!lib) return -1000;
  int (*open_v2)(const char *, void **, int, const char *) = dlsym(lib, "sqlite3_open_v2");
  int (*prepare_v2)(void *, const char *, int, void **, const char **) = dlsym(lib, "sqlite3_prepare_v2");
  int (*step)(void *) = dlsym(lib, "sqlite3_step");
  int (*finalize)(void *) = dlsym(lib, "sqlite3_finalize");
  int (*close_v2)(void *) = dlsym(lib, "sqlite3_close_v2");
  int (*type)(void *, int) = dlsym(lib, "sqlite3_column_type");
  int64_t (*int64)(void *, int) = dlsym(lib, "sqlite3_column_int64");
  double (*real)(void *, int) = dlsym(lib, "sqlite3_column_double");
  const char *(*text)(void *, int) = dlsym(lib, "sqlite3_column_text");
  int (*bytes)(void *, int) = dlsym(lib, "sqlite3_column_bytes");

  int count = (int)strlen(kinds);
  column *columns = calloc(count, sizeof(column));
  for (int c = 0; c < count; c++) {
    columns[c].values = malloc(ROWS * sizeof(int64_t));
    columns[c].reals = malloc(ROWS * sizeof(double));
    columns[c].text = malloc(TEXT_BYTES);
    columns[c].offsets = malloc((ROWS + 1) * sizeof(int32_t));
    columns[c].offsets[0] = 0;
  }

  void *db = 0, *statement = 0;
  int64_t rows = 0;
  int status = open_v2(file, &db, OPEN_READONLY | OPEN_NOMUTEX, 0);
  if (!status) status = prepare_v2(db, sql, -1, &statement, 0);
  while (!status) {
    int n = 0;
    while (n < ROWS && (status = step(statement)) == ROW) {
      for (int c = 0; c < count; c++) {
        int t = type(statement, c);
        if (t == TYPE_NULL) continue;
        column *into = &columns[c];
        if (kinds[c] == INT) {
          into->values[n] = int64(statement, c);
        } else if (kinds[c] == DECIMAL) {
          if (t == TYPE_INTEGER) into->values[n] = int64(statement, c) * 100;
          else into->reals[n] = real(statement, c);
        } else {
          const char *value = text(statement, c);
          int length = bytes(statement, c);
          memcpy(into->text + into->offsets[n], value, length);
          into->offsets[n + 1] = into->offsets[n] + length;
        }
      }
      n++;
    }
    rows += n;
    if (status == ROW) status = 0;
  }

  finalize(statement);
  close_v2(db);
  for (int c = 0; c < count; c++) {
    free(columns[c].values);
    free(columns[c].reals);
    free(columns[c].text);
    free(columns[c].offsets);
  }
  free(columns);
  return status == DONE ? rows : -status;
}
