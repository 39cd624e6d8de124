namespace Quarry.Engine.Writing;

/// <summary>Carries what the source of a write failed with past those who would take it for a failure of the target.</summary>
internal sealed class BrokenSourceException(Exception error) : Exception(error.Message, error);
