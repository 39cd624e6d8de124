using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>Moves the rows of a statement into a batch.</summary>
internal abstract class RowLoop
{
    /// <summary>Returned when the batch is full; no result code of the library has this value.</summary>
    public const int Full = -1;

    /// <summary>Steps and reads until the batch is full or the statement gives no further row.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="onRow">True if the statement stands on a row that is not yet read.</param>
    /// <returns><see cref="Full"/>, or the result code of the step that gave no row.</returns>
    public int Run(nint statement, BatchBuilder batch, bool onRow)
    {
        // In calls of at most 1 024 rows: code that was compiled ahead has no on-stack replacement, so each call may be a better one.
        int result = RunSome(statement, batch, onRow);
        while (result == SqliteConst.Row)
        {
            result = RunSome(statement, batch, onRow: false);
        }

        return result;
    }

    /// <summary>Keeps the statement's current row.</summary>
    public abstract void AddTo(Stage stage, nint statement);

    /// <summary>Chooses the readers.</summary>
    public abstract void Attach(BatchBuilder batch, ReadOptions options);

    protected abstract int RunSome(nint statement, BatchBuilder batch, bool onRow);
}
