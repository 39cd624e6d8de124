using System.CommandLine;
using System.CommandLine.Parsing;
using Quarry.Cli.Formats;
using Quarry.Columnar;

namespace Quarry.Cli.Commands;

/// <summary>How results are written. The query and decode commands share it.</summary>
internal sealed class OutputOptions
{
    private const string Formats = "table, csv, json, discard, qrb, qrb1 or arrow";

    private readonly Option<ResultFormat> _format = new("--format", "-f")
    {
        Description = "How rows are written: table, csv, json (one object per line), discard (read everything, print nothing), qrb (RowBuffer v2), "
            + "qrb1 (RowBuffer v1) or arrow (IPC stream). [default: table]",
        HelpName = "FORMAT",
        CustomParser = result => OptionValue.Parse<ResultFormat>(result, OptionValue.TryParseName, Formats),
    };

    private readonly Option<RowBufferCodec?> _codec = new("--codec")
    {
        Description = "How qrb and arrow are compressed: auto, none, lz4 or zstd. [default: auto, which is none for arrow]",
        HelpName = "CODEC",
        CustomParser = result => OptionValue.Parse<RowBufferCodec?>(result, TryParseCodec, "auto, none, lz4 or zstd"),
    };

    private readonly Option<string?> _path = new("--output", "-o") { Description = "Write to a file, which appears when the result is complete.", HelpName = "FILE" };
    private readonly Option<bool> _stats = new("--stats") { Description = "Print what it cost as one line of JSON on the standard error." };

    public void AddTo(Command command)
    {
        command.Add(_format);
        command.Add(_codec);
        command.Add(_path);
        command.Add(_stats);
        command.Validators.Add(RefuseCodec);
    }

    public OutputRequest Read(ParseResult result) => new()
    {
        Format = result.GetValue(_format),
        Codec = result.GetValue(_codec) ?? RowBufferCodec.Auto,
        Path = result.GetValue(_path),
        Stats = result.GetValue(_stats),
    };

    private static bool TryParseCodec(string text, out RowBufferCodec? codec)
    {
        bool valid = OptionValue.TryParseName(text, out RowBufferCodec named);
        codec = valid ? named : null;
        return valid;
    }

    // A value that is wrong by itself has its own error.
    private void RefuseCodec(CommandResult command)
    {
        ResultFormat format = default;
        if (command.GetResult(_codec) is { Tokens: [{ Value: var codec }] } && TryParseCodec(codec, out _)
            && (command.GetResult(_format) is not { Tokens: [{ Value: var name }] } || OptionValue.TryParseName(name, out format)) && !format.HasCodecs())
        {
            command.AddError($"--codec is for --format qrb and --format arrow; {format.ToString().ToLowerInvariant()} has no codecs.");
        }
    }
}
