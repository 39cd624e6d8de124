using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Tests.Support;

namespace Quarry.Plugins.Sqlite.Tests;

public sealed class CatalogTests
{
    private const string Definition = """
        CREATE TABLE customer(id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT 'x', upper_name TEXT AS (upper(name)));
        CREATE TABLE "order"(cust INTEGER REFERENCES customer, no INTEGER, ref TEXT UNIQUE, PRIMARY KEY (no, cust)) WITHOUT ROWID;
        CREATE TABLE line(a INTEGER, b INTEGER, amount DECIMAL(12,2), FOREIGN KEY (b, a) REFERENCES "order"(no, cust));
        CREATE TABLE odd(k INTEGER PRIMARY KEY DESC);
        CREATE INDEX line_a ON line(a DESC, lower(amount));
        CREATE VIEW v AS SELECT name FROM customer;
        CREATE TEMP TABLE scratch(z)
        """;

    [Fact]
    public async Task Schemas_are_the_databases_of_the_session()
        => await CheckAsync(CatalogSet.Schemas, null, null, ["schema_name"], [["main"], ["temp"]]);

    [Fact]
    public async Task Schemas_of_a_table()
        => await CheckAsync(CatalogSet.Schemas, null, "SCRATCH", ["schema_name"], [["temp"]]);

    [Fact]
    public async Task Tables_and_views()
        => await CheckAsync(CatalogSet.Tables, "MAIN", null, ["schema_name", "table_name", "table_kind"],
            [["main", "customer", "table"], ["main", "line", "table"], ["main", "odd", "table"], ["main", "order", "table"], ["main", "v", "view"]]);

    [Fact]
    public async Task Columns()
        => await CheckAsync(CatalogSet.Columns, null, "customer", ["schema_name", "table_name", "column_name", "position", "type_name", "is_nullable", "default_sql", "type_code", "precision", "scale", "is_generated"],
            [["main", "customer", "id", 1L, "INTEGER", 0L, null, 0L, 0L, 0L, 1L], ["main", "customer", "name", 2L, "TEXT", 0L, "'x'", 0L, 0L, 0L, 0L],
                ["main", "customer", "upper_name", 3L, "TEXT", 1L, null, 0L, 0L, 0L, 1L]]);

    [Fact]
    public async Task A_descending_integer_key_is_no_rowid_and_may_be_null()
        => await CheckAsync(CatalogSet.Columns, null, "odd", null, [["main", "odd", "k", 1L, "INTEGER", 1L, null, 0L, 0L, 0L, 0L]]);

    [Fact]
    public async Task A_view_whose_tables_are_gone_is_an_error_and_not_an_omission()
    {
        await using TestSession db = await OpenAsync();
        (await QueryAsync(db, CatalogSet.Columns, null, null)).Column(1).Distinct().Should().Equal("customer", "line", "odd", "order", "v", "scratch");
        await db.RunAsync("CREATE TABLE gone(x); CREATE VIEW broken AS SELECT x FROM gone; DROP TABLE gone");
        Func<Task> all = () => QueryAsync(db, CatalogSet.Columns, null, null);
        (await all.Should().ThrowAsync<QuarryException>()).Which.Message.Should().Contain("main.gone");
        (await QueryAsync(db, CatalogSet.Columns, null, "v")).Rows.Should().ContainSingle();
        (await QueryAsync(db, CatalogSet.Tables, null, "broken")).Rows.Should().ContainSingle();
    }

    [Fact]
    public async Task Primary_keys()
    {
        string[] names = ["schema_name", "table_name", "key_name", "column_name", "position"];
        await CheckAsync(CatalogSet.PrimaryKeys, "main", "order", names, [["main", "order", "sqlite_autoindex_order_2", "no", 1L], ["main", "order", "sqlite_autoindex_order_2", "cust", 2L]]);
        await CheckAsync(CatalogSet.PrimaryKeys, "main", "customer", names, [["main", "customer", "rowid", "id", 1L]]);
    }

