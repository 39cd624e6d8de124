using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Types;

namespace Quarry.PostgreSql.ServerTests.Types;

/// <summary>Every built-in type, beside what psql prints.</summary>
public sealed class TypeMatrixTests(SharedServer shared) : IClassFixture<SharedServer>
{
    // One character that no value holds ends a row, and another stands for NULL.
    private const char RowEnd = '\u0001';
    private const char Null = '\u0002';

    public static TheoryData<string> Names => [.. TypeMatrix.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Values_are_those_of_psql(string type)
    {
        string values = string.Join(", ", TypeMatrix.All[type].Append(null).Select((value, i) => $"({i}, {Literal(value)}::{type})"));
        string sql = $"select v from (values {values}) t(i, v) order by i";
        await using Session session = await Open.SessionAsync(shared.Server);
        (ColumnSchema column, List<object?> found) = await ReadAsync(session, sql);
        string[] expected = await PsqlAsync(Printed(column.Type, sql));
        found.Select(value => Text(column.Type, value)).Should().Equal(expected);
        column.NativeType.Should().Be(await shared.Server.PsqlAsync($"select format_type('{type}'::regtype, {Modifier(type)})"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Arrays_are_lists_of_the_same_values(string type)
    {
        if (type is "int2vector" or "oidvector")
        {
            // Their arrays' text is no array that the server reads again.
            return;
        }

        string[] literals = TypeMatrix.All[type];
        string array = $"array[{string.Join(", ", literals.Append(null).Select(value => $"{Literal(value)}::{type}"))}]";
        await using Session session = await Open.SessionAsync(shared.Server);
        (ColumnSchema column, List<object?> found) = await ReadAsync(session, $"select {array} union all select ({array})[1:0] union all select null");
        string[] expected = await PsqlAsync(Printed(column.Type.Element!, $"select v from unnest({array}) with ordinality t(v, i) order by i"));
        found.Should().HaveCount(3);
        ((object?[])found[0]!).Select(value => Text(column.Type.Element!, value)).Should().Equal(expected);
        ((object?[])found[1]!).Should().BeEmpty();
        found[2].Should().BeNull();
        column.NativeType.Should().EndWith("[]");
    }

    [Fact]
    public async Task No_built_in_type_is_forgotten()
    {
        string types = await shared.Server.PsqlAsync("select oid || ' ' || typarray || ' ' || format_type(oid, null) from pg_type where oid < 10000 and (typtype in ('b', 'r', 'm') and (typcategory <> 'A' or typname in ('int2vector', 'oidvector')))");
        foreach (string line in types.Split('\n'))
        {
            string[] parts = line.Split(' ', 3);
            BuiltInType? known = BuiltInTypes.Find(uint.Parse(parts[0], CultureInfo.InvariantCulture));
            known.Should().Be(new BuiltInType(uint.Parse(parts[0], CultureInfo.InvariantCulture), parts[2], uint.Parse(parts[1], CultureInfo.InvariantCulture)));
        }

        string columns = await shared.Server.PsqlAsync("select format_type(oid, null) from pg_type where oid < 10000 and typtype in ('b', 'r', 'm') and (typcategory <> 'A' or typname in ('int2vector', 'oidvector')) "
            + "and typname !~ '^pg_(node_tree|ndistinct|dependencies|mcv_list|brin)' and typname <> 'gtsvector'");
        TypeMatrix.All.Keys.Select(name => name.Split('(')[0]).Distinct().Should().BeEquivalentTo(columns.Split('\n'), "the matrix has values of each type that has literals");
    }

    private static int Modifier(string type)
    {
        int open = type.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            return -1;
        }

        int[] numbers = [.. type[(open + 1)..^1].Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
        return type.StartsWith("numeric", StringComparison.Ordinal) ? (numbers[0] << 16 | numbers[1] & 0x7FF) + 4
            : type.StartsWith("bit", StringComparison.Ordinal) ? numbers[0] : numbers[0] + 4;
    }

    private static string Literal(string? value)
        => value is null ? "null" : "E'" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>The query as psql runs it: dates and times as numbers, which have no other form.</summary>
    private static string Printed(LogicalType type, string sql) => type.Kind switch
    {
        TypeKind.Date32 => $"select v - date '1970-01-01' from ({sql}) s",
        TypeKind.Timestamp => $"select trunc(extract(epoch from v) * 1000000) from ({sql}) s",
        TypeKind.Time64 => $"select trunc(extract(epoch from v) * 1000000) from ({sql}) s",
        TypeKind.Float32 or TypeKind.Float64 => $"select v::text from ({sql}) s",
        _ => sql,
    };

    private static string Text(LogicalType type, object? value) => value switch
    {
        null => Null.ToString(),
        bool truth => truth ? "t" : "f",
        byte[] bytes => "\\x" + Convert.ToHexStringLower(bytes),
        float number => Float(number.ToString("R", CultureInfo.InvariantCulture)),
        double number => Float(number.ToString("R", CultureInfo.InvariantCulture)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    // The same shortest digits; the exponent is lower case and has two digits at PostgreSQL, which also turns to it at other sizes.
    private static string Float(string text) => double.IsFinite(double.Parse(text, CultureInfo.InvariantCulture))
        ? double.Parse(text, CultureInfo.InvariantCulture).ToString("E17", CultureInfo.InvariantCulture) : text;

    private async Task<string[]> PsqlAsync(string sql)
    {
        string text = await shared.Server.PsqlAsync($"set intervalstyle = iso_8601; set timezone = 'UTC'; {sql}", "-R", RowEnd.ToString(), "-P", $"null={Null}");
        bool isFloat = sql.StartsWith("select v::text", StringComparison.Ordinal);
        return [.. text.Split(RowEnd).Select(one => isFloat && one != Null.ToString() ? Float(one) : one)];
    }

    private static async Task<(ColumnSchema Column, List<object?> Values)> ReadAsync(Session session, string sql)
    {
        await using ResultReader result = await session.ExecuteAsync(new() { Sql = sql }, [], CancellationToken.None);
        var values = new List<object?>();
        while (await result.ReadAsync(CancellationToken.None) is { } batch)
        {
            using (batch)
            {
                values.AddRange(Enumerable.Range(0, batch.Rows).Select(batch[0].GetValue));
            }
        }

        return (result.Schema!.Columns[0], values);
    }
}
