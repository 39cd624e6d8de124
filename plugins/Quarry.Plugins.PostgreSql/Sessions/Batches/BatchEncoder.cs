using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.Plugins.PostgreSql.Sessions.Batches;

/// <summary>Writes the messages of a batch's statements, so that a value that cannot be sent is found before anything is.</summary>
/// <remarks>
/// The types that are announced are those of the values, and text is sent as text without a type: so no answer is needed to encode them.
/// Parse is sent once for each text with its types. Where a failed Parse must not spoil what comes later (<see cref="BatchMode.ContinueOnError"/>), only for a
/// run of the same: a statement between two could make the second parse.
/// </remarks>
/// <param name="mode">Whether the statements stand alone.</param>
/// <param name="batch">Tells this batch's statement names from those of others.</param>
internal sealed class BatchEncoder(BatchMode mode, int batch)
{
    private readonly Dictionary<string, ParsedStatement> _named = new(StringComparer.Ordinal);
    private ParsedStatement? _unnamed;

    /// <summary>All messages, one item's after the other's.</summary>
    public SendBuffer Messages { get; } = new();

    /// <summary>Names of statements that have to be freed.</summary>
    public IEnumerable<string> Names => _named.Values.Select(statement => statement.Name);

    /// <summary>Writes an item's messages; an error of its values stands in it, and then nothing was written.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="returns">True if the same text comes again after another.</param>
    public BatchItem Add(BatchStatement statement, bool returns)
    {
        (ParsedStatement parsed, bool parses) = Find(statement, returns);
        var item = new BatchItem { Statement = parsed, Kind = statement.Plan.Kind, Parses = parses };
        int begin = Messages.Length;
        try
        {
            if (parses)
            {
                Messages.Parse(parsed.Name, parsed.Sql, parsed.ParameterTypes);
            }

            Execution.Write(Messages, parsed, statement.Parameters);
            if (mode == BatchMode.ContinueOnError)
            {
                Messages.Sync();
            }
        }
        catch (QuarryException error)
        {
            Messages.Truncate(begin);
            item.Error = error;
            Forget(parsed, parses);
        }

        item.End = Messages.Length;
        return item;
    }

    private (ParsedStatement Statement, bool Parses) Find(BatchStatement statement, bool returns)
    {
        if (statement.Prepared is PostgreSqlPreparedStatement { IsUsable: true, Parsed: { } prepared })
        {
            return (prepared, false);
        }

        string sql = statement.Plan.Sql;
        uint[] types = StatementParser.TypesOf(statement.Parameters);
        if (_unnamed is not null && _unnamed.Sql == sql && _unnamed.ParameterTypes.AsSpan().SequenceEqual(types))
        {
            return (_unnamed, false);
        }

        if (mode == BatchMode.ContinueOnError || !returns)
        {
            _unnamed = new("", types, null, sql, 0);
            return (_unnamed, true);
        }

        string key = $"{string.Join(',', types)} {sql}";
        if (_named.TryGetValue(key, out ParsedStatement? named))
        {
            return (named, false);
        }

        named = new(string.Create(CultureInfo.InvariantCulture, $"quarry_batch_{batch}_{_named.Count}"), types, null, sql, 0);
        _named.Add(key, named);
        return (named, true);
    }

    /// <summary>Its Parse was not sent after all.</summary>
    private void Forget(ParsedStatement parsed, bool parses)
    {
        if (parses && parsed == _unnamed)
        {
            _unnamed = null;
        }
    }
}
