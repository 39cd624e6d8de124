using CsCheck;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Quarry.Contracts;
using IsolationLevel = System.Data.IsolationLevel;

namespace Quarry.Plugins.SqlServer.Tests;

public sealed class DialectTests
{
    private static readonly SqlServerDialect s_dialect = new();

    public static TheoryData<string> Names => new(TSql.Names);

    // https://learn.microsoft.com/sql/relational-databases/databases/database-identifiers
    [Theory]
    [MemberData(nameof(Names))]
    public void A_quoted_name_means_exactly_this_name(string name)
    {
        var table = (NamedTableReference)((QuerySpecification)TSql.Query($"SELECT 1 FROM {s_dialect.QuoteTable(new() { Catalog = name, Schema = name, Name = name })}")).FromClause.TableReferences[0];
        table.SchemaObject.DatabaseIdentifier.Value.Should().Be(name);
        table.SchemaObject.SchemaIdentifier.Value.Should().Be(name);
        table.SchemaObject.BaseIdentifier.Value.Should().Be(name);
    }

    [Theory]
    [InlineData("", "", "t", "[t]")]
    [InlineData("", "s", "t", "[s].[t]")]
    [InlineData("d", "s", "t", "[d].[s].[t]")]
    [InlineData("d", "", "t", "[d]..[t]")]
    [InlineData("", "#", "t", "[#t]")]
    [InlineData("", "#", "#t", "[#t]")]
    [InlineData("", "", "#t", "[#t]")]
    public void A_table_is_written_in_its_parts(string catalog, string schema, string name, string expected)
        => s_dialect.QuoteTable(new() { Catalog = catalog, Schema = schema, Name = name }).Should().Be(expected);

    [Fact]
    public void A_table_of_all_sessions_is_not_taken_for_temporary()
        => FluentActions.Invoking(() => s_dialect.QuoteTable(new() { Schema = "#", Name = "##t" })).Should().Throw<ArgumentException>().WithMessage("*all sessions*");

    [Fact]
    public void The_lexicon_knows_brackets_comments_within_comments_and_blocks()
        => s_dialect.Lexicon.Should().Be(new SqlLexicon { IdentifierQuotes = "[\"", NestedComments = true, BlocksHoldSemicolons = true, DeclaresVariables = true });

    [Theory]
    [InlineData(1, "@p1")]
    [InlineData(12, "@p12")]
    public void A_marker_is_a_parameter_of_the_server(int position, string expected) => s_dialect.ParameterMarker(position).Should().Be(expected);

