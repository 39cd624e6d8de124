using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Quarry.Plugins.PostgreSql.Errors;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.Plugins.PostgreSql.Sessions;

/// <summary>Runs a statement of the driver's own between the messages of another: with a name, so that the other's unnamed one stays, and without Sync, so
/// that its sequence goes on.</summary>
internal static class CatalogQuery
{
    /// <summary>Runs the statement.</summary>
    /// <param name="link">The link; nothing that was sent waits for an answer.</param>
    /// <param name="number">Tells this statement's name from those before it.</param>
    /// <param name="sql">A SELECT.</param>
    /// <returns>The rows' values as text.</returns>
    public static IReadOnlyList<string?[]> Run(Link link, int number, string sql)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"quarry_types_{number}");
        SendBuffer send = link.Output;
        send.Parse(name, sql, []);
        Bind(send, name);
        send.Execute();
        send.CloseStatement(name);
        send.Flush();
        link.Connection.Send();
        link.Expect(Backend.ParseComplete);
        link.Expect(Backend.BindComplete);
        var rows = new List<string?[]>();
        while (true)
        {
            (byte type, int length) = link.Next();
            switch (type)
            {
                case Backend.DataRow:
                    rows.Add(Read(link.Input.Content(length)));
                    break;
                case Backend.CommandComplete:
                    break;
                case Backend.CloseComplete:
                    link.Input.Consume(length);
                    return rows;
                case Backend.ErrorResponse:
                    throw link.TakeError(length);
                default:
                    throw link.Unexpected(type);
            }

            link.Input.Consume(length);
        }
    }

    private static void Bind(SendBuffer send, string name)
    {
        send.Begin((byte)'B');
        send.String("");
        send.String(name);
        // No formats of parameters, no parameters, no formats of results: all are text.
        send.Int16(0);
        send.Int16(0);
        send.Int16(0);
        send.End();
    }

    private static string?[] Read(ReadOnlySpan<byte> row)
    {
        var values = new string?[row.Length < sizeof(short) ? 0 : BinaryPrimitives.ReadUInt16BigEndian(row)];
        row = row.Length < sizeof(short) ? [] : row[sizeof(short)..];
        for (int i = 0; i < values.Length; i++)
        {
            int length = row.Length < sizeof(int) ? int.MaxValue : BinaryPrimitives.ReadInt32BigEndian(row);
            if (length > row.Length - sizeof(int))
            {
                throw PgErrors.Protocol("a row that ends within a column");
            }

            row = row[sizeof(int)..];
            if (length >= 0)
            {
                values[i] = Encoding.UTF8.GetString(row[..length]);
                row = row[length..];
            }
        }

        return values;
    }
}
