/* What the parts of the client check share. */
#ifndef QUARRY_CHECK_H
#define QUARRY_CHECK_H

#include <sql.h>
#include <sqlext.h>
#include <sqlucode.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    SQLHENV env;
    SQLHDBC dbc;
    SQLHSTMT stmt;
    SQLRETURN rc; /* of the last step that failed */
} client;

extern int failures;
extern const char *driver_path;
extern int (*sim_handles)(int);
extern long (*sim_calls)(void);
extern void (*sim_reset)(void);
extern int (*sim_last_connection_string)(char *, int);
extern void (*sim_release_hangs)(void);

#define CHECK(condition)                                                        \
    do {                                                                        \
        if (!(condition)) {                                                     \
            failures++;                                                         \
            fprintf(stderr, "%s:%d: failed: %s\n", __FILE__, __LINE__, #condition); \
        }                                                                       \
    } while (0)

bool client_open(client *c, const char *keywords);
void client_close(client *c);
SQLRETURN run(client *c, const char *text);
void state_of(SQLSMALLINT kind, SQLHANDLE handle, char *state, int *native);
bool has_state(SQLHSTMT stmt, const char *state);
long count_rows(client *c);
long one_number(client *c, const char *text);

void check_fetching(void);
void check_quirks(void);
void check_params(void);
void check_faults(void);
void check_store(void);
void check_vendors(void);

#endif