    // https://learn.microsoft.com/sql/t-sql/statements/set-transaction-isolation-level-transact-sql
    [Theory]
    [InlineData(IsolationLevel.Unspecified, "BEGIN TRANSACTION")]
    [InlineData(IsolationLevel.ReadUncommitted, "SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED;BEGIN TRANSACTION")]
    [InlineData(IsolationLevel.ReadCommitted, "SET TRANSACTION ISOLATION LEVEL READ COMMITTED;BEGIN TRANSACTION")]
    [InlineData(IsolationLevel.RepeatableRead, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;BEGIN TRANSACTION")]
    [InlineData(IsolationLevel.Serializable, "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;BEGIN TRANSACTION")]
    [InlineData(IsolationLevel.Snapshot, "SET TRANSACTION ISOLATION LEVEL SNAPSHOT;BEGIN TRANSACTION")]
    [InlineData(IsolationLevel.Chaos, null)]
    public void A_transaction_begins_with_its_isolation(IsolationLevel isolation, string? expected)
    {
        IReadOnlyList<string>? statements = s_dialect.BeginTransaction(new() { Isolation = isolation });
        (statements is null ? null : string.Join(';', statements)).Should().Be(expected);
        Parsed(statements);
    }

    [Fact]
    public void What_the_server_does_not_have_is_refused()
    {
        s_dialect.BeginTransaction(new() { ReadOnly = true }).Should().BeNull();
        s_dialect.BeginTransaction(new() { Isolation = IsolationLevel.Serializable, ReadOnly = true, Deferrable = true }).Should().BeNull();
        s_dialect.BeginTransaction(new() { Isolation = IsolationLevel.Snapshot, Snapshot = "x" }).Should().BeNull();
        s_dialect.SnapshotSql.Should().BeNull();
    }

    // https://learn.microsoft.com/sql/t-sql/language-elements/save-transaction-transact-sql
    [Fact]
    public void A_savepoint_is_set_in_a_transaction_that_has_begun()
    {
        IList<TSqlStatement> statements = TSql.Parse(s_dialect.Savepoint("a]b")!);
        statements.Should().HaveCount(3);
        ((IfStatement)statements[1]).ThenStatement.Should().BeOfType<SelectStatement>("ODBC's transaction begins with a SELECT from a table");
        ((SaveTransactionStatement)statements[2]).Name.Value.Should().Be("a]b");
        TSql.One<RollbackTransactionStatement>(s_dialect.RollbackTo("a]b")!).Name.Value.Should().Be("a]b");
        s_dialect.ReleaseSavepoint("a").Should().BeNull();
    }

    [Fact]
    public void A_savepoint_has_32_characters_at_most()
    {
        s_dialect.Savepoint(new('s', 32)).Should().EndWith($"SAVE TRANSACTION [{new string('s', 32)}]");
        foreach (Func<string, string?> write in (Func<string, string?>[])[s_dialect.Savepoint, s_dialect.RollbackTo])
        {
            QuarryException error = write.Invoking(call => call(new('s', 33))).Should().Throw<QuarryException>().Which;
            error.Kind.Should().Be(ErrorKind.User);
            error.Code.Should().Be(22100);
            error.Message.Should().Contain("33").And.Contain("32");
        }
    }

    // https://learn.microsoft.com/sql/t-sql/statements/merge-transact-sql
    [Fact]
    public void An_upsert_is_a_merge_that_holds_the_keys_range()
    {
        string sql = s_dialect.Upsert(new() { Schema = "s", Name = "t" }, ["v", "k"], ["k"])!;
        sql.Should().Be("MERGE INTO [s].[t] WITH (HOLDLOCK) AS t USING (VALUES (@p1, @p2)) AS s ([v], [k]) ON t.[k] = s.[k] "
            + "WHEN MATCHED THEN UPDATE SET t.[v] = s.[v] WHEN NOT MATCHED THEN INSERT ([v], [k]) VALUES (s.[v], s.[k]);");
        MergeSpecification merge = TSql.One<MergeStatement>(sql).MergeSpecification;
        merge.ActionClauses.Select(action => action.Condition).Should().Equal(MergeCondition.Matched, MergeCondition.NotMatched);
        ((NamedTableReference)merge.Target).TableHints.Should().ContainSingle().Which.HintKind.Should().Be(TableHintKind.HoldLock);
    }

    [Fact]
    public void An_upsert_of_nothing_but_keys_leaves_the_row_as_it_is()
        => TSql.One<MergeStatement>(s_dialect.Upsert(new() { Name = "t" }, ["a", "b"], ["b", "a"])!).MergeSpecification.ActionClauses
            .Should().ContainSingle().Which.Condition.Should().Be(MergeCondition.NotMatched);

    [Fact]
    public void Every_upsert_parses_and_keeps_its_names()
        => TSql.OneOf(TSql.Names).HashSet[1, 5].SelectMany(names => Gen.Int[1, names.Count].Select(keys => (names.ToArray(), keys))).Sample(
            value =>
            {
                (string[] names, int keys) = value;
                MergeSpecification merge = TSql.One<MergeStatement>(s_dialect.Upsert(new() { Schema = names[0], Name = names[^1] }, names, names[..keys])!).MergeSpecification;
                var insert = (InsertMergeAction)merge.ActionClauses[^1].Action;
                insert.Columns.Select(column => column.MultiPartIdentifier.Identifiers[0].Value).Should().Equal(names);
                merge.ActionClauses.Count.Should().Be(keys == names.Length ? 1 : 2);
            },
            iter: 200);

    [Fact]
    public void Tables_are_created_and_dropped()
    {
        Schema schema = new([.. TSql.Names.Select((name, index) => new ColumnSchema { Name = name, Type = LogicalType.Int32, IsNullable = index % 2 == 0 })]);
        foreach (TableName table in (TableName[])[new() { Schema = "a]b", Name = "数据" }, new() { Schema = "#", Name = "t" }])
        {
            TSql.One<CreateTableStatement>(s_dialect.CreateTable(table, schema, new SqlServerTypeMap())).Definition.ColumnDefinitions
                .Select(column => column.ColumnIdentifier.Value).Should().Equal(TSql.Names);
            TSql.One<DropTableStatement>(s_dialect.DropTable(table)!).IsIfExists.Should().BeTrue();
        }
    }

    // https://learn.microsoft.com/sql/relational-databases/databases/database-identifiers: 1 to 128 characters.
    [Fact]
    public void A_name_has_128_characters_at_most()
    {
        s_dialect.WhyNotName(new('n', 128)).Should().BeNull();
        s_dialect.WhyNotName(new('n', 129)).Should().Be("it has 129 characters, and SQL Server takes 128");
        s_dialect.WhyNotName("a\0b").Should().Contain("NUL");
        FluentActions.Invoking(() => s_dialect.CreateTable(new() { Name = new('n', 129) }, new([]), new SqlServerTypeMap())).Should().Throw<QuarryException>().WithMessage("*128*");
    }

    [Fact]
    public void Names_of_columns_compare_without_case() => s_dialect.NameComparer.Should().BeSameAs(StringComparer.OrdinalIgnoreCase);

    private static void Parsed(IReadOnlyList<string>? statements)
    {
        foreach (string statement in statements ?? [])
        {
            TSql.Parse(statement).Should().ContainSingle();
        }
    }
}
