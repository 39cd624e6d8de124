using System.Runtime.InteropServices;
using Quarry.Contracts;

namespace Quarry.Benchmarks.Sqlite;

/// <summary>The C loop that writes batches into a SQLite file, over the very library file that the plugin loads.</summary>
internal static unsafe partial class Inserts
{
    public static long C(string library, string file, string sql, string kinds, IReadOnlyList<ColumnBatch> batches)
    {
        nint to = Begin(library, file, sql, kinds);
        if (to == 0)
        {
            throw new InvalidOperationException("The C loop could not begin.");
        }

        nint* data = stackalloc nint[kinds.Length];
        nint* offsets = stackalloc nint[kinds.Length];
        foreach (ColumnBatch batch in batches)
        {
            for (int column = 0; column < kinds.Length; column++)
            {
                data[column] = batch[column].Block(ColumnBuffer.Data)?.Address ?? 0;
                offsets[column] = batch[column].Block(ColumnBuffer.Offsets)?.Address ?? 0;
            }

            if (Insert(to, data, offsets, batch.Rows) != 0)
            {
                throw new InvalidOperationException("The C loop could not insert.");
            }
        }

        return End(to);
    }

    [LibraryImport("libscan.so", EntryPoint = "insert_begin", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Begin(string library, string file, string sql, string kinds);

    [LibraryImport("libscan.so", EntryPoint = "insert_batch")]
    private static partial int Insert(nint to, nint* data, nint* offsets, int rows);

    [LibraryImport("libscan.so", EntryPoint = "insert_end")]
    private static partial long End(nint to);
}
