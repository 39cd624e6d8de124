namespace Quarry.PostgreSql.ServerTests.Connecting;

[CollectionDefinition("tls")]
public sealed class TlsCollection : ICollectionFixture<TlsServer>;
