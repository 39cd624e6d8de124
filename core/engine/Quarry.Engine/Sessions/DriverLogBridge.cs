using Microsoft.Extensions.Logging;
using Quarry.Contracts;
using Quarry.Engine.Faults;

namespace Quarry.Engine.Sessions;

/// <summary>A driver's events as the application's log, without the source's secret.</summary>
internal sealed class DriverLogBridge(ILogger logger, SecretScrubber scrubber) : DriverLog
{
    public override bool IsEnabled(DriverLogLevel level)
    {
        try
        {
            return logger.IsEnabled((LogLevel)level);
        }
        catch (Exception)
        {
            // A sink of the application that throws must not fail a query.
            return false;
        }
    }

    public override void Write(DriverLogLevel level, int eventId, string message)
    {
        if (!IsEnabled(level))
        {
            return;
        }

        try
        {
            logger.Log((LogLevel)level, eventId, "{Message}", scrubber.Scrub(message));
        }
        catch (Exception)
        {
            // As above.
        }
    }
}
