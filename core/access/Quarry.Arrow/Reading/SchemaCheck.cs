namespace Quarry.Arrow.Reading;

/// <summary>Walks the FlatBuffer of a schema (https://github.com/apache/arrow/blob/main/format/Schema.fbs) before Arrow's library does.</summary>
internal static class SchemaCheck
{
    private const int MaxDepth = 32;
    private const int MaxFields = 1 << 16;
    private const byte UnionType = 14, TimestampType = 10;

    public static void Check(FlatTable schema, long offset)
    {
        if (schema.Int16(0) != 0)
        {
            throw ArrowErrors.Unsupported(offset, "big-endian data");
        }

        int left = MaxFields;
        Fields(schema, 1, 0, ref left, offset);
        Pairs(schema, 2);
        schema.Vector(3, sizeof(long), out _);
    }

    private static void Fields(FlatTable parent, int slot, int depth, ref int left, long offset)
    {
        int count = parent.Count(slot);
        left -= count;
        if (depth > MaxDepth || left < 0)
        {
            throw ArrowErrors.Unsupported(offset, $"a schema of more than {MaxFields} fields or {MaxDepth} levels");
        }

        for (int i = 0; i < count; i++)
        {
            FlatTable field = parent.Item(slot, i);
            field.String(0, required: true);
            FlatTable type = field.Table(3);
            switch (field.Byte(2))
            {
                case TimestampType:
                    type.String(1, required: false);
                    break;
                case UnionType:
                    type.Vector(1, sizeof(int), out _);
                    break;
            }

            if (field.Has(4))
            {
                FlatTable dictionary = field.Table(4);
                if (dictionary.Has(1))
                {
                    dictionary.Table(1);
                }
            }

            Fields(field, 5, depth + 1, ref left, offset);
            Pairs(field, 6);
        }
    }

    private static void Pairs(FlatTable table, int slot)
    {
        int count = table.Count(slot);
        for (int i = 0; i < count; i++)
        {
            FlatTable pair = table.Item(slot, i);
            pair.String(0, required: true);
            pair.String(1, required: false);
        }
    }
}
