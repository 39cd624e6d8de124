using Quarry.Odbc.Native;

namespace Quarry.Odbc.Connecting;

/// <summary>What the driver manager has in its files.</summary>
internal static unsafe class InstalledDrivers
{
    private const short Size = 1024;

    // The environment's position in its list is state that all callers share.
    private static readonly Lock s_gate = new();

    private delegate short Next(ushort direction, char* first, out short firstLength, char* second, out short secondLength);

    /// <summary>The names of the drivers that are installed.</summary>
    /// <exception cref="Contracts.QuarryException">There is no driver manager (User).</exception>
    public static IReadOnlyList<string> Names()
    {
        EnvironmentHandle environment = DriverManager.Environment;
        return [.. List((ushort direction, char* name, out short length, char* attributes, out short attributesLength)
            => OdbcApi.SQLDriversW(environment, direction, name, Size, out length, attributes, Size, out attributesLength)).Select(driver => driver.First)];
    }

    /// <summary>The driver of a data source, or "" if there is no such source.</summary>
    public static string OfDataSource(string name)
    {
        EnvironmentHandle environment = DriverManager.Environment;
        return List((ushort direction, char* source, out short length, char* driver, out short driverLength)
                => OdbcApi.SQLDataSourcesW(environment, direction, source, Size, out length, driver, Size, out driverLength))
            .FirstOrDefault(source => source.First.Equals(name, StringComparison.OrdinalIgnoreCase)).Second ?? "";
    }

    private static List<(string First, string Second)> List(Next next)
    {
        var list = new List<(string, string)>();
        char* first = stackalloc char[Size];
        char* second = stackalloc char[Size];
        lock (s_gate)
        {
            for (ushort direction = Sql.FetchFirst; next(direction, first, out short length, second, out short secondLength) is Sql.Success or Sql.SuccessWithInfo; direction = Sql.FetchNext)
            {
                list.Add((new(first, 0, Math.Clamp(length, (short)0, Size)), new(second, 0, Math.Clamp(secondLength, (short)0, Size))));
            }
        }

        return list;
    }
}
