using System.Globalization;
using Quarry.Cli.Catalogs;
using Quarry.Cli.Commands;
using Quarry.Cli.Output;
using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Cli.Execution;

/// <summary>Shows what a database holds.</summary>
internal static class CatalogAction
{
    public static async Task<int> RunAsync(CatalogRequest request, CommandContext context, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(request.Timeout ?? Timeout.InfiniteTimeSpan, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await WriteAsync(request, either.Token);
            return ExitCodes.Ok;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new QuarryException(ErrorKind.Resource, ErrorCodes.TimedOut, string.Create(CultureInfo.InvariantCulture,
                $"The catalog was not read within {request.Timeout!.Value.TotalSeconds:0.###} s. Raise --timeout, or ask for less with TABLE or --schema."));
        }
    }

    private static async Task WriteAsync(CatalogRequest request, CancellationToken cancellationToken)
    {
        await using QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = request.PluginsDirectory });
        await using Source source = engine.OpenSource(request.Target);
        Action<OutputBuffer> write;
        if (request.Table is { } name)
        {
            TableInfo table = await TableFinder.FindAsync(source.Metadata, request.Schema, name, cancellationToken);
            TableDescription description = await TableDescription.ReadAsync(source.Metadata, table, cancellationToken);
            write = request.Json ? output => CatalogJson.Write(output, description) : output => CatalogText.Write(output, description);
        }
        else
        {
            CatalogListing listing = await CatalogListing.ReadAsync(source, request.Schema, cancellationToken);
            write = request.Json ? output => CatalogJson.Write(output, listing) : output => CatalogText.Write(output, listing);
        }

        using var output = new StandardOutput();
        var buffer = new OutputBuffer(output.Stream);
        write(buffer);
        buffer.Flush();
    }
}
