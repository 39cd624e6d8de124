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
    public static ParsedStatement Prepare(PostgreSqlSession session, QueryPlan plan, string name, (int Start, string Sql) statement)
    {
        // What the values will be is not known yet, so the server infers the types.
        uint[] unknown = [];
        ParsedStatement parsed;
        try
        {
            parsed = Parse(session, plan, name, statement, unknown);
        }
        catch (QuarryException error) when (session.Link.Survives(error))
        {
            End(session.Link);
            throw;
        }

        End(session.Link);
        return parsed;
    }

    /// <summary>Parses a statement; a Sync is still owed, also after an error.</summary>
    /// <param name="session">The session, on its thread.</param>
    /// <param name="plan">The caller's choices of types.</param>
    /// <param name="name">The statement's name, or "".</param>
    /// <param name="statement">Its text.</param>
    /// <param name="parameterTypes">Types of parameters, 0 where the server infers.</param>
    public static ParsedStatement Parse(PostgreSqlSession session, QueryPlan plan, string name, (int Start, string Sql) statement, ReadOnlySpan<uint> parameterTypes)
    {
        Link link = session.Link;
        link.Output.Parse(name, statement.Sql, parameterTypes);
        link.Output.DescribeStatement(name);
        link.Output.Flush();
        link.Connection.Send();
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
        link.Types.Learn(types);
        // Values of a domain travel as those of its base type.
        types = [.. types.Select(oid => link.Types.Resolve(oid, -1).Oid)];
        return new(name, types, columns is null ? null : ResultShape.Of(columns, link.Types, session.Types, plan.Read), statement.Sql, statement.Start);
    }

    /// <summary>The types to announce for parameters.</summary>
    public static uint[] TypesOf(IReadOnlyList<Parameter> parameters) => [.. parameters.Select(ParameterEncoder.OidOf)];

    private static void End(Link link)
    {
        link.Sync();
        link.SkipToReady();
    }

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
