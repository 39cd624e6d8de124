using Quarry.Contracts;
using Quarry.Engine.Writing;

namespace Quarry.Engine;

public sealed partial class Source
{
    /// <summary>Finds out how far a copy of a query into a table came, and reads the rest, in the order of the key.</summary>
    /// <remarks>The table's rows are counted, and compared with the number of rows that the query returns up to the table's last key.</remarks>
    /// <param name="request">The query, its key and the table.</param>
    /// <param name="options">Batch size, types, and the timeout of each query.</param>
    /// <param name="cancellationToken">Ends it, also while the rows are being read.</param>
    /// <returns>The rows to write; dispose it.</returns>
    /// <exception cref="QuarryException">The key is not one, or the table holds something else than the beginning of the query (User).</exception>
    public ValueTask<ResumedSource> ResumeAsync(ResumeRequest request, QueryOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(options);
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        ObjectDisposedException.ThrowIf(request.Target._disposed != 0, request.Target);
        return Resumption.BeginAsync(this, _parts, request.Target._parts, request, options, cancellationToken);
    }
}
