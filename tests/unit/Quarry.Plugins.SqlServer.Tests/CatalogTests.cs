using Microsoft.SqlServer.TransactSql.ScriptDom;
using Quarry.Contracts;

namespace Quarry.Plugins.SqlServer.Tests;

/// <summary>https://learn.microsoft.com/sql/relational-databases/system-catalog-views/object-catalog-views-transact-sql.</summary>
public sealed class CatalogTests
{
    private static readonly SqlServerDialect s_dialect = new();

    public static TheoryData<CatalogSet, string> Sets => new()
    {
        { CatalogSet.Schemas, "schema_name" },
        { CatalogSet.Tables, "schema_name, table_name, table_kind" },
        { CatalogSet.Columns, "schema_name, table_name, column_name, position, type_name, is_nullable, default_sql, type_code, precision, scale, is_generated" },
        { CatalogSet.PrimaryKeys, "schema_name, table_name, key_name, column_name, position" },
        { CatalogSet.ForeignKeys, "schema_name, table_name, key_name, column_name, position, referenced_schema, referenced_table, referenced_column" },
        { CatalogSet.Indexes, "schema_name, table_name, index_name, is_unique, column_name, position" },
        { CatalogSet.Catalogs, "catalog_name" },
        { CatalogSet.Statistics, "schema_name, table_name, row_estimate, bytes, index_bytes" },
    };

    [Theory]
    [MemberData(nameof(Sets))]
    public void A_set_has_its_columns_its_two_parameters_and_an_order(CatalogSet set, string columns)
    {
        string sql = s_dialect.CatalogSql(set)!;
        QueryExpression query = TSql.Query(sql);
        string.Join(", ", Columns(query)).Should().Be(columns);
        Variables(sql).Should().BeEquivalentTo("@p1", "@p2");
        query.OrderByClause.Should().NotBeNull();
    }

    [Fact]
    public void Every_set_has_a_query()
        => Enum.GetValues<CatalogSet>().Should().OnlyContain(set => s_dialect.CatalogSql(set) != null).And.HaveCount(Sets.Count);

    [Theory]
    [MemberData(nameof(Sets))]
    public void A_query_reads_views_of_the_catalog_only(CatalogSet set, string columns)
    {
        _ = columns;
        var tables = new Tables();
        tables.Read(s_dialect.CatalogSql(set)!);
        tables.Names.Should().OnlyContain(name => name.StartsWith("sys.") || name.StartsWith("tempdb.sys."));
        tables.Hints.Should().Be(0, "no query reads what is not committed");
    }

    [Fact]
    public void A_temporary_table_is_looked_up_where_it_is()
    {
        string sql = s_dialect.FindTableSql!;
        string.Join(", ", Columns(TSql.Query(sql))).Should().Be("schema_name, table_name, table_kind");
        Variables(sql).Should().BeEquivalentTo("@p1", "@p2");
        sql.Should().Contain("tempdb..").And.Contain("OBJECT_ID(CASE WHEN @p1 IS NULL");
        s_dialect.TemporarySchema.Should().Be("#");
    }

    [Fact]
    public void Types_of_columns_have_the_codes_of_the_type_map()
    {
        string sql = s_dialect.CatalogSql(CatalogSet.Columns)!;
        foreach (NativeColumn known in new SqlServerTypeMap().Known.Where(column => column.TypeName is not ("rowversion" or "udt" or "sysname" or "hierarchyid" or "geometry" or "geography" or "vector")))
        {
            sql.Should().MatchRegex($@"'{known.TypeName}'[^)]*\) THEN {known.TypeCode} ");
        }
    }

    private static IEnumerable<string?> Columns(QueryExpression query) => query switch
    {
        BinaryQueryExpression both => Columns(both.FirstQueryExpression),
        QuerySpecification one => one.SelectElements.Cast<SelectScalarExpression>().Select(element => element.ColumnName?.Value ?? ((ColumnReferenceExpression)element.Expression).MultiPartIdentifier.Identifiers[^1].Value),
        _ => throw new InvalidOperationException(query.GetType().Name),
    };

    private static HashSet<string> Variables(string sql)
    {
        var names = new HashSet<string>();
        var tokens = new SqlTokenizer(sql, s_dialect.Lexicon);
        while (tokens.Next(out SqlToken token))
        {
            if (token.IsMarker)
            {
                names.Add(token.In(sql).ToString());
            }
        }

        return names;
    }

    private sealed class Tables : TSqlFragmentVisitor
    {
        public List<string> Names { get; } = [];

        public int Hints { get; private set; }

        public void Read(string sql) => TSql.One<SelectStatement>(sql).Accept(this);

        public override void Visit(NamedTableReference node)
        {
            Names.Add(string.Join('.', node.SchemaObject.Identifiers.Select(part => part.Value)));
            Hints += node.TableHints.Count;
        }
    }
}
