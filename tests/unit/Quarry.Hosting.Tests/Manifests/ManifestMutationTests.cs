using CsCheck;
using Quarry.Hosting.Manifests;
using Quarry.Hosting.Tests.Support;

namespace Quarry.Hosting.Tests.Manifests;

public sealed class ManifestMutationTests
{
    private static readonly byte[] s_good = ManifestText.Utf8(ManifestText.Good("pg", null, ["postgresql", "pg"], ("pg.dll", 12), ("x/y.so", 5)));
    private static readonly byte[][] s_tokens =
    [
        "{"u8.ToArray(), "}"u8.ToArray(), "["u8.ToArray(), "]"u8.ToArray(), "\""u8.ToArray(), ","u8.ToArray(), "null"u8.ToArray(), "-1"u8.ToArray(), "1e99"u8.ToArray(),
        "\\ud800"u8.ToArray(), "\\u0000"u8.ToArray(), ".."u8.ToArray(), "/"u8.ToArray(), [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], "\"id\":\"x\","u8.ToArray(),
        "\"\\u0069d\":\"x\","u8.ToArray(), "\"\\udfff\":1,"u8.ToArray(), "[[[[[[[[[[[[[[[[[["u8.ToArray(),
    ];

    // Where, how much of the manifest goes, and what comes instead.
    private static readonly Gen<(int At, int Remove, byte[] Insert)[]> s_mutations = Gen.Select(
        Gen.Int[0, s_good.Length], Gen.Int[0, 12],
        Gen.OneOf(Gen.Const(Array.Empty<byte>()), Gen.Int[0, s_tokens.Length - 1].Select(i => s_tokens[i]), Gen.Byte.Array[1, 4])).Array[1, 4];

    [Fact]
    public void Whatever_the_bytes_the_result_is_a_manifest_or_a_refusal_with_cause_and_fix() => s_mutations.Sample(
        mutations =>
        {
            List<byte> bytes = [.. s_good];
            foreach ((int at, int remove, byte[] insert) in mutations)
            {
                int start = Math.Min(at, bytes.Count);
                bytes.RemoveRange(start, Math.Min(remove, bytes.Count - start));
                bytes.InsertRange(start, insert);
            }

            try
            {
                PluginManifest manifest = ManifestReader.Read(bytes.ToArray());
                return Names.IsValid(manifest.Id) && manifest.Files.Count > 0;
            }
            catch (PluginRefusedException e)
            {
                return e.Problem is { Code: >= 6000 and < 7000, Cause.Length: > 0, Fix.Length: > 0 };
            }
        }, iter: 20_000);
}
