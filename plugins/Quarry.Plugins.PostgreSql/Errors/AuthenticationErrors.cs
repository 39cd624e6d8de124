using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Errors;

/// <summary>Why nobody was logged in. None holds a secret, or what a server sent in its place.</summary>
internal static class AuthenticationErrors
{
    private const string Odbc = "Reach the server through ODBC (psqlODBC), which supports it, or change the server's pg_hba.conf to scram-sha-256";

    public static QuarryException Kerberos(string method)
        => New(ErrorKind.User, ErrorCodes.AuthenticationUnsupported, $"The server asks for {method} authentication, which the native driver does not offer. {Odbc}.");

    public static QuarryException Unsupported(int method)
        => New(ErrorKind.User, ErrorCodes.AuthenticationUnsupported, string.Create(CultureInfo.InvariantCulture,
            $"The server asks for authentication method {method}, which the driver does not know. {Odbc}."));

    public static QuarryException UnsupportedMechanism(string mechanisms)
        => New(ErrorKind.User, ErrorCodes.AuthenticationUnsupported,
            $"The server offers the SASL mechanisms {mechanisms}, of which the driver knows none; it knows SCRAM-SHA-256 and SCRAM-SHA-256-PLUS. {Odbc}.");

    public static QuarryException Weak(string what)
        => New(ErrorKind.User, ErrorCodes.AuthenticationWeak,
            $"The server asks for {what}, and the connection has no TLS: who listens learns it. Use sslmode=require or higher, change the server's pg_hba.conf to scram-sha-256, "
            + "or allow it with allow_weak_authentication=1.");

    public static QuarryException NotAllowed(string method)
        => New(ErrorKind.User, ErrorCodes.AuthenticationNotAllowed, $"The server asks for {method} authentication, which require_auth does not allow. Correct the option, or the server's pg_hba.conf.");

    public static QuarryException PasswordMissing(string user, PostgreSqlHost host)
        => New(ErrorKind.User, ErrorCodes.PasswordMissing, $"{host} asks for the password of user \"{user}\", and there is none. "
            + "Give the source a credential or write postgresql://user:password@host/database, set PGPASSWORD, or add a line to the password file (~/.pgpass).");

    public static QuarryException CredentialUnusable(CredentialKind kind)
        => New(ErrorKind.User, ErrorCodes.CredentialUnusable, kind == CredentialKind.Integrated
            ? $"The native driver does not offer integrated (Kerberos) authentication. {Odbc}."
            : "The source's credential is a certificate, and the connection has no TLS. Use sslmode=require or higher.");

    public static QuarryException Scram(string what)
        => New(ErrorKind.Server, ErrorCodes.Scram, $"During SCRAM authentication the server sent {what}. The target may be no PostgreSQL server, or something between changes the bytes.");

    public static QuarryException TooManyIterations(long iterations, int limit)
        => New(ErrorKind.Server, ErrorCodes.ScramIterations, string.Create(CultureInfo.InvariantCulture,
            $"The server asks for {iterations} SCRAM iterations, which would keep this process busy; {limit} are the limit. Lower scram_iterations on the server and set the password again."));

    public static QuarryException ServerNotGenuine()
        => New(ErrorKind.Server, ErrorCodes.ServerNotGenuine, "The server could not prove that it knows the password: somebody may be posing as the server. Check the target's host, and use sslmode=verify-full.");

    public static QuarryException NotVerified()
        => New(ErrorKind.Server, ErrorCodes.ServerNotGenuine, "The server ended the authentication before it proved that it knows the password: somebody may be posing as the server. Check the target's host, and use sslmode=verify-full.");

    public static QuarryException ChannelBindingMissing(string why)
        => New(ErrorKind.User, ErrorCodes.ChannelBinding, $"channel_binding=require cannot be met: {why}.");

    private static QuarryException New(ErrorKind kind, int code, string message) => new(kind, code, message, "28000", null);
}
