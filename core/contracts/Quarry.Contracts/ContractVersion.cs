namespace Quarry.Contracts;

/// <summary>The version of the plugin contract (the ABI) that this assembly is: a plugin needs the same major and at most this minor.</summary>
public static class ContractVersion
{
    /// <summary>Changes when a compiled plugin would break.</summary>
    public static int Major => 1;

    /// <summary>Grows with each addition.</summary>
#if CONTRACTS_NEXT
    public static int Minor => 1;
#else
    public static int Minor => 0;
#endif
}
