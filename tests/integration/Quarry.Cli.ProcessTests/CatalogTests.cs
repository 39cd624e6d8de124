using System.Text.Json;

namespace Quarry.Cli.ProcessTests;

/// <summary>The catalog of SQLite. That of PostgreSQL is with its server.</summary>
public sealed class CatalogTests : IDisposable
{
    private readonly TestDatabase _database = new(
        "CREATE TABLE customer(id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT 'x')",
        "CREATE TABLE orders(no INTEGER, line INTEGER, amount DECIMAL(12,2), customer INTEGER REFERENCES customer, PRIMARY KEY (no, line))",
        "CREATE UNIQUE INDEX orders_amount ON orders(amount, lower(customer))",
        "CREATE VIEW big AS SELECT no FROM orders",
        "INSERT INTO orders(no, line) VALUES (1, 1), (1, 2), (2, 1)",
        "ANALYZE");

    public void Dispose() => _database.Dispose();

    [Fact]
    public void Without_a_table_schemas_and_tables_are_listed()
    {
        ToolResult result = Tool.Run("catalog", _database.Target);
        result.ExitCode.Should().Be(0, result.Error);
        result.Output.Should().Be("""
            schema  table     kind   rows (estimate)  bytes  index bytes
            main    big       view                 -      -            -
            main    customer  table                -      -            -
            main    orders    table                3      -            -

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void With_a_table_its_columns_keys_and_indexes_are_shown()
    {
        foreach (string name in (string[])["orders", "main.orders", "ORDERS"])
        {
            ToolResult result = Tool.Run("catalog", _database.Target, name);
            result.ExitCode.Should().Be(0, result.Error);
            result.Output.Should().Be("""
                main.orders: table, rows (estimate) 3, bytes -, index bytes -

                column    type           logical type      null  default
                no        INTEGER        int64             yes
                line      INTEGER        int64             yes
                amount    DECIMAL(12,2)  decimal128(12,2)  yes
                customer  INTEGER        int64             yes

                primary key   sqlite_autoindex_orders_1  (no, line)
                foreign key   fk_0                       (customer) references main.customer (id)
                unique index  orders_amount              (amount, …)
                unique index  sqlite_autoindex_orders_1  (no, line)

                """.ReplaceLineEndings("\n"));
        }
    }

    [Fact]
    public void Json_has_the_same_facts()
    {
        using JsonDocument listing = JsonDocument.Parse(Tool.Run("catalog", _database.Target, "--json").Output);
        listing.RootElement.GetProperty("schemas").EnumerateArray().Select(schema => schema.GetString()).Should().Contain("main");
        listing.RootElement.GetProperty("tables").EnumerateArray().Select(table => (table.GetProperty("name").GetString(), table.GetProperty("rowEstimate").ToString()))
            .Should().Equal(("big", ""), ("customer", ""), ("orders", "3"));
        using JsonDocument table = JsonDocument.Parse(Tool.Run("catalog", _database.Target, "customer", "--json").Output);
        table.RootElement.GetProperty("columns")[1].ToString().Should().Contain("\"nullable\": false").And.Contain("\"default\": \"\\u0027x\\u0027\"");
        table.RootElement.GetProperty("primaryKey").GetProperty("columns")[0].GetString().Should().Be("id");
    }

    [Fact]
    public void An_unknown_table_is_told_with_near_names()
    {
        ToolResult result = Tool.Run("catalog", _database.Target, "ordres");
        result.ExitCode.Should().Be(1);
        result.Output.Should().BeEmpty();
        result.Error.Should().Be("quarry: error QRY9012: There is no table \"ordres\". Near names: main.orders.\n");
        Tool.Run("catalog", _database.Target, "something_else").Error.Should().Contain("Without TABLE all 3 are listed.");
    }

    [Fact]
    public void An_unknown_schema_is_told_with_those_that_are_there()
    {
        ToolResult result = Tool.Run("catalog", _database.Target, "--schema", "other");
        result.ExitCode.Should().Be(1);
        result.Error.Should().StartWith("quarry: error QRY9015: There is no schema \"other\"; there are main");
    }

    [Fact]
    public void A_catalog_that_takes_too_long_ends_at_its_timeout()
    {
        ToolResult result = Tool.Run("catalog", _database.Target, "--timeout", "0.001");
        result.ExitCode.Should().Be(4, result.Output);
        result.Error.Should().StartWith("quarry: error QRY9014: The catalog was not read within 0.001 s.");
    }
}
