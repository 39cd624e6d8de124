using System.Runtime.CompilerServices;
using Quarry.Cli.Commands;
using Quarry.Cli.Output;
using Quarry.Contracts;
using Spectre.Console;

namespace Quarry.Cli.Formats;

/// <summary>The writer of a format.</summary>
internal static class ResultWriters
{
    /// <exception cref="QuarryException">The format is not for a terminal, and the target is one (User).</exception>
    public static ResultWriter Create(OutputRequest request, OutputTarget target)
    {
        if (request.Format.IsBinary() && target.IsTerminal)
        {
            throw new QuarryException(ErrorKind.User, ErrorCodes.BinaryToTerminal,
                $"The format {request.Format.ToString().ToLowerInvariant()} is binary and would garble the terminal. Write to a file with -o FILE, or redirect the standard output.");
        }

        return request.Format switch
        {
            ResultFormat.Json => new JsonResultWriter(new(target.Stream)),
            ResultFormat.Csv => new CsvResultWriter(new(target.Stream)),
            ResultFormat.Discard => new DiscardResultWriter(),
            ResultFormat.Qrb => new RowBufferResultWriter(target.Stream, request.Codec),
            ResultFormat.Qrb1 => new RowBufferV1ResultWriter(target.Stream),
            ResultFormat.Arrow => CreateArrow(request, target),
            _ when target.IsTerminal => new TerminalTableResultWriter(AnsiConsole.Console),
            _ => new TableResultWriter(new(target.Stream)),
        };
    }

    // Apart, so that the other formats do not load Arrow's assemblies.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ArrowResultWriter CreateArrow(OutputRequest request, OutputTarget target) => new(target.Stream, request.Codec);
}
