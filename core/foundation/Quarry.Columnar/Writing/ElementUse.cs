namespace Quarry.Columnar.Writing;

/// <summary>What the elements of a buffer are, which decides the encodings that are tried.</summary>
internal enum ElementUse
{
    /// <summary>Text or bytes without elements: plain.</summary>
    Bytes,
    /// <summary>Elements that can repeat: constant, run-length.</summary>
    Opaque,
    /// <summary>As <see cref="Opaque"/>, and IEEE 754 numbers, whose bytes may be split into streams.</summary>
    Float,
    /// <summary>Whole numbers: also frame of reference and delta.</summary>
    Integer,
}
