namespace Quarry.Plugins.PostgreSql;

/// <summary>Ways of logging in that the server may ask for.</summary>
[Flags]
public enum AuthenticationMethods
{
    /// <summary>None is acceptable, not even no authentication.</summary>
    Nothing = 0,
    /// <summary>No authentication: the server trusts us, or knows us by a client certificate.</summary>
    None = 1,
    /// <summary>The password itself.</summary>
    Password = 2,
    /// <summary>MD5 of the password.</summary>
    Md5 = 4,
    /// <summary>SCRAM-SHA-256, with channel binding or without.</summary>
    ScramSha256 = 8,
    /// <summary>All of them.</summary>
    Any = None | Password | Md5 | ScramSha256,
}
