using System.Text.RegularExpressions;
using Quarry.Contracts;
using Quarry.Sdk.Conformance.Running;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>What a driver says of itself, and how it opens.</summary>
internal static partial class DriverChecks
{
    public static IEnumerable<ConformanceCheck> All =>
    [
        ConformanceCheck.Always("driver.info", "id, name, version and schemes keep their grammar", InfoAsync),
        ConformanceCheck.Always("driver.describe", "each claimed capability names its manual, each other one a reason, the same at every call", DescribeAsync),
        ConformanceCheck.Always("driver.max-sessions", "at least one session is allowed", MaxSessionsAsync),
        ConformanceCheck.Always("driver.bad-target", "a target that cannot be opened fails with a clear error and leaves nothing behind", BadTargetAsync),
        ConformanceCheck.Always("driver.unknown-option", "a target option that the driver does not know is refused", UnknownOptionAsync),
        ConformanceCheck.Always("driver.open-cancelled", "opening ends when it is cancelled", OpenCancelledAsync),
    ];

    public static Task OpensAsync(CheckContext context)
    {
        ServerInfo server = context.Session.Server;
        Ensure.That(!string.IsNullOrWhiteSpace(server.Product), "ServerInfo.Product is empty.");
        Ensure.That(server.Version > new Version(0, 0), $"ServerInfo.Version is {server.Version}; state the server's real version, capabilities follow from it.");
        Ensure.That(ReferenceEquals(server, context.Session.Server) || server.Version == context.Session.Server.Version, "Session.Server changes from call to call.");
        return Task.CompletedTask;
    }

    private static Task InfoAsync(CheckContext context)
    {
        DriverInfo info = context.Driver.Info;
        Ensure.That(IdGrammar().IsMatch(info.Id), $"The id \"{info.Id}\" is not made of lower-case letters, digits and '-', starting with a letter, at most 64 characters.");
        Ensure.That(!string.IsNullOrWhiteSpace(info.Name), "The driver's name is empty.");
        Ensure.That(VersionGrammar().IsMatch(info.Version), $"The version \"{info.Version}\" is not SemVer.");
        Ensure.That(info.Schemes.Count > 0 || context.Driver.Odbc is not null, "The driver has neither a URI scheme nor an ODBC profile: nothing can reach it.");
        Ensure.That(info.Schemes.All(scheme => SchemeGrammar().IsMatch(scheme)), $"A scheme of {string.Join(", ", info.Schemes)} is no lower-case URI scheme (RFC 3986).");
        Ensure.That(info.Schemes.Distinct().Count() == info.Schemes.Count, $"A scheme stands twice: {string.Join(", ", info.Schemes)}.");
        Ensure.That(info.Schemes.Count == 0 || info.Schemes.Contains(context.Fixture.Target.Scheme),
            $"The fixture's target has the scheme \"{context.Fixture.Target.Scheme}\", which is none of the driver's: {string.Join(", ", info.Schemes)}.");
        return Task.CompletedTask;
    }

    private static Task DescribeAsync(CheckContext context)
    {
        foreach (ServerInfo server in context.Driver.KnownServers.Append(context.Session.Server))
        {
            EnsureDescribed(context.Driver.Describe(server), context.Driver.Describe(server), $"{server.Product} {server.Version}");
        }

        return Task.CompletedTask;
    }

    private static void EnsureDescribed(DriverCapabilities first, DriverCapabilities second, string server)
    {
        foreach (string name in CapabilityTable.Names)
        {
            Capability capability = CapabilityTable.Get(first, name);
            Ensure.That(capability is not null, $"{name} of {server} is null. Use Capability.NotOffered or Capability.No.");
            bool isUrl = Uri.TryCreate(capability.Manual, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https";
            Ensure.That(isUrl || !capability.IsSupported, $"{name} of {server} is claimed without the URL of the manual page that says so: \"{capability.Manual}\".");
            Ensure.That(capability.IsSupported || !string.IsNullOrWhiteSpace(capability.Reason), $"{name} of {server} is not claimed, and no reason is given.");
            Ensure.That(capability.IsSupported == CapabilityTable.Get(second, name).IsSupported, $"Describe says yes and no of {name} for {server}.");
        }
    }

    private static Task MaxSessionsAsync(CheckContext context)
    {
        int max = context.Driver.MaxSessions(context.Fixture.Target);
        Ensure.That(max >= 1, $"MaxSessions is {max} for a target that opens.");
        return Task.CompletedTask;
    }

    private static async Task BadTargetAsync(CheckContext context)
    {
        Target target = context.Fixture.BadTarget ?? throw new NotApplicableException("the fixture names no bad target");
        QuarryException error = await Ensure.FailsAsync($"opening {target}", () => context.OpenSessionAsync(target)).ConfigureAwait(false);
        Ensure.That(error.Kind is ErrorKind.User or ErrorKind.Server or ErrorKind.Transport, $"Opening a bad target failed with kind {error.Kind}: {error.Message}");
    }

    private static async Task UnknownOptionAsync(CheckContext context)
    {
        const string Option = "quarry_no_such_option";
        if (!context.Fixture.KnowsAllOptions)
        {
            throw new NotApplicableException("the fixture says that others know the options");
        }

        Target target = context.Fixture.Target;
        var options = new Dictionary<string, string>(target.Options, StringComparer.OrdinalIgnoreCase) { [Option] = "1" };
        var odd = new Target { Scheme = target.Scheme, UserName = target.UserName, Host = target.Host, Port = target.Port, Path = target.Path, Options = options };
        QuarryException error = await Ensure.RefusesAsync($"the target option {Option}", () => context.OpenSessionAsync(odd)).ConfigureAwait(false);
        Ensure.That(error.Message.Contains(Option, StringComparison.Ordinal), $"The refusal does not name the option {Option}: {error.Message}");
    }

    private static async Task OpenCancelledAsync(CheckContext context)
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync().ConfigureAwait(false);
        var host = new CheckHost(context.Memory, context.Fixture.Credential);
        await Ensure.CancelsAsync("OpenAsync with a cancelled token", async () =>
        {
            Session? session = await context.Fixture.OpenAsync(context.Fixture.Target, host, source.Token).ConfigureAwait(false);
            if (session is not null)
            {
                await session.DisposeAsync().ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,63}$")]
    private static partial Regex IdGrammar();

    [GeneratedRegex("^[a-z][a-z0-9+.-]*$")]
    private static partial Regex SchemeGrammar();

    [GeneratedRegex(@"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$")]
    private static partial Regex VersionGrammar();
}
