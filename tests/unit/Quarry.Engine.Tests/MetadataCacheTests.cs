using Quarry.Contracts;
using Quarry.Engine.Tests.Fakes;

namespace Quarry.Engine.Tests;

public sealed class MetadataCacheTests
{
    private static readonly TimeSpan s_ttl = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task An_answer_is_kept_for_its_time()
    {
        await using FakeSource fake = Open();
        IReadOnlyList<string> first = await fake.Source.Metadata.GetSchemasAsync();
        fake.Clock.Advance(s_ttl - TimeSpan.FromTicks(1));
        (await fake.Source.Metadata.GetSchemasAsync()).Should().BeSameAs(first);
        fake.Clock.Advance(TimeSpan.FromTicks(1));
        (await fake.Source.Metadata.GetSchemasAsync()).Should().NotBeSameAs(first);
        Queries(fake).Should().Be(2);
    }

    [Fact]
    public async Task Each_filter_has_an_answer_of_its_own()
    {
        await using FakeSource fake = Open();
        await fake.Source.Metadata.GetTablesAsync("a");
        await fake.Source.Metadata.GetTablesAsync("a");
        await fake.Source.Metadata.GetTablesAsync(null, "a");
        Queries(fake).Should().Be(2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(null)]
    public async Task Without_a_time_nothing_is_kept(int? seconds)
    {
        await using FakeSource fake = Open(new() { MetadataTtl = seconds is { } time ? TimeSpan.FromSeconds(time) : null });
        await fake.Source.Metadata.GetSchemasAsync();
        await fake.Source.Metadata.GetSchemasAsync();
        Queries(fake).Should().Be(2);
    }

    [Fact]
    public async Task Invalidate_drops_what_is_kept()
    {
        await using FakeSource fake = Open();
        await fake.Source.Metadata.GetSchemasAsync();
        fake.Source.Metadata.Invalidate();
        await fake.Source.Metadata.GetSchemasAsync();
        Queries(fake).Should().Be(2);
    }

    [Theory]
    [InlineData("create table t(x)", 2)]
    [InlineData("insert into t values (1); drop table t", 2)]
    [InlineData("with a as (select 1) select 2; alter table t add y", 2)]
    [InlineData("insert into t values (1)", 1)]
    [InlineData("select 'create table t'; select 2", 1)]
    public async Task A_statement_that_changes_definitions_drops_what_is_kept(string sql, int queries)
    {
        await using FakeSource fake = Open();
        await fake.Source.Metadata.GetSchemasAsync();
        await fake.Source.ExecuteAsync(sql);
        await fake.Source.Metadata.GetSchemasAsync();
        Queries(fake).Should().Be(queries);
    }

    [Fact]
    public async Task An_answer_that_a_definition_overtook_is_not_kept()
    {
        await using FakeSource fake = Open();
        var gate = new TaskCompletionSource();
        fake.Driver.OnCatalogExecute = _ => new(gate.Task);
        Task<IReadOnlyList<string>> early = fake.Source.Metadata.GetSchemasAsync().AsTask();
        await FakeSource.UntilAsync(() => Queries(fake) == 1);
        await fake.Source.ExecuteAsync("create table t(x)");
        Task<IReadOnlyList<string>> late = fake.Source.Metadata.GetSchemasAsync().AsTask();
        await FakeSource.UntilAsync(() => Queries(fake) == 2);
        gate.SetResult();
        (await late).Should().NotBeSameAs(await early);
        (await fake.Source.Metadata.GetSchemasAsync()).Should().BeSameAs(await late);
    }

    [Fact]
    public async Task Callers_at_the_same_time_share_one_query()
    {
        await using FakeSource fake = Open();
        var gate = new TaskCompletionSource();
        fake.Driver.OnCatalogExecute = _ => new(gate.Task);
        Task<IReadOnlyList<string>>[] callers = [.. Enumerable.Range(0, 8).Select(_ => fake.Source.Metadata.GetSchemasAsync().AsTask())];
        gate.SetResult();
        (await Task.WhenAll(callers)).Distinct().Should().ContainSingle();
        Queries(fake).Should().Be(1);
    }

    [Fact]
    public async Task A_caller_who_leaves_does_not_end_the_query_of_the_others()
    {
        await using FakeSource fake = Open();
        var gate = new TaskCompletionSource();
        fake.Driver.OnCatalogExecute = token => new(gate.Task.WaitAsync(token));
        using var leave = new CancellationTokenSource();
        Task<IReadOnlyList<string>> leaves = fake.Source.Metadata.GetSchemasAsync(leave.Token).AsTask();
        Task<IReadOnlyList<string>> stays = fake.Source.Metadata.GetSchemasAsync().AsTask();
        await leave.CancelAsync();
        (await FluentActions.Awaiting(() => leaves).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(leave.Token);
        gate.SetResult();
        (await stays).Should().Equal("s");
    }

    [Fact]
    public async Task A_query_that_nobody_waits_for_ends()
    {
        await using FakeSource fake = Open();
        var cancelled = new TaskCompletionSource();
        fake.Driver.OnCatalogExecute = async token =>
        {
            using CancellationTokenRegistration registration = token.Register(cancelled.SetResult);
            await Task.Delay(Timeout.Infinite, token);
        };
        using var leave = new CancellationTokenSource();
        Task<IReadOnlyList<string>> leaves = fake.Source.Metadata.GetSchemasAsync(leave.Token).AsTask();
        await FakeSource.UntilAsync(() => Queries(fake) == 1);
        await leave.CancelAsync();
        await FluentActions.Awaiting(() => leaves).Should().ThrowAsync<OperationCanceledException>();
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(20));
        fake.Driver.OnCatalogExecute = _ => default;
        (await fake.Source.Metadata.GetSchemasAsync()).Should().Equal("s");
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        await using FakeSource fake = Open();
        fake.Driver.OnCatalogExecute = _ => throw new QuarryException(ErrorKind.Server, 1, "busy");
        await FluentActions.Awaiting(async () => await fake.Source.Metadata.GetSchemasAsync()).Should().ThrowAsync<QuarryException>();
        fake.Driver.OnCatalogExecute = _ => default;
        (await fake.Source.Metadata.GetSchemasAsync()).Should().Equal("s");
    }

    [Fact]
    public async Task A_closed_source_answers_nothing()
    {
        await using FakeSource fake = Open();
        await fake.Source.Metadata.GetSchemasAsync();
        await fake.Source.DisposeAsync();
        await FluentActions.Awaiting(async () => await fake.Source.Metadata.GetSchemasAsync()).Should().ThrowAsync<ObjectDisposedException>();
    }

    private static FakeSource Open(SourceOptions? options = null)
        => MetadataTests.Open(new() { ["catalog Schemas"] = new("schema_name", ["s"]), ["catalog Tables"] = new("schema_name table_name table_kind") }, options);

    private static int Queries(FakeSource fake) => fake.Driver.CatalogQueries;
}
