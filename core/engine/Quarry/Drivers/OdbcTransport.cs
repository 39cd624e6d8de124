using System.Collections.Concurrent;
using System.IO.Enumeration;
using Microsoft.Extensions.Logging;
using Quarry.Contracts;
using Quarry.Engine;
using Quarry.Hosting;
using Quarry.Odbc;

namespace Quarry.Drivers;

/// <summary>The way through ODBC: for plugins whose profile tells how, and for targets that name an ODBC driver or a data source.</summary>
/// <remarks>Which plugin knows the database of such a target is told by the ODBC driver's name; if several plugins claim it, or none, by SQL_DBMS_NAME of a connection
/// that is made once for each target. A database that no plugin knows is read through the generic profile, and the log and <c>explain</c> say so.</remarks>
internal sealed partial class OdbcTransport(PluginHost plugins, ILogger log) : Transport
{
    // Ids and descriptions only: what is kept for the engine's life may hold nothing of a plugin.
    private readonly ConcurrentDictionary<string, Detected> _detected = new(StringComparer.Ordinal);

    public override string Name => "odbc";

    public override IReadOnlyList<string> Schemes => [OdbcTarget.Scheme, OdbcTarget.DataSourceScheme];

    public override async ValueTask<DriverLease> ChooseAsync(DriverLease lease, Target target, DriverHost host, CancellationToken cancellationToken)
    {
        if (!OdbcTarget.IsOwn(target))
        {
            // Without a profile there is no way, and the lease stays as it is for who has one.
            return lease.Odbc is null ? lease : OdbcLease.Of(lease);
        }

        string key = Key(target);
        if (!_detected.TryGetValue(key, out Detected? detected))
        {
            detected = await DetectAsync(target, host, cancellationToken).ConfigureAwait(false);
            _detected[key] = detected;
            if (detected.Plugin is null)
            {
                Log.Generic(log, detected.Server!.Product, detected.Server.VersionText);
            }
        }

        return detected.Plugin is { } id ? OdbcLease.Of(new PluginLease(plugins.Load(id))) : OdbcLease.Generic(detected.Server!);
    }

    public override ValueTask<Session?> OpenAsync(DriverLease lease, Target target, DriverHost host, CancellationToken cancellationToken)
        => lease.Odbc is not null || OdbcTarget.IsOwn(target)
            ? lease.Driver.OpenAsync(target, host, cancellationToken)
            : default;

    private async ValueTask<Detected> DetectAsync(Target target, DriverHost host, CancellationToken cancellationToken)
    {
        string name = Path.GetFileName(OdbcTarget.DriverOf(target));
        string[] byName = name.Length == 0 ? [] : Claiming(entry => entry.OdbcDrivers, name);
        if (byName.Length == 1)
        {
            return new(byName[0], null);
        }

        ServerInfo server = await OdbcDriver.IdentifyAsync(target, host, cancellationToken).ConfigureAwait(false);
        string[] byDatabase = Claiming(entry => entry.DbmsNames, server.Product);
        return byDatabase.Length <= 1 ? new(byDatabase.FirstOrDefault(), server) : throw new QuarryException(ErrorKind.User, ErrorCodes.SeveralPlugins,
            $"The database calls itself \"{server.Product}\", and the plugins {string.Join(" and ", byDatabase)} both claim that name. Remove one of them.");
    }

    private string[] Claiming(Func<PluginEntry, IReadOnlyList<string>> patterns, string name)
        => [.. plugins.Plugins.Where(entry => entry.Extends is null && entry.State != PluginState.Failed
            && patterns(entry).Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true))).Select(entry => entry.Id)];

    private static string Key(Target target) => $"{target.Scheme}\n{target.Path}\n{string.Join('\n', target.Options.Select(option => $"{option.Key}={option.Value}"))}";

    private sealed record Detected(string? Plugin, ServerInfo? Server);

    private static partial class Log
    {
        [LoggerMessage(EventId = 7101, Level = LogLevel.Information,
            Message = "No plugin knows the database \"{Product}\" ({Version}): it is read through the generic ODBC profile, by what its ODBC driver tells of it.")]
        public static partial void Generic(ILogger logger, string product, string version);
    }
}
