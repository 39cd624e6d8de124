using Quarry.Contracts;

namespace Quarry.Odbc.Tests.Support;

/// <summary>A profile whose every answer a test can set.</summary>
internal sealed class TestProfile : OdbcProfile
{
    public IReadOnlyList<KeyValuePair<string, string>> Keywords { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Defaults { get; init; } = [];

    public Func<LogicalType, string> Marker { get; init; } = _ => "?";

    public Func<TransactionOptions, IReadOnlyList<string>?> Begin { get; init; } = _ => null;

    public string Password { get; init; } = "PWD";

    public IReadOnlyList<string> Names { get; init; } = ["No Such Driver*"];

    public Target? Seen { get; private set; }

    public override IReadOnlyList<string> Drivers => Names;

    public override string PasswordKeyword => Password;

    public override IReadOnlyList<KeyValuePair<string, string>> DefaultKeywords => Defaults;

    public override IReadOnlyList<KeyValuePair<string, string>> ConnectionKeywords(Target target)
    {
        Seen = target;
        return Keywords;
    }

    public override IReadOnlyList<string>? BeginTransaction(TransactionOptions options) => Begin(options);

    public override string ParameterMarker(LogicalType type) => Marker(type);
}
