using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Odbc.SimulatorTests;

/// <summary>Drivers that take other row arrays than they are asked to.</summary>
[Collection(Simulator.Collection)]
public sealed class ArraySizeTests
{
    [Theory]
    [InlineData(1, "clamp")]
    [InlineData(7, "clamp")]
    [InlineData(1000, "clamp")]
    [InlineData(1, "reject")]
    [InlineData(7, "reject")]
    [InlineData(1025, "reject")]
    public async Task Fewer_rows_at_a_time_are_read_just_as_well(int most, string mode)
    {
        foreach (string column in (string[])["varchar(10)", "text"])
        {
            await Sim.UseAsync($"MaxArrayRows={most};ArrayMode={mode}", async session =>
            {
                ResultSet result = await Sim.QueryAsync(session, $"result rows=4000 | a bigint | b {column}");
                result.Column(0).Should().Equal(Enumerable.Range(0, 4000).Select(row => (object)(long)row));
                result.Column(1).Should().Equal(Enumerable.Range(0, 4000).Select(row => (object)row.ToString(CultureInfo.InvariantCulture)));
            });
        }
    }

    [Fact]
    public async Task A_size_that_cannot_be_is_refused_before_a_row_is_read()
    {
        await Sim.UseAsync("MaxArrayRows=10;ArrayMode=lie", async session =>
        {
            QuarryException error = await Sim.FailsAsync(session, "result rows=40 | a bigint");
            error.Code.Should().Be(4203);
            error.Message.Should().Contain("723477590136").And.Contain("odbc.array-rows=1");
        });
        await Sim.UseAsync("MaxArrayRows=10;ArrayMode=lie;odbc.array-rows=1", async session => (await Sim.QueryAsync(session, "result rows=40 | a bigint")).Rows.Should().HaveCount(40));
    }
}
