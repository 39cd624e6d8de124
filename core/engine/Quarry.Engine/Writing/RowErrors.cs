using System.Globalization;
using Quarry.Contracts;
using Quarry.Engine.Parameters;

namespace Quarry.Engine.Writing;

/// <summary>What can be wrong with rows of .NET values, and with what holds them.</summary>
internal static class RowErrors
{
    public static QuarryException NoType(string column, Type? type)
        => new(ErrorKind.User, ErrorCodes.RowType,
            $"Column \"{column}\" has the type {(type is null ? "unknown" : ParameterErrors.Name(type))}, which holds no value of a logical type. Leave the column out, convert it, or name its type in RowOptions.Types.");

    public static QuarryException NoColumns(Type type)
        => new(ErrorKind.User, ErrorCodes.RowType,
            $"A {ParameterErrors.Name(type)} has no public readable properties that could be columns. Pass objects with a property for each column, such as new {{ id = 1 }}.");

    public static QuarryException UnknownColumns(IEnumerable<string> names, IEnumerable<string> columns)
        => new(ErrorKind.User, ErrorCodes.RowType, $"RowOptions.Types names {Quoted(names)}, but the columns are {Quoted(columns)}. Names are compared exactly.");

    public static QuarryException Null(ValueLabel label)
        => ParameterErrors.Invalid(label, "NULL, although its source says that there is none. Correct the source, or let it declare the column nullable.");

    public static QuarryException Unreadable(ValueLabel label, Exception error)
        => new(ErrorKind.User, ErrorCodes.RowValue, string.Create(CultureInfo.InvariantCulture,
            $"Row {label.Row}, column \"{label.Name}\": the reader cannot give its value: {error.Message} Cast the column in the query."), error);

    public static QuarryException NotRowBuffer()
        => new(ErrorKind.User, ErrorCodes.NotRowBuffer, "The stream is no RowBuffer of version 1 or 2, or it is empty. Check where it comes from and that it stands at its start.");

    public static QuarryException SchemaChanged(long row)
        => new(ErrorKind.User, ErrorCodes.SchemaChanged, string.Create(CultureInfo.InvariantCulture,
            $"The RowBuffer message that starts with row {row} has other columns than the first. Write its results one by one."));

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(static name => $"\"{name}\""));
}
