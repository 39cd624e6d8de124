using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Encoders;
using Quarry.Plugins.PostgreSql.Errors;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.Plugins.PostgreSql.Sessions;

/// <summary>One <c>COPY … FROM STDIN (FORMAT binary)</c>, which writes all of its rows or none. On the session's thread.</summary>
internal sealed class CopyWriter
{
    private readonly Link _link;
    private readonly CopyEncoder _encoder;
    private bool _failed;
    private bool _isOpen;

    /// <summary>Starts the COPY; the server has accepted it.</summary>
    public CopyWriter(PostgreSqlSession session, BulkWriteRequest request, Dialect dialect)
    {
        _link = session.Link;
        string table = dialect.QuoteTable(request.Table);
        if (request.Schema.Columns.Count == 0)
        {
            // Without a list COPY would take all of the table's columns.
            throw PgErrors.NothingToWrite(table);
        }

        string columns = string.Join(", ", request.Schema.Columns.Select(column => dialect.QuoteIdentifier(column.Name)));
        string select = $"SELECT {columns} FROM {table}";
        _encoder = new(request.Schema, StatementParser.Prepare(session, new() { Sql = select }, "", (0, select), []).Shape!.Types);
        _link.Output.Query($"COPY {table} ({columns}) FROM STDIN (FORMAT binary)");
        _link.Connection.Send();
        _isOpen = true;
        _link.Output.KeepAll(true);
        _link.Connection.OnStall(() => _link.TakeAsides());
        try
        {
            Take(Backend.CopyInResponse);
        }
        catch (QuarryException error) when (_link.Survives(error))
        {
            Finish();
            throw;
        }

        _link.Output.Begin(Backend.CopyData);
        _link.Output.Bytes(CopyEncoder.Header);
        _link.Output.End();
    }

    /// <summary>Sends a batch.</summary>
    public bool Write(ColumnBatch batch, CancelScope scope)
    {
        for (int row = 0; row < batch.Rows;)
        {
            if (scope.Requested)
            {
                throw scope.Exception();
            }

            _link.Output.Begin(Backend.CopyData);
            row += _encoder.Write(_link.Output, batch, row);
            _link.Output.End();
            _link.Connection.Send();
            if (_link.TakeAsides())
            {
                // The server answers nothing during a COPY unless it has failed.
                Take(Backend.ErrorResponse);
            }
        }

        return true;
    }

    /// <summary>Ends the COPY: its rows are in the table.</summary>
    /// <returns>How many, as the server counted them: a trigger may have dropped some.</returns>
    public long End()
    {
        _link.Output.Begin(Backend.CopyData);
        _link.Output.Bytes(CopyEncoder.Trailer);
        _link.Output.End();
        _link.Output.CopyDone();
        long rows;
        try
        {
            _link.Connection.Send();
            rows = Take(_link.ExpectCompletion);
            Finish();
        }
        catch (QuarryException error) when (_link.TransactionStatus == Link.Idle && !_link.Survives(error))
        {
            throw PgErrors.OutcomeUnknown(error);
        }

        return rows;
    }

    /// <summary>Ends the COPY without its rows, if it is still open.</summary>
    public bool Abort()
    {
        _link.Output.Clear();
        if (_isOpen && !_link.Connection.IsBroken)
        {
            if (!_failed)
            {
                _link.Output.CopyFail("The write was given up");
                _link.Connection.Send();
            }

            Finish();
        }

        return true;
    }

    private void Finish()
    {
        _isOpen = false;
        _link.Output.KeepAll(false);
        _link.Output.Clear();
        _link.Connection.OnStall(null);
        _link.SkipToReady();
    }

    private void Take(byte expected) => Take(() =>
    {
        _link.Expect(expected);
        return true;
    });

    private T Take<T>(Func<T> expect)
    {
        try
        {
            return expect();
        }
        catch (QuarryException)
        {
            _failed = true;
            throw;
        }
    }
}
