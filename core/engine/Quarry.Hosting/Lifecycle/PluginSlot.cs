namespace Quarry.Hosting.Lifecycle;

/// <summary>The place of one plugin in the host: what it is, how far it has come, and, while it is loaded, the one reference to it.</summary>
internal sealed class PluginSlot(PluginIdentity identity, PluginProblem? problem)
{
    private volatile Status _status = new(problem is null ? PluginState.Listed : PluginState.Failed, problem);

    public PluginIdentity Identity { get; } = identity;

    /// <summary>Extensions of this driver that are not refused; complete before the first load.</summary>
    public List<PluginSlot> Extensions { get; } = [];

    /// <summary>Held while this driver, with its extensions, is loaded or unloaded.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Guarded by <see cref="Gate"/>.</summary>
    public PluginFamily? Family { get; set; }

    public PluginState State => _status.State;
    public PluginProblem? Problem => _status.Problem;
    public bool IsRefused => State == PluginState.Failed;

    public void Refuse(PluginProblem reason) => _status = new(PluginState.Failed, reason);

    public void Become(PluginState state, PluginProblem? reason = null) => _status = new(state, reason);

    public PluginEntry ToEntry()
    {
        Status status = _status;
        return new PluginEntry
        {
            Id = Identity.Id,
            Name = Identity.Name,
            Vendor = Identity.Vendor,
            Version = Identity.Version,
            Folder = Identity.Folder,
            Schemes = Identity.Schemes,
            OdbcDrivers = Identity.OdbcDrivers,
            DbmsNames = Identity.DbmsNames,
            Extends = Identity.Extends,
            Contract = Identity.Contract,
            State = status.State,
            Problem = status.Problem,
        };
    }

    private sealed class Status(PluginState state, PluginProblem? problem)
    {
        public PluginState State { get; } = state;
        public PluginProblem? Problem { get; } = problem;
    }
}
