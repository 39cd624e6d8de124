using System.Reflection;
using Quarry.Plugins.Sqlite.Errors;

namespace Quarry.Plugins.Sqlite.Tests;

/// <summary>Programs rely on the numbers: they are never changed or reused.</summary>
public sealed class ErrorCodesTests
{
    [Fact]
    public void The_table_only_grows()
        => typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).ToDictionary(field => field.Name, field => (int)field.GetRawConstantValue()!)
            .Should().Equal(new Dictionary<string, int>
            {
                ["LibraryMissing"] = 20000,
                ["TargetInvalid"] = 20001,
                ["OptionUnknown"] = 20002,
                ["OptionInvalid"] = 20003,
                ["CredentialUnused"] = 20004,
                ["FileMissing"] = 20005,
                ["FileIsDirectory"] = 20006,
                ["NotADatabase"] = 20007,
                ["PermissionDenied"] = 20008,
                ["CannotOpen"] = 20009,
                ["FileNotWritable"] = 20010,
                ["Statement"] = 20100,
                ["Constraint"] = 20101,
                ["Busy"] = 20102,
                ["Locked"] = 20103,
                ["ReadOnly"] = 20104,
                ["DiskFull"] = 20105,
                ["InputOutput"] = 20106,
                ["Corrupt"] = 20107,
                ["OutOfMemory"] = 20108,
                ["TooBig"] = 20109,
                ["SchemaChanged"] = 20110,
                ["Refused"] = 20111,
                ["Library"] = 20112,
                ["Interrupted"] = 20113,
                ["HintUnknown"] = 20200,
                ["ParameterCount"] = 20201,
                ["ParameterValue"] = 20202,
                ["Isolation"] = 20203,
                ["TransactionLost"] = 20204,
                ["ValueContradictsColumn"] = 20300,
                ["MixedExpression"] = 20301,
                ["TypeNotReadable"] = 20302,
                ["ValueNotWritable"] = 20303,
            });
}
