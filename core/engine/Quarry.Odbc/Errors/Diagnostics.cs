using Quarry.Contracts;
using Quarry.Odbc.Native;

namespace Quarry.Odbc.Errors;

/// <summary>Reads what a driver has to say of its last call.</summary>
internal static unsafe class Diagnostics
{
    // A driver that repeats one record for ever must not fill the memory.
    private const int MaxRecords = 1024;
    private const int FirstSize = 1024;

    /// <summary>All records of a handle, first first.</summary>
    public static List<DiagnosticRecord> Read(OdbcHandle handle)
    {
        var records = new List<DiagnosticRecord>();
        char[] buffer = new char[FirstSize];
        char* state = stackalloc char[8];
        for (short number = 1; number <= MaxRecords; number++)
        {
            if (!TryRead(handle, number, state, ref buffer, out int native, out int length))
            {
                break;
            }

            string text = new(state, 0, 5);
            records.Add(new()
            {
                SqlState = text.Contains('\0', StringComparison.Ordinal) ? null : text,
                VendorCode = native,
                Message = new string(buffer, 0, length),
            });
        }

        return records;
    }

    private static bool TryRead(OdbcHandle handle, short number, char* state, ref char[] buffer, out int native, out int length)
    {
        while (true)
        {
            Array.Clear(buffer);
            new Span<char>(state, 8).Clear();
            short reported;
            short result;
            fixed (char* text = buffer)
            {
                result = OdbcApi.SQLGetDiagRecW(handle.Type, handle.Value, number, state, out native, text, (short)buffer.Length, out reported);
            }

            if (result is not (Sql.Success or Sql.SuccessWithInfo))
            {
                length = 0;
                return false;
            }

            // Some drivers report fewer characters than they wrote (IBM i), others more than there is room for: what stands in the buffer counts.
            int written = buffer.AsSpan().IndexOf('\0');
            bool cut = written < 0 || written == buffer.Length - 1 || reported >= buffer.Length;
            if (!cut || buffer.Length >= short.MaxValue)
            {
                length = written < 0 ? buffer.Length : written;
                return true;
            }

            buffer = new char[Math.Min(Math.Max(buffer.Length * 2, reported + 2), short.MaxValue)];
        }
    }
}
