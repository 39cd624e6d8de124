namespace Quarry.Contracts;

/// <summary>What the host lends to a session. Valid as long as the session is, but for the credential.</summary>
public abstract class DriverHost
{
    /// <summary>Memory for batches, within the engine's budget.</summary>
    public abstract BatchMemory Memory { get; }

    /// <summary>Where the driver reports what a person may want to know.</summary>
    public abstract DriverLog Log { get; }

    /// <summary>The clock. A driver takes time from nowhere else, so that tests can move it.</summary>
    public abstract TimeProvider Clock { get; }

    /// <summary>What proves who we are, or null if the target needs nothing. Revoked when <see cref="Driver.OpenAsync"/> has ended.</summary>
    public abstract Credential? Credential { get; }
}
