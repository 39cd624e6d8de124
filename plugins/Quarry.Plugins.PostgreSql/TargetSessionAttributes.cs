namespace Quarry.Plugins.PostgreSql;

/// <summary>Which server of several is acceptable.</summary>
public enum TargetSessionAttributes
{
    /// <summary>Any.</summary>
    Any,
    /// <summary>One whose sessions may write.</summary>
    ReadWrite,
    /// <summary>One whose sessions may not write, by default or because it is in recovery.</summary>
    ReadOnly,
    /// <summary>One that is not in recovery.</summary>
    Primary,
    /// <summary>One that is in recovery.</summary>
    Standby,
    /// <summary>A standby, or if there is none, any.</summary>
    PreferStandby,
}
