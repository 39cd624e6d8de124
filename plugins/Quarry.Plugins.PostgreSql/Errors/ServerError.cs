using System.Globalization;
using System.Text;
using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Errors;

/// <summary>An ErrorResponse or NoticeResponse. Source: https://www.postgresql.org/docs/current/protocol-error-fields.html.</summary>
internal sealed class ServerError
{
    // Each becomes a record of its own. File, line and routine of the server's source are left out.
    private static readonly (char Code, string Name)[] s_details =
    [
        ('D', "Detail"), ('H', "Hint"), ('W', "Context"), ('q', "Internal query"), ('p', "Internal position"),
        ('s', "Schema"), ('t', "Table"), ('c', "Column"), ('d', "Data type"), ('n', "Constraint"),
    ];

    private readonly Dictionary<char, string> _fields = [];

    private ServerError()
    {
    }

    /// <summary>Five characters.</summary>
    public string SqlState => this['C'];

    /// <summary>ERROR, FATAL, PANIC, WARNING, NOTICE …, never translated (field V, since 9.6).</summary>
    public string Severity => this['V'].Length > 0 ? this['V'] : this['S'];

    public string Message => this['M'];

    /// <summary>True if the server ends the session after it.</summary>
    public bool EndsSession => Severity is "FATAL" or "PANIC";

    /// <summary>True if a prepared statement did not run because the server forgot it, or because what it returns has changed.</summary>
    // By the routine, since the text is translated and SQLSTATE 0A000 says much else.
    private bool IsStale => SqlState == "26000" || (SqlState == "0A000" && this['R'] == "RevalidateCachedQuery");

    /// <summary>A field by its code, or "".</summary>
    public string this[char code] => _fields.GetValueOrDefault(code, "");

    /// <summary>Reads the message's content; what is cut short is left out.</summary>
    public static ServerError Read(ReadOnlySpan<byte> content)
    {
        var error = new ServerError();
        while (content.Length > 1 && content[0] != 0)
        {
            int end = content[1..].IndexOf((byte)0);
            if (end < 0)
            {
                break;
            }

            error._fields[(char)content[0]] = Encoding.UTF8.GetString(content.Slice(1, end));
            content = content[(end + 2)..];
        }

        return error;
    }

    /// <summary>The error as the caller gets it.</summary>
    /// <param name="statement">The statement that failed and where it starts in the caller's text.</param>
    public QuarryException ToException((int Start, string Sql) statement = default)
    {
        var text = new StringBuilder("PostgreSQL: ").Append(Message);
        Append(text, ". Detail: ", 'D');
        Append(text, ". Hint: ", 'H');
        if (this['R'] == "RevalidateCachedQuery")
        {
            text.Append(". Hint: the tables have changed since the statement was prepared, so prepare it again");
        }

        return new(KindOf(SqlState), IsStale ? ErrorCodes.StatementStale : ErrorCodes.Server, text.ToString(), SqlState, null)
        {
            Severity = Severity,
            Position = PositionIn(statement),
            Transient = IsTransient(SqlState),
            Records = [new() { SqlState = SqlState, Message = Message }, .. s_details.Where(detail => this[detail.Code].Length > 0)
                .Select(detail => new DiagnosticRecord { SqlState = SqlState, Message = $"{detail.Name}: {this[detail.Code]}" })],
        };
    }

    // https://www.postgresql.org/docs/current/errcodes-appendix.html, by class.
    private static ErrorKind KindOf(string state) => state switch
    {
        ['0', '8', ..] or "57P01" or "57P02" or "57P03" => ErrorKind.Transport,
        ['5', '3', ..] or ['5', '4', ..] => ErrorKind.Resource,
        ['2', '2', ..] or ['2', '3', ..] or ['2', '8', ..] or ['3', 'D', ..] or ['4', '2', ..] => ErrorKind.User,
        _ => ErrorKind.Server,
    };

    private static bool IsTransient(string state) => state is "40001" or "40P01" or "55P03" or "57P01" or "57P02" or "57P03" or ['0', '8', ..] or ['5', '3', ..];

    /// <summary>The server counts characters of Unicode, a caller UTF-16.</summary>
    private int PositionIn((int Start, string Sql) statement)
    {
        if (statement.Sql is null || !int.TryParse(this['P'], NumberStyles.None, CultureInfo.InvariantCulture, out int position) || position < 1)
        {
            return 0;
        }

        int index = 0;
        for (int left = position - 1; left > 0 && index < statement.Sql.Length; left--)
        {
            index += index + 1 < statement.Sql.Length && char.IsSurrogatePair(statement.Sql, index) ? 2 : 1;
        }

        return statement.Start + index + 1;
    }

    private void Append(StringBuilder text, string label, char code)
    {
        if (this[code].Length > 0)
        {
            text.Append(label).Append(this[code]);
        }
    }
}
