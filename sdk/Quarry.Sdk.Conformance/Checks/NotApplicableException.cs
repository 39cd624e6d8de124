namespace Quarry.Sdk.Conformance.Checks;

/// <summary>A check found nothing to test, for a reason that stands in the message.</summary>
internal sealed class NotApplicableException(string message) : Exception(message);
