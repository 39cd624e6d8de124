namespace Quarry.Plugins.Sqlite.Native;

/// <summary>Numbers of sqlite3.h that the plugin uses (https://www.sqlite.org/c3ref/constlist.html).</summary>
internal static class SqliteConst
{
    public const int Ok = 0;
    public const int Error = 1;
    public const int Busy = 5;
    public const int Interrupt = 9;
    public const int CantOpen = 14;
    public const int Row = 100;
    public const int Done = 101;

    public const int OpenReadOnly = 0x1;
    public const int OpenReadWrite = 0x2;
    public const int OpenCreate = 0x4;
    public const int OpenMemory = 0x80;
    public const int OpenNoMutex = 0x8000;
    public const int OpenExtendedResultCodes = 0x0200_0000;

    public const uint PreparePersistent = 0x1;

    public const byte EncodingUtf8 = 1;

    /// <summary>The library copies the value before the call returns.</summary>
    public const nint Transient = -1;
    /// <summary>The value stays where it is until the binding is cleared.</summary>
    public const nint Static = 0;

    /// <summary>The primary code of an extended one.</summary>
    public static int Primary(int resultCode) => resultCode & 0xFF;
}
