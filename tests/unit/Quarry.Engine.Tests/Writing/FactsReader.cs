using System.Data;
using System.Reflection;

namespace Quarry.Engine.Tests.Writing;

/// <summary>A reader that says more of its one column than one of a DataTable, and is none of those that read asynchronously.</summary>
public class FactsReader : DispatchProxy
{
    private DataTableReader _reader = null!;
    private string _typeName = "";
    private Func<DataTable> _facts = () => throw new NotSupportedException();
    private int _row;
    private int _failAt;

    public static IDataReader Over(DataTable table, string typeName, int? precision, int? scale, bool hasFacts = true, bool isNullable = true, int failAt = 0)
    {
        IDataReader reader = Create<IDataReader, FactsReader>();
        var proxy = (FactsReader)reader;
        (proxy._reader, proxy._typeName, proxy._failAt) = (table.CreateDataReader(), typeName, failAt);
        if (hasFacts)
        {
            proxy._facts = () => new()
            {
                Columns = { { "NumericPrecision", typeof(short) }, { "NumericScale", typeof(short) }, { "AllowDBNull", typeof(bool) } },
                Rows = { { precision is null ? DBNull.Value : precision, scale is null ? DBNull.Value : scale, isNullable } },
            };
        }

        return reader;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        switch (targetMethod!.Name)
        {
            case nameof(IDataReader.GetSchemaTable):
                return _facts();
            case nameof(IDataReader.GetDataTypeName):
                return _typeName;
            case nameof(IDataReader.Read):
                _row++;
                break;
            case nameof(IDataReader.GetValue) when _row == _failAt:
                throw new OverflowException("too large");
        }

        return targetMethod.Invoke(_reader, args);
    }
}
