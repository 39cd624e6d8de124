namespace Quarry.Engine.Sql;

/// <summary>The words that the scanner acts on. Their names are their spelling.</summary>
internal enum SqlKeyword : byte
{
    None,
    Abort, Aggregate, Alter, Analyze, As, Attach,
    Begin, Body, By,
    Call, Case, Checkpoint, Comment, Commit, Concurrent, Concurrently, Constraint, Conversation, Create,
    Database, Dbcc, Deallocate, Declare, Deferred, Definer, Delete, Desc, Describe, Detach, Dialog, Discard, Distinct, Distributed, Drop,
    Editionable, End, Event, Exclusive, Exec, Execute, Exists, Explain,
    Fail, For, From, Function,
    Grant, Group,
    Having,
    Identified, If, Ignore, Immediate, Index, Insert, Into, Is, Isolation,
    Join,
    Kill,
    Lateral, Limit, Listen, Loop,
    Merge,
    Noneditionable, Not, Notify,
    Only, Or, Order,
    Package, Password, Pragma, Prepare, Print, Proc, Procedure,
    Read, Referencing, Reindex, Release, Rename, Repeat, Replace, Reset, Returning, Revoke, Role, Rollback,
    Savepoint, Schema, Select, Sequence, Set, Show, Start, Synonym,
    Table, Temp, Temporary, Tran, Transaction, Trigger, Truncate, Type,
    Unlisten, Update, Upsert, Use, User, Using,
    Vacuum, Values, View,
    Where, While, Window, With, Work,
}
