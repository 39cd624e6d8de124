namespace Quarry.Enterprise.Conformance;

/// <summary>An ODBC driver that the scripted one stands in for.</summary>
/// <param name="OdbcDriver">The name under which it is installed.</param>
/// <param name="Keywords">What the scripted driver is told.</param>
internal sealed record Personality(string OdbcDriver, params KeyValuePair<string, string>[] Keywords);
