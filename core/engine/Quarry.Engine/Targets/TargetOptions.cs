using System.Collections.Frozen;
using Quarry.Contracts;
using Quarry.Security;

namespace Quarry.Engine.Targets;

/// <summary>What stands after the question mark.</summary>
internal readonly record struct TargetOptions(IReadOnlyDictionary<string, string> Values, SecretBuffer? Secret, CredentialKind SecretKind)
{
    /// <summary>Parses the options.</summary>
    /// <param name="text">The target.</param>
    /// <param name="start">Where the options start.</param>
    /// <param name="password">The password found before, or null. It stays the caller's.</param>
    public static TargetOptions Parse(string text, int start, SecretBuffer? password)
    {
        if (start >= text.Length)
        {
            return new(FrozenDictionary<string, string>.Empty, password, CredentialKind.Password);
        }

        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        SecretBuffer? secret = password;
        var kind = CredentialKind.Password;
        int ordinal = 0;
        try
        {
            foreach (Range range in text.AsSpan(start).Split('&'))
            {
                ordinal++;
                (int offset, int length) = range.GetOffsetAndLength(text.Length - start);
                offset += start;
                if (length == 0)
                {
                    continue;
                }

                int equals = text.IndexOf('=', offset, length);
                string name = equals > offset ? PercentText.Decode(text.AsSpan(offset, equals - offset), offset) : throw TargetErrors.NotAnOption(ordinal);
                ReadOnlySpan<char> value = text.AsSpan(equals + 1, offset + length - equals - 1);
                if (SecretOptions.KindOf(name) is not { } secretKind)
                {
                    if (!values.TryAdd(name, PercentText.Decode(value, equals + 1)))
                    {
                        throw TargetErrors.DuplicateOption(name);
                    }
                }
                else
                {
                    secret = secret is null ? PercentText.DecodeSecret(value, equals + 1) : throw TargetErrors.TwoSecrets(name);
                    kind = secretKind;
                }
            }
        }
        catch
        {
            secret?.Dispose();
            throw;
        }

        return new(values.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase), secret, kind);
    }
}
