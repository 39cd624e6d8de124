using System.Text;
using System.Text.Json.Nodes;
using Quarry.Hosting.Manifests;
using Quarry.Hosting.Tests.Support;

namespace Quarry.Hosting.Tests.Manifests;

public sealed class ManifestReaderTests
{
    [Fact]
    public void A_good_manifest_is_read_whole()
    {
        PluginManifest manifest = ManifestReader.Read(ManifestText.Utf8(ManifestText.Good("pg", null, ["postgresql", "pg"], ("pg.dll", 12), ("runtimes/linux-x64/native/libx.so", 5))));

        manifest.Id.Should().Be("pg");
        manifest.Name.Should().Be("The pg");
        manifest.Vendor.Should().Be("Acme");
        manifest.Version.Should().Be("1.2.3-rc.1+build");
        manifest.Contract.Should().Be(new PluginContract(1, 0));
        manifest.Assembly.Should().Be("pg.dll");
        manifest.Extends.Should().BeNull();
        manifest.Schemes.Should().Equal("postgresql", "pg");
        manifest.OdbcDrivers.Should().Equal("Acme ODBC*");
        manifest.DbmsNames.Should().Equal("Acme");
        manifest.Files.Select(file => (file.Path, file.Bytes)).Should().Equal(("pg.dll", 12), ("runtimes/linux-x64/native/libx.so", 5));
    }

    [Fact]
    public void Unknown_properties_a_byte_order_mark_and_absent_lists_are_accepted()
    {
        JsonObject manifest = ManifestText.Good();
        manifest["signature"] = new JsonObject { ["key"] = "x" };
        manifest["files"]![0]!["sha256"] = "00";
        manifest.Remove("odbcDrivers");
        manifest.Remove("extends");
        manifest.Remove("vendor");
        manifest["name"] = "";

        PluginManifest read = ManifestReader.Read((byte[])[0xEF, 0xBB, 0xBF, .. ManifestText.Utf8(manifest)]);

        read.OdbcDrivers.Should().BeEmpty();
        read.Name.Should().Be("good", "a plugin without a name is called by its id");
    }

    public static TheoryData<string, string, int, string> Replaced => new()
    {
        { "manifest", "2", ErrorCodes.ManifestFormatUnknown, "format 2" },
        { "manifest", "1.5", ErrorCodes.PropertyWrong, "\"manifest\"" },
        { "manifest", "\"1\"", ErrorCodes.PropertyWrong, "\"manifest\"" },
        { "id", "\"Upper\"", ErrorCodes.BadId, "'Upper'" },
        { "id", "\"\\u001b[31m\"", ErrorCodes.PropertyWrong, "printable" },
        { "id", "\"9x\"", ErrorCodes.BadId, "'9x'" },
        { "id", "\"a_b\"", ErrorCodes.BadId, "'a_b'" },
        { "id", "\"a2345678901234567890123456789012345678901234567890123456789012345\"", ErrorCodes.BadId, "64" },
        { "id", "7", ErrorCodes.PropertyWrong, "\"id\"" },
        { "id", "null", ErrorCodes.PropertyWrong, "\"id\"" },
        { "name", "[]", ErrorCodes.PropertyWrong, "\"name\"" },
        { "name", "\"a\\u202eb\"", ErrorCodes.PropertyWrong, "\"name\"" },
        { "name", "\"\\ud800\"", ErrorCodes.ManifestNotJson, "surrogate" },
        { "version", "\"1.2\"", ErrorCodes.BadVersion, "'1.2'" },
        { "contract", "\"1.0\"", ErrorCodes.PropertyWrong, "\"contract\"" },
        { "contract", "{\"major\":1}", ErrorCodes.PropertyMissing, "\"minMinor\"" },
        { "contract", "{\"major\":-1,\"minMinor\":0}", ErrorCodes.PropertyWrong, "\"major\"" },
        { "contract", "{\"major\":99999999999,\"minMinor\":0}", ErrorCodes.PropertyWrong, "\"major\"" },
        { "assembly", "\"other.dll\"", ErrorCodes.AssemblyNotListed, "'other.dll'" },
        { "assembly", "\"../good.dll\"", ErrorCodes.BadPath, "'..'" },
        { "schemes", "\"good\"", ErrorCodes.PropertyWrong, "\"schemes\"" },
        { "schemes", "[1]", ErrorCodes.PropertyWrong, "\"schemes\"" },
        { "schemes", "[\"My Scheme\"]", ErrorCodes.BadScheme, "'My Scheme'" },
        { "extends", "\"Base\"", ErrorCodes.BadId, "\"extends\"" },
        { "extends", "\"base\"", ErrorCodes.ExtensionClaimsScheme, "'base'" },
        { "files", "{}", ErrorCodes.PropertyWrong, "\"files\"" },
        { "files", "[\"good.dll\"]", ErrorCodes.PropertyWrong, "\"files\"" },
        { "files", "[{\"path\":\"good.dll\"}]", ErrorCodes.PropertyMissing, "\"bytes\"" },
        { "files", "[{\"path\":\"good.dll\",\"bytes\":1.5}]", ErrorCodes.PropertyWrong, "\"bytes\"" },
        { "files", "[{\"path\":\"good.dll\",\"bytes\":-1}]", ErrorCodes.PropertyWrong, "\"bytes\"" },
        { "files", "[{\"path\":\"good.dll\",\"bytes\":1},{\"path\":\"GOOD.dll\",\"bytes\":1}]", ErrorCodes.PathsCollide, "'GOOD.dll'" },
        { "files", "[]", ErrorCodes.AssemblyNotListed, "'good.dll'" },
    };

