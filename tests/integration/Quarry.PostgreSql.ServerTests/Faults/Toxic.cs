namespace Quarry.PostgreSql.ServerTests.Faults;

/// <summary>What a <see cref="FaultProxy"/> does to a connection.</summary>
public enum Toxic
{
    /// <summary>Passes all on.</summary>
    None,
    /// <summary>Ends the connection in order (FIN).</summary>
    Cut,
    /// <summary>Ends the connection at once (RST).</summary>
    Reset,
    /// <summary>Passes nothing on any more, and says nothing.</summary>
    BlackHole,
    /// <summary>Passes each byte on by itself.</summary>
    Slice,
    /// <summary>Inverts one byte.</summary>
    Flip,
}
