using System.Reflection;

namespace Quarry.Engine.Parameters;

/// <summary>A public property that can be read.</summary>
internal sealed record ObjectProperty(string Name, Type Type, MethodInvoker Getter);
