using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void A_target_without_parts_is_the_local_server()
        => PostgreSqlSettings.Parse(new Target { Scheme = "postgresql", UserName = "app" }).Should()
            .Be(new PostgreSqlSettings { Host = "localhost", Port = 5432, User = "app", Database = "app" });
}
