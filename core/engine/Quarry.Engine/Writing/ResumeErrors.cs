using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Engine.Writing;

/// <summary>Why a copy cannot go on, one method per cause.</summary>
internal static class ResumeErrors
{
    public static QuarryException Key(string key, string cause) => new(ErrorKind.User, ErrorCodes.ResumeKey,
        $"A copy cannot go on by key \"{key}\": {cause}. Name a column of the query, and of the table, that is an integer, a date or a timestamp, unique and never NULL.");

    public static QuarryException Null(string key) => Key(key, "it is NULL in some rows of the query, which stand in no order");

    public static QuarryException Twice(string key, string value) => Key(key, $"{value} comes twice, so that a copy could stop between the two");

    public static QuarryException Order(string key, string value) => Key(key, $"{value} comes after a greater value although the rows were asked for in its order, so the database sorts what it holds otherwise");

    public static QuarryException Differs(ResumePoint point, long? expected) => new(ErrorKind.User, ErrorCodes.ResumeDiffers,
        string.Create(CultureInfo.InvariantCulture, $"Table \"{WriteErrors.NameOf(point.Table)}\" is not the beginning of this copy: it holds {point.Rows} rows")
        + (point.Last is not { } last
            ? $", and in none of them \"{point.Key}\" has a value. "
            : string.Create(CultureInfo.InvariantCulture, $" up to \"{point.Key}\" {last.Text}, and the query returns {expected} up to there. "))
        + "Either has changed, another copy runs, or the query's database compares the key as text in a form of its own (SQLite). Copy what is missing by a query of its own, or empty the table and copy the whole.");

    public static QuarryException Overlaps(TableName table, long before, long written, long found) => new(ErrorKind.User, ErrorCodes.ResumeDiffers,
        string.Create(CultureInfo.InvariantCulture, $"Table \"{WriteErrors.NameOf(table)}\" held {before} rows, {written} were written, and now it holds {found}: something else wrote to it at the same time. ")
        + "If that was the same copy, rows are there twice: empty the table and copy the whole.")
    {
        RowsCommitted = written,
    };

    public static QuarryException NotAQuery() => new(ErrorKind.User, ErrorCodes.ResumeNotAQuery,
        "Only one SELECT can be copied by ranges of a key. Leave the key out to copy what another statement returns.");
}
