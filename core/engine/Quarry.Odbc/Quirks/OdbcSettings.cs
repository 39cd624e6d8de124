namespace Quarry.Odbc.Quirks;

/// <summary>How the transport treats one driver: what is known of it, what its profile adds, what the target says, the last word last. The README tells the names.</summary>
internal sealed record OdbcSettings
{
    /// <summary>What holds for a driver of which nothing is known.</summary>
    public static OdbcSettings Default { get; } = new();

    /// <summary><c>text</c>: character columns as UTF-16 (SQL_C_WCHAR), or as the UTF-8 that the driver passes through (SQL_C_CHAR).</summary>
    public bool Utf8Text { get; init; }
    /// <summary><c>integers</c>: as text where the driver knows no SQL_C_SBIGINT.</summary>
    public bool IntegersAsText { get; init; }
    /// <summary><c>booleans</c>: as text where the driver's SQL_C_BIT is not to be trusted.</summary>
    public bool BooleansAsText { get; init; }
    /// <summary><c>timestamps</c>: as text where the driver's structures lose something.</summary>
    public bool TimestampsAsText { get; init; }
    /// <summary><c>dates</c>: as text where the driver's structures lose something.</summary>
    public bool DatesAsText { get; init; }
    /// <summary><c>lengths</c>: true where the lengths that the driver describes bind nobody (SQLite).</summary>
    public bool LengthsAreHints { get; init; }
    /// <summary><c>long-data</c>: long values by SQLSetPos and SQLGetData within a block. Only where a test has shown that the driver returns the right row.</summary>
    public bool ReadsLongByPosition { get; init; }
    /// <summary><c>long-bytes</c>: the room of a column without a usable length in a block.</summary>
    public int LongBytes { get; init; } = 4096;
    /// <summary><c>array-rows</c>: the most rows of a block; 1 reads row by row.</summary>
    public int ArrayRows { get; init; } = 32_767;
    /// <summary><c>block-bytes</c>: the memory of a block, of which two are used.</summary>
    public int BlockBytes { get; init; } = 2 << 20;
    /// <summary><c>parameter-arrays</c>: whether several rows go in one execution.</summary>
    public bool ParameterArrays { get; init; } = true;
    /// <summary><c>length-width</c>: whether to prove at the first connection that the driver writes lengths of 64 bits.</summary>
    public bool CheckLengthWidth { get; init; } = true;
    /// <summary><c>cancel</c>: whether SQLCancel works from another thread.</summary>
    public bool Cancel { get; init; } = true;
    /// <summary><c>multiple-results</c>: whether one text may hold several statements.</summary>
    public bool MultipleResults { get; init; } = true;
    /// <summary><c>returning</c>: whether a statement that changes rows may return some.</summary>
    public bool Returning { get; init; } = true;
    /// <summary><c>output-parameters</c>: whether the driver sets parameters of a call.</summary>
    public bool OutputParameters { get; init; } = true;
    /// <summary><c>write</c>: whether rows are written by statements of several, where the dialect has them, although the driver has arrays.</summary>
    public bool WritesSeveralRows { get; init; }
    /// <summary><c>impossible-dates</c>: true where the driver gives today's date for one that it cannot hold, so that what may be one has to be read twice.</summary>
    public bool MakesDatesUp { get; init; }
    /// <summary><c>login-timeout</c>: seconds, 0 for none.</summary>
    public int LoginTimeout { get; init; } = 15;
    /// <summary><c>query-timeout</c>: seconds that the driver gives a statement, 0 for none. The engine has its own timeouts, which cancel.</summary>
    public int QueryTimeout { get; init; }
}
