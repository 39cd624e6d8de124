namespace Quarry.Engine;

/// <summary>When a statement is prepared at the server and kept there, so that its next execution in the same session is not parsed again.</summary>
/// <remarks>Only single statements are prepared, never a text of several, and never one that a rule gave a hint: that one the driver runs in a way of its
/// own. How many a session keeps is <see cref="SourceOptions.PreparedStatements"/>.</remarks>
public enum PrepareMode
{
    /// <summary>SELECT, INSERT, UPDATE, DELETE and MERGE: those with parameters at their first execution, those without when the source sees their text
    /// for the second time. Texts above 64 KiB are not.</summary>
    Auto,
    /// <summary>At the first execution, whatever the statement does. What cannot be prepared is refused.</summary>
    Always,
    /// <summary>Never.</summary>
    Never,
}
