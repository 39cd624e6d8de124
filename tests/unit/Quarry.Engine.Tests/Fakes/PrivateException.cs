namespace Quarry.Engine.Tests.Fakes;

/// <summary>An exception type that only a plugin knows.</summary>
public sealed class PrivateException(string message) : Exception(message);
