using System.Reflection;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Tests;

/// <summary>Programs rely on the numbers: they are never changed or reused.</summary>
public sealed class ErrorCodesTests
{
    [Fact]
    public void The_table_only_grows()
        => typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).ToDictionary(field => field.Name, field => (int)field.GetRawConstantValue()!)
            .Should().Equal(new Dictionary<string, int>
            {
                ["OptionUnknown"] = 21000,
                ["OptionInvalid"] = 21001,
                ["OptionRefused"] = 21002,
                ["TargetInvalid"] = 21003,
                ["CannotConnect"] = 21010,
                ["AuthenticationRefused"] = 21011,
                ["ConnectTimeout"] = 21012,
                ["HostUnknown"] = 21013,
                ["SessionAttributes"] = 21014,
                ["NoHost"] = 21015,
                ["ConnectionLost"] = 21020,
                ["Protocol"] = 21021,
                ["Aborted"] = 21022,
                ["EncodingNotUtf8"] = 21023,
                ["TlsNotOffered"] = 21030,
                ["TlsHandshake"] = 21031,
                ["TlsFile"] = 21032,
                ["TlsInjection"] = 21033,
                ["AuthenticationUnsupported"] = 21040,
                ["AuthenticationWeak"] = 21041,
                ["AuthenticationNotAllowed"] = 21042,
                ["PasswordMissing"] = 21043,
                ["CredentialUnusable"] = 21044,
                ["Scram"] = 21045,
                ["ScramIterations"] = 21046,
                ["ServerNotGenuine"] = 21047,
                ["ChannelBinding"] = 21048,
                ["Server"] = 21100,
                ["StatementStale"] = 21101,
                ["ResetFailed"] = 21102,
                ["HintUnknown"] = 21200,
                ["ParameterCount"] = 21201,
                ["NulInSql"] = 21202,
                ["Isolation"] = 21203,
                ["TransactionLost"] = 21204,
                ["OutcomeUnknown"] = 21205,
                ["CopyRefused"] = 21206,
                ["OutputsMissing"] = 21207,
                ["NothingToWrite"] = 21208,
                ["CopyUnfit"] = 21209,
                ["TooManyParameters"] = 21210,
                ["MessageTooLarge"] = 21211,
                ["BatchRefused"] = 21212,
                ["Deferrable"] = 21213,
                ["SnapshotIsolation"] = 21214,
                ["NotSplittable"] = 21215,
                ["ParameterType"] = 21250,
                ["ParameterValue"] = 21251,
                ["WriteType"] = 21252,
                ["WriteValue"] = 21253,
                ["ValueLength"] = 21300,
                ["NumericDoesNotFit"] = 21301,
                ["ValueRange"] = 21302,
                ["ValueForm"] = 21303,
                ["ArrayDimensions"] = 21304,
            });
}
