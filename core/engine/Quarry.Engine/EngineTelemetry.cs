namespace Quarry.Engine;

/// <summary>The names under which the engine reports to OpenTelemetry: <c>AddSource(EngineTelemetry.ActivitySourceName)</c>, <c>AddMeter(EngineTelemetry.MeterName)</c>.</summary>
public static class EngineTelemetry
{
    /// <summary>The spans: one CLIENT span per query, named by its summary, with the children connect, plan, execute and fetch.</summary>
    public static string ActivitySourceName => "Quarry";

    /// <summary>The metrics: <c>db.client.operation.duration</c>, <c>db.client.response.returned_rows</c>, and <c>db.client.connection.*</c> of each pool, named by its source.</summary>
    public static string MeterName => "Quarry";
}
