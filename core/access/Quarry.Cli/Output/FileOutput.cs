using Quarry.Contracts;

namespace Quarry.Cli.Output;

/// <summary>A file that appears, or is replaced, only when the whole result was written: until then the bytes are in a temporary file beside it.</summary>
internal sealed class FileOutput : OutputTarget
{
    private readonly string _path;
    private readonly string? _temporary;
    private bool _committed;

    private FileOutput(string path, string? temporary, FileStream stream) => (_path, _temporary, Stream) = (path, temporary, new(stream));

    public override OutputStream Stream { get; }

    /// <exception cref="QuarryException">The file cannot be written (User).</exception>
    public static new FileOutput Open(string path)
    {
        try
        {
            return OpenCore(Path.GetFullPath(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new QuarryException(ErrorKind.User, ErrorCodes.OutputUnwritable,
                $"The output file '{path}' cannot be written: {e.Message} Name a file in a directory that exists and that you may write to.", e);
        }
    }

    public override void Commit()
    {
        try
        {
            Stream.Dispose();
            if (_temporary is not null)
            {
                File.Move(_temporary, _path, overwrite: true);
            }
        }
        catch (Exception e) when (OutputErrors.IsRefusal(e))
        {
            throw OutputErrors.Translate(e);
        }

        _committed = true;
    }

    public override void Dispose()
    {
        Stream.Dispose();
        if (_temporary is not null && !_committed)
        {
            File.Delete(_temporary);
        }
    }

    private static FileOutput OpenCore(string path)
    {
        if (Directory.Exists(path))
        {
            throw new IOException("It is a directory.");
        }

        if (!File.Exists(path))
        {
            return Replace(path, null);
        }

        // A link keeps pointing to the file that it points to.
        path = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;

        // Opening tells whether the file may be written, which a rename over it would not ask. Devices and pipes are written to and not replaced.
        var existing = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        if (!existing.CanSeek || path.StartsWith("/dev/", StringComparison.Ordinal))
        {
            return new(path, null, existing);
        }

        UnixFileMode? mode = OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(existing.SafeFileHandle);
        existing.Dispose();
        return Replace(path, mode);
    }

    private static FileOutput Replace(string path, UnixFileMode? mode)
    {
        string temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (mode is not null && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        return new(path, temporary, new FileStream(temporary, options));
    }
}
