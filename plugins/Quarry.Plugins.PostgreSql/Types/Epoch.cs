namespace Quarry.Plugins.PostgreSql.Types;

/// <summary>From 1970-01-01 to 2000-01-01, from which PostgreSQL counts. Source: src/include/datatype/timestamp.h, POSTGRES_EPOCH_JDATE.</summary>
internal static class Epoch
{
    public const int Days = 10_957;
    public const long MicrosecondsPerDay = 86_400_000_000;
    public const long Microseconds = Days * MicrosecondsPerDay;
}
