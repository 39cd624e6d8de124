namespace Quarry.Engine.Batches;

/// <summary>The value of OpenTelemetry's <c>db.query.summary</c> for a batch: BATCH, and the statement if it is always the same.</summary>
internal static class BatchSummary
{
    public static string Of(BatchItem[] items)
    {
        string first = items[0].Query.Statement.Summary;
        return Array.TrueForAll(items, item => item.Query.Statement.Summary == first) ? $"BATCH {first}".TrimEnd() : "BATCH";
    }
}
