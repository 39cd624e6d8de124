using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Encoders;
using Quarry.Plugins.PostgreSql.Errors;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.Plugins.PostgreSql.Sessions;

/// <summary>Writes Bind and Execute of a parsed statement.</summary>
internal static class Execution
{
    /// <param name="link">The link.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="parameters">The values of the whole text; the statement takes as many as the server says.</param>
    /// <param name="isLast">True if Sync follows, false if more statements of the text do.</param>
    public static void Write(Link link, ParsedStatement statement, IReadOnlyList<Parameter> parameters, bool isLast)
    {
        SendBuffer send = link.Output;
        int begin = send.Length;
        try
        {
            Write(send, statement, parameters);
        }
        catch
        {
            // A value that cannot be encoded: nothing of the statement is sent.
            send.Truncate(begin);
            throw;
        }

        if (isLast)
        {
            send.Sync();
        }
        else
        {
            send.Flush();
        }
    }

    /// <summary>Writes the messages; after an error they are unfinished.</summary>
    public static void Write(SendBuffer send, ParsedStatement statement, IReadOnlyList<Parameter> parameters)
    {
        Bind(send, statement, parameters);
        send.Execute();
    }

    private static void Bind(SendBuffer send, ParsedStatement statement, IReadOnlyList<Parameter> parameters)
    {
        int count = statement.ParameterTypes.Length;
        if (count > parameters.Count)
        {
            throw PgErrors.ParameterCount(count, parameters.Count);
        }

        send.Begin((byte)'B');
        send.String("");
        send.String(statement.Name);
        send.Int16(count);
        for (int i = 0; i < count; i++)
        {
            send.Int16(ParameterEncoder.IsBinary(parameters[i], statement.ParameterTypes[i]) ? 1 : 0);
        }

        send.Int16(count);
        for (int i = 0; i < count; i++)
        {
            ParameterEncoder.Write(send, parameters[i], statement.ParameterTypes[i], i + 1);
        }

        bool[] formats = statement.Shape?.Binary ?? [];
        send.Int16(formats.Length);
        foreach (bool binary in formats)
        {
            send.Int16(binary ? 1 : 0);
        }

        send.End();
    }
}
