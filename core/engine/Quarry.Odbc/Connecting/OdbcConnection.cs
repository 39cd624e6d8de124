using System.Collections.Concurrent;
using Quarry.Contracts;
using Quarry.Odbc.Errors;
using Quarry.Odbc.Native;
using Quarry.Odbc.Quirks;

namespace Quarry.Odbc.Connecting;

/// <summary>A connection that was made, with what is known of its driver. On one thread at a time.</summary>
internal sealed unsafe class OdbcConnection : IDisposable
{
    // Drivers whose lengths have 64 bits, by file, name and version: proven once per process.
    private static readonly ConcurrentDictionary<string, bool> s_proven = new(StringComparer.Ordinal);

    private OdbcConnection(ConnectionHandle handle, OdbcFacts facts, OdbcSettings settings) => (Handle, Facts, Settings) = (handle, facts, settings);

    public ConnectionHandle Handle { get; }

    public OdbcFacts Facts { get; }

    public OdbcSettings Settings { get; }

    /// <summary>The server as the engine and the plugin see it.</summary>
    public ServerInfo Server { get; private set; } = new() { Product = "", Version = new() };

    /// <summary>Connects.</summary>
    /// <param name="keywords">Where to and how.</param>
    /// <param name="driver">What knows the database.</param>
    /// <param name="profile">How it is reached, or null.</param>
    /// <param name="credential">The secret, or null.</param>
    /// <exception cref="QuarryException">It does not connect, or it is another database than the driver's (User).</exception>
    public static OdbcConnection Open(ConnectionKeywords keywords, Driver driver, OdbcProfile? profile, Credential? credential)
    {
        EnvironmentHandle environment = DriverManager.Environment;
        OdbcSettings given = SettingNames.Apply(OdbcSettings.Default, keywords.Settings);
        ConnectionHandle handle = ConnectionHandle.Allocate(environment, driver.Dialect);
        try
        {
            if (given.LoginTimeout > 0)
            {
                // A hint: a driver that knows no timeout refuses it and connects all the same.
                _ = OdbcApi.SQLSetConnectAttrW(handle, Sql.AttrLoginTimeout, given.LoginTimeout, 0);
            }

            using (var text = new NativeConnectionString(keywords, credential))
            {
                short result = OdbcApi.SQLDriverConnectW(handle, 0, text.Text, (short)Math.Min(text.Length, short.MaxValue), null, 0, null, Sql.DriverNoPrompt);
                if (result is not (Sql.Success or Sql.SuccessWithInfo))
                {
                    throw Failed(OdbcErrors.Of(handle, result));
                }
            }

            handle.MarkConnected();
            OdbcFacts facts = OdbcFacts.Read(handle);
            if (driver.Info.DbmsNames is { Count: > 0 } names && !names.Any(name => QuirkTable.IsMatch(name, facts.DbmsName)))
            {
                throw OdbcErrors.OtherDatabase(driver.Info, facts.DbmsName);
            }

            OdbcSettings settings = QuirkTable.Apply(OdbcSettings.Default, keywords.Driver, facts.DriverName, facts.DriverVersion);
            settings = SettingNames.Apply(SettingNames.Apply(settings, profile?.Quirks ?? Enumerable.Empty<KeyValuePair<string, string>>()), keywords.Settings);
            var connection = new OdbcConnection(handle, facts, settings);
            connection.Prepare(profile, keywords.Driver);
            return connection;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    public void Dispose() => Handle.Dispose();

    /// <summary>Runs statements whose rows nobody needs.</summary>
    public void Execute(IEnumerable<string> statements)
    {
        foreach (string sql in statements)
        {
            using StatementHandle statement = StatementHandle.Allocate(Handle);
            Statements.ExecuteDirect(statement, sql);
        }
    }

    /// <summary>Throws if the driver knows that the connection is gone. That it does not know proves nothing.</summary>
    public void ThrowIfDead()
    {
        nint dead = 0;
        if (OdbcApi.SQLGetConnectAttrW(Handle, Sql.AttrConnectionDead, &dead, sizeof(nint), out _) is Sql.Success or Sql.SuccessWithInfo && dead == 1)
        {
            throw OdbcErrors.ConnectionDead();
        }
    }

    private static QuarryException Failed(QuarryException error)
    {
        DiagnosticRecord first = error.Records.Count > 0 ? error.Records[0] : new() { Message = error.Message };
        bool missing = first.SqlState is "IM002" or "IM003" or "01000" && error.Records.Any(record => record.SqlState is "IM002" or "IM003" || record.Message.Contains("Can't open lib", StringComparison.Ordinal));
        return missing
            ? OdbcErrors.DriverMissing(error.Message, InstalledDrivers.Names())
            : new(error.Kind, error.Code == ErrorCodes.Server ? ErrorCodes.CannotConnect : error.Code, $"The ODBC driver could not connect: {error.Message}", error.SqlState, null)
            {
                Records = error.Records,
                VendorCode = error.VendorCode,
                Transient = error.IsTransient,
            };
    }

    private void Prepare(OdbcProfile? profile, string file)
    {
        if (Settings.CheckLengthWidth)
        {
            string driver = $"{Facts.DriverName} {Facts.DriverVersion}";
            string key = $"{file} {driver}";
            if (!s_proven.ContainsKey(key) && LengthWidthProbe.Run(Handle, driver))
            {
                s_proven[key] = true;
            }
        }

        Execute(profile?.ConnectStatements ?? []);
        Server = Facts.ToServerInfo(Settings);
        if (profile?.FactsSql is { } sql)
        {
            Server = Server with { Facts = ServerFacts.Read(Handle, sql).Concat(Server.Facts).DistinctBy(fact => fact.Key).ToDictionary() };
        }
    }
}
