using Quarry.Cli.Commands;
using Quarry.Cli.Formats;
using Quarry.Cli.Output;
using Quarry.Contracts;

namespace Quarry.Cli.Tests.Formats;

public sealed class ResultWritersTests
{
    [Theory]
    [InlineData("qrb")]
    [InlineData("qrb1")]
    [InlineData("arrow")]
    public void Binary_formats_are_kept_from_a_terminal(string format)
    {
        var request = new OutputRequest { Format = Enum.Parse<ResultFormat>(format, ignoreCase: true) };
        FluentActions.Invoking(() => ResultWriters.Create(request, new Target(isTerminal: true))).Should().Throw<QuarryException>()
            .WithMessage($"The format {format} is binary*-o FILE*").Which.Code.Should().Be(ErrorCodes.BinaryToTerminal);
        using ResultWriter writer = ResultWriters.Create(request, new Target(isTerminal: false));
        writer.Should().BeAssignableTo<BinaryResultWriter>();
    }

    [Fact]
    public void Version_1_names_the_column_whose_type_it_has_not()
    {
        using var writer = new RowBufferV1ResultWriter(new MemoryStream());
        FluentActions.Invoking(() => writer.Begin(new([Results.Column("tags", LogicalType.List(LogicalType.Utf8))]))).Should().Throw<QuarryException>()
            .WithMessage("Column \"tags\" of type list<utf8> *").Which.Code.Should().Be(2020);
    }

    private sealed class Target(bool isTerminal) : OutputTarget
    {
        public override OutputStream Stream { get; } = new(new MemoryStream());

        public override bool IsTerminal => isTerminal;

        public override void Dispose() => Stream.Dispose();
    }
}
