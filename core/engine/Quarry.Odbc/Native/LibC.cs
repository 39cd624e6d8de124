using System.Runtime.InteropServices;

namespace Quarry.Odbc.Native;

/// <summary>The C locale of a Linux process. Numbers: locale.h and langinfo.h of glibc.</summary>
internal static partial class LibC
{
    public const int CharacterType = 0;
    public const int CodeSet = 14;

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint setlocale(int category, string locale);

    [LibraryImport("libc")]
    public static partial nint nl_langinfo(int item);
}
