using Quarry.Contracts;

namespace Quarry.Odbc.Describing;

/// <summary>A column of a result: how ODBC describes it, and what becomes of it.</summary>
/// <param name="Number">From 1.</param>
/// <param name="SqlType">The SQL type code.</param>
/// <param name="Length">Characters or bytes of the longest value, or 0 if the driver does not know or says something that cannot be.</param>
/// <param name="Schema">Name and logical type.</param>
internal sealed record ResultColumn(ushort Number, short SqlType, long Length, ColumnSchema Schema);
