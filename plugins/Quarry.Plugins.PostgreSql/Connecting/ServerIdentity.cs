using System.Collections.Frozen;
using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Sessions;

namespace Quarry.Plugins.PostgreSql.Connecting;

/// <summary>Which product the server is. Facts are the parameters that it reports, and <c>tls</c>: the protocol, or <c>none</c>.</summary>
internal static class ServerIdentity
{
    // Who speaks the protocol and says so in version(), in the parameter that only it has, or in server_version.
    private static readonly (string Mark, string Product)[] s_products =
    [
        ("CockroachDB", "CockroachDB"), ("-YB-", "YugabyteDB"), ("Greenplum", "Greenplum"), ("Redshift", "Amazon Redshift"), ("Materialize", "Materialize"),
        ("CrateDB", "CrateDB"), ("RisingWave", "RisingWave"), ("QuestDB", "QuestDB"), ("EnterpriseDB", "EDB Postgres Advanced Server"), ("EDB", "EDB Postgres Advanced Server"),
        ("Cloudberry", "Apache Cloudberry"), ("openGauss", "openGauss"),
    ];

    public static ServerInfo Of(Link link)
    {
        string reported = link.Parameters.GetValueOrDefault("server_version", "");
        Version version = VersionOf(reported);
        string text = link.Parameters.ContainsKey("crdb_version") ? "CockroachDB" : reported;
        string? product = ProductOf(text);
        // What reports an old version, or none, is mostly another product that says so only when asked. Newer servers save the round trip.
        if (product is null && version < new Version(13, 0))
        {
            text = link.Command("SELECT version()") is [{ } answer, ..] ? answer : "";
            product = ProductOf(text);
        }

        return new()
        {
            Product = product ?? "PostgreSQL",
            Version = version,
            VersionText = text.Length > reported.Length ? text : reported,
            Facts = link.Parameters.Append(new("tls", link.Connection.Tls is { } tls ? tls.SslProtocol.ToString() : "none")).ToFrozenDictionary(),
        };
    }

    /// <summary>The product that a version text names, or null.</summary>
    public static string? ProductOf(string text) => s_products.FirstOrDefault(product => text.Contains(product.Mark, StringComparison.OrdinalIgnoreCase)).Product;

    /// <summary>The leading number of a version text; 0.0 if there is none.</summary>
    public static Version VersionOf(string text)
    {
        int[] parts = [0, 0, 0];
        int at = 0;
        for (int part = 0; part < parts.Length; part++)
        {
            int start = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                at++;
            }

            if (!int.TryParse(text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out parts[part]) || at == text.Length || text[at] != '.')
            {
                return part < 2 ? new(parts[0], parts[1]) : new(parts[0], parts[1], parts[2]);
            }

            at++;
        }

        return new(parts[0], parts[1], parts[2]);
    }
}
