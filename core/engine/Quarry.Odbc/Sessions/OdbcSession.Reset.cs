using Quarry.Odbc.Connecting;
using Quarry.Odbc.Errors;
using Quarry.Odbc.Native;

namespace Quarry.Odbc.Sessions;

internal sealed partial class OdbcSession
{
    public override async ValueTask ResetAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        if (_open is { } open)
        {
            await open.DisposeAsync().ConfigureAwait(false);
        }

        await RunOnceAsync(
            statement =>
            {
                if (_began)
                {
                    EndTransaction(Sql.Rollback);
                    ThrowIfSpoiled();
                }

                if (!_touched)
                {
                    return true;
                }

                if (Profile?.ResetStatements is not { } statements)
                {
                    throw OdbcErrors.CannotReset();
                }

                // The server forgets them, or may.
                foreach (OdbcPreparedStatement prepared in _prepared)
                {
                    prepared.EndOnThread();
                }

                _prepared.Clear();
                foreach (string sql in statements.Concat(Profile.ConnectStatements))
                {
                    Statements.ExecuteDirect(statement, sql);
                    _ = OdbcApi.SQLFreeStmt(statement, Sql.CloseCursor);
                }

                _touched = false;
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }
}
