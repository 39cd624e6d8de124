using Microsoft.Extensions.Logging;

namespace Quarry.Engine;

/// <summary>The engine's log events. A sink that throws is the sink's matter: no query fails and no session is lost by it.</summary>
internal static class Log
{
    public static void SessionDiscarded(ILogger logger, string source, string reason) => Safely(() => logger.LogInformation(
        EventIds.SessionDiscarded, "A session of source {Source} is closed instead of being used again: {Reason}", source, reason));

    public static void SessionAbandoned(ILogger logger, string source, string driver, TimeSpan patience) => Safely(() => logger.LogWarning(
        EventIds.SessionAbandoned,
        "Driver {Driver} did not end a call of source {Source} within {Patience}; the session is given up, and closed when the call ends", driver, source, patience));

    public static void SessionsLeft(ILogger logger, string source, int count) => Safely(() => logger.LogWarning(
        EventIds.SessionsLeft, "Source {Source} is closed while {Count} of its sessions are in use; each is closed when its stream is disposed", source, count));

    public static void SessionSlowToClose(ILogger logger, string source, string driver, TimeSpan patience) => Safely(() => logger.LogWarning(
        EventIds.SessionSlowToClose, "Driver {Driver} takes longer than {Patience} to close a session of source {Source}; it is left to it", driver, patience, source));

    public static void SessionLeaked(ILogger logger, string source, TimeSpan threshold, string stack) => Safely(() => logger.LogWarning(
        EventIds.SessionLeaked, "A session of source {Source} has been in use for longer than {Threshold}: dispose what took it. It was taken at\n{Stack}", source, threshold, stack));

    public static void SessionCameBackLate(ILogger logger, string source, TimeSpan used) => Safely(() => logger.LogInformation(
        EventIds.SessionCameBackLate, "A session of source {Source} that was reported as leaked came back after {Used}", source, used));

    public static void SessionReclaimed(ILogger logger, string source, string? stack) => Safely(() => logger.LogWarning(
        EventIds.SessionReclaimed, "A session of source {Source} is closed because what used it was collected without being disposed. It was taken at\n{Stack}",
        source, stack ?? "(set PoolOptions.LeakThreshold to know where)"));

    public static void PoolCleared(ILogger logger, string source, string reason) => Safely(() => logger.LogWarning(
        EventIds.PoolCleared, "The idle sessions of source {Source} are closed, and those in use when they come back: {Reason}", source, reason));

    public static void ConnectFailed(ILogger logger, string source, string reason) => Safely(() => logger.LogWarning(
        EventIds.ConnectFailed, "Source {Source} could not connect: {Reason}", source, reason));

    public static void MemoryRetained(ILogger logger, string source, long bytes, int blocks) => Safely(() => logger.LogWarning(
        EventIds.MemoryRetained, "Source {Source} is closed while {Bytes} bytes of batch memory in {Blocks} blocks are in use: dispose batches that were retained", source, bytes, blocks));

    private static void Safely(Action write)
    {
        try
        {
            write();
        }
        catch (Exception)
        {
            // See the summary.
        }
    }
}
