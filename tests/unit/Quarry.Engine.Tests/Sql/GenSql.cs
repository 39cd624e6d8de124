using CsCheck;

namespace Quarry.Engine.Tests.Sql;

/// <summary>Text made of what the scanner acts on, whole and broken.</summary>
internal static class GenSql
{
    private static readonly string[] s_pieces =
    [
        " ", "\n", "select", "from", "t", "a.b", "x1", "'", "''", "'s'", "\"", "\"i\"", "`", "[", "]", "(", ")", ";", ",", ".", "--", "--c\n", "/*", "*/", "#", "\\",
        "E'", "q'[", "]'", "N'", "$", "$$", "$t$", "$1", "$2", "?", "?1", "??", ":", "::", ":=", ":a", ":b", ":1", "@", "@@", "@a", "@b", "1", "2.5e3", "0x", "1:2",
        "begin", "end", "case", "create", "trigger", "procedure", "as", "is", "with", "insert into", "update", "delete", "merge using", "declare", "\0", "ü", "\uD83D", "\uFEFF",
    ];

    public static Gen<string> Any { get; } = Gen.OneOf(s_pieces).Array[0, 40].Select(string.Concat);
}
