using System.Data;
using System.Text;
using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Errors;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Parameters;

/// <summary>Binds the caller's parameters to a statement, each exactly or not at all.</summary>
internal static class ParameterBinder
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Binds the first parameters, as many as the statement takes.</summary>
    public static void Bind(Statement statement, IReadOnlyList<Parameter> parameters)
    {
        int count = statement.ParameterCount;
        if (count > parameters.Count)
        {
            throw SqliteErrors.ParameterCount(count, parameters.Count);
        }

        for (int i = 0; i < count; i++)
        {
            Parameter parameter = parameters[i];
            if (parameter.Direction != ParameterDirection.Input)
            {
                throw SqliteErrors.ParameterValue(i + 1, parameter, $"SQLite has no parameters of direction {parameter.Direction}. Return the value as a column.");
            }

            int result = parameter.Value is null ? BindValue.Null(statement.Pointer, i + 1) : Bind(statement.Pointer, i + 1, parameter);
            if (result != SqliteConst.Ok)
            {
                throw statement.Error(result);
            }
        }
    }

    private static int Bind(nint statement, int marker, Parameter parameter) => parameter.Type.Kind switch
    {
        TypeKind.Boolean => BindValue.Int64(statement, marker, (bool)parameter.Value! ? 1 : 0),
        TypeKind.Int8 => BindValue.Int64(statement, marker, (sbyte)parameter.Value!),
        TypeKind.Int16 => BindValue.Int64(statement, marker, (short)parameter.Value!),
        TypeKind.Int32 => BindValue.Int64(statement, marker, (int)parameter.Value!),
        TypeKind.Int64 => BindValue.Int64(statement, marker, (long)parameter.Value!),
        TypeKind.UInt8 => BindValue.Int64(statement, marker, (byte)parameter.Value!),
        TypeKind.UInt16 => BindValue.Int64(statement, marker, (ushort)parameter.Value!),
        TypeKind.UInt32 => BindValue.Int64(statement, marker, (uint)parameter.Value!),
        TypeKind.UInt64 => BindValue.UInt64(statement, marker, (ulong)parameter.Value!),
        TypeKind.Float32 => BindDouble(statement, marker, parameter, (float)parameter.Value!),
        TypeKind.Float64 => BindDouble(statement, marker, parameter, (double)parameter.Value!),
        TypeKind.Decimal128 => BindValue.Decimal(statement, marker, new(((Decimal128)parameter.Value!).Unscaled, ((Decimal128)parameter.Value).Scale)).Result,
        TypeKind.Decimal256 => BindValue.Decimal(statement, marker, (Decimal256)parameter.Value!).Result,
        TypeKind.Date32 => BindValue.Clock(statement, marker, parameter.Type, (int)parameter.Value!),
        TypeKind.Time64 or TypeKind.Timestamp => BindValue.Clock(statement, marker, parameter.Type, (long)parameter.Value!),
        TypeKind.TimestampOffset => BindValue.TimestampOffset(statement, marker, parameter.Type.Unit, (TimestampOffset)parameter.Value!),
        TypeKind.Interval => BindValue.Interval(statement, marker, (Interval)parameter.Value!),
        TypeKind.Utf8 or TypeKind.Json or TypeKind.Xml => BindText(statement, marker, parameter, (string)parameter.Value!),
        TypeKind.Binary or TypeKind.FixedBinary => BindValue.Blob(statement, marker, (byte[])parameter.Value!, SqliteConst.Transient),
        TypeKind.Uuid => BindValue.Uuid(statement, marker, ((Guid)parameter.Value!).ToByteArray(bigEndian: true)),
        _ => throw SqliteErrors.ParameterValue(marker, parameter, "SQLite has no lists. Pass a JSON array and read it with json_each(?)."),
    };

    private static int BindDouble(nint statement, int marker, Parameter parameter, double value) => !double.IsNaN(value)
        ? BindValue.Double(statement, marker, value)
        : throw SqliteErrors.ParameterValue(marker, parameter, "SQLite would store NaN as NULL. Pass NULL if that is what you mean.");

    private static int BindText(nint statement, int marker, Parameter parameter, string value)
    {
        try
        {
            return BindValue.Text(statement, marker, s_strict.GetBytes(value), SqliteConst.Transient);
        }
        catch (EncoderFallbackException)
        {
            throw SqliteErrors.ParameterValue(marker, parameter, "the text holds a surrogate without its pair, which UTF-8 cannot carry. Pass the bytes as binary.");
        }
    }
}
