namespace Quarry.Plugins.PostgreSql.Encoders;

/// <summary>How a value goes to the server.</summary>
internal enum ValueForm
{
    /// <summary>Not exactly.</summary>
    None,
    /// <summary>As text that the server reads.</summary>
    Text,
    /// <summary>In the type's binary form.</summary>
    Binary,
}
