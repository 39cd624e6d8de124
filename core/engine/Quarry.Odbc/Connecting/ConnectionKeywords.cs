using Quarry.Contracts;
using Quarry.Odbc.Errors;
using Quarry.Odbc.Quirks;

namespace Quarry.Odbc.Connecting;

/// <summary>The keywords of a connection in order, without the secret. The caller's own come first: of a keyword that stands twice the first counts.</summary>
internal sealed class ConnectionKeywords
{
    private readonly List<KeyValuePair<string, string>> _all = [];

    private ConnectionKeywords(string driver) => Driver = driver;

    /// <summary>The ODBC driver's name or file, or "" if only the data source tells.</summary>
    public string Driver { get; }

    /// <summary>The keyword that carries the password.</summary>
    public string PasswordKeyword { get; private set; } = "PWD";

    /// <summary>The keywords.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> All => _all;

    /// <summary>What the target says of the settings, by their names.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Settings { get; private init; } = [];

    /// <summary>Composes the keywords of a target.</summary>
    /// <param name="target">An <c>odbc:</c> or <c>dsn:</c> target, or one of a driver with a profile.</param>
    /// <param name="driver">The id of that driver, for errors.</param>
    /// <param name="profile">The driver's profile; null is for targets of ODBC's own form.</param>
    public static ConnectionKeywords Of(Target target, string driver, OdbcProfile? profile)
    {
        KeyValuePair<string, string>[] settings =
        [
            .. target.Options.Where(option => option.Key.StartsWith(SettingNames.Prefix, StringComparison.OrdinalIgnoreCase))
                .Select(option => KeyValuePair.Create(option.Key[SettingNames.Prefix.Length..], option.Value)),
        ];
        ConnectionKeywords keywords = OdbcTarget.IsOwn(target) ? OfOwn(target, settings, profile) : OfPlugin(target, settings, driver, profile);
        keywords.AddAbsent(profile?.DefaultKeywords ?? []);
        keywords.AddAbsent(QuirkTable.KeywordsOf(keywords.Driver));
        return keywords;
    }

    private static ConnectionKeywords OfOwn(Target target, KeyValuePair<string, string>[] settings, OdbcProfile? profile)
    {
        var keywords = new ConnectionKeywords(OdbcTarget.DriverOf(target)) { Settings = settings, PasswordKeyword = profile?.PasswordKeyword ?? "PWD" };
        foreach ((string name, string value) in OdbcTarget.Keywords(target))
        {
            if (OdbcTarget.IsSecretPlace(name, value))
            {
                keywords.PasswordKeyword = name;
            }
            else
            {
                keywords._all.Add(KeyValuePair.Create(name, value));
            }
        }

        return keywords;
    }

    private static ConnectionKeywords OfPlugin(Target target, KeyValuePair<string, string>[] settings, string driver, OdbcProfile? profile)
    {
        if (profile is null)
        {
            throw OdbcErrors.NotReachedByOdbc(driver);
        }

        const string Choice = "driver";
        IReadOnlyList<string> installed = InstalledDrivers.Names();
        string? named = settings.FirstOrDefault(setting => setting.Key.Equals(Choice, StringComparison.OrdinalIgnoreCase)).Value;
        string name = named ?? profile.Drivers.SelectMany(pattern => installed.Where(candidate => QuirkTable.IsMatch(pattern, candidate))).FirstOrDefault()
            ?? throw OdbcErrors.NoDriverForTarget(driver, profile.Drivers, installed);
        var keywords = new ConnectionKeywords(name)
        {
            Settings = [.. settings.Where(setting => !setting.Key.Equals(Choice, StringComparison.OrdinalIgnoreCase))],
            PasswordKeyword = profile.PasswordKeyword,
        };
        keywords._all.Add(KeyValuePair.Create("Driver", name));
        keywords._all.AddRange(profile.ConnectionKeywords(OdbcTarget.WithoutSettings(target), name));
        if (target.UserName.Length > 0)
        {
            keywords.AddAbsent([KeyValuePair.Create(profile.UserKeyword, target.UserName)]);
        }

        return keywords;
    }

    private void AddAbsent(IEnumerable<KeyValuePair<string, string>> keywords)
    {
        foreach (KeyValuePair<string, string> keyword in keywords)
        {
            if (!_all.Exists(present => present.Key.Equals(keyword.Key, StringComparison.OrdinalIgnoreCase)))
            {
                _all.Add(keyword);
            }
        }
    }
}
