using Microsoft.Data.Sqlite;

namespace Quarry.Cli.ProcessTests;

/// <summary>A SQLite file in a directory of its own.</summary>
internal sealed class TestDatabase : IDisposable
{
    public TestDatabase(params string[] statements)
    {
        using SqliteConnection connection = Open();
        foreach (string statement in statements)
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }
    }

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("quarry").FullName;

    public string File => Path.Combine(Directory, "test.db");

    public string Target => $"sqlite://{File}";

    public SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return connection;
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
