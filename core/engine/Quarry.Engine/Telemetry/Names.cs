namespace Quarry.Engine.Telemetry;

/// <summary>Names of the OpenTelemetry semantic conventions for database clients, v1.44.0. No other file spells one.</summary>
/// <remarks>https://opentelemetry.io/docs/specs/semconv/database/. Stable but for <see cref="ReturnedRows"/> and those of pools, which are in development.</remarks>
internal static class Names
{
    public const string OperationDuration = "db.client.operation.duration";
    public const string ReturnedRows = "db.client.response.returned_rows";

    public const string PoolCount = "db.client.connection.count";
    public const string PoolIdleMax = "db.client.connection.idle.max";
    public const string PoolIdleMin = "db.client.connection.idle.min";
    public const string PoolMax = "db.client.connection.max";
    public const string PoolPending = "db.client.connection.pending_requests";
    public const string PoolTimeouts = "db.client.connection.timeouts";
    public const string PoolCreateTime = "db.client.connection.create_time";
    public const string PoolWaitTime = "db.client.connection.wait_time";
    public const string PoolUseTime = "db.client.connection.use_time";
    public const string PoolName = "db.client.connection.pool.name";
    public const string PoolState = "db.client.connection.state";

    public const string SystemName = "db.system.name";
    public const string Namespace = "db.namespace";
    public const string OperationName = "db.operation.name";
    public const string QuerySummary = "db.query.summary";
    public const string StatusCode = "db.response.status_code";
    public const string ErrorType = "error.type";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";

    public const string Connect = "connect";
    public const string Plan = "plan";
    public const string Execute = "execute";
    public const string Fetch = "fetch";

    private const string OtherSystem = "other_sql";

    /// <summary>The convention's name of a DBMS. It has none for SAP ASE, which is therefore <c>other_sql</c>.</summary>
    /// <param name="driver">A driver's id.</param>
    public static string SystemOf(string driver) => driver switch
    {
        "postgresql" or "mysql" or "mariadb" or "sqlite" or "clickhouse" => driver,
        "sqlserver" => "microsoft.sql_server",
        "oracle" => "oracle.db",
        "db2" => "ibm.db2",
        "hana" => "sap.hana",
        _ => OtherSystem,
    };
}
