namespace Quarry.Engine.Metadata;

/// <summary>Keeps answers for a time, as long as no definition changes, and lets callers who ask for the same share one query. Safe from any thread.</summary>
/// <param name="clock">The clock.</param>
/// <param name="ttl">How long an answer is kept, from the start of its query; null or zero keeps and shares none.</param>
/// <param name="definitions">Tells which answers are old.</param>
internal sealed class MetadataCache(TimeProvider clock, TimeSpan? ttl, DefinitionClock definitions)
{
    // Filters come from callers: without a bound, a program that walks through names would fill memory.
    private const int MaxAnswers = 512;

    private readonly TimeSpan _ttl = ttl ?? TimeSpan.Zero;
    private readonly Lock _gate = new();
    private readonly Dictionary<MetadataKey, MetadataFlight> _flights = [];

    public async ValueTask<T> GetAsync<T>(MetadataKey key, Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_ttl <= TimeSpan.Zero)
        {
            return await read(cancellationToken).ConfigureAwait(false);
        }

        MetadataFlight flight = Join(key, read);
        try
        {
            return await ((Task<T>)flight.Answer).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave(key, flight);
        }
    }

    /// <summary>Makes what is kept, and what is under way, old.</summary>
    public void Clear()
    {
        definitions.Advance();
        lock (_gate)
        {
            _flights.Clear();
        }
    }

    private MetadataFlight Join<T>(MetadataKey key, Func<CancellationToken, Task<T>> read)
    {
        lock (_gate)
        {
            if (!_flights.TryGetValue(key, out MetadataFlight? flight) || !IsFresh(flight))
            {
                if (_flights.Count >= MaxAnswers)
                {
                    _flights.Clear();
                }

                flight = MetadataFlight.Start(read, definitions.Now, clock.GetTimestamp());
                _flights[key] = flight;
            }

            flight.Waiting++;
            return flight;
        }
    }

    // A failure is nobody's answer but of those who waited for it.
    private void Leave(MetadataKey key, MetadataFlight flight)
    {
        bool isUnwanted;
        lock (_gate)
        {
            flight.Waiting--;
            isUnwanted = flight.Waiting == 0 && !flight.Answer.IsCompleted;
            if ((isUnwanted || flight.Answer is { IsCompleted: true, IsCompletedSuccessfully: false }) && _flights.GetValueOrDefault(key) == flight)
            {
                _flights.Remove(key);
            }
        }

        if (isUnwanted)
        {
            flight.Cancel();
        }
    }

    private bool IsFresh(MetadataFlight flight) => flight.Definitions == definitions.Now && clock.GetElapsedTime(flight.Started) < _ttl;
}