    [Fact]
    public async Task Foreign_keys()
    {
        string[] names = ["schema_name", "table_name", "key_name", "column_name", "position", "referenced_schema", "referenced_table", "referenced_column"];
        await CheckAsync(CatalogSet.ForeignKeys, "main", "line", names,
            [["main", "line", "fk_0", "b", 1L, "main", "order", "no"], ["main", "line", "fk_0", "a", 2L, "main", "order", "cust"]]);
        await CheckAsync(CatalogSet.ForeignKeys, "main", "order", names, [["main", "order", "fk_0", "cust", 1L, "main", "customer", "id"]]);
    }

    [Fact]
    public async Task Indexes()
        => await CheckAsync(CatalogSet.Indexes, null, "LINE", ["schema_name", "table_name", "index_name", "is_unique", "column_name", "position"],
            [["main", "line", "line_a", 0L, "a", 1L], ["main", "line", "line_a", 0L, null, 2L]]);

    [Fact]
    public async Task Unique_constraints_are_indexes()
    {
        await using TestSession db = await OpenAsync();
        (await QueryAsync(db, CatalogSet.Indexes, "main", "order")).Rows.Should().Contain(row => (long)row[3]! == 1 && (string)row[4]! == "ref");
    }

    [Fact]
    public async Task An_attached_database_is_a_schema()
    {
        await using TestSession db = await OpenAsync();
        await db.RunAsync("ATTACH ':memory:' AS other; CREATE TABLE other.t(c INTEGER PRIMARY KEY)");
        (await QueryAsync(db, CatalogSet.Tables, "other", null)).Rows.Should().ContainSingle();
        (await QueryAsync(db, CatalogSet.Columns, "other", "t")).Rows.Should().ContainSingle();
        (await QueryAsync(db, CatalogSet.PrimaryKeys, "other", null)).Rows.Should().ContainSingle();
    }

    [Fact]
    public async Task There_are_no_catalogs()
        => await CheckAsync(CatalogSet.Catalogs, null, null, ["catalog_name"], []);

    [Fact]
    public async Task Rows_are_not_known_before_analyze()
        => await CheckAsync(CatalogSet.Statistics, "main", "customer", ["schema_name", "table_name", "row_estimate", "bytes", "index_bytes"], [["main", "customer", null, null, null]]);

    [Fact]
    public async Task Rows_are_those_that_analyze_counted()
    {
        await using TestSession db = await OpenAsync();
        await db.RunAsync("""
            ATTACH ':memory:' AS "ot""her";
            CREATE TABLE "ot""her"."t's"(x); CREATE INDEX "ot""her".some ON "t's"(x) WHERE x > 5;
            WITH n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n WHERE x < 7) INSERT INTO "t's" SELECT x FROM n;
            INSERT INTO line(a) VALUES (1), (2), (3);
            ANALYZE
            """);
        (await QueryAsync(db, CatalogSet.Statistics, null, null)).Rows.Select(row => ((string)row[0]!, (string)row[1]!, row[2])).Should().Equal(
            ("main", "customer", null), ("main", "line", 3L), ("main", "odd", null), ("main", "order", null), ("ot\"her", "t's", 7L), ("temp", "scratch", null));
    }

    [Fact]
    public async Task A_view_cannot_use_the_estimate()
    {
        await using TestSession db = await OpenAsync();
        await db.RunAsync("CREATE VIEW estimate AS SELECT quarry_row_estimate('main', 'line')");
        Func<Task> read = () => db.QueryAsync("SELECT * FROM estimate");
        (await read.Should().ThrowAsync<QuarryException>()).Which.Message.Should().Contain("unsafe use");
    }

    private static async Task CheckAsync(CatalogSet set, string? schema, string? table, string[]? names, object?[][] rows)
    {
        await using TestSession db = await OpenAsync();
        Table result = await QueryAsync(db, set, schema, table);
        if (names is not null)
        {
            result.Schema.Columns.Select(column => column.Name).Should().Equal(names);
        }

        result.Rows.Should().BeEquivalentTo(rows, options => options.WithStrictOrdering());
    }

    private static Task<Table> QueryAsync(TestSession db, CatalogSet set, string? schema, string? table)
        => db.QueryAsync(db.Driver.Dialect.CatalogSql(set)!, new Parameter(LogicalType.Utf8, schema), new Parameter(LogicalType.Utf8, table));

    private static async Task<TestSession> OpenAsync()
    {
        TestSession db = await TestSession.OpenAsync();
        await db.RunAsync(Definition);
        return db;
    }
}
