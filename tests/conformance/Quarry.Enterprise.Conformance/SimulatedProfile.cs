using Quarry.Contracts;

namespace Quarry.Enterprise.Conformance;

/// <summary>A plugin's profile, whose connection strings also say which ODBC driver the scripted one stands in for, and where its store lies.</summary>
internal sealed class SimulatedProfile(OdbcProfile inner, Personality personality, string folder) : OdbcProfile
{
    public override IReadOnlyList<string> Drivers => inner.Drivers;

    public override string UserKeyword => inner.UserKeyword;

    public override string PasswordKeyword => inner.PasswordKeyword;

    public override IReadOnlyList<KeyValuePair<string, string>> DefaultKeywords => inner.DefaultKeywords;

    public override IReadOnlyList<string> ConnectStatements => inner.ConnectStatements;

    public override string? FactsSql => inner.FactsSql;

    public override IReadOnlyList<string>? ResetStatements => inner.ResetStatements;

    public override string PingStatement => inner.PingStatement;

    public override IReadOnlyDictionary<string, string> Quirks => inner.Quirks;

    public override IReadOnlyList<KeyValuePair<string, string>> ConnectionKeywords(Target target) => ConnectionKeywords(target, "");

    public override IReadOnlyList<KeyValuePair<string, string>> ConnectionKeywords(Target target, string odbcDriver) =>
    [
        .. inner.ConnectionKeywords(target, personality.OdbcDriver), .. personality.Keywords, new("Store", "sqlite"), new("StoreFolder", folder),
    ];

    public override NativeColumn Describe(NativeColumn column) => inner.Describe(column);

    public override IReadOnlyList<string>? BeginTransaction(TransactionOptions options) => inner.BeginTransaction(options);

    public override IReadOnlyList<string> EndTransaction(TransactionOptions options) => inner.EndTransaction(options);

    public override string ParameterMarker(LogicalType type) => inner.ParameterMarker(type);
}
