using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;

namespace Quarry.Engine.Telemetry;

/// <summary>The engine's spans and metrics. A listener that throws is the listener's matter: no query fails by it.</summary>
internal static class Instruments
{
    private static readonly string? s_version = typeof(Instruments).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];
    private static readonly ActivitySource s_spans = new(EngineTelemetry.ActivitySourceName, s_version);
    private static readonly Meter s_meter = new(EngineTelemetry.MeterName, s_version);

    private static readonly Histogram<double> s_duration = s_meter.CreateHistogram(Names.OperationDuration, "s", "Duration of database client operations.",
        tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] });

    private static readonly Histogram<long> s_rows = s_meter.CreateHistogram<long>(Names.ReturnedRows, "{row}", "Rows returned by database operations.");

    /// <summary>Where the engine's other instruments come from.</summary>
    public static Meter Meter => s_meter;

    /// <summary>True if anybody listens to the spans.</summary>
    public static bool IsTraced => s_spans.HasListeners();

    /// <summary>True if anybody listens to the metrics.</summary>
    public static bool IsMeasured => s_duration.Enabled || s_rows.Enabled;

    /// <summary>Starts a span as <see cref="Activity.Current"/> of the calling method.</summary>
    public static Activity? Start(string name, ActivityKind kind, ActivityContext parent)
    {
        Activity? before = Activity.Current;
        try
        {
            return s_spans.StartActivity(name, kind, parent);
        }
        catch (Exception)
        {
            Activity.Current = before;
            return null;
        }
    }

    public static void Stop(Activity? span)
    {
        if (span is null)
        {
            return;
        }

        Activity? current = Activity.Current;
        try
        {
            span.Stop();
        }
        catch (Exception)
        {
            Activity.Current = current == span ? span.Parent : current;
        }
    }

    public static void Record(TimeSpan duration, long? rows, in TagList tags)
    {
        Record(s_duration, duration.TotalSeconds, tags);
        if (rows is { } count)
        {
            Record(s_rows, count, tags);
        }
    }

    public static void Record<T>(Histogram<T> histogram, T value, in TagList tags)
        where T : struct
    {
        try
        {
            histogram.Record(value, tags);
        }
        catch (Exception)
        {
            // See the summary.
        }
    }
}
