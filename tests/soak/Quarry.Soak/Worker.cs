using System.Globalization;
using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Soak;

/// <summary>One of the callers: reads, writes, makes a mess, cancels, and checks what it is given.</summary>
internal sealed class Worker(Source source, Ledger ledger, int seed)
{
    /// <summary>Rows of <c>numbers</c>.</summary>
    public const int Numbers = 40_000;

    private static readonly QueryOptions s_options = new() { Timeout = TimeSpan.FromSeconds(5) };
    private static readonly QueryOptions s_hasty = new() { Timeout = TimeSpan.FromMilliseconds(40) };

    // Every call has a timeout of 5 s, and its driver 2 s of patience after that.
    private static readonly TimeSpan s_hangs = TimeSpan.FromSeconds(60);

    private readonly Random _random = new(seed);

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            (string name, Func<Task> work) = Choose();
            Task running = GuardAsync(name, work);
            try
            {
                await running.WaitAsync(s_hangs, CancellationToken.None);
            }
            catch (TimeoutException)
            {
                ledger.Violate($"{name} hangs for {s_hangs}");
                return;
            }
        }
    }

    private (string Name, Func<Task> Work) Choose() => _random.Next(100) switch
    {
        < 35 => ("point read", PointReadAsync),
        < 45 => ("stream", StreamAsync),
        < 60 => ("insert", InsertAsync),
        < 72 => ("transaction", TransactionAsync),
        < 80 => ("batch", BatchAsync),
        < 85 => ("mess", MessAsync),
        < 90 => ("clean", CleanAsync),
        < 95 => ("cancel", CancelAsync),
        _ => ("timeout", TimeoutAsync),
    };

    private async Task GuardAsync(string name, Func<Task> work)
    {
        try
        {
            await work();
            ledger.Count($"{name}: done");
        }
        catch (QuarryException error) when (error.Kind != ErrorKind.Internal)
        {
            ledger.Count($"{name}: {error.Kind} {error.SqlState ?? error.Code.ToString(CultureInfo.InvariantCulture)}");
        }
        catch (OperationCanceledException) when (name == "cancel")
        {
            ledger.Count("cancel: done");
        }
        catch (Exception error)
        {
            ledger.Violate($"{name}: {error}");
        }
    }

    private async Task PointReadAsync()
    {
        int id = _random.Next(Numbers);
        long rows = 0;
        await foreach (ColumnBatch batch in source.QueryAsync("select square from numbers where id = @id", new { id }, s_options, CancellationToken.None))
        {
            rows += batch.Rows;
            if (batch.Columns[0].GetInt64(0) != (long)id * id)
            {
                ledger.Violate($"the square of {id} is {batch.Columns[0].GetInt64(0)}");
            }
        }

        if (rows != 1)
        {
            ledger.Violate($"{rows} rows for one key");
        }
    }

    private async Task StreamAsync()
    {
        bool cutShort = _random.Next(4) == 0;
        long rows = 0;
        long sum = 0;
        await foreach (ColumnBatch batch in source.QueryAsync("select id from numbers", null, s_options with { Batch = new() { Rows = 1024 } }, CancellationToken.None))
        {
            rows += batch.Rows;
            foreach (int id in batch.Columns[0].Values<int>())
            {
                sum += id;
            }

            if (cutShort)
            {
                return;
            }
        }

        if (rows != Numbers || sum != (long)Numbers * (Numbers - 1) / 2)
        {
            ledger.Violate($"a stream of {rows} rows, sum {sum}");
        }
    }

    private Task InsertAsync() => WriteAsync(1, ids => source.ExecuteAsync("insert into ledger values (@id)", new { id = ids[0] }, s_options, CancellationToken.None).AsTask());

    private Task TransactionAsync() => WriteAsync(2, ids => source.RunInTransactionAsync(async (transaction, token) =>
    {
        foreach (int id in ids)
        {
            await transaction.ExecuteAsync("insert into ledger values (@id)", new { id }, s_options, token);
        }
    }).AsTask());

    private Task BatchAsync() => WriteAsync(5, async ids =>
    {
        BatchOutcome batch = await source.ExecuteBatchAsync(
            [.. ids.Select(id => new BatchCommand("insert into ledger values (@id)", new { id }))], BatchMode.Atomic, s_options, CancellationToken.None);
        if (batch.Results.Any(result => result.Status != BatchStatus.Succeeded))
        {
            throw batch.Results.First(result => result.Error is not null).Error!;
        }
    });

    /// <summary>Inserts numbers, all or none, and notes what it was told.</summary>
    private async Task WriteAsync(int count, Func<int[], Task> insert)
    {
        int[] ids = [.. Enumerable.Range(0, count).Select(_ => ledger.NextId())];
        if (ids.Contains(0))
        {
            return;
        }

        var outcome = Outcome.Unknown;
        try
        {
            await insert(ids);
            outcome = Outcome.Acknowledged;
        }
        catch (QuarryException error)
        {
            outcome = error.OutcomeUnknown ? Outcome.Unknown : Outcome.Failed;
            throw;
        }
        finally
        {
            foreach (int id in ids)
            {
                ledger.Set(id, outcome);
            }
        }
    }

    private async Task MessAsync() => await source.ExecuteAsync(
        "set statement_timeout = '7s'; create temporary table mess (i int); select pg_advisory_lock_shared(1); listen mess; begin", null, s_options, CancellationToken.None);

    private async Task CleanAsync()
    {
        const string Sql = """
            select current_setting('statement_timeout') = '0' and to_regclass('pg_temp.mess') is null
              and not exists (select from pg_locks where locktype = 'advisory' and pid = pg_backend_pid())
              and not exists (select from pg_listening_channels())
            """;
        await foreach (ColumnBatch batch in source.QueryAsync(Sql, null, s_options, CancellationToken.None))
        {
            if (!batch.Columns[0].GetBoolean(0))
            {
                ledger.Violate("a session with what its last user left");
            }
        }
    }

    private async Task CancelAsync()
    {
        using var cancel = new CancellationTokenSource(_random.Next(60));
        await source.ExecuteAsync("select pg_sleep(20)", null, s_options, cancel.Token);
        ledger.Violate("a cancelled statement ran to its end");
    }

    private async Task TimeoutAsync()
    {
        await source.ExecuteAsync("select pg_sleep(20)", null, s_hasty, CancellationToken.None);
        ledger.Violate("a statement outlived its timeout");
    }
}
