using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Quarry.Columnar;

namespace Quarry.Engine;

/// <summary>What the sources of one engine share. Whoever creates it owns what it holds.</summary>
public sealed class EngineServices
{
    /// <summary>Where drivers come from.</summary>
    public required DriverSource Drivers { get; init; }

    /// <summary>Memory for batches; its budget is the engine's.</summary>
    public required Arena Memory { get; init; }

    /// <summary>The ways to servers that are tried after the driver's own, in order.</summary>
    public IReadOnlyList<Transport> Transports { get; init; } = [];

    /// <summary>Where events go.</summary>
    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    /// <summary>The clock of timeouts and durations.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How long a driver may take to obey a cancellation, to verify or to close a session, before the engine goes on without it.</summary>
    public TimeSpan DriverPatience { get; init; } = TimeSpan.FromSeconds(5);
}
