using Quarry.Contracts;

namespace Quarry.Cli.Formats;

/// <summary>Writes the one result that a file of a binary format holds. A statement without columns becomes a result without columns and rows.</summary>
/// <param name="format">What the user calls the format.</param>
internal abstract class BinaryResultWriter(string format) : ResultWriter
{
    private bool _begun;

    /// <exception cref="QuarryException">It is the second result, or the format does not hold a type (User).</exception>
    public sealed override void Begin(Schema schema)
    {
        if (_begun)
        {
            throw new QuarryException(ErrorKind.User, ErrorCodes.SeveralResults,
                $"There are several results, and {format} holds one. Run the statements one by one, or choose the format table, csv or json.");
        }

        _begun = true;
        Open(schema);
    }

    public sealed override void WriteRowsAffected(long rowsAffected) => Begin(new([]));

    /// <summary>Starts the output.</summary>
    protected abstract void Open(Schema schema);
}
