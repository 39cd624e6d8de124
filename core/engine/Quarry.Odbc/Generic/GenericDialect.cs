using System.Data;
using Quarry.Contracts;
using Quarry.Odbc.Sessions;

namespace Quarry.Odbc.Generic;

/// <summary>SQL as every database has it, with the quotes that the ODBC driver tells. What databases write each in their own way is not offered.</summary>
internal sealed class GenericDialect(ServerInfo server) : Dialect
{
    /// <summary>The fact that holds the quotation mark.</summary>
    public const string QuoteFact = "odbc.identifier-quote";

    /// <summary>The fact that holds SQL_TXN_ISOLATION_OPTION.</summary>
    public const string IsolationsFact = "odbc.isolations";

    /// <summary>The fact that holds SQL_IDENTIFIER_CASE.</summary>
    public const string CaseFact = "odbc.identifier-case";

    private const string CaseSensitive = "3";

    private readonly string _quote = server.Facts.GetValueOrDefault(QuoteFact, "\"");

    // MySQL and its kin quote by backticks, and know # comments and \ in strings.
    public override SqlLexicon Lexicon { get; } = server.Facts.GetValueOrDefault(QuoteFact) == "`"
        ? new() { IdentifierQuotes = "`", BackslashEscapes = true, HashComments = true, BlocksHoldSemicolons = true }
        : new() { IdentifierQuotes = "\"`[", BlocksHoldSemicolons = true };

    public override string ParameterMarker(int position) => "?";

    public override string QuoteIdentifier(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("An identifier cannot hold a NUL character.", nameof(name));
        }

        return _quote.Length == 0 ? name : _quote + name.Replace(_quote, _quote + _quote, StringComparison.Ordinal) + _quote;
    }

    /// <summary>ODBC begins transactions and sets their isolation; no statement is needed, and none is known for what else may be asked.</summary>
    public override IReadOnlyList<string>? BeginTransaction(TransactionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        bool knows = options.Isolation == IsolationLevel.Unspecified
            || (int.TryParse(server.Facts.GetValueOrDefault(IsolationsFact), out int levels) && (levels & Isolations.BitOf(options.Isolation)) != 0);
        return knows && options is { ReadOnly: false, Deferrable: false, Snapshot: "", LockTimeout: null } ? [] : null;
    }

    public override string? Savepoint(string name) => null;

    public override string? RollbackTo(string name) => null;

    public override string? ReleaseSavepoint(string name) => null;

    public override StringComparer NameComparer => server.Facts.GetValueOrDefault(CaseFact, CaseSensitive) == CaseSensitive ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    public override string? DropTable(TableName table) => null;
}
