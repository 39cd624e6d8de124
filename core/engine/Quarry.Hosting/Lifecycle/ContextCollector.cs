namespace Quarry.Hosting.Lifecycle;

/// <summary>Finds out whether load contexts that were asked to unload are gone.</summary>
internal static class ContextCollector
{
    // 2 to 4 collections free a context that nothing pins; more change nothing.
    private const int MaxCollections = 10;

    public static bool AreGone(WeakReference[] contexts, CancellationToken cancellationToken)
    {
        for (int i = 0; i < MaxCollections && IsAnyAlive(contexts); i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return !IsAnyAlive(contexts);
    }

    private static bool IsAnyAlive(WeakReference[] contexts) => Array.Exists(contexts, context => context.IsAlive);
}
