// The C loop that reading by ODBC is measured against: one block cursor, columns bound once, nothing converted and nothing looked at but the indicators.
// blockloop CONNECTION SQL ROWS KINDS prints: rows, wall seconds, CPU seconds, peak RSS in MiB, bytes that the indicators told, values cut.
// KINDS, one letter per column: i SQL_C_SBIGINT, d SQL_C_CHAR for a decimal, a SQL_C_TYPE_DATE, s SQL_C_TYPE_TIMESTAMP, f SQL_C_DOUBLE,
// t SQL_C_CHAR and w SQL_C_WCHAR for text. A + before them starts a second thread, which does nothing: in a program with one thread alone the C library takes no
// locks in malloc, stdio and mutexes, and no program of a server is such a program.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <sql.h>
#include <sqlext.h>
#include <pthread.h>
#include <unistd.h>

enum { DECIMAL_WIDTH = 48, UNKNOWN_WIDTH = 256, WIDEST = 4000 };

typedef struct {
  SQLSMALLINT type;
  SQLLEN width;
  char *values;
  SQLLEN *indicators;
} column;

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

// Not ru_maxrss, which remembers the process that forked this one.
static double peak_mib(void) {
  char line[256];
  long kib = 0;
  FILE *status = fopen("/proc/self/status", "r");
  while (status && fgets(line, sizeof line, status))
    if (sscanf(line, "VmHWM: %ld", &kib) == 1) break;
  if (status) fclose(status);
  return kib / 1024.0;
}

static int fail(const char *call, SQLSMALLINT type, SQLHANDLE handle) {
  SQLCHAR state[6] = "", text[1024] = "";
  SQLINTEGER native = 0;
  SQLSMALLINT length;
  SQLGetDiagRec(type, handle, 1, state, &native, text, sizeof text, &length);
  fprintf(stderr, "%s: %s %s\n", call, state, text);
  return 1;
}

// A character takes four bytes of UTF-8 or two units of UTF-16 at most, and the terminator one.
static SQLLEN text_width(SQLHSTMT statement, int c, int unit_bytes) {
  SQLULEN size = 0;
  SQLSMALLINT length, type, digits, nullable;
  SQLDescribeCol(statement, (SQLUSMALLINT)(c + 1), 0, 0, &length, &type, &size, &digits, &nullable);
  if (size == 0 || size > WIDEST) size = UNKNOWN_WIDTH;
  return unit_bytes == 1 ? (SQLLEN)size * 4 + 1 : ((SQLLEN)size * 2 + 1) * unit_bytes;
}

static column bind_as(SQLHSTMT statement, int c, char kind) {
  switch (kind) {
    case 'i': return (column){SQL_C_SBIGINT, sizeof(SQLBIGINT), 0, 0};
    case 'f': return (column){SQL_C_DOUBLE, sizeof(SQLDOUBLE), 0, 0};
    case 'd': return (column){SQL_C_CHAR, DECIMAL_WIDTH, 0, 0};
    case 'a': return (column){SQL_C_TYPE_DATE, sizeof(SQL_DATE_STRUCT), 0, 0};
    case 's': return (column){SQL_C_TYPE_TIMESTAMP, sizeof(SQL_TIMESTAMP_STRUCT), 0, 0};
    case 'w': return (column){SQL_C_WCHAR, text_width(statement, c, sizeof(SQLWCHAR)), 0, 0};
    default: return (column){SQL_C_CHAR, text_width(statement, c, 1), 0, 0};
  }
}

static void *sleeper(void *unused) {
  pause();
  return unused;
}

int main(int argc, char **argv) {
  if (argc != 5) return fprintf(stderr, "blockloop CONNECTION SQL ROWS KINDS\n"), 2;
  SQLULEN rows = strtoul(argv[3], 0, 10), fetched = 0;
  int count = (int)strlen(argv[4]);
  if (argv[4][0] == '+') {
    pthread_t second;
    if (pthread_create(&second, 0, sleeper, 0)) return fprintf(stderr, "no second thread\n"), 1;
    argv[4]++;
    count--;
  }

  double start = seconds();

  SQLHENV environment;
  SQLHDBC connection;
  SQLHSTMT statement;
  SQLAllocHandle(SQL_HANDLE_ENV, SQL_NULL_HANDLE, &environment);
  SQLSetEnvAttr(environment, SQL_ATTR_ODBC_VERSION, (SQLPOINTER)SQL_OV_ODBC3, 0);
  SQLAllocHandle(SQL_HANDLE_DBC, environment, &connection);
  if (!SQL_SUCCEEDED(SQLDriverConnect(connection, 0, (SQLCHAR *)argv[1], SQL_NTS, 0, 0, 0, SQL_DRIVER_NOPROMPT)))
    return fail("SQLDriverConnect", SQL_HANDLE_DBC, connection);
  SQLAllocHandle(SQL_HANDLE_STMT, connection, &statement);
  SQLSetStmtAttr(statement, SQL_ATTR_CURSOR_TYPE, (SQLPOINTER)SQL_CURSOR_FORWARD_ONLY, 0);
  SQLSetStmtAttr(statement, SQL_ATTR_CONCURRENCY, (SQLPOINTER)SQL_CONCUR_READ_ONLY, 0);
  SQLSetStmtAttr(statement, SQL_ATTR_ROWS_FETCHED_PTR, &fetched, 0);
  if (!SQL_SUCCEEDED(SQLSetStmtAttr(statement, SQL_ATTR_ROW_ARRAY_SIZE, (SQLPOINTER)rows, 0))) return fail("SQL_ATTR_ROW_ARRAY_SIZE", SQL_HANDLE_STMT, statement);
  if (!SQL_SUCCEEDED(SQLExecDirect(statement, (SQLCHAR *)argv[2], SQL_NTS))) return fail("SQLExecDirect", SQL_HANDLE_STMT, statement);

  column *columns = calloc((size_t)count, sizeof(column));
  for (int c = 0; c < count; c++) {
    columns[c] = bind_as(statement, c, argv[4][c]);
    columns[c].values = malloc(rows * (size_t)columns[c].width);
    columns[c].indicators = calloc(rows, sizeof(SQLLEN));
    if (!SQL_SUCCEEDED(SQLBindCol(statement, (SQLUSMALLINT)(c + 1), columns[c].type, columns[c].values, columns[c].width, columns[c].indicators)))
      return fail("SQLBindCol", SQL_HANDLE_STMT, statement);
  }

  int64_t total = 0, bytes = 0, cut = 0;
  SQLRETURN status;
  while (SQL_SUCCEEDED(status = SQLFetch(statement))) {
    total += (int64_t)fetched;
    for (int c = 0; c < count; c++) {
      const SQLLEN *indicators = columns[c].indicators;
      SQLLEN width = columns[c].width;
      for (SQLULEN row = 0; row < fetched; row++) {
        if (indicators[row] >= 0) bytes += indicators[row];
        if (indicators[row] > width) cut++;
      }
    }
  }
  if (status != SQL_NO_DATA) return fail("SQLFetch", SQL_HANDLE_STMT, statement);

  SQLFreeHandle(SQL_HANDLE_STMT, statement);
  SQLDisconnect(connection);
  SQLFreeHandle(SQL_HANDLE_DBC, connection);
  SQLFreeHandle(SQL_HANDLE_ENV, environment);
  double wall = seconds() - start;
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  double cpu = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  printf("%lld %.4f %.4f %.1f %lld %lld\n", (long long)total, wall, cpu, peak_mib(), (long long)bytes, (long long)cut);
  return 0;
}
