using System.Globalization;
using System.Text;
using Quarry.Contracts;

namespace Quarry.Engine;

/// <summary>How a query would run, and why. It holds no parameter value and no secret; the SQL is the caller's, with its literals.</summary>
public sealed class Explanation
{
    /// <summary>The source's name.</summary>
    public required string Source { get; init; }
    /// <summary>Where it goes.</summary>
    public required Target Target { get; init; }
    /// <summary>Who serves it.</summary>
    public required DriverInfo Driver { get; init; }
    /// <summary>The folder that the driver comes from.</summary>
    public required string Origin { get; init; }
    /// <summary>The way to the server, such as <c>native</c>.</summary>
    public required string Transport { get; init; }
    /// <summary>The server that answered.</summary>
    public required ServerInfo Server { get; init; }
    /// <summary>The plan after all rules: final SQL, statement kind, batch limits, type choices, hints.</summary>
    public required QueryPlan Plan { get; init; }
    /// <summary>True if the server prepared the statement, so that its syntax and names are right; false if the driver prepares none.</summary>
    public bool IsChecked { get; init; }
    /// <summary>True if the next execution uses a statement that the session keeps prepared.</summary>
    public bool IsPrepared { get; init; }
    /// <summary>Why it does or does not.</summary>
    public string Preparation { get; init; } = "";
    /// <summary>How many sessions read at the same time.</summary>
    public int Partitions { get; init; } = 1;
    /// <summary>The parameters, in the plan's order.</summary>
    public required IReadOnlyList<ExplainedParameter> Parameters { get; init; }
    /// <summary>Every rule of the driver, in the order in which it was tried.</summary>
    public required IReadOnlyList<ExplainedRule> Rules { get; init; }

    /// <summary>One fact per line, for people.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Line("source", Source);
        Line("target", Target.ToString());
        Line("driver", $"{Driver.Name} ({Driver.Id} {Driver.Version}) from {Origin}");
        Line("transport", Transport);
        Line("server", $"{Server.Product} {(Server.VersionText.Length > 0 ? Server.VersionText : Server.Version.ToString())}");
        Line("statement", Plan.Kind.ToString());
        Line("sql", Plan.Sql.ReplaceLineEndings("\n            "));
        Line("checked", IsChecked ? "yes, prepared by the server" : "no, this server prepares nothing");
        Line("prepared", $"{(IsPrepared ? "yes" : "no")}, {Preparation}");
        Line("parameters", Parameters.Count == 0 ? "none" : string.Join(", ", Parameters.Select((parameter, index) =>
            $"{(parameter.Name.Length > 0 ? parameter.Name : "?" + (index + 1).ToString(CultureInfo.InvariantCulture))} {parameter.Type}")));
        Line("batches", string.Create(CultureInfo.InvariantCulture, $"at most {Plan.Batch.Rows} rows or {Plan.Batch.Bytes} bytes"));
        Line("partitions", Partitions.ToString(CultureInfo.InvariantCulture));
        Line("hints", Plan.Hints.IsEmpty ? "none" : string.Join(", ", Plan.Hints.Select(hint => $"{hint.Key}={hint.Value}")));
        if (Rules.Count == 0)
        {
            Line("rules", "none");
        }

        foreach (ExplainedRule rule in Rules)
        {
            Line("rule", $"{rule.Name}: {(rule.Fired ? "fired" : "did not fire")}, {rule.Reason}");
        }

        return text.ToString();

        void Line(string name, string value) => text.Append(name.PadRight(12)).Append(value).Append('\n');
    }
}
