using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;
using Quarry.Plugins.Sqlite.Readers;

namespace Quarry.Plugins.Sqlite.Sessions;

/// <summary>What a statement's result needs of its session.</summary>
internal sealed record QueryContext(Database Database, TypeMap Types, BatchMemory Memory, bool IsUtf8)
{
    /// <summary>The row loop for the database's encoding.</summary>
    public RowLoop CreateLoop() => IsUtf8 ? new StatementLoop<Utf8Source>() : new StatementLoop<Utf16Source>();
}
