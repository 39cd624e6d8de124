using System.Collections;
using System.Runtime.Loader;

namespace Quarry.Contracts;

/// <summary>Tells types of the host from types of plugins.</summary>
internal static class HomeTypes
{
    private const int MaxDepth = 16;

    /// <summary>True if an exception and all it carries are the host's own, and no text of it looks like a secret.</summary>
    public static bool MayCross(Exception exception) => MayCross(exception, 0);

    private static bool MayCross(Exception exception, int depth)
    {
        if (depth == MaxDepth || !IsHome(exception.GetType()) || exception.Message != SecretText.Scrub(exception.Message))
        {
            return false;
        }

        if (exception is ArgumentOutOfRangeException { ActualValue: { } value } && !IsHome(value.GetType()))
        {
            return false;
        }

        foreach (DictionaryEntry entry in exception.Data)
        {
            if (entry.Key is not string || entry.Value is not (null or string))
            {
                return false;
            }
        }

        return exception is AggregateException several
            ? several.InnerExceptions.All(inner => MayCross(inner, depth + 1))
            : exception.InnerException is null || MayCross(exception.InnerException, depth + 1);
    }

    private static bool IsHome(Type type)
    {
        AssemblyLoadContext? context = AssemblyLoadContext.GetLoadContext(type.Assembly);
        return (context == AssemblyLoadContext.Default || context == AssemblyLoadContext.GetLoadContext(typeof(HomeTypes).Assembly))
            && type.GenericTypeArguments.All(IsHome);
    }
}
