using Npgsql;

namespace Quarry.Benchmarks.PostgreSql;

/// <summary>Npgsql's typed getters; each value is read once and dropped.</summary>
internal static class NpgsqlReads
{
    public static long Sync(NpgsqlDataSource source, string kinds, string sql)
    {
        using NpgsqlConnection connection = source.OpenConnection();
        using var command = new NpgsqlCommand(sql, connection);
        using NpgsqlDataReader reader = command.ExecuteReader();
        var values = new Values();
        long rows = 0;
        while (reader.Read())
        {
            values.Take(reader, kinds);
            rows++;
        }

        GC.KeepAlive(values);
        return rows;
    }

    public static async Task<long> Async(NpgsqlDataSource source, string kinds, string sql)
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        var values = new Values();
        long rows = 0;
        while (await reader.ReadAsync())
        {
            values.Take(reader, kinds);
            rows++;
        }

        GC.KeepAlive(values);
        return rows;
    }

    // Sums, so that no getter is optimised away.
    private sealed class Values
    {
        private long _integers;
        private double _floats;
        private decimal _last;

        public void Take(NpgsqlDataReader reader, string kinds)
        {
            for (int i = 0; i < kinds.Length; i++)
            {
                switch (kinds[i])
                {
                    case 'l':
                        _integers += reader.GetInt64(i);
                        break;
                    case 'i':
                        _integers += reader.GetInt32(i);
                        break;
                    case 'f':
                        _floats += reader.GetDouble(i);
                        break;
                    case 'r':
                        _floats += reader.GetFloat(i);
                        break;
                    case 'd':
                        _last = reader.GetDecimal(i);
                        break;
                    case 'a':
                        _integers += reader.GetFieldValue<DateOnly>(i).DayNumber;
                        break;
                    default:
                        _integers += reader.GetString(i).Length;
                        break;
                }
            }
        }

        public override string ToString() => $"{_integers} {_floats} {_last}";
    }
}
