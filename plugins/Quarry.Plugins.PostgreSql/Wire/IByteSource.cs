namespace Quarry.Plugins.PostgreSql.Wire;

/// <summary>Where received bytes come from.</summary>
internal interface IByteSource
{
    /// <summary>Waits for bytes.</summary>
    /// <param name="into">Room for them, 1 or more.</param>
    /// <returns>How many came, 1 or more.</returns>
    /// <exception cref="Contracts.QuarryException">The connection ended or failed (Transport).</exception>
    int Receive(Span<byte> into);
}
