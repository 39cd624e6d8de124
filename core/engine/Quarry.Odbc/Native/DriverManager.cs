using System.Reflection;
using System.Runtime.InteropServices;
using Quarry.Odbc.Errors;

namespace Quarry.Odbc.Native;

/// <summary>The system's driver manager, and the one environment of the process.</summary>
internal static class DriverManager
{
    private static readonly Lazy<EnvironmentHandle> s_environment = new(Allocate, LazyThreadSafetyMode.PublicationOnly);

    /// <summary>The process's environment. It is never freed: connections of every engine hang on it.</summary>
    /// <exception cref="Contracts.QuarryException">There is no driver manager (User); the message tells how to install it.</exception>
    /// <remarks>unixODBC takes the encoding between wide entry points and drivers without them from the C locale, which in a container mostly is plain ASCII:
    /// LC_CTYPE becomes UTF-8 unless it is. .NET does not look at it.</remarks>
    public static EnvironmentHandle Environment
    {
        get
        {
            try
            {
                return s_environment.Value;
            }
            catch (DllNotFoundException)
            {
                throw OdbcErrors.ManagerMissing();
            }
        }
    }

    /// <summary>Lets <see cref="OdbcApi"/> find the library.</summary>
    public static void Register() => NativeLibrary.SetDllImportResolver(typeof(DriverManager).Assembly, Resolve);

    private static EnvironmentHandle Allocate()
    {
        if (OperatingSystem.IsLinux() && Marshal.PtrToStringUTF8(LibC.nl_langinfo(LibC.CodeSet)) is not "UTF-8")
        {
            _ = LibC.setlocale(LibC.CharacterType, "C.UTF-8");
        }

        return EnvironmentHandle.Allocate();
    }

    // unixODBC's own name first: iODBC calls its libraries otherwise, and its wide characters have four bytes.
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != OdbcApi.Library)
        {
            return 0;
        }

        ReadOnlySpan<string> names = OperatingSystem.IsWindows() ? ["odbc32.dll"]
            : OperatingSystem.IsMacOS() ? ["libodbc.2.dylib", "/opt/homebrew/lib/libodbc.2.dylib", "/usr/local/lib/libodbc.2.dylib"]
            : ["libodbc.so.2", "libodbc.so.1", "libodbc.so"];
        foreach (string candidate in names)
        {
            if (NativeLibrary.TryLoad(candidate, out nint library))
            {
                return library;
            }
        }

        return 0;
    }
}
