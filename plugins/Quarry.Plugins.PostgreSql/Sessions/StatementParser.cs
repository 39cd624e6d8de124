using System.Buffers.Binary;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Encoders;
using Quarry.Plugins.PostgreSql.Errors;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.Plugins.PostgreSql.Sessions;

/// <summary>Lets the server parse a statement and learns its parameters and columns, which decide the formats in which values travel.</summary>
internal static class StatementParser
{
    /// <summary>Parses a statement for many executions, by itself.</summary>
    /// <param name="session">The session, on its thread.</param>
    /// <param name="plan">The caller's choices of types.</param>
    /// <param name="name">The statement's name, or "".</param>
    /// <param name="statement">Its text.</param>
    /// <param name="parameterTypes">Types of parameters, 0 or none where the server infers.</param>
    public static ParsedStatement Prepare(PostgreSqlSession session, QueryPlan plan, string name, (int Start, string Sql) statement, ReadOnlySpan<uint> parameterTypes)
    {
        Link link = session.Link;
        link.Output.Parse(name, statement.Sql, parameterTypes);
        link.Output.DescribeStatement(name);
        // The answer to Sync comes with the others: one round trip.
        link.Sync();
        (uint[] Types, ResultColumn[]? Columns) described;
        try
        {
            described = ReadDescription(link, statement);
        }
        catch (QuarryException error) when (link.Survives(error))
        {
            link.SkipToReady();
            throw;
        }

        link.SkipToReady();
        int queries = link.CatalogQueries;
        try
        {
            return Parsed(session, plan, name, statement, described);
        }
        finally
        {
            if (link.CatalogQueries != queries && !link.Connection.IsBroken)
            {
                link.Sync();
                link.SkipToReady();
            }
        }
    }

    /// <summary>Parses a statement; a Sync is still owed, also after an error.</summary>
    /// <inheritdoc cref="Prepare"/>
    public static ParsedStatement Parse(PostgreSqlSession session, QueryPlan plan, string name, (int Start, string Sql) statement, ReadOnlySpan<uint> parameterTypes)
    {
        Link link = session.Link;
        link.Output.Parse(name, statement.Sql, parameterTypes);
        link.Output.DescribeStatement(name);
        link.Output.Flush();
        link.Connection.Send();
        return Parsed(session, plan, name, statement, ReadDescription(link, statement));
    }

    /// <summary>Reads the answers to Parse and Describe.</summary>
    /// <returns>The types of the parameters, and the columns or null.</returns>
    public static (uint[] Types, ResultColumn[]? Columns) ReadDescription(Link link, (int Start, string Sql) statement)
    {
        link.Expect(Backend.ParseComplete, statement);
        uint[] types = ReadParameters(link, statement);
        (byte type, int length) = link.Next();
        ResultColumn[]? columns = type switch
        {
            Backend.RowDescription => ResultColumn.ReadAll(link.Input.Content(length)),
            Backend.NoData => null,
            Backend.ErrorResponse => throw link.TakeError(length, statement),
            _ => throw link.Unexpected(type),
        };
        link.Input.Consume(length);
        return (types, columns);
    }

    private static ParsedStatement Parsed(
        PostgreSqlSession session, QueryPlan plan, string name, (int Start, string Sql) statement, (uint[] Types, ResultColumn[]? Columns) described)
    {
        Link link = session.Link;
        uint[] types = ParameterTypes(link, described.Types);
        return new(name, types, described.Columns is null ? null : ResultShape.Of(described.Columns, link.Types, session.Types, plan.Read), statement.Sql, statement.Start);
    }

    /// <summary>The types as which values of parameters travel: those of a domain as its base type's.</summary>
    public static uint[] ParameterTypes(Link link, uint[] described)
    {
        link.Types.Learn(described);
        return [.. described.Select(oid => link.Types.Resolve(oid, -1).Oid)];
    }

    /// <summary>The types to announce for parameters.</summary>
    public static uint[] TypesOf(IReadOnlyList<Parameter> parameters) => [.. parameters.Select(ParameterEncoder.OidOf)];

    private static uint[] ReadParameters(Link link, (int Start, string Sql) statement)
    {
        (byte type, int length) = link.Next();
        if (type != Backend.ParameterDescription)
        {
            throw type == Backend.ErrorResponse ? link.TakeError(length, statement) : link.Unexpected(type);
        }

        ReadOnlySpan<byte> content = link.Input.Content(length);
        uint[] types = new uint[content.Length < sizeof(short) ? 0 : BinaryPrimitives.ReadUInt16BigEndian(content)];
        if (content.Length != sizeof(short) + types.Length * sizeof(uint))
        {
            throw PgErrors.Protocol("a description of parameters of a wrong length");
        }

        for (int i = 0; i < types.Length; i++)
        {
            types[i] = BinaryPrimitives.ReadUInt32BigEndian(content[(sizeof(short) + i * sizeof(uint))..]);
        }

        link.Input.Consume(length);
        return types;
    }
}
