using System.Globalization;
using System.Text;
using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Errors;
using Quarry.Plugins.Sqlite.Native;
using Quarry.Plugins.Sqlite.Parameters;
using Quarry.Plugins.Sqlite.Types;

namespace Quarry.Plugins.Sqlite.Sessions;

/// <summary>Inserts batches row by row through one compiled INSERT. On the session's thread only.</summary>
internal sealed class BulkWriter : IDisposable
{
    private readonly BulkWriteRequest _request;
    private readonly CancelScope _scope;
    private readonly Statement _insert;
    private readonly VectorBinder[] _binders;

    public BulkWriter(Database database, BulkWriteRequest request, Dialect dialect, CancelScope scope)
    {
        (_request, _scope) = (request, scope);
        IReadOnlyList<ColumnSchema> columns = request.Schema.Columns;
        int start = 0;
        _insert = database.Prepare(Encoding.UTF8.GetBytes(InsertSql(request, dialect)), ref start, persistent: false)!;
        try
        {
            _binders = [.. columns.Select(column => VectorBinders.Choose(column.Type, AffinityOf(database, request.Table, column.Name))
                ?? throw SqliteErrors.ValueNotWritable(column, 1, "SQLite has no form for this type. Convert the column to JSON text."))];
        }
        catch
        {
            _insert.Dispose();
            throw;
        }
    }

    /// <summary>Rows written.</summary>
    public long Rows { get; private set; }

    public bool Write(ColumnBatch batch)
    {
        CheckSchema(batch.Schema);
        IReadOnlyList<ColumnVector> columns = batch.Columns;
        for (int row = 0; row < batch.Rows; row++)
        {
            if (_scope.Requested)
            {
                throw _scope.Exception();
            }

            for (int column = 0; column < _binders.Length; column++)
            {
                Bind(columns[column], column, row);
            }

            Insert();
        }

        // Text and binary were bound where they stand in the batch, which ends now.
        _insert.Reset();
        return true;
    }

    public void Dispose() => _insert.Dispose();

    private static string InsertSql(BulkWriteRequest request, Dialect dialect)
    {
        IReadOnlyList<ColumnSchema> columns = request.Schema.Columns;
        return columns.Count == 0
            ? $"INSERT INTO {dialect.QuoteTable(request.Table)} DEFAULT VALUES"
            : $"INSERT INTO {dialect.QuoteTable(request.Table)} ({string.Join(", ", columns.Select(column => dialect.QuoteIdentifier(column.Name)))}) "
                + $"VALUES ({string.Join(", ", columns.Select((_, index) => dialect.ParameterMarker(index + 1)))})";
    }

    private static Affinity AffinityOf(Database database, TableName table, string column)
        => AffinityRule.Of(database.DeclaredType(table.Schema.Length > 0 ? table.Schema : null, table.Name, column) ?? "");

    private void CheckSchema(Schema schema)
    {
        IReadOnlyList<ColumnSchema> expected = _request.Schema.Columns;
        if (schema.Columns.Count != expected.Count || expected.Where((column, index) => !column.Type.Equals(schema.Columns[index].Type)).Any())
        {
            throw new ArgumentException("A batch has other columns than the request's schema. Each batch must have its types, in its order.", nameof(schema));
        }
    }

    private void Bind(ColumnVector vector, int column, int row)
    {
        int result;
        try
        {
            result = vector.IsNull(row) ? BindValue.Null(_insert.Pointer, column + 1) : _binders[column](_insert.Pointer, column + 1, vector, row);
        }
        catch (InexactValueException inexact)
        {
            throw SqliteErrors.ValueNotWritable(vector.Column, Rows + 1, inexact.Message);
        }

        if (result != SqliteConst.Ok)
        {
            throw AtRow(_insert.Error(result));
        }
    }

    private void Insert()
    {
        try
        {
            _insert.Step();
        }
        catch (QuarryException error)
        {
            throw AtRow(error);
        }

        _insert.Rewind();
        Rows++;
    }

    private QuarryException AtRow(QuarryException error)
        => new(error.Kind, error.Code, string.Create(CultureInfo.InvariantCulture, $"Row {Rows + 1}: {error.Message}"), error.SqlState, null)
        {
            VendorCode = error.VendorCode,
            Transient = error.Transient,
            Records = error.Records,
        };
}
