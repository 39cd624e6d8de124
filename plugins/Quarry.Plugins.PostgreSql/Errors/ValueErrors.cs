using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Errors;

/// <summary>The errors of values that cannot go from or to the server exactly, one method per cause. No message shows the value.</summary>
internal static class ValueErrors
{
    public static QuarryException ParameterType(int position, LogicalType given, string taken)
        => new(ErrorKind.User, ErrorCodes.ParameterType, string.Create(CultureInfo.InvariantCulture,
            $"Parameter {position} is {given}, but the statement takes {Named(taken)} there, which does not hold every value of it exactly. "
            + $"Pass a value of that type, or cast the marker in the SQL."), "42804", null);

    public static QuarryException ParameterValue(int position, LogicalType given, string taken, string cause)
        => new(ErrorKind.User, ErrorCodes.ParameterValue, string.Create(CultureInfo.InvariantCulture,
            $"Parameter {position} of type {given}, for {Named(taken)}: the value {cause}."), "22003", null);

    public static QuarryException WriteType(ColumnSchema column, string taken)
        => new(ErrorKind.User, ErrorCodes.WriteType, string.Create(CultureInfo.InvariantCulture,
            $"Column \"{column.Name}\" is {column.Type}, and the table's is {Named(taken)}, to which PostgreSQL's binary COPY cannot take it exactly. "
            + $"Cast the column in the query, or change the table's."), "42804", null);

    public static QuarryException WriteValue(ColumnSchema column, long row, string taken, string cause)
        => new(ErrorKind.User, ErrorCodes.WriteValue, string.Create(CultureInfo.InvariantCulture,
            $"Row {row}, column \"{column.Name}\" of type {column.Type}, for {Named(taken)}: the value {cause}."), "22003", null);

    public static QuarryException Length(ColumnSchema column, long row, int length)
        => new(ErrorKind.Server, ErrorCodes.ValueLength, string.Create(CultureInfo.InvariantCulture,
            $"Row {row}, column \"{column.Name}\": the server sent {length} bytes for a value of {column.Type}, which cannot be."), "08P01", null);

    public static QuarryException Form(ColumnSchema column, long row, string cause)
        => new(ErrorKind.Server, ErrorCodes.ValueForm, string.Create(CultureInfo.InvariantCulture,
            $"Row {row}, column \"{column.Name}\": the server sent a value of {column.NativeType} with {cause}, which cannot be."), "08P01", null);

    public static QuarryException Range(ColumnSchema column, long row)
        => new(ErrorKind.Server, ErrorCodes.ValueRange, string.Create(CultureInfo.InvariantCulture,
            $"Row {row}, column \"{column.Name}\": the value is infinite or otherwise outside of {column.Type}. {Fix(column)}"), "22003", null);

    public static QuarryException NumericDoesNotFit(ColumnSchema column, long row)
        => new(ErrorKind.Server, ErrorCodes.NumericDoesNotFit, string.Create(CultureInfo.InvariantCulture,
            $"Row {row}, column \"{column.Name}\": the number is NaN, infinite or does not fit {column.Type}. {Fix(column)}"), "22003", null);

    public static QuarryException Dimensions(ColumnSchema column, long row, string what)
        => new(ErrorKind.Server, ErrorCodes.ArrayDimensions, string.Create(CultureInfo.InvariantCulture,
            $"Row {row}, column \"{column.Name}\": the array has {what}, which a list cannot hold. {Fix(column)}"), "2202E", null);

    private static string Fix(ColumnSchema column) => $"Read it as text: cast it in the query (\"{column.Name}\"::text), or set ReadOptions.MismatchAsText.";

    private static string Named(string type) => type.Length > 0 ? type : "a type of its own";
}
