using Quarry.Cli.Output;
using Quarry.Contracts;

namespace Quarry.Cli.Tests.Output;

public sealed class OutputBufferTests
{
    [Fact]
    public void What_is_written_arrives_in_order()
    {
        var stream = new MemoryStream();
        var output = new OutputBuffer(stream);
        byte[] expected = new byte[1_000_000];
        new Random(7).NextBytes(expected);
        int at = 0;
        for (int size = 1; at < expected.Length; size = size * 3 % 150_001)
        {
            int length = Math.Min(size, expected.Length - at);
            output.Write(expected.AsSpan(at, length));
            at += length;
        }

        output.Flush();
        stream.ToArray().Should().Equal(expected);
    }

    [Fact]
    public void Without_a_stream_it_grows()
    {
        var output = new OutputBuffer(stream: null);
        output.Fill((byte)'x', 100_000);
        output.Write("y"u8);
        output.Written.Length.Should().Be(100_001);
        output.Written[^1].Should().Be((byte)'y');
    }

    [Fact]
    public void A_closed_pipe_is_told_apart() => Failing(32).Should().Throw<ClosedPipeException>();

    [Fact]
    public void A_full_disk_is_a_resource_error()
        => Failing(28).Should().Throw<QuarryException>().WithMessage("The output has no room left: failed. Free space*").Which.Should().Match<QuarryException>(e
            => e.Kind == ErrorKind.Resource && e.Code == ErrorCodes.OutputFull);

    [Fact]
    public void Another_failure_is_the_users()
        => Failing(5).Should().Throw<QuarryException>().WithMessage("The output cannot be written: failed. *-o.").Which.Should().Match<QuarryException>(e => e.Kind == ErrorKind.User && e.Code == ErrorCodes.OutputUnwritable);

    private static Action Failing(int errno) => () =>
    {
        var output = new OutputBuffer(new OutputStream(new FailingStream(errno)));
        output.Write("x"u8);
        output.Flush();
    };

    private sealed class FailingStream(int errno) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("failed", errno);
    }
}
