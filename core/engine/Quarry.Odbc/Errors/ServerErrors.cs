using System.Globalization;
using System.Text.RegularExpressions;
using Quarry.Contracts;

namespace Quarry.Odbc.Errors;

/// <summary>Diagnostics of a driver as an error. Source of the classes: https://learn.microsoft.com/sql/odbc/reference/appendixes/appendix-a-odbc-error-codes.</summary>
internal static partial class ServerErrors
{
    /// <summary>The error of a call that failed.</summary>
    /// <param name="records">What the driver says; it may be nothing.</param>
    /// <param name="result">What the call returned.</param>
    /// <param name="dialect">What knows the vendor's numbers, or null.</param>
    public static QuarryException Of(IReadOnlyList<DiagnosticRecord> records, short result, Dialect? dialect)
    {
        // Information and the states of truncation come along with an error and are none.
        DiagnosticRecord? first = records.FirstOrDefault(record => record.SqlState is not (null or ['0', '1', ..])) ?? (records.Count > 0 ? records[0] : null);
        if (first is null)
        {
            return new(ErrorKind.Server, ErrorCodes.NoDiagnostics, string.Create(CultureInfo.InvariantCulture,
                $"The ODBC driver failed (SQLRETURN {result}) and does not say why. Its trace may tell: odbcinst.ini, [ODBC], Trace = Yes."));
        }

        string state = first.SqlState ?? "";
        ErrorClass? known = dialect?.Classify(state, first.VendorCode);
        return new(known?.Kind ?? KindOf(state), CodeOf(state, known), string.Join(' ', records.Select(record => Plain(record.Message)).Where(text => text.Length > 0).Distinct()), first.SqlState, null)
        {
            VendorCode = first.VendorCode,
            Transient = known?.IsTransient ?? IsTransient(state),
            Records = records,
        };
    }

    private static int CodeOf(string state, ErrorClass? known) => state switch
    {
        "IM002" or "IM003" => ErrorCodes.DriverMissing,
        ['2', '8', ..] => ErrorCodes.LoginRefused,
        "08001" or "08004" => ErrorCodes.CannotConnect,
        ['0', '8', ..] or "HYT01" or "57P01" or "57P02" => ErrorCodes.ConnectionLost,
        not "HYT00" when known?.Kind == ErrorKind.Transport => ErrorCodes.ConnectionLost,
        _ => ErrorCodes.Server,
    };

    private static ErrorKind KindOf(string state) => state switch
    {
        ['0', '8', ..] or "HYT00" or "HYT01" or "57P01" or "57P02" or "57P03" => ErrorKind.Transport,
        ['5', '3', ..] or ['5', '4', ..] or "HY001" or "HY013" or "HY014" => ErrorKind.Resource,
        ['I', 'M', ..] or ['2', '2', ..] or ['2', '3', ..] or ['2', '8', ..] or ['3', 'D', ..] or ['4', '2', ..] or ['0', '7', ..] or "21S01" or "21S02" or "HYC00" => ErrorKind.User,
        _ => ErrorKind.Server,
    };

    private static bool IsTransient(string state)
        => state is "40001" or "40P01" or "55P03" or "57P01" or "57P02" or "57P03" or "HYT00" or "HYT01" or ['0', '8', ..] or ['5', '3', ..];

    // "[unixODBC][Driver name]" before each text says what the records say anyway.
    private static string Plain(string message) => Prefixes().Replace(message, "").Trim().TrimEnd(';', '\n');

    [GeneratedRegex(@"^(?:\[[^\]]*\]\s*)+", RegexOptions.CultureInvariant)]
    private static partial Regex Prefixes();
}
