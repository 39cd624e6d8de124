using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>Reads of big-endian bytes of any alignment.</summary>
internal static unsafe class Cell
{
    /// <summary>The length of a value, −1 for NULL, at its position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Length(byte* at) => Int32(at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short Int16(byte* at) => BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<short>(at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Int32(byte* at) => BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<int>(at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Int64(byte* at) => BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<long>(at));
}
