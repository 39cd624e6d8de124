using System.Collections.Frozen;
using Quarry.Contracts;

namespace Quarry.Plugins.Sybase.Errors;

/// <summary>Numbers of ASE's messages as errors. Each row names its manual page or chapter.</summary>
/// <remarks>
/// ASE ends the whole transaction after a deadlock, a lock that was not got in time, and, with <c>arithabort arith_overflow</c> on as the connect statements set it,
/// an overflow or a division by zero (https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc32300.1600/doc/html/san1390612104043.html). In chained mode the
/// next statement would begin another one.
/// </remarks>
internal static class ServerErrors
{
    private const string Guide = "https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc00729.1500/html/errMessageAdvRes/";
    private const string Sequencer = "https://infocenter-archive.sybase.com/help/topic/com.sybase.39996_1250/html/svrtsg/svrtsg191.htm";
    private const string Insert = "https://infocenter.sybase.com/help/topic/com.sybase.39996_1250/html/svrtsg/svrtsg205.htm";
    private const string Locks = "https://infocenter.sybase.com/help/topic/com.sybase.39996_1250/html/svrtsg/svrtsg198.htm";
    private const string Initialization = "https://infocenter-archive.sybase.com/help/topic/com.sybase.39996_1250/html/svrtsg/svrtsg200.htm";
    private const string Databases = "https://infocenter.sybase.com/help/topic/com.sybase.39996_1250/html/svrtsg/svrtsg196.htm";
    private const string Exceptions = "https://infocenter-archive.sybase.com/help/topic/com.sybase.39996_1250/html/svrtsg/svrtsg211.htm";
    private const string AllMessages = "https://infocenter-archive.sybase.com/help/topic/com.sybase.39996_1250/html/svrtsg/svrtsg280.htm";
    private const string Syntax = "https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc31654.1600/doc/html/san1360629236146.html";
    private const string AccessRules = "https://infocenter-archive.sybase.com/help/topic/com.sybase.infocenter.dc36271.1502/html/blocks/blocks337.htm";
    private const string Overflow = "https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc32300.1600/doc/html/san1390612423506.html";
    private const string LockWait = "https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc32300.1600/doc/html/san1390612554135.html";
    private const string Login = "https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc01672.1572/html/sec_admin/BABEAIIJ.htm";
    private const string Recovering = "https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc35920.1570/doc/html/san1279229948836.html";

    private static readonly ErrorClass s_user = new() { Kind = ErrorKind.User };
    private static readonly ErrorClass s_userAborts = new() { Kind = ErrorKind.User, EndsTransaction = true };
    private static readonly ErrorClass s_resource = new() { Kind = ErrorKind.Resource };
    private static readonly ErrorClass s_resourceLater = new() { Kind = ErrorKind.Resource, IsTransient = true };
    private static readonly ErrorClass s_later = new() { Kind = ErrorKind.Server, IsTransient = true };
    private static readonly ErrorClass s_againAborts = new() { Kind = ErrorKind.Server, IsTransient = true, EndsTransaction = true };

    private static readonly FrozenDictionary<int, (ErrorClass Class, string Manual)> s_errors = new Dictionary<int, (ErrorClass, string)>
    {
        // Syntax, names and permissions.
        [101] = (s_user, Syntax),
        [102] = (s_user, Syntax),
        [103] = (s_user, Syntax),
        [104] = (s_user, Syntax),
        [105] = (s_user, Syntax),
        [106] = (s_user, Syntax),
        [156] = (s_user, AccessRules),
        // A parameter where its type cannot be told, such as in a select list.
        [164] = (s_user, AllMessages),
        [207] = (s_user, Sequencer),
        [208] = (s_user, Sequencer),
        [213] = (s_user, AccessRules),
        [229] = (s_user, AccessRules),
        [257] = (s_user, Guide + "BABJGEJE.htm"),
        [512] = (s_user, AllMessages),
        [911] = (s_user, Databases),
        [916] = (s_user, Databases),
        [2714] = (s_user, AllMessages),
        [3701] = (s_user, AllMessages),
        // Definitions and settings that have no place in a transaction.
        [226] = (s_user, Guide + "BABJGEFE.htm"),
        [2762] = (s_user, Guide + "BABFDFIB.htm"),
        [628] = (s_user, AllMessages),
        [7713] = (s_user, AllMessages),
        // Values and constraints.
        [233] = (s_user, AllMessages),
        [515] = (s_user, "http://manuals.sybase.com/onlinebooks/group-as/asg1250e/svrtsg/@Generic__BookTextView/15380"),
        [511] = (s_user, AllMessages),
        [530] = (s_user, AllMessages),
        [546] = (s_user, Guide + "BABCCECF.htm"),
        [547] = (s_user, AllMessages),
        [548] = (s_user, AllMessages),
        [2601] = (s_user, Insert),
        [2615] = (s_user, Insert),
        [2626] = (s_user, Insert),
        // A loss of scale ends the statement, an overflow the transaction.
        [241] = (s_user, Overflow),
        [3624] = (s_user, Exceptions),
        [220] = (s_userAborts, Overflow),
        [227] = (s_userAborts, Overflow),
        [232] = (s_userAborts, Overflow),
        [247] = (s_userAborts, Overflow),
        [3606] = (s_userAborts, Overflow),
        [3607] = (s_userAborts, Overflow),
        // Locks.
        [1205] = (s_againAborts, Guide + "BACFDJDJ.htm"),
        [12205] = (s_againAborts, LockWait),
        [1204] = (s_resourceLater, Locks),
        [1279] = (s_resourceLater, Guide + "BACIJHGI.htm"),
        // Memory, space and connections.
        [701] = (s_resourceLater, Guide + "X312551.htm"),
        [1105] = (s_resource, Guide + "X100549.htm"),
        [1601] = (s_resourceLater, Initialization),
        // Logins and databases that are not there yet.
        [4002] = (s_user, Login),
        [4001] = (s_later, Guide + "BCEFABCH.htm"),
        [921] = (s_later, Recovering),
        [950] = (s_later, Databases),
    }.ToFrozenDictionary();

    /// <summary>The numbers that are told apart, each with its manual page.</summary>
    public static IEnumerable<KeyValuePair<int, string>> Manuals => s_errors.Select(error => KeyValuePair.Create(error.Key, error.Value.Manual));

    /// <summary>The class of a message, or null if its SQLSTATE is to tell.</summary>
    public static ErrorClass? Of(int vendorCode) => s_errors.TryGetValue(vendorCode, out (ErrorClass Class, string Manual) error) ? error.Class : null;
}
