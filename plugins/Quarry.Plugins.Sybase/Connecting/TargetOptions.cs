using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.Sybase.Errors;

namespace Quarry.Plugins.Sybase.Connecting;

/// <summary>The options of a target as keywords.</summary>
internal static class TargetOptions
{
    public const string CharacterSet = "charset";
    public const string EncryptPassword = "encrypt_password";

    /// <summary>All of them. What passwords are encrypted by FreeTDS is its word Encryption; SAP's driver uses that word for TLS.</summary>
    public static IReadOnlyList<TargetOption> All { get; } =
    [
        new("alternate_servers", "AlternateServers", null, "host:port,host:port", Text),
        new("application_name", "ApplicationName", "APP", "a name", Text),
        new(CharacterSet, "CharSet", null, "a character set of the server, such as utf8", Text),
        new("dynamic_prepare", "DynamicPrepare", null, "0 or 1", value => value is "0" or "1"),
        new(EncryptPassword, "EncryptPassword", "Encryption", "0 (plain), 1 (encrypted) or 2 (encrypted if the server can)", value => value is "0" or "1" or "2"),
        new("encryption", "Encryption", null, "ssl", value => value.Equals("ssl", StringComparison.OrdinalIgnoreCase)),
        new("language", "Language", "Language", "a language of the server", Text),
        new("packet_size", "PacketSize", "PacketSize", "512 to 65024 bytes, a multiple of 512",
            value => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size is >= 512 and <= 65024 && size % 512 == 0),
        new("trusted_file", "TrustedFile", null, "a file of certificates", Text),
    ];

    /// <summary>The keywords of a target's options for an ODBC driver, in the order of their names.</summary>
    /// <exception cref="QuarryException">An option is unknown, has a wrong value or means nothing to the driver (User).</exception>
    public static IEnumerable<KeyValuePair<string, string>> Keywords(IReadOnlyDictionary<string, string> options, OdbcDriverKind driver)
    {
        foreach (string name in options.Keys.Where(name => Find(name) is null).Order(StringComparer.Ordinal))
        {
            throw OptionErrors.Unknown(name, All.Select(option => option.Name));
        }

        foreach (TargetOption option in All)
        {
            string? value = options.FirstOrDefault(given => given.Key.Equals(option.Name, StringComparison.OrdinalIgnoreCase)).Value ?? Default(option, driver);
            if (value is null)
            {
                continue;
            }

            if (!option.Accepts(value))
            {
                throw OptionErrors.Invalid(option.Name, option.Expected);
            }

            string keyword = (driver == OdbcDriverKind.Sap ? option.Sap : option.FreeTds)
                ?? throw OptionErrors.Refused(option.Name, "FreeTDS has nothing like it for ASE; use SAP's ODBC driver, which odbc.driver names");
            yield return new(keyword, option.Name == EncryptPassword && driver == OdbcDriverKind.FreeTds ? FreeTdsEncryption(value) : value);
        }
    }

    // SAP's driver would send the password as it is, and its text in the process's or the server's character set.
    private static string? Default(TargetOption option, OdbcDriverKind driver) => option.Name switch
    {
        CharacterSet when driver == OdbcDriverKind.Sap => "utf8",
        EncryptPassword => "1",
        _ => null,
    };

    private static string FreeTdsEncryption(string value) => value switch { "0" => "off", "1" => "require", _ => "request" };

    private static TargetOption? Find(string name) => All.FirstOrDefault(option => option.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static bool Text(string value) => value.Length > 0;
}
