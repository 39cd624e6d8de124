namespace Quarry.Columnar;

/// <summary>How a writer encodes buffers before the codec.</summary>
public enum RowBufferEncoding
{
    /// <summary>Per buffer, from its values: constant, dictionary, run-length, frame of reference, delta or, before a codec, byte streams; plain where none makes it 1.1 times smaller.</summary>
    Auto,
    /// <summary>As it lies in memory: with codec none, a reader's columns are views of the bytes it received.</summary>
    Plain,
}
