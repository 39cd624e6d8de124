using System.Globalization;
using System.Text;
using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Errors;

/// <summary>An ErrorResponse or NoticeResponse. Source: https://www.postgresql.org/docs/current/protocol-error-fields.html.</summary>
internal sealed class ServerError
{
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
    public QuarryException ToException()
    {
        var text = new StringBuilder("PostgreSQL: ").Append(Message);
        Append(text, ". Detail: ", 'D');
        Append(text, ". Hint: ", 'H');
        int.TryParse(this['P'], NumberStyles.None, CultureInfo.InvariantCulture, out int position);
        return new(KindOf(SqlState), ErrorCodes.Server, text.ToString(), SqlState, null)
        {
            Severity = Severity,
            Position = position,
            Transient = IsTransient(SqlState),
            Records = [new() { SqlState = SqlState, Message = Message }],
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

    private void Append(StringBuilder text, string label, char code)
    {
        if (this[code].Length > 0)
        {
            text.Append(label).Append(this[code]);
        }
    }
}
