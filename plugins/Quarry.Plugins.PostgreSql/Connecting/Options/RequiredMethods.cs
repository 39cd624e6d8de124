namespace Quarry.Plugins.PostgreSql.Connecting.Options;

/// <summary>Reads <c>require_auth</c>: a list of methods that may be used, or, each with an exclamation mark, of those that may not.</summary>
internal static class RequiredMethods
{
    private const string Expected = "one or more of none, password, md5 and scram-sha-256, separated by commas, either all with an exclamation mark before them or none";

    public static AuthenticationMethods Read(OptionValues values)
    {
        if (values.Text("require_auth") is not { } text)
        {
            return AuthenticationMethods.Any;
        }

        string[] words = [.. text.Split(',').Select(word => word.Trim())];
        bool not = words[0].StartsWith('!');
        var methods = AuthenticationMethods.Nothing;
        foreach (string word in words)
        {
            methods |= word.StartsWith('!') != not ? throw values.Invalid("require_auth", Expected) : (not ? word[1..] : word) switch
            {
                "none" => AuthenticationMethods.None,
                "password" => AuthenticationMethods.Password,
                "md5" => AuthenticationMethods.Md5,
                "scram-sha-256" => AuthenticationMethods.ScramSha256,
                // They are never used, so that forbidding them asks for nothing.
                "gss" or "sspi" or "oauth" when not => AuthenticationMethods.Nothing,
                _ => throw values.Invalid("require_auth", Expected),
            };
        }

        return not ? AuthenticationMethods.Any & ~methods : methods;
    }
}
