namespace Quarry.Contracts;

/// <summary>How much an event matters. The numbers are those of Microsoft.Extensions.Logging.LogLevel.</summary>
public enum DriverLogLevel
{
    /// <summary>For the plugin's author.</summary>
    Debug = 1,
    /// <summary>Normal events, such as a server notice.</summary>
    Information = 2,
    /// <summary>Something an operator should look at.</summary>
    Warning = 3,
    /// <summary>An operation failed.</summary>
    Error = 4,
}
