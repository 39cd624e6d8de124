namespace Quarry.Engine;

/// <summary>How a batch was run.</summary>
public enum BatchWay
{
    /// <summary>In as few round trips as the driver's protocol allows.</summary>
    Together,
    /// <summary>Statement by statement: the driver offers no batches (capability <c>Batches</c>).</summary>
    OneByOne,
}
