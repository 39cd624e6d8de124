using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Plugins.SqlServer.Errors;

/// <summary>Names that the server would cut or refuse.</summary>
internal static class NameErrors
{
    public static QuarryException Savepoint(string name, int longest) => new(ErrorKind.User, ErrorCodes.SavepointName, string.Create(CultureInfo.InvariantCulture,
        $"The savepoint's name \"{name}\" has {name.Length} characters, and SQL Server takes {longest}. Give it a shorter one."));
}
