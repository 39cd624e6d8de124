using System.Runtime.ExceptionServices;
using Quarry.Contracts;

namespace Quarry.Hosting;

/// <summary>Why a plugin or a plugins directory cannot be used, and what to do about it. Text only: it refers to nothing of a plugin.</summary>
public sealed class PluginProblem
{
    internal PluginProblem(int code, string cause, string fix, ErrorKind kind = ErrorKind.User, string stack = "")
        => (Code, Cause, Fix, Kind, Stack) = (code, cause, fix, kind, stack);

    /// <summary>The stable number, for programs; that of the <see cref="QuarryException"/> which <see cref="PluginHost.Load"/> throws for it.</summary>
    public int Code { get; }
    /// <summary>What is wrong and where, in one sentence.</summary>
    public string Cause { get; }
    /// <summary>What to do, in one sentence.</summary>
    public string Fix { get; }
    /// <summary>Who has to act: User for what stands in a folder or a configuration, Internal for a defect of the plugin.</summary>
    public ErrorKind Kind { get; }
    /// <summary>Where in the plugin's code it failed, for its author: the stack trace without secrets, or "" if none of its code threw.</summary>
    public string Stack { get; }

    /// <summary>Cause and fix.</summary>
    public override string ToString() => $"{Cause} {Fix}";

    internal static PluginProblem Of(PluginFault fault) => new(fault.Code, fault.Cause, fault.Fix, fault.Kind, fault.Stack);

    internal QuarryException ToException(string plugin)
    {
        var exception = new QuarryException(Kind, Code, $"Plugin '{plugin}': {Cause} {Fix}");
        return Stack.Length == 0 ? exception : (QuarryException)ExceptionDispatchInfo.SetRemoteStackTrace(exception, Stack);
    }
}
