namespace Quarry.Cli.Output;

/// <summary>Where a result goes. Disposed without <see cref="Commit"/>, it leaves nothing behind that could be taken for a result.</summary>
internal abstract class OutputTarget : IDisposable
{
    public abstract OutputStream Stream { get; }

    /// <summary>True if a person sees the output as it comes.</summary>
    public virtual bool IsTerminal => false;

    /// <summary>Says that everything was written.</summary>
    public virtual void Commit()
    {
    }

    public abstract void Dispose();

    /// <summary>The file of that name, or the standard output.</summary>
    public static OutputTarget Open(string? path) => path is null ? new StandardOutput() : FileOutput.Open(path);
}
