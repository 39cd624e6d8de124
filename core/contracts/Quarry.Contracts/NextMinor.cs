#if CONTRACTS_NEXT
namespace Quarry.Contracts;

/// <summary>A type that only the next minor of the contract has.</summary>
public sealed class NextMinor
{
    /// <summary>What a driver says that does not know the addition.</summary>
    public static NextMinor Default { get; } = new("default");

    /// <summary>Creates one.</summary>
    /// <param name="text">What it says.</param>
    public NextMinor(string text) => Text = text;

    /// <summary>What it says.</summary>
    public string Text { get; }
}
#endif
