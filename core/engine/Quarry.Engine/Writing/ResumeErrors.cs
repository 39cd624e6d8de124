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

    public static QuarryException Differs(TableName table, string key, string? last, long present, long? expected) => new(ErrorKind.User, ErrorCodes.ResumeDiffers,
        string.Create(CultureInfo.InvariantCulture, $"Table \"{WriteErrors.NameOf(table)}\" is not the beginning of this copy: it holds {present} rows")
        + (last is null ? $", and in none of them \"{key}\" has a value. " : string.Create(CultureInfo.InvariantCulture, $" up to \"{key}\" {last}, and the query returns {expected} up to there. "))
        + $"Empty or drop the table and copy the whole, or copy what is missing by a query of its own.");

    public static QuarryException NotAQuery() => new(ErrorKind.User, ErrorCodes.ResumeNotAQuery,
        "Only one SELECT can be copied by ranges of a key. Leave the key out to copy what another statement returns.");
}
