using Microsoft.Extensions.Logging;

namespace Quarry.Hosting;

/// <summary>Events of the plugin host, 6100–6199.</summary>
internal static partial class Log
{
    [LoggerMessage(6100, LogLevel.Debug, "{Count} plugins are listed, {Failed} of them failed")]
    public static partial void Listed(ILogger logger, int count, int failed);

    [LoggerMessage(6101, LogLevel.Information, "Plugin {Id} {Version} is loaded in {Milliseconds} ms, extended by [{Extensions}]")]
    public static partial void Loaded(ILogger logger, string id, string version, double milliseconds, string extensions);

    [LoggerMessage(6102, LogLevel.Error, "Plugin {Id} failed ({Code}): {Problem} {Stack}")]
    public static partial void Failed(ILogger logger, string id, int code, PluginProblem problem, string stack);

    [LoggerMessage(6103, LogLevel.Information, "Plugin {Id} is unloaded")]
    public static partial void Unloaded(ILogger logger, string id);

    [LoggerMessage(6104, LogLevel.Warning, "Plugin {Id} is pinned: {Reason}")]
    public static partial void Pinned(ILogger logger, string id, string reason);

    [LoggerMessage(6105, LogLevel.Warning, "A part of plugin {Id} failed while it was disposed: {Cause}")]
    public static partial void DisposeFailed(ILogger logger, string id, string cause);
}
