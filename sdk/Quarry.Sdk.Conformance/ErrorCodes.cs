namespace Quarry.Sdk.Conformance;

/// <summary>Stable error numbers of the kit, from the end of the range of the composition, 7900–7999. The table only grows.</summary>
internal static class ErrorCodes
{
    public const int MemoryExhausted = 7901;
}
