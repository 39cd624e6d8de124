using Quarry.Contracts;

namespace Quarry.Plugins.Sqlite.Parameters;

/// <summary>Binds one value of a column, which is not NULL. Chosen once per column by <see cref="VectorBinders"/>.</summary>
/// <param name="statement">The statement.</param>
/// <param name="marker">1 for the first.</param>
/// <param name="values">The column.</param>
/// <param name="row">Index of the value in the batch.</param>
/// <returns>The library's result code.</returns>
/// <exception cref="InexactValueException">The table's column would store another value.</exception>
internal delegate int VectorBinder(nint statement, int marker, ColumnVector values, int row);
