using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Errors;

/// <summary>Why a connection is not encrypted.</summary>
internal static class TlsErrors
{
    public static QuarryException NotOffered(PostgreSqlHost host)
        => new(ErrorKind.Transport, ErrorCodes.TlsNotOffered, $"{host} does not offer TLS, which sslmode demands. Set ssl = on at the server, or lower sslmode.", "08001", null);

    public static QuarryException Handshake(PostgreSqlHost host, string cause)
        => new(ErrorKind.Transport, ErrorCodes.TlsHandshake, $"The TLS handshake with {host} failed: {cause.TrimEnd('.')}. Check sslmode, sslrootcert and the certificates of both sides.", "08001", null);

    public static QuarryException Injection()
        => new(ErrorKind.Transport, ErrorCodes.TlsInjection, "Bytes in the clear came between the server's answer and the TLS handshake: somebody between may have put them there.", "08P01", null);

    public static QuarryException NoRoot()
        => new(ErrorKind.User, ErrorCodes.TlsFile, "sslmode=verify-ca and verify-full need the certificate of an authority, and there is none. "
            + "Name its file in sslrootcert, put it at ~/.postgresql/root.crt, or write sslrootcert=system for those of the operating system.", "08001", null);

    public static QuarryException File(string option, string path, string cause)
        => new(ErrorKind.User, ErrorCodes.TlsFile, $"{option}{(path.Length > 0 ? $" {path}" : "")} cannot be used: {cause.TrimEnd('.')}.", "08001", null);
}
