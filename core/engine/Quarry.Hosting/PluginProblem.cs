using Quarry.Contracts;

namespace Quarry.Hosting;

/// <summary>Why a plugin or a plugins directory cannot be used, and what to do about it. Text only: it refers to nothing of a plugin.</summary>
public sealed class PluginProblem
{
    internal PluginProblem(int code, string cause, string fix, ErrorKind kind = ErrorKind.User) => (Code, Cause, Fix, Kind) = (code, cause, fix, kind);

    /// <summary>The stable number, for programs; that of the <see cref="QuarryException"/> which <see cref="PluginHost.Load"/> throws for it.</summary>
    public int Code { get; }
    /// <summary>What is wrong and where, in one sentence.</summary>
    public string Cause { get; }
    /// <summary>What to do, in one sentence.</summary>
    public string Fix { get; }
    /// <summary>Who has to act: User for what stands in a folder or a configuration, Internal for a defect of the plugin.</summary>
    public ErrorKind Kind { get; }

    /// <summary>Cause and fix.</summary>
    public override string ToString() => $"{Cause} {Fix}";

    internal static PluginProblem Of(PluginFault fault) => new(fault.Code, fault.Cause, fault.Fix, fault.Kind);

    internal QuarryException ToException(string plugin) => new(Kind, Code, $"Plugin '{plugin}': {Cause} {Fix}");
}
