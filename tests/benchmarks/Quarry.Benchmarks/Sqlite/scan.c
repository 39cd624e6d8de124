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

typedef struct {
  int (*type)(void *, int);
  int64_t (*int64)(void *, int);
  double (*real)(void *, int);
  const char *(*text)(void *, int);
  int (*bytes)(void *, int);
  void *(*value)(void *, int);
  int (*value_type)(void *);
  int64_t (*value_int64)(void *);
  double (*value_real)(void *);
  const char *(*value_text)(void *);
  int (*value_bytes)(void *);
} getters;

static void store_text(column *into, int n, const char *value, int length) {
  memcpy(into->text + into->offsets[n], value, length);
  into->offsets[n + 1] = into->offsets[n] + length;
}

// The customary getters: each looks the column up again.
static void read_columns(const getters *get, void *statement, const char *kinds, int count, column *columns, int n) {
  for (int c = 0; c < count; c++) {
    int t = get->type(statement, c);
    column *into = &columns[c];
    if (t == TYPE_NULL) continue;
    if (kinds[c] == INT) {
      into->values[n] = get->int64(statement, c);
    } else if (kinds[c] == DECIMAL) {
      if (t == TYPE_INTEGER) into->values[n] = get->int64(statement, c) * 100;
      else into->reals[n] = get->real(statement, c);
    } else {
      const char *text = get->text(statement, c);
      store_text(into, n, text, get->bytes(statement, c));
    }
  }
}

// The driver's getters: a column is looked up once.
static void read_values(const getters *get, void *statement, const char *kinds, int count, column *columns, int n) {
  for (int c = 0; c < count; c++) {
    void *value = get->value(statement, c);
    int t = get->value_type(value);
    column *into = &columns[c];
    if (t == TYPE_NULL) continue;
    if (kinds[c] == INT) {
      into->values[n] = get->value_int64(value);
    } else if (kinds[c] == DECIMAL) {
      if (t == TYPE_INTEGER) into->values[n] = get->value_int64(value) * 100;
      else into->reals[n] = get->value_real(value);
    } else {
      const char *text = get->value_text(value);
      store_text(into, n, text, get->value_bytes(value));
    }
  }
}

// kinds: one letter per column. Returns the rows read, or a negative SQLite error.
int64_t scan(const char *library, const char *file, const char *sql, const char *kinds, int by_value) {
  void *lib = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (!lib) return -1000;
  int (*open_v2)(const char *, void **, int, const char *) = dlsym(lib, "sqlite3_open_v2");
  int (*prepare_v2)(void *, const char *, int, void **, const char **) = dlsym(lib, "sqlite3_prepare_v2");
  int (*step)(void *) = dlsym(lib, "sqlite3_step");
  int (*finalize)(void *) = dlsym(lib, "sqlite3_finalize");
  int (*close_v2)(void *) = dlsym(lib, "sqlite3_close_v2");
  getters get = {
      dlsym(lib, "sqlite3_column_type"), dlsym(lib, "sqlite3_column_int64"), dlsym(lib, "sqlite3_column_double"),
      dlsym(lib, "sqlite3_column_text"), dlsym(lib, "sqlite3_column_bytes"), dlsym(lib, "sqlite3_column_value"),
      dlsym(lib, "sqlite3_value_type"),  dlsym(lib, "sqlite3_value_int64"),  dlsym(lib, "sqlite3_value_double"),
      dlsym(lib, "sqlite3_value_text"),  dlsym(lib, "sqlite3_value_bytes"),
  };

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
      if (by_value) read_values(&get, statement, kinds, count, columns, n);
      else read_columns(&get, statement, kinds, count, columns, n);
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
