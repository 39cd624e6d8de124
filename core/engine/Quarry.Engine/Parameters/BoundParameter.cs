using System.Data;
using Quarry.Contracts;

namespace Quarry.Engine.Parameters;

/// <summary>Makes the parameter that a driver gets.</summary>
internal static class BoundParameter
{
    /// <summary>Makes it.</summary>
    /// <param name="name">Its name in the SQL, or "".</param>
    /// <param name="label">What errors call it: its name or its number.</param>
    /// <param name="value">A CLR value, or a <see cref="Parameter"/>, whose value is brought into its type's form if that is exact.</param>
    public static Parameter Create(string name, string label, object? value)
    {
        if (value is not Parameter typed)
        {
            TypedValue converted = ClrValue.Convert(label, value);
            return new(converted.Type, converted.Value) { Name = name };
        }

        object? fitted = TypeFit.Fit(label, typed.Type, typed.Value);
        if (typed.Direction == ParameterDirection.Input)
        {
            return ReferenceEquals(fitted, typed.Value) ? typed : new(typed.Type, fitted) { Name = name };
        }

        // The caller reads the server's value from this very object.
        typed.Value = fitted;
        return typed;
    }
}
