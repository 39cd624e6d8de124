using System.CommandLine;

namespace Quarry.Cli.Commands;

/// <summary><c>quarry decode FILE …</c></summary>
internal static class DecodeCommand
{
    public static Command Create(Func<DecodeRequest, CancellationToken, Task<int>> action)
    {
        var file = new InputArgument();
        var output = new OutputOptions();
        var columns = new ColumnsOption();
        var maxBatchBytes = new MaxBatchBytesOption("Refuse batches, or messages of RowBuffer v1, that take more memory.");
        var command = new Command("decode", "Read a RowBuffer or Arrow file and write its rows.") { file, columns, maxBatchBytes };
        output.AddTo(command);
        command.SetAction((result, cancellationToken) => action(
            new()
            {
                Path = result.GetRequiredValue(file),
                Columns = result.GetValue(columns),
                MaxBatchBytes = maxBatchBytes.Read(result),
                Output = output.Read(result),
            },
            cancellationToken));
        return command;
    }
}
