using System.Numerics;
using Quarry.Contracts;

namespace Quarry.Engine.Parameters;

/// <summary>Integers of one width as those of another.</summary>
internal static class IntegerFit
{
    public static object? Fit(TypeKind kind, object value)
    {
        if (!IsInteger(value, out BigInteger integer))
        {
            return null;
        }

        return kind switch
        {
            TypeKind.Int8 => Fits(integer, sbyte.MinValue, sbyte.MaxValue) ? (sbyte)integer : null,
            TypeKind.Int16 => Fits(integer, short.MinValue, short.MaxValue) ? (short)integer : null,
            TypeKind.Int32 => Fits(integer, int.MinValue, int.MaxValue) ? (int)integer : null,
            TypeKind.Int64 => Fits(integer, long.MinValue, long.MaxValue) ? (long)integer : null,
            TypeKind.UInt8 => Fits(integer, 0, byte.MaxValue) ? (byte)integer : null,
            TypeKind.UInt16 => Fits(integer, 0, ushort.MaxValue) ? (ushort)integer : null,
            TypeKind.UInt32 => Fits(integer, 0, uint.MaxValue) ? (uint)integer : null,
            TypeKind.UInt64 => Fits(integer, 0, ulong.MaxValue) ? (ulong)integer : null,
            _ => null,
        };
    }

    public static bool IsInteger(object value, out BigInteger integer)
    {
        BigInteger? found = value switch
        {
            sbyte number => number,
            short number => number,
            int number => number,
            long number => number,
            byte number => number,
            ushort number => number,
            uint number => number,
            ulong number => number,
            Decimal128 number when number.TryRescale(0, out Decimal128 whole) => (BigInteger)whole.Unscaled,
            Decimal256 number when number.TryRescale(0, out Decimal256 whole) => whole.Unscaled.ToBigInteger(),
            _ => null,
        };
        integer = found ?? default;
        return found is not null;
    }

    private static bool Fits(BigInteger value, BigInteger min, BigInteger max) => value >= min && value <= max;
}
