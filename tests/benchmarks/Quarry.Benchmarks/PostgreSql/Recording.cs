namespace Quarry.Benchmarks.PostgreSql;

/// <summary>What one connection carried: the server's bytes in pieces, each with the number of the client's bytes that came before it.</summary>
/// <param name="Client">All that the client sent.</param>
/// <param name="Pieces">After so many bytes of the client came so many of the server.</param>
/// <param name="Server">All that the server sent.</param>
internal sealed record Recording(byte[] Client, IReadOnlyList<(int After, int Length)> Pieces, byte[] Server)
{
    public static Recording Load(string file)
    {
        using var reader = new BinaryReader(File.OpenRead(file));
        byte[] client = reader.ReadBytes(reader.ReadInt32());
        var pieces = new (int, int)[reader.ReadInt32()];
        for (int i = 0; i < pieces.Length; i++)
        {
            pieces[i] = (reader.ReadInt32(), reader.ReadInt32());
        }

        return new(client, pieces, reader.ReadBytes(reader.ReadInt32()));
    }

    public void Save(string file)
    {
        using var writer = new BinaryWriter(File.Create(file));
        writer.Write(Client.Length);
        writer.Write(Client);
        writer.Write(Pieces.Count);
        foreach ((int after, int length) in Pieces)
        {
            writer.Write(after);
            writer.Write(length);
        }

        writer.Write(Server.Length);
        writer.Write(Server);
    }
}
