// What the PostgreSQL driver is measured against: libpq that moves the same rows and does nothing with them.
#include <libpq-fe.h>
#include <stdint.h>
#include <stdio.h>

static PGconn *connect_to(const char *target) {
  PGconn *connection = PQconnectdb(target);
  if (PQstatus(connection) == CONNECTION_OK) return connection;
  fputs(PQerrorMessage(connection), stderr);
  PQfinish(connection);
  return 0;
}

static int64_t end(PGconn *connection, int64_t rows, int failed) {
  if (failed) fputs(PQerrorMessage(connection), stderr);
  PQfinish(connection);
  return failed ? -1 : rows;
}

int libpq_version(void) { return PQlibVersion(); }

// COPY … TO STDOUT (FORMAT binary): every message is allocated, handed over and freed.
int64_t libpq_copy(const char *target, const char *sql) {
  PGconn *connection = connect_to(target);
  if (!connection) return -1;
  PGresult *result = PQexec(connection, sql);
  int failed = PQresultStatus(result) != PGRES_COPY_OUT;
  PQclear(result);
  int64_t messages = 0;
  char *message;
  int length = 0;
  while (!failed && (length = PQgetCopyData(connection, &message, 0)) > 0) {
    messages++;
    PQfreemem(message);
  }
  // The header comes with the first row; the trailer is a message.
  return end(connection, messages - 1, failed || length != -1);
}

// The extended protocol with binary results, a result per row, or per chunk where libpq knows chunks (17).
int64_t libpq_rows(const char *target, const char *sql) {
  PGconn *connection = connect_to(target);
  if (!connection) return -1;
  int failed = !PQsendQueryParams(connection, sql, 0, 0, 0, 0, 0, 1);
#ifdef LIBPQ_HAS_CHUNK_MODE
  failed = failed || !PQsetChunkedRowsMode(connection, 1024);
#else
  failed = failed || !PQsetSingleRowMode(connection);
#endif
  int64_t rows = 0;
  PGresult *result;
  while (!failed && (result = PQgetResult(connection))) {
    ExecStatusType status = PQresultStatus(result);
    failed = status == PGRES_FATAL_ERROR;
    rows += PQntuples(result);
    PQclear(result);
  }
  return end(connection, rows, failed);
}

// COPY … FROM STDIN (FORMAT binary) of bytes that are ready, in messages of 64 KiB.
int64_t libpq_write(const char *target, const char *sql, const char *bytes, int64_t length, int64_t rows) {
  PGconn *connection = connect_to(target);
  if (!connection) return -1;
  PGresult *result = PQexec(connection, sql);
  int failed = PQresultStatus(result) != PGRES_COPY_IN;
  PQclear(result);
  for (int64_t at = 0; at < length && !failed; at += 65536) {
    failed = PQputCopyData(connection, bytes + at, (int)(length - at < 65536 ? length - at : 65536)) != 1;
  }
  failed = failed || PQputCopyEnd(connection, 0) != 1;
  if (!failed) {
    result = PQgetResult(connection);
    failed = PQresultStatus(result) != PGRES_COMMAND_OK;
    PQclear(result);
  }
  return end(connection, rows, failed);
}
