using Quarry.Contracts;

namespace Quarry.Odbc.SimulatorTests;

/// <summary>What a driver says of an error, or does not.</summary>
[Collection(Simulator.Collection)]
public sealed class DiagnosticTests
{
    [Theory]
    [InlineData("42000", ErrorKind.User)]
    [InlineData("23000", ErrorKind.User)]
    [InlineData("22003", ErrorKind.User)]
    [InlineData("HY000", ErrorKind.Server)]
    [InlineData("HY001", ErrorKind.Resource)]
    [InlineData("53100", ErrorKind.Resource)]
    [InlineData("40001", ErrorKind.Server)]
    [InlineData("08S01", ErrorKind.Transport)]
    [InlineData("HYT00", ErrorKind.Transport)]
    public Task An_error_is_told_as_the_driver_does(string state, ErrorKind kind) => Sim.UseAsync("", async session =>
    {
        QuarryException error = await Sim.FailsAsync(session, $"error {state} -815 \"what happened: ä€\"");
        (error.SqlState, error.VendorCode, error.Kind, error.Message).Should().Be((state, -815, kind, "what happened: ä€"));
        error.IsTransient.Should().Be(state is "40001" or "53100" or "08S01" or "HYT00");
        error.Records.Should().ContainSingle().Which.VendorCode.Should().Be(-815);
    });

    [Fact]
    public Task Many_records_are_all_told_and_repeated_texts_once() => Sim.UseAsync("ManyDiagnostics=40", async session =>
    {
        QuarryException error = await Sim.FailsAsync(session, "error 42000 1 \"no\"");
        error.Records.Should().HaveCount(40);
        error.SqlState.Should().Be("42000");
    });

    [Fact]
    public Task No_record_at_all() => Sim.UseAsync("NoDiagnostics=1", async session =>
    {
        QuarryException error = await Sim.FailsAsync(session, "error 42000 1 \"no\"");
        (error.Code, error.Kind, error.SqlState).Should().Be((4101, ErrorKind.Server, null));
    });

    [Theory]
    [InlineData("")]
    [InlineData("TruncatedDiagnostics=1")]
    public Task Long_messages_are_whole_whatever_length_is_told(string keywords) => Sim.UseAsync(keywords, async session =>
    {
        foreach (int length in (int[])[0, 1, 100, 400])
        {
            string text = new('m', length);
            (await Sim.FailsAsync(session, $"error 42000 1 \"start {text} end\"")).Message.Should().Be($"start {text} end");
        }
    });

    [Fact]
    public Task Warnings_are_no_errors() => Sim.UseAsync("", async session =>
    {
        List<ResultSet> results = await Sim.ReadAsync(session, Sim.Plan("warning 01003 5 \"null eliminated\" ;; result rows=100 | a bigint ;; warning 01000 5 \"x\" ;; affected 4"));
        results[0].Rows.Should().HaveCount(100);
        results[^1].Affected.Should().Be(4);
    });

    [Fact]
    public void The_driver_passes_its_own_check() => Simulator.Run("check.sh").Should().NotBeNull();
}
