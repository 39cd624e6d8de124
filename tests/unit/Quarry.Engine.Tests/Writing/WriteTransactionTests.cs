using Quarry.Contracts;
using Quarry.Engine.Tests.Fakes;

namespace Quarry.Engine.Tests.Writing;

public sealed class WriteTransactionTests
{
    [Fact]
    public async Task A_write_is_part_of_the_callers_transaction()
    {
        await using var target = new FakeTarget("n");
        await using (Transaction transaction = await target.Fake.Source.BeginAsync())
        {
            (await transaction.WriteAsync(target.Table, Numbers(target, null), new() { Mode = WriteMode.Replace }, default)).Rows.Should().Be(3);
            await transaction.CommitAsync();
        }

        target.Calls.Should().Equal("begin", "save quarry write", "write .t", "release quarry write", "commit");
    }

    [Fact]
    public async Task A_failed_write_leaves_the_callers_transaction_as_it_was()
    {
        await using var target = new FakeTarget("n");
        await using (Transaction transaction = await target.Fake.Source.BeginAsync())
        {
            Func<Task> write = () => transaction.WriteAsync(target.Table, Numbers(target, _ => throw new InvalidDataException()), new() { Mode = WriteMode.Replace }, default).AsTask();
            await write.Should().ThrowAsync<InvalidDataException>();
            await transaction.CommitAsync();
        }

        target.Calls.Should().Equal("begin", "save quarry write", "write .t", "rollback to quarry write", "release quarry write", "commit");
    }

    [Fact]
    public async Task A_temporary_table_is_created_in_the_sessions_schema()
    {
        await using var target = new FakeTarget();
        await using Transaction transaction = await target.Fake.Source.BeginAsync();
        await transaction.WriteAsync(target.Table, Numbers(target, null), new() { Mode = WriteMode.Replace, IsTemporary = true }, default);
        target.Sql.Should().Equal("DROP TABLE IF EXISTS \"own\".\"t\"", "CREATE TABLE \"own\".\"t\" (\"n\" BIGINT)");
        target.Fake.Session.HasCalled("write own.t").Should().BeTrue();
    }

    [Fact]
    public async Task What_only_a_transaction_or_only_a_source_can_do_is_refused_by_name()
    {
        await using var target = new FakeTarget("n");
        Func<Task> outside = () => target.WriteAsync(new() { IsTemporary = true }, 1);
        (await outside.Should().ThrowAsync<ArgumentException>()).WithMessage("*IsTemporary*");
        await using Transaction transaction = await target.Fake.Source.BeginAsync();
        Func<Task> inside = () => transaction.WriteAsync(target.Table, Numbers(target, null), new() { Commit = WriteCommit.PerBatch }, default).AsTask();
        (await inside.Should().ThrowAsync<ArgumentException>()).WithMessage("*WriteCommit.PerBatch*");
        Func<Task> schema = () => transaction.WriteAsync(target.Table with { Schema = "s" }, Numbers(target, null), new() { IsTemporary = true }, default).AsTask();
        (await schema.Should().ThrowAsync<ArgumentException>()).WithMessage("*s.t*");
    }

    [Fact]
    public async Task Where_definitions_are_not_part_of_transactions_the_table_is_created_before_the_write()
    {
        await using FakeTarget target = Apart();
        await target.WriteAsync(new() { Mode = WriteMode.Create }, 2);
        target.Sql.Should().Equal("CREATE TABLE \"t\" (\"n\" BIGINT)");
        target.Calls.Should().Equal("write .t");
    }

    [Fact]
    public async Task And_dropped_if_the_write_fails()
    {
        await using FakeTarget target = Apart();
        await target.FailAsync(new() { Mode = WriteMode.Create }, Numbers(target, _ => throw new InvalidDataException()));
        target.Sql.Should().Equal("CREATE TABLE \"t\" (\"n\" BIGINT)", "DROP TABLE IF EXISTS \"t\"");
    }

    [Fact]
    public async Task And_committed_batches_keep_it()
    {
        await using FakeTarget target = Apart();
        await target.FailAsync(new() { Mode = WriteMode.Create, Commit = WriteCommit.PerBatch }, Numbers(target, _ => throw new InvalidDataException()));
        target.Sql.Should().Equal("CREATE TABLE \"t\" (\"n\" BIGINT)");
        target.Calls.Should().Equal("write .t");
    }

    [Fact]
    public async Task What_would_commit_the_callers_work_or_lose_the_old_table_is_refused()
    {
        await using FakeTarget target = Apart();
        (await target.FailAsync(new() { Mode = WriteMode.Replace }, 1)).Message.Should().Contain("TransactionalDefinitions").And.Contain("they commit").And.Contain("Drop the table");
        await using Transaction transaction = await target.Fake.Source.BeginAsync();
        Func<Task> inside = () => transaction.WriteAsync(target.Table, Numbers(target, null), new() { Mode = WriteMode.Create }, default).AsTask();
        (await inside.Should().ThrowAsync<QuarryException>()).WithMessage("*Create the table before the transaction*");
        target.Sql.Should().BeEmpty();
    }

    private static FakeTarget Apart()
    {
        var target = new FakeTarget();
        target.Fake.Driver.Capabilities = target.Fake.Driver.Capabilities with { TransactionalDefinitions = Capability.No("they commit", "") };
        return target;
    }

    private static BatchSource Numbers(FakeTarget target, Func<CancellationToken, Task>? after)
        => BatchSource.Of(FakeTarget.Numbers, target.BatchesAsync(FakeTarget.Numbers, [3], after));
}
