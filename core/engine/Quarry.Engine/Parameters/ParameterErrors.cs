using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Engine.Parameters;

/// <summary>What can be wrong with parameters. A message names parameters and types, never a value.</summary>
internal static class ParameterErrors
{
    private const int MaxNames = 20;

    public static QuarryException NotParameters(Type type)
        => New(ErrorCodes.ParameterUnsupportedType,
            $"A single {Name(type)} cannot be the parameters. Pass an object with properties (new {{ name = value }}), a dictionary, an array for positional ones, or Parameter objects.");

    public static QuarryException Tuple(Type type)
        => New(ErrorCodes.ParameterUnsupportedType,
            $"A tuple ({Name(type)}) cannot be the parameters: its names do not exist at run time. Pass new {{ name = value }} or an array.");

    public static QuarryException KeyNotText(Type type)
        => New(ErrorCodes.ParameterUnsupportedType, $"A dictionary of parameters needs strings as its keys, not {Name(type)}.");

    public static QuarryException NamesForPositional(IEnumerable<string> given)
        => New(ErrorCodes.ParameterExtra, $"The SQL takes positional parameters, but names were given: {Names(given)}. Pass an array, or write the parameters as @name in the SQL.");

    public static QuarryException PositionsForNamed(IEnumerable<string> wanted)
        => New(ErrorCodes.ParameterMissing, $"The SQL takes the named parameters {Names(wanted)}, but values without names were given. Pass new {{ name = value }} or a dictionary.");

    public static QuarryException WrongCount(int wanted, int given)
        => given < wanted
            ? New(ErrorCodes.ParameterMissing, $"The SQL takes {wanted} positional parameters, but {given} were given. Add the values from parameter {given + 1} on.")
            : New(ErrorCodes.ParameterExtra, $"The SQL takes {wanted} positional parameters, but {given} were given. Remove the extra values, or mark their places in the SQL.");

    public static QuarryException Missing(IReadOnlyList<string> missing, IReadOnlyList<string> given)
        => New(ErrorCodes.ParameterMissing, $"No value was given for {Names(missing)}; {(given.Count == 0 ? "no parameters were given" : $"given were {Names(given)}")}. Add it, or correct the name in the SQL.");

    public static QuarryException Extra(IReadOnlyList<string> extra, IReadOnlyList<string> wanted)
        => New(ErrorCodes.ParameterExtra, $"The SQL does not use {Names(extra)}; {(wanted.Count == 0 ? "it takes no parameters" : $"it takes {Names(wanted)}")}. Remove it, or correct the name in the SQL.");

    public static QuarryException Ambiguous(string name, IEnumerable<string> candidates)
        => New(ErrorCodes.ParameterAmbiguous, $"Parameter {Names([name])} matches several given names: {Names(candidates)}. Spell one of them exactly as the SQL does.");

    public static QuarryException Twice(string name)
        => New(ErrorCodes.ParameterAmbiguous, $"Parameter {Names([name])} was given twice. Remove one.");

    public static QuarryException UnknownType(ValueLabel label, Type type)
        => New(label.IsCell ? ErrorCodes.RowValue : ErrorCodes.ParameterUnsupportedType, label.IsCell
            ? $"{Label(label)}: a value of {Name(type)} has no logical type. Pass a number, string, bool, byte[], Guid, date or time, JSON or XML document, or a list of one of these."
            : $"{Label(label)}: a value of {Name(type)} cannot be sent. Pass a number, string, bool, byte[], Guid, date or time, JSON or XML document, a list of one of these, or a Parameter with its type.");

    public static QuarryException Invalid(ValueLabel label, string cause)
        => New(label.IsCell ? ErrorCodes.RowValue : ErrorCodes.ParameterInvalidValue, $"{Label(label)}: {cause}");

    public static QuarryException DoesNotFit(ValueLabel label, LogicalType type, Type given)
        => Invalid(label, $"its value, a {Name(given)}, is not exactly a value of {type}. Pass one that is, or give the {(label.IsCell ? "column" : "parameter")} another type.");

    public static QuarryException Text(string message) => New(ErrorCodes.ParameterText, message);

    /// <summary>A type as people write it.</summary>
    public static string Name(Type type) => type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.Name;

    private static string Label(ValueLabel label)
        => label.IsCell ? string.Create(CultureInfo.InvariantCulture, $"Row {label.Row}, column \"{label.Name}\"") : Label(label.Name);

    private static string Label(string name) => name.Length == 0 ? "A parameter" : char.IsAsciiDigit(name[0]) ? $"Parameter {name}" : $"Parameter {Names([name])}";

    private static string Names(IEnumerable<string> names)
    {
        List<string> shown = [.. names.Take(MaxNames + 1).Select(name => $"\"{name}\"")];
        return shown.Count <= MaxNames ? string.Join(", ", shown) : string.Join(", ", shown.Take(MaxNames)) + " and more";
    }

    private static QuarryException New(int code, string message) => new(ErrorKind.User, code, message);
}
