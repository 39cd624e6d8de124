using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Quarry.Contracts;
using Quarry.Odbc.Errors;

namespace Quarry.Odbc.Connecting;

/// <summary>A connection string with its secret, in one native buffer that is erased and freed by <see cref="Dispose"/>. It never is a string of .NET.</summary>
internal sealed unsafe class NativeConnectionString : IDisposable
{
    private static readonly SearchValues<char> s_special = SearchValues.Create("[]{}(),;?*=!@+%");

    private readonly char* _text;
    private readonly int _capacity;

    /// <summary>Writes the string.</summary>
    /// <param name="keywords">All but the secret.</param>
    /// <param name="credential">What carries the secret, or null.</param>
    public NativeConnectionString(ConnectionKeywords keywords, Credential? credential)
    {
        string open = Plain(keywords.All);
        string key = keywords.PasswordKeyword;
        int secret = credential is null ? 0 : LengthOf(credential);
        // Each character of the secret may be a brace, which is doubled; around it stand the keyword, = and { } and ;.
        _capacity = open.Length + key.Length + (2 * secret) + 8;
        _text = (char*)NativeMemory.AllocZeroed((nuint)_capacity, sizeof(char));
        open.CopyTo(new Span<char>(_text, _capacity));
        Length = open.Length;
        if (credential is not null)
        {
            try
            {
                Append($"{key}={{");
                credential.Use(this, static (bytes, text) => text.AppendSecret(bytes));
                Append("};");
            }
            catch
            {
                // Part of the secret may stand there already.
                Dispose();
                throw;
            }
        }
    }

    /// <summary>The string, ended by a NUL.</summary>
    public char* Text => _text;

    /// <summary>Its characters.</summary>
    public int Length { get; private set; }

    /// <summary>Overwrites all of it.</summary>
    public void Erase() => CryptographicOperations.ZeroMemory(new Span<byte>(_text, _capacity * sizeof(char)));

    public void Dispose()
    {
        Erase();
        NativeMemory.Free(_text);
    }

    private static string Plain(IReadOnlyList<KeyValuePair<string, string>> keywords)
    {
        var text = new StringBuilder();
        foreach ((string name, string value) in keywords)
        {
            if (value.Contains('\0', StringComparison.Ordinal))
            {
                throw OdbcErrors.BadConnectionString($"holds a NUL in the value of {name}");
            }

            // https://learn.microsoft.com/sql/odbc/reference/syntax/sqldriverconnect-function, Comments: what has to stand in braces. A driver's name always does.
            bool braces = value.AsSpan().IndexOfAny(s_special) >= 0 || value.StartsWith(' ') || value.EndsWith(' ') || name.Equals("Driver", StringComparison.OrdinalIgnoreCase);
            text.Append(name).Append('=').Append(braces ? $"{{{value.Replace("}", "}}", StringComparison.Ordinal)}}}" : value).Append(';');
        }

        return text.ToString();
    }

    private static int LengthOf(Credential credential)
    {
        if (credential.Kind is not (CredentialKind.Password or CredentialKind.Token))
        {
            throw OdbcErrors.CredentialUnusable(credential.Kind);
        }

        int[] length = [0];
        credential.Use(length, static (bytes, state) => state[0] = bytes.Length);
        return length[0];
    }

    private void Append(string text)
    {
        text.CopyTo(new Span<char>(_text + Length, _capacity - Length));
        Length += text.Length;
    }

    private void AppendSecret(ReadOnlySpan<byte> utf8)
    {
        // Into the second half of what is left, then from there with braces doubled: what was read lies ahead of what is written.
        int start = _capacity - utf8.Length - 3;
        var decoded = new Span<char>(_text + start, utf8.Length);
        if (System.Text.Unicode.Utf8.ToUtf16(utf8, decoded, out _, out int count, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            throw OdbcErrors.BadConnectionString("has a password that is not UTF-8");
        }

        int at = Length;
        foreach (char c in decoded[..count])
        {
            _text[at++] = c;
            if (c == '}')
            {
                _text[at++] = '}';
            }
        }

        Length = at;
        new Span<char>(_text + at, _capacity - at).Clear();
    }
}
