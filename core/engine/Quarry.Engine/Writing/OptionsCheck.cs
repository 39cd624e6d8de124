using Quarry.Contracts;

namespace Quarry.Engine.Writing;

/// <summary>Refuses options that contradict each other or where they are used.</summary>
internal static class OptionsCheck
{
    /// <param name="options">The options.</param>
    /// <param name="table">The table.</param>
    /// <param name="isTransaction">True within a transaction of the caller.</param>
    public static void Check(WriteOptions options, TableName table, bool isTransaction)
    {
        ArgumentException.ThrowIfNullOrEmpty(table.Name, nameof(table));
        if (!Enum.IsDefined(options.Mode) || !Enum.IsDefined(options.Commit))
        {
            throw new ArgumentOutOfRangeException(nameof(options), $"{options.Mode}, {options.Commit}", $"{nameof(WriteOptions.Mode)} and {nameof(WriteOptions.Commit)} take the values of {nameof(WriteMode)} and {nameof(WriteCommit)}.");
        }

        if (isTransaction && options.Commit == WriteCommit.PerBatch)
        {
            throw new ArgumentException($"{nameof(WriteCommit)}.{nameof(WriteCommit.PerBatch)} commits, and within a transaction only its caller does. Use {nameof(WriteCommit)}.{nameof(WriteCommit.Whole)}, or write by the source.", nameof(options));
        }

        if (options.IsTemporary && !isTransaction)
        {
            throw new ArgumentException($"{nameof(WriteOptions.IsTemporary)} makes a table of the session, which ends with this write. Begin a transaction and write by it.", nameof(options));
        }

        if (options.IsTemporary && (table.Catalog.Length > 0 || table.Schema.Length > 0))
        {
            throw new ArgumentException($"A temporary table has a schema of its own. Leave catalog and schema of \"{WriteErrors.NameOf(table)}\" empty.", nameof(table));
        }
    }
}
