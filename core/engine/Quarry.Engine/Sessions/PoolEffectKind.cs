namespace Quarry.Engine.Sessions;

/// <summary>What has to be done after a transition of the pool.</summary>
internal enum PoolEffectKind
{
    /// <summary>The waiter owns the session.</summary>
    Deliver,
    /// <summary>The waiter gets the error, which others may get too.</summary>
    Fail,
    /// <summary>The waiter has waited for too long; the error, if any, is why the last attempt to connect failed.</summary>
    Expire,
    /// <summary>A session is to be opened.</summary>
    Open,
    /// <summary>The session is to be closed.</summary>
    Close,
    /// <summary>The session, lent for it, is to give a sign of life.</summary>
    Check,
    /// <summary>The session's user was collected; what the user left is to be ended and the session closed.</summary>
    Reclaim,
    /// <summary>The session has been in use for longer than the threshold.</summary>
    ReportLeak,
    /// <summary><see cref="PoolCore.Retry"/> is to be called after the delay.</summary>
    RetryLater,
    /// <summary><see cref="PoolCore.Expire"/> is to be called after the delay.</summary>
    ExpireLater,
    /// <summary>The pool is closed and its last session gone.</summary>
    Drained,
}
