using System.Diagnostics;

namespace Quarry.Engine.Telemetry;

/// <summary>The span of one stage, ended by <c>using</c>.</summary>
internal readonly struct StageSpan(Activity? span) : IDisposable
{
    public void Dispose() => Instruments.Stop(span);
}
