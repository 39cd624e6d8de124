using System.Text;
using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Connecting.Authentication;

/// <summary>Finds a password in a file of lines <c>host:port:database:user:password</c>. Source: https://www.postgresql.org/docs/current/libpq-pgpass.html.</summary>
internal static class PassFile
{
    private const int MaxBytes = 1 << 20;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>The password of the first line that fits, or null.</summary>
    public static Secret? Find(PostgreSqlSettings settings, PostgreSqlHost host, DriverLog log)
    {
        if (settings.PassFile.Length == 0 || !IsUsable(settings.PassFile, log))
        {
            return null;
        }

        try
        {
            using FileStream file = File.OpenRead(settings.PassFile);
            if (file.Length > MaxBytes)
            {
                Ignored(settings.PassFile, "it is larger than 1 MiB", log);
                return null;
            }

            using var content = new Secret((int)file.Length);
            file.ReadExactly(content.Bytes);
            return Find(content.Bytes, NameOf(host), host.Port, settings.Database, settings.User);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Ignored(settings.PassFile, error.Message, log);
            return null;
        }
    }

    public static Secret? Find(ReadOnlySpan<byte> content, string host, int port, string database, string user)
    {
        byte[][] wanted = [Encoding.UTF8.GetBytes(host), Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{port}")),
            Encoding.UTF8.GetBytes(database), Encoding.UTF8.GetBytes(user)];
        while (!content.IsEmpty)
        {
            int end = content.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = (end < 0 ? content : content[..end]).TrimEnd((byte)'\r');
            content = end < 0 ? [] : content[(end + 1)..];
            if (!line.StartsWith("#"u8) && TryMatch(ref line, wanted))
            {
                return Unescape(line);
            }
        }

        return null;
    }

    /// <summary>Takes the fields off the line, which becomes the password.</summary>
    private static bool TryMatch(ref ReadOnlySpan<byte> line, byte[][] wanted)
    {
        foreach (byte[] field in wanted)
        {
            int at = 0;
            int matched = 0;
            bool equal = true;
            bool any = line.StartsWith("*:"u8);
            for (; at < line.Length && line[at] != ':'; at++)
            {
                at += line[at] == '\\' && at + 1 < line.Length ? 1 : 0;
                equal &= matched < field.Length && field[matched] == line[at];
                matched++;
            }

            if (at == line.Length || !(any || (equal && matched == field.Length)))
            {
                return false;
            }

            line = line[(at + 1)..];
        }

        return true;
    }

    private static Secret Unescape(ReadOnlySpan<byte> line)
    {
        using var text = new Secret(line.Length);
        int length = 0;
        for (int at = 0; at < line.Length && line[at] != ':'; at++)
        {
            at += line[at] == '\\' && at + 1 < line.Length ? 1 : 0;
            text.Bytes[length++] = line[at];
        }

        return Secret.Copy(text.Bytes[..length]);
    }

    // libpq calls the socket in its built-in directory localhost; which of the two it is depends on who built it.
    private static string NameOf(PostgreSqlHost host) => host.IsUnixSocket && host.Name is "/var/run/postgresql" or "/tmp" ? "localhost" : host.Name;

    private static bool IsUsable(string path, DriverLog log)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            return false;
        }

        if (!OperatingSystem.IsWindows() && (file.UnixFileMode & Others) != 0)
        {
            Ignored(path, "others than its owner may read or write it. Run chmod 0600 on it", log);
            return false;
        }

        return true;
    }

    private static void Ignored(string path, string reason, DriverLog log)
        => log.Write(DriverLogLevel.Warning, EventIds.PassFileIgnored, $"The password file {path} is ignored: {reason}.");
}
