namespace Quarry.Plugins.PostgreSql.Sessions;

/// <summary>What is known of the statements that the server keeps for this session. On the session's thread, or while it is idle.</summary>
internal sealed class ServerStatements
{
    private int _generation;

    /// <summary>True if SQL has prepared statements of its own, or has freed some.</summary>
    public bool AreForeign { get; private set; }

    /// <summary>Changes when the server forgets all statements.</summary>
    public int Generation => Volatile.Read(ref _generation);

    /// <summary>All are gone.</summary>
    public void Forget()
    {
        Volatile.Write(ref _generation, _generation + 1);
        AreForeign = false;
    }

    /// <summary>Learns from a command's tag.</summary>
    public void Observe(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> tag = content.TrimEnd((byte)0);
        // Most tags start otherwise.
        if (tag.Length < 7 || tag[0] is not ((byte)'P' or (byte)'D'))
        {
            return;
        }

        if (tag.SequenceEqual("DEALLOCATE ALL"u8) || tag.SequenceEqual("DISCARD ALL"u8))
        {
            Forget();
        }
        else if (tag.SequenceEqual("PREPARE"u8) || tag.SequenceEqual("DEALLOCATE"u8))
        {
            AreForeign = true;
        }
    }
}
