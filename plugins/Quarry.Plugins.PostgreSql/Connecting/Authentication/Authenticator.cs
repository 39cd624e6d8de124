using System.Buffers.Binary;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Connecting.Tls;
using Quarry.Plugins.PostgreSql.Errors;
using Quarry.Plugins.PostgreSql.Sessions;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.Plugins.PostgreSql.Connecting.Authentication;

/// <summary>Answers what the server asks to let us in, until it does.</summary>
internal sealed class Authenticator(Link link, DriverHost host) : IDisposable
{
    private const int Ok = 0;
    private const int KerberosV5 = 2;
    private const int CleartextPassword = 3;
    private const int Md5 = 5;
    private const int Gss = 7;
    private const int Sspi = 9;
    private const int Sasl = 10;
    private const int SaslContinue = 11;
    private const int SaslFinal = 12;

    private readonly PostgreSqlSettings _settings = link.Connection.Peer.Settings;
    private AuthenticationMethods _used = AuthenticationMethods.None;
    private ScramClient? _scram;
    private bool _isBound;

    /// <summary>Ends when the server has let us in.</summary>
    /// <exception cref="QuarryException">It refuses us, or asks for what we refuse.</exception>
    public void Run()
    {
        while (true)
        {
            (byte type, int length) = link.Next();
            if (type != Backend.Authentication)
            {
                throw type == Backend.ErrorResponse ? Hinted(link.TakeError(length)) : link.Unexpected(type);
            }

            ReadOnlySpan<byte> content = link.Input.Content(length);
            int request = content.Length >= sizeof(int) ? BinaryPrimitives.ReadInt32BigEndian(content) : throw link.Unexpected(type);
            content = content[sizeof(int)..];
            Answer(request, content);
            link.Input.Consume(length);
            if (request == Ok)
            {
                return;
            }

            if (link.Output.Pending.Length > 0)
            {
                link.Connection.Send();
            }
        }
    }

    public void Dispose() => _scram?.Dispose();

    private void Answer(int request, ReadOnlySpan<byte> content)
    {
        switch (request)
        {
            case Ok:
                Accept();
                break;
            case CleartextPassword:
                Use(AuthenticationMethods.Password, "password", "the password itself");
                SendPassword(null);
                break;
            case Md5:
                Use(AuthenticationMethods.Md5, "md5", "the MD5 hash of the password");
                SendPassword(content.Length == 4 ? content.ToArray() : throw link.Unexpected(Backend.Authentication));
                break;
            case Sasl when _scram is null:
                Use(AuthenticationMethods.ScramSha256, "scram-sha-256", null);
                StartScram(content);
                break;
            case SaslContinue when _scram is not null:
                ContinueScram(content);
                break;
            case SaslFinal when _scram is not null:
                _scram.Verify(content);
                break;
            case KerberosV5:
                throw AuthenticationErrors.Kerberos("Kerberos V5");
            case Gss:
                throw AuthenticationErrors.Kerberos("GSSAPI (Kerberos)");
            case Sspi:
                throw AuthenticationErrors.Kerberos("SSPI (Windows)");
            case Sasl or SaslContinue or SaslFinal:
                throw AuthenticationErrors.Scram("a message that is out of order");
            default:
                throw AuthenticationErrors.Unsupported(request);
        }
    }

    private void Accept()
    {
        if (_scram is { IsServerVerified: false })
        {
            throw AuthenticationErrors.NotVerified();
        }

        if ((_settings.RequireAuth & _used) == 0)
        {
            throw AuthenticationErrors.NotAllowed("no");
        }

        if (_settings.ChannelBinding == ChannelBindingMode.Require && !_isBound)
        {
            throw AuthenticationErrors.ChannelBindingMissing("the server let us in without it");
        }
    }

