namespace Quarry.Cli.Formats;

/// <summary>How a result is written; the names are the values of <c>--format</c>.</summary>
internal enum ResultFormat
{
    Table,
    Csv,
    Json,
    Discard,
}
