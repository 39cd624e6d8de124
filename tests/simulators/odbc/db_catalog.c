/* The vendors' catalogs as views over the engine's own, as far as names,
 * columns, keys and indexes go. */
#include "db.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void db_views(sim_db *db) {
    if (db->vendor == VENDOR_ORACLE)
        db_exec(db, "CREATE TEMP VIEW dual AS SELECT 'X' AS DUMMY");
}
