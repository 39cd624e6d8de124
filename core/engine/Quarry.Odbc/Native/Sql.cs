namespace Quarry.Odbc.Native;

/// <summary>Numbers of ODBC. Source: sql.h, sqlext.h and sqlucode.h of unixODBC 2.3, which are Microsoft's.</summary>
internal static class Sql
{
    public const short Success = 0;
    public const short SuccessWithInfo = 1;
    public const short NoData = 100;
    public const short Error = -1;
    public const short InvalidHandle = -2;
    public const short StillExecuting = 2;
    public const short NeedData = 99;

    public const nint NullData = -1;
    public const nint NoTotal = -4;
    public const int NullTerminated = -3;

    public const short HandleEnvironment = 1;
    public const short HandleConnection = 2;
    public const short HandleStatement = 3;

    public const int AttrOdbcVersion = 200;
    public const nint OdbcVersion3 = 3;

    public const ushort DriverNoPrompt = 0;
    public const short Commit = 0;
    public const short Rollback = 1;
    public const ushort FetchNext = 1;
    public const ushort FetchFirst = 2;
    public const ushort CloseCursor = 0;
    public const ushort Unbind = 2;
    public const ushort ResetParameters = 3;
    public const ushort Position = 0;
    public const ushort LockNoChange = 0;

    public const int AttrAutocommit = 102;
    public const int AttrLoginTimeout = 103;
    public const int AttrTransactionIsolation = 108;
    public const int AttrConnectionTimeout = 113;
    public const int AttrConnectionDead = 1209;

    public const int AttrQueryTimeout = 0;
    public const int AttrRowArraySize = 27;
    public const int AttrRowStatus = 25;
    public const int AttrRowsFetched = 26;
    public const int AttrParametersProcessed = 21;
    public const int AttrParameterStatus = 20;
    public const int AttrParameterSetSize = 22;

    public const short ParameterInput = 1;
    public const short ParameterInputOutput = 2;
    public const short ParameterOutput = 4;

    public const ushort RowSuccess = 0;
    public const ushort RowNoRow = 3;
    public const ushort RowError = 5;
    public const ushort RowSuccessWithInfo = 6;

    public const ushort ParameterSuccess = 0;
    public const ushort ParameterError = 5;
    public const ushort ParameterUnused = 7;
    public const ushort ParameterSuccessWithInfo = 6;
    public const ushort ParameterDiagnosticsUnavailable = 1;

    public const ushort DescribeTypeName = 14;
    public const ushort DescribeUnsigned = 8;
    public const ushort DescribeOctetLength = 1013;

    public const ushort InfoIdentifierCase = 28;
    public const ushort InfoDriverName = 6;
    public const ushort InfoDriverVersion = 7;
    public const ushort InfoDbmsName = 17;
    public const ushort InfoDbmsVersion = 18;
    public const ushort InfoIdentifierQuote = 29;
    public const ushort InfoMultipleResults = 36;
    public const ushort InfoTransactionCapable = 46;
    public const ushort InfoGetDataExtensions = 81;
    public const ushort InfoSearchPatternEscape = 14;
    public const ushort InfoCatalogSeparator = 41;
    public const ushort InfoCatalogName = 10003;
    public const ushort InfoCatalogLocation = 114;
    public const ushort InfoSchemaUsage = 91;
    public const ushort InfoCatalogUsage = 92;
    public const ushort InfoProcedures = 21;
    public const ushort InfoTransactionIsolations = 72;
    public const ushort InfoParameterArrayRowCounts = 153;

    public const int GetDataAnyColumn = 1;
    public const int GetDataAnyOrder = 2;
    public const int GetDataBlock = 4;
    public const int GetDataBound = 8;

    public const ushort FunctionCancel = 5;
    public const ushort FunctionSetPos = 68;
    public const ushort FunctionBindParameter = 72;

    // SQL types.
    public const short Unknown = 0;
    public const short Char = 1;
    public const short Numeric = 2;
    public const short Decimal = 3;
    public const short Integer = 4;
    public const short SmallInt = 5;
    public const short Float = 6;
    public const short Real = 7;
    public const short Double = 8;
    public const short DateTime2 = 9;
    public const short Time2 = 10;
    public const short Timestamp2 = 11;
    public const short VarChar = 12;
    public const short TypeDate = 91;
    public const short TypeTime = 92;
    public const short TypeTimestamp = 93;
    public const short LongVarChar = -1;
    public const short Binary = -2;
    public const short VarBinary = -3;
    public const short LongVarBinary = -4;
    public const short BigInt = -5;
    public const short TinyInt = -6;
    public const short Bit = -7;
    public const short WChar = -8;
    public const short WVarChar = -9;
    public const short WLongVarChar = -10;
    public const short Guid = -11;
    public const short SqlServerVariant = -150;
    public const short SqlServerUdt = -151;
    public const short SqlServerXml = -152;
    public const short SqlServerTime = -154;
    public const short SqlServerTimestampOffset = -155;

    // C types; those that share their number with a SQL type are its.
    public const short CBigInt = -25;
    public const short CUnsignedBigInt = -27;
    public const short CLong = -16;
    public const short CDouble = Double;
    public const short CFloat = Real;
    public const short CBit = Bit;
    public const short CChar = Char;
    public const short CWChar = WChar;
    public const short CBinary = Binary;
    public const short CDate = TypeDate;
    public const short CTimestamp = TypeTimestamp;
    public const short CGuid = Guid;
}
