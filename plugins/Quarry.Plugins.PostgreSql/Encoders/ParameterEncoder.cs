using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;
using Quarry.Plugins.PostgreSql.Types;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.Plugins.PostgreSql.Encoders;

/// <summary>Writes parameters as Bind takes them.</summary>
/// <remarks>
/// A statement is parsed with <see cref="OidOf(LogicalType)"/> of its parameters; text is left to the server to infer. What the server then says a parameter is
/// (ParameterDescription) decides how its value goes: in binary where the value's type and the server's are of one family (integers, decimals), a value
/// out of range being an error; as text that the server reads where that is exact (any text; numbers between families; dates for timestamps);
/// else it is an error, since the server would drop a zone or a time of day from a text without a word.
/// </remarks>
internal static class ParameterEncoder
{
    /// <summary>The type that a parameter is declared with in Parse, or 0 to let the server infer it.</summary>
    public static uint OidOf(Parameter parameter) => OidOf(parameter.Type);

    /// <inheritdoc cref="OidOf(Parameter)"/>
    public static uint OidOf(LogicalType type) => type.Kind switch
    {
        TypeKind.Boolean => Oids.Bool,
        TypeKind.Int8 or TypeKind.UInt8 or TypeKind.Int16 => Oids.Int2,
        TypeKind.UInt16 or TypeKind.Int32 => Oids.Int4,
        TypeKind.UInt32 or TypeKind.Int64 => Oids.Int8,
        TypeKind.UInt64 or TypeKind.Decimal128 or TypeKind.Decimal256 => Oids.Numeric,
        TypeKind.Float32 => Oids.Float4,
        TypeKind.Float64 => Oids.Float8,
        TypeKind.Date32 => Oids.Date,
        TypeKind.Time64 => Oids.Time,
        TypeKind.Timestamp => type.IsUtc ? Oids.TimestampTz : Oids.Timestamp,
        TypeKind.TimestampOffset => Oids.TimestampTz,
        TypeKind.Interval => Oids.Interval,
        TypeKind.Binary or TypeKind.FixedBinary => Oids.Bytea,
        TypeKind.Uuid => Oids.Uuid,
        TypeKind.Utf8 when type.IsNumericText => Oids.Numeric,
        // An array that the server must infer would be ambiguous in unnest($1): text is the element's default.
        TypeKind.List => BuiltInTypes.ArrayOf(OidOf(type.Element!) is var element and not 0 ? element : Oids.Text),
        _ => 0,
    };

    /// <summary>True if a parameter goes in binary, false as text: its format in Bind.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="serverOid">What the server says it is, or 0 if it was not asked.</param>
    public static bool IsBinary(Parameter parameter, uint serverOid) => FormOf(parameter.Type, Target(parameter.Type, serverOid)) == ValueForm.Binary;

    /// <summary>Writes a parameter's length and bytes in that format. If it fails the message is unfinished: clear the buffer.</summary>
    /// <param name="send">Receives them.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="serverOid">As for <see cref="IsBinary"/>.</param>
    /// <param name="position">Its position, from 1.</param>
    /// <exception cref="QuarryException">The value cannot go to the server exactly (User).</exception>
    public static void Write(SendBuffer send, Parameter parameter, uint serverOid, int position)
    {
        if (parameter.Value is null)
        {
            send.Int32(-1);
            return;
        }

        uint oid = Target(parameter.Type, serverOid);
        var place = new ParameterPlace(position, parameter.Type, oid);
        int begin = send.BeginLength();
        switch (FormOf(parameter.Type, oid))
        {
            case ValueForm.Binary:
                BinaryForm.Write(send, parameter.Type, parameter.Value, place);
                break;
            case ValueForm.Text:
                TextForm.Write(send, parameter.Type, parameter.Value, place);
                break;
            default:
                throw ValueErrors.ParameterType(position, parameter.Type, TypeName.Of(oid, -1));
        }

        send.EndLength(begin);
    }

    private static ValueForm FormOf(LogicalType type, uint oid)
    {
        if (type.Kind != TypeKind.List)
        {
            return TypeFamily.IsBinary(type, oid) ? ValueForm.Binary : TypeFamily.IsReadFromText(type, oid) ? ValueForm.Text : ValueForm.None;
        }

        uint element = BuiltInTypes.ElementOf(oid)?.Oid ?? 0;
        bool isArray = element != 0 || BuiltInTypes.Find(oid) is null;
        return !isArray ? ValueForm.None
            : TypeFamily.IsBinary(type.Element!, element) ? ValueForm.Binary
            : TypeFamily.IsReadFromText(type.Element!, element) ? ValueForm.Text : ValueForm.None;
    }

    private static uint Target(LogicalType type, uint serverOid) => serverOid != 0 ? serverOid : OidOf(type);
}
