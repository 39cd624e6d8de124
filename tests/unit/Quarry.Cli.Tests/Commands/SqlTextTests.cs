using System.Text;
using Quarry.Cli.Commands;
using Quarry.Contracts;

namespace Quarry.Cli.Tests.Commands;

public sealed class SqlTextTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task It_comes_from_the_argument_a_file_or_the_standard_input()
    {
        File.WriteAllText(_file, "select 'é'", new UTF8Encoding(true));
        (await Read("select 1")).Should().Be("select 1");
        (await Read("@" + _file)).Should().Be("select 'é'");
        (await Read("-", "select 2"u8.ToArray())).Should().Be("select 2");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("-")]
    public async Task No_sql_is_an_error(string argument) => await Fails(argument, "The SQL is empty*-*");

    [Fact]
    public async Task A_missing_file_is_named() => await Fails("@/no/such/file.sql", "The SQL file '/no/such/file.sql' cannot be read*");

    [Fact]
    public async Task A_file_that_is_not_utf8_is_refused_and_not_repaired()
    {
        File.WriteAllBytes(_file, [.. "select '"u8, 0xE9, .. "'"u8]);
        await Fails("@" + _file, "*is not UTF-8*Convert*");
    }

    [Fact]
    public async Task A_standard_input_without_end_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        using var pipe = new System.IO.Pipes.AnonymousPipeServerStream();
        using var reader = new System.IO.Pipes.AnonymousPipeClientStream(pipe.GetClientHandleAsString());
        Task<string> read = SqlText.ReadAsync("-", () => reader, cancel.Token);
        await cancel.CancelAsync();
        await read.Awaiting(r => r).Should().ThrowAsync<OperationCanceledException>();
    }

    private static async Task Fails(string argument, string message)
        => (await FluentActions.Awaiting(() => Read(argument)).Should().ThrowAsync<QuarryException>().WithMessage(message))
            .Which.Should().Match<QuarryException>(e => e.Code == ErrorCodes.SqlUnreadable && e.Kind == ErrorKind.User);

    private static Task<string> Read(string argument, byte[]? input = null)
        => SqlText.ReadAsync(argument, () => new MemoryStream(input ?? []), CancellationToken.None);
}
