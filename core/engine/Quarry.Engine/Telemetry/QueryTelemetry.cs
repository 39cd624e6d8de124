using System.Diagnostics;
using Quarry.Contracts;

namespace Quarry.Engine.Telemetry;

/// <summary>Spans and metrics of one query. It sees no SQL text, no parameter value and no secret.</summary>
internal sealed class QueryTelemetry(Target target, TimeProvider clock)
{
    private long _started;
    private Activity? _query;
    private Activity? _fetch;
    private string? _system;
    private string? _summary;
    private bool _running;

    /// <summary>Starts the query's span. The calling method and what it calls see it as <see cref="Activity.Current"/>.</summary>
    public void Start()
    {
        _running = true;
        _started = clock.GetTimestamp();
        _query = !Instruments.IsTraced ? null : Instruments.Start(target.Scheme, ActivityKind.Client, Activity.Current?.Context ?? default);
    }

    /// <summary>Starts the span of a stage; the caller ends it.</summary>
    public StageSpan Stage(string name) => new(_query is null ? null : Instruments.Start(name, ActivityKind.Internal, _query.Context));

    /// <summary>Starts the span of all reads, which ends with the query.</summary>
    public void StartFetch()
    {
        if (_query is null)
        {
            return;
        }

        Activity? current = Activity.Current;
        _fetch = Instruments.Start(Names.Fetch, ActivityKind.Internal, _query.Context);
        Activity.Current = current;
    }

    /// <summary>Tells which driver serves the query.</summary>
    public void Connected(string driver) => _system = Names.SystemOf(driver);

    /// <summary>Tells what the query does.</summary>
    /// <param name="summary">Its words and tables, no literals.</param>
    public void Planned(string summary)
    {
        _summary = summary;
        if (_query is not null && summary.Length > 0)
        {
            _query.DisplayName = summary;
        }
    }

    /// <summary>Ends the spans and records the metrics; only the first call counts.</summary>
    /// <param name="rows">Rows handed out, or null if there was no result with columns.</param>
    /// <param name="error">What the query ended with, or null.</param>
    public void End(long? rows, Exception? error)
    {
        if (!_running)
        {
            return;
        }

        _running = false;
        if (_query is null && !Instruments.IsMeasured)
        {
            return;
        }

        TagList tags = Tags(error);
        Instruments.Stop(_fetch);
        if (_query is not null)
        {
            foreach (KeyValuePair<string, object?> tag in tags)
            {
                _query.SetTag(tag.Key, tag.Value);
            }

            if (error is not null)
            {
                _query.SetStatus(ActivityStatusCode.Error);
            }
        }

        Instruments.Stop(_query);
        Instruments.Record(clock.GetElapsedTime(_started), rows, tags);
    }

    private TagList Tags(Exception? error)
    {
        var tags = new TagList { { Names.SystemName, _system ?? Names.SystemOf(target.Scheme) } };
        Add(ref tags, Names.QuerySummary, _summary);
        if (_summary is { Length: > 0 })
        {
            tags.Add(Names.OperationName, _summary.Split(' ', 2)[0]);
        }

        if (target.Host.Length > 0)
        {
            tags.Add(Names.ServerAddress, target.Host);
            // A path without a host is a file's, which is nobody's business but the machine's.
            Add(ref tags, Names.Namespace, target.Path.TrimStart('/'));
        }

        if (target.Port != 0)
        {
            tags.Add(Names.ServerPort, target.Port);
        }

        if (error is not null)
        {
            string? state = (error as QuarryException)?.SqlState;
            Add(ref tags, Names.StatusCode, state);
            tags.Add(Names.ErrorType, state ?? error.GetType().FullName);
        }

        return tags;
    }

    private static void Add(ref TagList tags, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            tags.Add(name, value);
        }
    }
}
