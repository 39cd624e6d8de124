namespace Quarry.Plugins.PostgreSql.Connecting.Options;

/// <summary>Where libpq keeps a user's files: <c>~/.postgresql/</c> and <c>~/.pgpass</c>; on Windows <c>%APPDATA%\postgresql\</c>.</summary>
internal static class UserFiles
{
    public static string PassFile(Func<string, string?> environment)
        => OperatingSystem.IsWindows() ? PathOf(environment, "pgpass.conf") : Path.Combine(Home(environment), ".pgpass");

    /// <summary>The path of a file, whether it exists or not.</summary>
    public static string PathOf(Func<string, string?> environment, string name)
        => OperatingSystem.IsWindows() ? Path.Combine(environment("APPDATA") ?? "", "postgresql", name) : Path.Combine(Home(environment), ".postgresql", name);

    private static string Home(Func<string, string?> environment)
        => environment("HOME").NullIfEmpty() ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
}
