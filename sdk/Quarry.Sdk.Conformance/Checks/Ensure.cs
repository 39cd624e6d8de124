using System.Diagnostics.CodeAnalysis;
using Quarry.Contracts;
using Quarry.Sdk.Conformance.Values;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>What checks assert. Each failure is a <see cref="CheckFailedException"/> whose message goes into the report.</summary>
internal static class Ensure
{
    public static void That([DoesNotReturnIf(false)] bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new CheckFailedException(otherwise);
        }
    }

    public static void Same(object? expected, object? actual, string what)
        => That(Value.Same(expected, actual), $"{what}: expected {Value.Show(expected)}, got {Value.Show(actual)}.");

    public static void Integer(long expected, object? actual, string what)
        => That(Value.Integer(actual) == expected, $"{what}: expected {expected}, got {Value.Show(actual)}.");

    /// <summary>The call must fail with a clear <see cref="QuarryException"/> that blames the request or the server.</summary>
    public static async Task<QuarryException> RefusesAsync(string what, Func<Task> call)
    {
        QuarryException error = await FailsAsync(what, call).ConfigureAwait(false);
        That(error.Kind is ErrorKind.User or ErrorKind.Server, $"{what}: the refusal has kind {error.Kind}; it must be User or Server: {error.Message}");
        return error;
    }

    /// <summary>The call must fail with a <see cref="QuarryException"/> of any kind that keeps the rules of errors.</summary>
    public static async Task<QuarryException> FailsAsync(string what, Func<Task> call)
    {
        QuarryException? error = null;
        try
        {
            await call().ConfigureAwait(false);
        }
        catch (QuarryException refused)
        {
            error = refused;
        }
        catch (Exception other) when (other is not CheckFailedException and not NotApplicableException)
        {
            throw new CheckFailedException($"{what}: it must fail with a QuarryException, but threw {other.GetType()}: {other.Message}");
        }

        That(error is not null, $"{what}: it must be refused, but succeeded.");
        WellFormed(what, error);
        return error;
    }

    /// <summary>The call must end with an <see cref="OperationCanceledException"/>.</summary>
    public static async Task CancelsAsync(string what, Func<Task> call)
    {
        try
        {
            await call().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception other) when (other is not CheckFailedException and not NotApplicableException)
        {
            throw new CheckFailedException($"{what}: it must end with an OperationCanceledException, but threw {other.GetType()}: {other.Message}");
        }

        throw new CheckFailedException($"{what}: it must end with an OperationCanceledException, but ran to its end.");
    }

    private static void WellFormed(string what, QuarryException error)
    {
        That(!string.IsNullOrWhiteSpace(error.Message), $"{what}: the error has no message.");
        That(error.Code > 0, $"{what}: the error has no code: {error.Message}");
        That(error.SqlState is null or { Length: 5 }, $"{what}: SQLSTATE \"{error.SqlState}\" has not five characters.");
        That(error.Position >= 0, $"{what}: the position {error.Position} is negative; 0 stands for unknown.");
        for (Exception? inner = error; inner is not null; inner = inner.InnerException)
        {
            // A plugin's own exception type would pin its load context.
            string assembly = inner.GetType().Assembly.GetName().Name!;
            That(assembly == typeof(QuarryException).Assembly.GetName().Name || assembly.StartsWith("System.", StringComparison.Ordinal),
                $"{what}: {inner.GetType()} of assembly {assembly} crosses the driver's boundary. Throw a QuarryException without it.");
        }
    }
}
