/* An independent client of the scripted driver, through unixODBC. */
#include "check.h"
#include <dlfcn.h>
#include <iconv.h>

int failures;
const char *driver_path;
int (*sim_handles)(int);
long (*sim_calls)(void);
void (*sim_reset)(void);
int (*sim_last_connection_string)(char *, int);
void (*sim_release_hangs)(void);

bool client_open(client *c, const char *keywords) {
    char text[1024];
    memset(c, 0, sizeof *c);
    SQLAllocHandle(SQL_HANDLE_ENV, SQL_NULL_HANDLE, &c->env);
    SQLSetEnvAttr(c->env, SQL_ATTR_ODBC_VERSION, (SQLPOINTER)SQL_OV_ODBC3_80, 0);
    SQLAllocHandle(SQL_HANDLE_DBC, c->env, &c->dbc);
    snprintf(text, sizeof text, "Driver=%s;%s", driver_path, keywords);
    c->rc = SQLDriverConnect(c->dbc, NULL, (SQLCHAR *)text, SQL_NTS, NULL, 0, NULL, SQL_DRIVER_NOPROMPT);
    if (!SQL_SUCCEEDED(c->rc))
        return false;
    c->rc = SQLAllocHandle(SQL_HANDLE_STMT, c->dbc, &c->stmt);
    return SQL_SUCCEEDED(c->rc);
}

void client_close(client *c) {
    if (c->stmt)
        SQLFreeHandle(SQL_HANDLE_STMT, c->stmt);
    /* A disconnect that failed once succeeds the second time. */
    if (!SQL_SUCCEEDED(SQLDisconnect(c->dbc)))
        SQLDisconnect(c->dbc);
    SQLFreeHandle(SQL_HANDLE_DBC, c->dbc);
    SQLFreeHandle(SQL_HANDLE_ENV, c->env);
}

/* Through the wide function: the narrow one would go through the driver
 * manager's conversion, which depends on the locale. */
SQLRETURN run(client *c, const char *text) {
    SQLWCHAR wide[2048] = {0};
    char *in = (char *)(uintptr_t)text, *out = (char *)wide;
    size_t in_left = strlen(text), out_left = sizeof wide - sizeof *wide;
    iconv_t cd = iconv_open("UTF-16LE", "UTF-8");
    iconv(cd, &in, &in_left, &out, &out_left);
    iconv_close(cd);
    return SQLExecDirectW(c->stmt, wide, SQL_NTS);
}

void state_of(SQLSMALLINT kind, SQLHANDLE handle, char *state, int *native) {
    SQLCHAR text[6] = "", message[512];
    SQLINTEGER code = 0;
    SQLSMALLINT len;
    SQLGetDiagRec(kind, handle, 1, text, &code, message, sizeof message, &len);
    strcpy(state, (char *)text);
    if (native)
        *native = code;
}

bool has_state(SQLHSTMT stmt, const char *state) {
    char found[6];
    state_of(SQL_HANDLE_STMT, stmt, found, NULL);
    if (!strcmp(found, state))
        return true;
    fprintf(stderr, "state is '%s', not '%s'\n", found, state);
    return false;
}

long count_rows(client *c) {
    long rows = 0;
    while (SQL_SUCCEEDED(SQLFetch(c->stmt)))
        rows++;
    return rows;
}

/* The first column of the first row, as a number; -1 when there is none. */
long one_number(client *c, const char *text) {
    int64_t value = -1;
    SQLLEN indicator = 0;
    if (SQL_SUCCEEDED(run(c, text)) && SQL_SUCCEEDED(SQLFetch(c->stmt)))
        SQLGetData(c->stmt, 1, SQL_C_SBIGINT, &value, sizeof value, &indicator);
    SQLFreeStmt(c->stmt, SQL_CLOSE);
    return (long)value;
}

static void *symbol(void *library, const char *name) {
    void *found = dlsym(library, name);
    if (!found) {
        fprintf(stderr, "%s is not exported\n", name);
        exit(2);
    }
    return found;
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: check DRIVER.so\n");
        return 2;
    }
    driver_path = argv[1];
    void *library = dlopen(driver_path, RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        fprintf(stderr, "%s\n", dlerror());
        return 2;
    }
    *(void **)&sim_handles = symbol(library, "quarrysim_handles");
    *(void **)&sim_calls = symbol(library, "quarrysim_calls");
    *(void **)&sim_reset = symbol(library, "quarrysim_reset");
    *(void **)&sim_last_connection_string = symbol(library, "quarrysim_last_connection_string");
    *(void **)&sim_release_hangs = symbol(library, "quarrysim_release_hangs");
    check_fetching();
    check_quirks();
    check_params();
    check_faults();
    check_store();
    check_vendors();
    for (int kind = 1; kind <= 3; kind++)
        CHECK(sim_handles(kind) == 0);
    dlclose(library);
    printf(failures ? "%d checks failed\n" : "all checks passed\n", failures);
    return failures != 0;
}
