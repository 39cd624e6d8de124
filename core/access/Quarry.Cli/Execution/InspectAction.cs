using Quarry.Cli.Commands;
using Quarry.Cli.Input;
using Quarry.Cli.Inspection;
using Quarry.Cli.Output;
using Quarry.Columnar;

namespace Quarry.Cli.Execution;

/// <summary>Shows what a file holds.</summary>
internal static class InspectAction
{
    public static async Task<int> RunAsync(InspectRequest request, CancellationToken cancellationToken)
    {
        using InputFile file = await InputFile.OpenAsync(request.Path, cancellationToken);
        using Arena memory = BatchArena.Create(request.MaxBatchBytes);
        FileReport report = await FileInspector.InspectAsync(file, memory, request.MaxBatchBytes, cancellationToken);
        using var output = new StandardOutput();
        var buffer = new OutputBuffer(output.Stream);
        if (request.Json)
        {
            InspectionJson.Write(buffer, report);
        }
        else
        {
            InspectionTable.Write(buffer, report);
        }

        buffer.Flush();
        return ExitCodes.Ok;
    }
}
