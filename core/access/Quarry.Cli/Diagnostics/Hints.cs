namespace Quarry.Cli.Diagnostics;

/// <summary>The option of this tool that helps against an error. Messages come from libraries and name their settings, which a shell does not have.</summary>
internal static class Hints
{
    private const string Parameters = "pass -p NAME[:TYPE]=VALUE for each @NAME or :NAME of the SQL, or -p [:TYPE]=VALUE for each ? in its order.";
    private const string PluginsDirectory = "name the plugins directory with --plugins-dir DIR or in QUARRY_PLUGINS.";
    private const string MismatchAsText = "--mismatch-as-text reads such columns as text.";
    private const string BatchRows = "--batch-rows N of query reads fewer rows at a time, --columns A,B of decode fewer columns.";

    private const string NewerFormat = "quarry --version shows which RowBuffer this tool reads.";
    private const string BatchBytes = "--max-batch-bytes N takes larger batches; of RowBuffer v2 and Arrow, --columns A,B of decode takes fewer columns.";
    private const string Qrb = "--format qrb holds every type, and cells, rows and columns without the limits of qrb1.";

    private const string WriteMode = "--mode create, append, replace or create-append chooses what happens to the table.";

    // The numbers are stable, and internal to the projects that own them.
    private static readonly Dictionary<int, string> s_byCode = new()
    {
        [1008] = BatchRows,
        [2001] = BatchRows,
        [2012] = NewerFormat,
        [2013] = NewerFormat,
        [2016] = BatchBytes,
        [2020] = Qrb,
        [2021] = Qrb,
        [5201] = Parameters,
        [5202] = Parameters,
        [5203] = Parameters,
        [5204] = Parameters,
        [5206] = Parameters,
        [5401] = "--timeout SECONDS sets how long to wait.",
        [5902] = WriteMode,
        [5903] = WriteMode,
        [6030] = PluginsDirectory,
        [6031] = PluginsDirectory,
        [6032] = PluginsDirectory,
        [6035] = PluginsDirectory,
        [6060] = PluginsDirectory,
        [8504] = BatchBytes,
        [20201] = Parameters,
        [20300] = MismatchAsText,
        [20301] = MismatchAsText,
        [21215] = "--key COLUMN names it.",
    };

    /// <summary>What to type, or null if no option helps.</summary>
    public static string? Of(int code) => s_byCode.GetValueOrDefault(code);
}
