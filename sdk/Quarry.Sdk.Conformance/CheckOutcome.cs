namespace Quarry.Sdk.Conformance;

/// <summary>How a check ended.</summary>
public enum CheckOutcome
{
    /// <summary>The driver behaves as the contract says.</summary>
    Passed = 1,
    /// <summary>It does not.</summary>
    Failed = 2,
    /// <summary>There is nothing to check: the driver claims (or does not claim) the capability, or the fixture does not offer what the check needs.</summary>
    NotApplicable = 3,
}