    [Theory]
    [MemberData(nameof(Replaced))]
    public void A_wrong_property_is_named(string property, string json, int code, string named)
    {
        JsonObject manifest = ManifestText.Good();
        manifest.Remove(property);
        string text = manifest.ToJsonString();

        PluginProblem problem = Refused(text[..^1] + $",\"{property}\":{json}}}");

        problem.Code.Should().Be(code, "{0}", problem);
        problem.Cause.Should().Contain(named);
        problem.Fix.Should().EndWith(".");
    }

    [Theory]
    [InlineData("manifest")]
    [InlineData("id")]
    [InlineData("version")]
    [InlineData("contract")]
    [InlineData("assembly")]
    [InlineData("files")]
    public void A_missing_property_is_named(string property)
    {
        JsonObject manifest = ManifestText.Good();
        manifest.Remove(property);

        PluginProblem problem = Refused(manifest.ToJsonString());

        problem.Code.Should().Be(ErrorCodes.PropertyMissing);
        problem.Cause.Should().Contain($"\"{property}\"");
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../x.dll")]
    [InlineData("a/../../x.dll")]
    [InlineData("a/./x.dll")]
    [InlineData("a//x.dll")]
    [InlineData("a\\x.dll")]
    [InlineData("C:/x.dll")]
    [InlineData("x.dll:stream")]
    [InlineData("x.dll.")]
    [InlineData("x.dll ")]
    [InlineData("")]
    [InlineData("a/")]
    [InlineData("x\u0000.dll")]
    public void A_path_that_could_leave_the_folder_is_refused(string path)
    {
        JsonObject manifest = ManifestText.Good(files: [("good.dll", 3), (path, 3)]);

        Refused(manifest.ToJsonString()).Code.Should().Be(ErrorCodes.BadPath);
    }

    [Theory]
    [InlineData("", ErrorCodes.ManifestNotJson)]
    [InlineData("{", ErrorCodes.ManifestNotJson)]
    [InlineData("[]", ErrorCodes.PropertyWrong)]
    [InlineData("null", ErrorCodes.PropertyWrong)]
    [InlineData("{} {}", ErrorCodes.ManifestNotJson)]
    [InlineData("{/* comment */}", ErrorCodes.ManifestNotJson)]
    [InlineData("{\"a\":1,}", ErrorCodes.ManifestNotJson)]
    [InlineData("{\"a\":1,\"a\":1}", ErrorCodes.ManifestDuplicateKey)]
    [InlineData("{\"x\":{\"a\":1,\"\\u0061\":1}}", ErrorCodes.ManifestDuplicateKey)]
    public void What_is_not_one_JSON_object_without_duplicates_is_refused(string text, int code) => Refused(text).Code.Should().Be(code);

    [Fact]
    public void A_duplicate_property_is_named() => Refused("{\"x\":[{\"twice\":1,\"twice\":1}]}").Cause.Should().Contain("\"twice\"");

    [Fact]
    public void The_place_of_a_syntax_error_is_named() => Refused("{\n \"id\": x}").Cause.Should().Contain("line 2");

    [Theory]
    [InlineData(17)]
    [InlineData(400_000)]
    public void A_depth_bomb_is_refused(int depth)
    {
        Refused(new string('[', depth)).Code.Should().Be(ErrorCodes.ManifestTooDeep);
        Refused("{\"x\":" + new string('[', depth) + new string(']', depth) + "}").Code.Should().Be(ErrorCodes.ManifestTooDeep);
    }

    [Fact]
    public void A_manifest_of_more_than_one_mebibyte_is_refused()
        => Refused(ManifestText.Good().ToJsonString() + new string(' ', ManifestReader.MaxBytes)).Code.Should().Be(ErrorCodes.ManifestTooLarge);

    [Fact]
    public void Text_of_a_hostile_manifest_cannot_command_a_terminal()
    {
        PluginProblem problem = Refused(ManifestText.Good(files: [("good.dll", 3), ("x\u001b[2J\u202e.dll", 3)]).ToJsonString());

        problem.ToString().Should().NotContainAny("\u001b", "\u202e");
    }

    private static PluginProblem Refused(string json)
        => FluentActions.Invoking(() => ManifestReader.Read(Encoding.UTF8.GetBytes(json))).Should().ThrowExactly<PluginRefusedException>().Which.Problem;
}
