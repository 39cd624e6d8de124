using System.Runtime.ExceptionServices;
using Quarry.Contracts;

namespace Quarry.Engine.Faults;

/// <summary>Decides which exceptions of a driver reach the application as they are, and what stands for the others.</summary>
/// <remarks><see cref="PluginFault"/> keeps plugin types and what looks like a secret out; here the source's own secret is kept out as well, and what
/// is neither a <see cref="QuarryException"/> nor an exception that ADO.NET prescribes for misuse becomes the plugin's fault.</remarks>
internal sealed class FaultFilter(SecretScrubber scrubber)
{
    private static readonly Type[] s_misuse =
    [
        typeof(ArgumentException), typeof(ArgumentNullException), typeof(ArgumentOutOfRangeException), typeof(InvalidOperationException),
        typeof(ObjectDisposedException), typeof(NotSupportedException), typeof(InvalidCastException),
    ];

    /// <summary>The exception itself, or what stands for it.</summary>
    /// <param name="error">What the driver threw; not a cancellation that was asked for.</param>
    /// <param name="driver">The driver's id.</param>
    public Exception Filter(Exception error, string driver)
    {
        Exception translated = PluginFault.Translate(error, driver);
        if (!s_misuse.Contains(translated.GetType()) && translated is not QuarryException)
        {
            translated = PluginFault.Of(error).ToException(driver);
        }

        return HoldsSecret(translated) ? Scrubbed(translated as QuarryException ?? PluginFault.Of(translated).ToException(driver)) : translated;
    }

    private bool HoldsSecret(Exception error)
    {
        for (Exception? current = error; current is not null; current = current.InnerException)
        {
            if (scrubber.Scrub(current.Message) != current.Message)
            {
                return true;
            }
        }

        return error is QuarryException quarry && quarry.Records.Any(record => scrubber.Scrub(record.Message) != record.Message);
    }

    private QuarryException Scrubbed(QuarryException error)
    {
        var clean = new QuarryException(error.Kind, error.Code, scrubber.Scrub(error.Message), error.SqlState, null)
        {
            VendorCode = error.VendorCode,
            Severity = error.Severity,
            Position = error.Position,
            Records = [.. error.Records.Select(record => record with { Message = scrubber.Scrub(record.Message) })],
            Transient = error.Transient,
            OutcomeUnknown = error.OutcomeUnknown,
        };
        return error.StackTrace is { } stack ? (QuarryException)ExceptionDispatchInfo.SetRemoteStackTrace(clean, scrubber.Scrub(stack)) : clean;
    }
}
