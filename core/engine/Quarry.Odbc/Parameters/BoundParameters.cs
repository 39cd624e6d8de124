using System.Data;
using Quarry.Contracts;
using Quarry.Odbc.Connecting;
using Quarry.Odbc.Errors;
using Quarry.Odbc.Native;
using Quarry.Odbc.Quirks;

namespace Quarry.Odbc.Parameters;

/// <summary>The values of one execution, in memory until it ends. On the session's thread only.</summary>
internal sealed unsafe class BoundParameters : IDisposable
{
    // An output has no length before it comes. Source: the longest VARCHAR of SQL Server and of Oracle's PL/SQL have 8000 and 32767 bytes.
    private const int OutputRoom = 32_768;

    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly ParameterColumn[] _columns;
    private readonly ColumnBatch? _values;
    private readonly BatchMemory _memory;
    private MemoryBlock? _outputs;
    private bool _disposed;

    /// <param name="parameters">The values, in the order of the markers.</param>
    /// <param name="settings">How the driver takes values.</param>
    /// <param name="memory">Memory for them.</param>
    public BoundParameters(IReadOnlyList<Parameter> parameters, OdbcSettings settings, BatchMemory memory)
    {
        (_parameters, _memory) = (parameters, memory);
        _columns = [.. parameters.Select((parameter, index) => new ParameterColumn(index + 1, parameter.Type, settings, memory))];
        _values = parameters.Count > 0 ? ParameterRow.Of([parameters], memory) : null;
    }

    /// <summary>The parameters that the server set.</summary>
    public IReadOnlyList<Parameter> Outputs { get; private set; } = [];

    private bool HasOutputs => _parameters.Any(parameter => parameter.Direction != ParameterDirection.Input);

    public void Bind(StatementHandle statement)
    {
        if (HasOutputs)
        {
            _outputs = _memory.Rent((long)_parameters.Count * (OutputRoom + sizeof(nint)));
        }

        for (int i = 0; i < _columns.Length; i++)
        {
            if (_parameters[i].Direction == ParameterDirection.Input)
            {
                _columns[i].Bind(statement, _values!.Columns[i], 0, 1, stride: 0);
            }
            else
            {
                BindOutput(statement, i);
            }
        }
    }

    /// <summary>Reads what the server set, once the last result is read.</summary>
    public void ReadOutputs()
    {
        if (_outputs is null || Outputs.Count > 0)
        {
            return;
        }

        var outputs = new List<Parameter>();
        for (int i = 0; i < _parameters.Count; i++)
        {
            Parameter parameter = _parameters[i];
            if (parameter.Direction != ParameterDirection.Input)
            {
                parameter.Value = ValueOf(parameter, i);
                outputs.Add(parameter);
            }
        }

        Outputs = outputs;
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        foreach (ParameterColumn column in _columns)
        {
            column.Dispose();
        }

        _values?.Dispose();
        _outputs?.Release();
    }

    private byte* Output(int index) => (byte*)_outputs!.Address + ((long)index * OutputRoom);

    private nint* Indicator(int index) => (nint*)((byte*)_outputs!.Address + ((long)_parameters.Count * OutputRoom)) + index;

    // All as text: the driver converts, and the text is parsed exactly.
    private void BindOutput(StatementHandle statement, int index)
    {
        Parameter parameter = _parameters[index];
        *Indicator(index) = Sql.NullData;
        short direction = Sql.ParameterOutput;
        if (parameter.Direction == ParameterDirection.InputOutput)
        {
            direction = Sql.ParameterInputOutput;
            if (parameter.Value is not null)
            {
                *Indicator(index) = _columns[index].WriteText(_values!.Columns[index], 0, new Span<byte>(Output(index), OutputRoom));
            }
        }

        bool bytes = parameter.Type.Kind is TypeKind.Binary or TypeKind.FixedBinary;
        ParameterForm form = ParameterForm.Of(parameter.Type, OdbcSettings.Default)!.Value.For(OutputRoom / 8);
        Statements.Check(statement, OdbcApi.SQLBindParameter(
            statement, (ushort)(index + 1), direction, bytes ? Sql.CBinary : Sql.CChar, form.SqlType, (nuint)form.Size, form.Digits, Output(index), OutputRoom, Indicator(index)));
    }

    private object? ValueOf(Parameter parameter, int index)
    {
        nint length = *Indicator(index);
        if (length == Sql.NullData)
        {
            return null;
        }

        if (length is < 0 or >= OutputRoom)
        {
            throw OdbcErrors.ParameterValue(index + 1, parameter.Type, "the server's value is longer than an output parameter can be; return it in a column");
        }

        var schema = new Schema([new() { Name = parameter.Name, Type = parameter.Type }]);
        using var builder = new BatchBuilder(schema, _memory, BatchLimits.Default);
        builder.Columns[0].AppendText(new ReadOnlySpan<byte>(Output(index), (int)length));
        builder.EndRow();
        using ColumnBatch batch = builder.Build();
        return OutputValue.Of(batch.Columns[0]);
    }
}