    /// <summary>Checks that a method may be used.</summary>
    /// <param name="method">The method.</param>
    /// <param name="name">Its name in pg_hba.conf.</param>
    /// <param name="weak">What who listens would learn, or null.</param>
    private void Use(AuthenticationMethods method, string name, string? weak)
    {
        // One method per login: a server that has the proof may not ask for the password as well.
        if (_used != AuthenticationMethods.None)
        {
            throw AuthenticationErrors.Scram("a second request to authenticate");
        }

        _used = method;
        if ((_settings.RequireAuth & method) == 0)
        {
            throw AuthenticationErrors.NotAllowed(name);
        }

        if (weak is null)
        {
            return;
        }

        if (_settings.ChannelBinding == ChannelBindingMode.Require)
        {
            throw AuthenticationErrors.ChannelBindingMissing($"the server asks for {name} authentication, which has none");
        }

        if (link.Connection.Tls is null && !_settings.AllowWeakAuthentication)
        {
            throw AuthenticationErrors.Weak(weak);
        }
    }

    private void SendPassword(byte[]? salt)
    {
        using Secret password = FindPassword();
        using Secret? hashed = salt is null ? null : Md5Password.Answer(password.Bytes, _settings.User, salt);
        SendSecret((hashed ?? password).Bytes);
    }

    private void StartScram(ReadOnlySpan<byte> mechanisms)
    {
        string[] offered = Encoding.ASCII.GetString(mechanisms).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        bool plus = offered.Contains(ScramClient.Sha256Plus);
        SslStream? tls = link.Connection.Tls;
        bool wantsBinding = tls is not null && _settings.ChannelBinding != ChannelBindingMode.Disable;
        byte[]? binding = wantsBinding && plus && tls!.RemoteCertificate is X509Certificate2 certificate ? EndPointBinding.Of(certificate) : null;
        _isBound = binding is not null;
        if (_settings.ChannelBinding == ChannelBindingMode.Require && !_isBound)
        {
            throw AuthenticationErrors.ChannelBindingMissing(tls is null ? "the connection has no TLS" : plus ? "the server's certificate has a signature without a hash (Ed25519), for which it is not defined"
                : "the server does not offer SCRAM-SHA-256-PLUS");
        }

        if (!_isBound && !offered.Contains(ScramClient.Sha256))
        {
            throw AuthenticationErrors.UnsupportedMechanism(offered.Length == 0 ? "none" : string.Join(", ", offered.Select(Printable)));
        }

        // y: we could have bound, and think that the server cannot. A server that did offer it then knows that somebody took the offer away.
        _scram = new(_isBound ? "p=tls-server-end-point,," : wantsBinding && !plus ? "y,," : "n,,", binding ?? [], ScramClient.NewNonce());
        SendBuffer send = link.Output;
        send.Begin((byte)'p');
        send.String(_isBound ? ScramClient.Sha256Plus : ScramClient.Sha256);
        int begin = send.BeginLength();
        send.Text(_scram.FirstMessage);
        send.EndLength(begin);
        send.End();
    }

    private void ContinueScram(ReadOnlySpan<byte> content)
    {
        using Secret password = FindPassword();
        using Secret prepared = SaslPrep.Prepare(password.Bytes);
        string answer = _scram!.Answer(content, prepared.Bytes);
        SendBuffer send = link.Output;
        send.Begin((byte)'p');
        send.Text(answer);
        send.End();
    }

    private Secret FindPassword() => PasswordSource.Find(_settings, link.Connection.Peer.Host, host);

    private void SendSecret(ReadOnlySpan<byte> secret)
    {
        SendBuffer send = link.Output;
        send.Begin((byte)'p');
        // In one piece: a buffer that grew in between would leave a copy behind.
        Span<byte> room = send.Reserve(secret.Length + 1);
        secret.CopyTo(room);
        room[^1] = 0;
        send.End();
        try
        {
            link.Connection.Send();
        }
        finally
        {
            send.Erase();
        }
    }

    // A password outside of ASCII is prepared by NFKC, for which a process in the invariant mode has no tables.
    private QuarryException Hinted(QuarryException error)
        => _scram is null || SaslPrep.CanNormalize || error.SqlState != "28P01" ? error : PgErrors.WithHint(error,
            "If the password is right and not plain ASCII: this process runs in .NET's globalization-invariant mode, which cannot normalize it (RFC 4013). Set InvariantGlobalization to false");

    private static string Printable(string text) => new([.. text.Take(64).Select(c => c is > ' ' and < '\x7f' ? c : '?')]);
}
