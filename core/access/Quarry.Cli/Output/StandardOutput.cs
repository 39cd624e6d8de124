using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Quarry.Cli.Output;

/// <summary>The standard output, with a closed pipe as an error.</summary>
internal sealed class StandardOutput : OutputTarget
{
    private const int Descriptor = 1;

    public override OutputStream Stream { get; } = OpenChecked();

    public override bool IsTerminal => !Console.IsOutputRedirected;

    public override void Dispose() => Stream.Dispose();

    /// <summary>Writes a text that is at hand as a whole.</summary>
    /// <exception cref="ClosedPipeException">The reader is gone.</exception>
    /// <exception cref="Contracts.QuarryException">It cannot be written (User) or is full (Resource).</exception>
    public static void Write(string text)
    {
        using var output = new StandardOutput();
        var buffer = new OutputBuffer(output.Stream);
        buffer.Write(Encoding.UTF8.GetBytes(text));
        buffer.Flush();
    }

    /// <exception cref="Contracts.QuarryException">It cannot be written (User).</exception>
    private static OutputStream OpenChecked()
    {
        try
        {
            return new(Open());
        }
        catch (Exception e) when (OutputErrors.IsRefusal(e))
        {
            throw OutputErrors.Translate(e);
        }
    }

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
