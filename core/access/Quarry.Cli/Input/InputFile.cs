using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.Cli.Input;

/// <summary>A file or the standard input, and the format that its first bytes tell.</summary>
internal sealed class InputFile : IDisposable
{
    private const int DetectionBytes = 8;

    private static readonly byte[] s_arrowFile = "ARROW1"u8.ToArray();
    private static readonly byte[] s_arrowStream = [0xFF, 0xFF, 0xFF, 0xFF];

    private InputFile(InputStream stream, InputFormat format) => (Stream, Format) = (stream, format);

    /// <summary>The bytes, from the first.</summary>
    public InputStream Stream { get; }

    public InputFormat Format { get; }

    /// <param name="path">A file, or <c>-</c> for the standard input.</param>
    /// <param name="cancellationToken">Stops waiting for the first bytes.</param>
    /// <exception cref="QuarryException">It cannot be read, or is of no known format (User).</exception>
    public static async Task<InputFile> OpenAsync(string path, CancellationToken cancellationToken)
    {
        InputStream stream = path == "-" ? new(Console.OpenStandardInput(), "The standard input") : Open(path, $"The input file '{path}'");
        try
        {
            byte[] start = await stream.PeekAsync(DetectionBytes, cancellationToken);
            return new(stream, Detect(start) ?? throw InputErrors.Unknown(stream.Name, start));
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    public void Dispose() => Stream.Dispose();

    /// <summary>The format of what starts with these bytes, or null.</summary>
    internal static InputFormat? Detect(ReadOnlySpan<byte> start) => RowBufferFormats.Detect(start) switch
    {
        RowBufferFormat.V2 => InputFormat.RowBufferV2,
        RowBufferFormat.V1 => InputFormat.RowBufferV1,
        RowBufferFormat.OriginalV2 => InputFormat.OriginalV2,
        RowBufferFormat.MultiResult => InputFormat.MultiResult,
        _ when start.StartsWith(s_arrowFile) => InputFormat.ArrowFile,
        _ when start.StartsWith(s_arrowStream) => InputFormat.ArrowStream,
        _ => null,
    };

    private static InputStream Open(string path, string name)
    {
        // The runtime's own answer names its parameter.
        if (path.Length == 0)
        {
            throw InputErrors.Unreadable(name, "The name is empty.", null);
        }

        // The system's own answer to opening a directory speaks of rights.
        if (Directory.Exists(path))
        {
            throw InputErrors.Unreadable(name, "It is a directory.", null);
        }

        try
        {
            return new(File.OpenRead(path), name);
        }
        catch (Exception e) when (InputErrors.IsRefusal(e) || e is ArgumentException or NotSupportedException)
        {
            throw InputErrors.Unreadable(name, e.Message, e);
        }
    }
}
