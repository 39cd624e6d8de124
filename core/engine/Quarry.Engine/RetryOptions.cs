namespace Quarry.Engine;

/// <summary>How often and how soon a transaction is repeated that the server ended for the sake of another.</summary>
public sealed record RetryOptions
{
    /// <summary>Five attempts, a tenth of a second to two seconds apart.</summary>
    public static RetryOptions Default { get; } = new();

    /// <summary>How often the work runs at most, 1 or more. The default is 5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int MaxAttempts
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaxAttempts));
            field = value;
        }
    } = 5;

    /// <summary>The pause after the first failure; each further one is twice as long, and each is shortened by up to a half at random, so that those who met
    /// once do not meet again. The default is 100 ms.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public TimeSpan FirstPause
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero, nameof(FirstPause));
            field = value;
        }
    } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest pause. The default is 2 seconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or more than the 49 days that a timer takes.</exception>
    public TimeSpan MaxPause
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero, nameof(MaxPause));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromDays(49), nameof(MaxPause));
            field = value;
        }
    } = TimeSpan.FromSeconds(2);
}
