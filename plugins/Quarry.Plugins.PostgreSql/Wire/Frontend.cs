namespace Quarry.Plugins.PostgreSql.Wire;

/// <summary>Writes the messages of the extended query protocol. Source: https://www.postgresql.org/docs/current/protocol-message-formats.html.</summary>
internal static class Frontend
{
    public static void Query(this SendBuffer send, string sql)
    {
        send.Begin((byte)'Q');
        send.String(sql);
        send.End();
    }

    public static void Parse(this SendBuffer send, string statement, string sql, ReadOnlySpan<uint> parameterTypes)
    {
        send.Begin((byte)'P');
        send.String(statement);
        send.String(sql);
        send.Int16(parameterTypes.Length);
        foreach (uint oid in parameterTypes)
        {
            send.Int32(unchecked((int)oid));
        }

        send.End();
    }

    public static void DescribeStatement(this SendBuffer send, string statement)
    {
        send.Begin((byte)'D');
        send.Byte((byte)'S');
        send.String(statement);
        send.End();
    }

    /// <summary>Runs the unnamed portal to its end.</summary>
    public static void Execute(this SendBuffer send) => Execute(send, "");

    /// <summary>Runs a portal to its end.</summary>
    public static void Execute(this SendBuffer send, string portal)
    {
        send.Begin((byte)'E');
        send.String(portal);
        // No limit of rows: a portal that is suspended and resumed rules out parallel plans.
        send.Int32(0);
        send.End();
    }

    public static void CloseStatement(this SendBuffer send, string statement)
    {
        send.Begin((byte)'C');
        send.Byte((byte)'S');
        send.String(statement);
        send.End();
    }

    public static void CopyDone(this SendBuffer send) => Empty(send, (byte)'c');

    public static void CopyFail(this SendBuffer send, string reason)
    {
        send.Begin((byte)'f');
        send.String(reason);
        send.End();
    }

    /// <summary>Asks the server to send what it has answered so far.</summary>
    public static void Flush(this SendBuffer send) => Empty(send, (byte)'H');

    /// <summary>Ends the sequence: the server answers ReadyForQuery, also after an error.</summary>
    public static void Sync(this SendBuffer send) => Empty(send, (byte)'S');

    public static void Terminate(this SendBuffer send) => Empty(send, (byte)'X');

    private static void Empty(SendBuffer send, byte type)
    {
        send.Begin(type);
        send.End();
    }
}
