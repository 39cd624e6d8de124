using Microsoft.Win32.SafeHandles;

namespace Quarry.Cli.Output;

/// <summary>The standard output, with a closed pipe as an error.</summary>
internal sealed class StandardOutput : OutputTarget
{
    private const int Descriptor = 1;

    public override Stream Stream { get; } = Open();

    public override bool IsTerminal => !Console.IsOutputRedirected;

    public override void Dispose() => Stream.Dispose();

    // The console's own stream takes EPIPE for success, so a query would be read to its end for nobody. A FileStream reports it, but writes
    // to a regular file at offsets of its own, over what the shell's other commands write there; those have no reader who could go away.
    private static Stream Open()
    {
        if (!OperatingSystem.IsWindows())
        {
            var pipe = new FileStream(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            if (!pipe.CanSeek)
            {
                return pipe;
            }
        }

        return Console.OpenStandardOutput();
    }
}
