namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>A source over the current row of a statement.</summary>
internal interface IStatementSource<TSelf> : IValueSource
    where TSelf : struct, IStatementSource<TSelf>
{
    static abstract TSelf Of(nint statement);
}
