using System.Buffers;
using System.Text;
using Quarry.Contracts;
using Quarry.Engine.Sessions;
using Quarry.Security;

namespace Quarry.Engine.Faults;

/// <summary>Takes secrets out of text that a driver wrote: the source's own (and the one before), byte for byte, and what looks like one.</summary>
internal sealed class SecretScrubber(SourceSecret source)
{
    private static ReadOnlySpan<byte> Mask => "…"u8;

    public string Scrub(string text) => PluginFault.Scrub(Scrub(Scrub(text, source.Previous), source.Current));

    private static string Scrub(string text, SecretBuffer? secret) => secret is null ? text : ScrubOwn(text, secret);

    // Compared as bytes: the secret never becomes a string.
    private static string ScrubOwn(string text, SecretBuffer secret)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        try
        {
            ReadOnlySpan<byte> needle = secret.Bytes;
            if (needle.IsEmpty || bytes.AsSpan().IndexOf(needle) < 0)
            {
                // Read once more: if the source erased the secret meanwhile, zeros were searched for, and this throws.
                _ = secret.Bytes;
                return text;
            }

            var output = new ArrayBufferWriter<byte>(bytes.Length);
            ReadOnlySpan<byte> rest = bytes;
            for (int at; (at = rest.IndexOf(needle)) >= 0; rest = rest[(at + needle.Length)..])
            {
                output.Write(rest[..at]);
                output.Write(Mask);
            }

            output.Write(rest);
            return Encoding.UTF8.GetString(output.WrittenSpan);
        }
        catch (ObjectDisposedException)
        {
            return "(withheld: the source is closed, and its secret can no longer be told from the text)";
        }
        finally
        {
            Array.Clear(bytes);
        }
    }
}
