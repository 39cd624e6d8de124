namespace Quarry.Sdk.Conformance.Checks;

/// <summary>A driver broke a promise of its contract.</summary>
internal sealed class CheckFailedException(string message) : Exception(message);
