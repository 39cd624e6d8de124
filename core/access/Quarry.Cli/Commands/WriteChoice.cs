using Quarry.Engine;

namespace Quarry.Cli.Commands;

/// <summary>The values of <c>--mode</c> and <c>--commit</c>.</summary>
internal static class WriteChoice
{
    public static bool TryParseMode(string text, out WriteMode mode)
    {
        (bool known, mode) = text switch
        {
            "append" => (true, WriteMode.Append),
            "create" => (true, WriteMode.Create),
            "replace" => (true, WriteMode.Replace),
            "create-append" => (true, WriteMode.CreateAppend),
            _ => (false, default),
        };
        return known;
    }

    public static bool TryParseCommit(string text, out WriteCommit? commit)
    {
        (bool known, commit) = text switch
        {
            "whole" => (true, WriteCommit.Whole),
            "per-batch" => (true, WriteCommit.PerBatch),
            _ => (false, default(WriteCommit?)),
        };
        return known;
    }
}
