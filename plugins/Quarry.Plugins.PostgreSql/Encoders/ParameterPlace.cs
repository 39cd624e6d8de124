using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;
using Quarry.Plugins.PostgreSql.Types;

namespace Quarry.Plugins.PostgreSql.Encoders;

/// <summary>Where a value goes, for errors.</summary>
/// <param name="position">The parameter's position, from 1.</param>
/// <param name="type">Its type.</param>
/// <param name="oid">What the server takes.</param>
internal readonly struct ParameterPlace(int position, LogicalType type, uint oid)
{
    public uint Oid => oid;

    /// <summary>The place of a list's elements.</summary>
    public ParameterPlace Element => new(position, type, BuiltInTypes.ElementOf(oid)?.Oid ?? 0);

    public QuarryException Error(string cause) => ValueErrors.ParameterValue(position, type, TypeName.Of(oid, -1), cause);
}
