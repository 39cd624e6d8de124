namespace Quarry.Engine.Calls;

/// <summary>Why a query is being ended.</summary>
internal enum CancelCause
{
    None,
    Caller,
    Timeout,
    SourceClosed,
    StreamDisposed,
}
