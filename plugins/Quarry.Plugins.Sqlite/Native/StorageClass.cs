using Quarry.Contracts;

namespace Quarry.Plugins.Sqlite.Native;

/// <summary>What a stored value is, per value (https://www.sqlite.org/datatype3.html). The numbers are those of sqlite3_column_type.</summary>
internal static class StorageClass
{
    public const int Integer = 1;
    public const int Real = 2;
    public const int Text = 3;
    public const int Blob = 4;
    public const int Null = 5;

    /// <summary>The class whose values a type without a declaration stands for, or null for a type that only a declaration or an extension gives.</summary>
    public static int? Of(LogicalType type) => type.Kind switch
    {
        TypeKind.Int64 => Integer,
        TypeKind.Float64 => Real,
        TypeKind.Utf8 => Text,
        TypeKind.Binary => Blob,
        _ => null,
    };

    public static string Name(int storageClass) => storageClass switch
    {
        Integer => "INTEGER",
        Real => "REAL",
        Text => "TEXT",
        Blob => "BLOB",
        _ => "NULL",
    };
}
