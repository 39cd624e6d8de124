using Quarry.Contracts;

namespace Quarry.Engine.Sql;

/// <summary>Tells what a statement does from its significant tokens, fed one by one.</summary>
/// <remarks>
/// Parentheses, braces and markers before the first word are skipped, as in <c>(SELECT …) UNION …</c> and <c>{? = call p}</c>. After WITH, the verb at
/// WITH's depth decides; but if a common table expression changes data and the verb only reads, the change does: such a statement is no mere query.
/// </remarks>
internal struct StatementClassifier
{
    private bool _started;
    private bool _inWith;
    private int _depth;
    private int _withDepth;
    private bool _afterOpen;
    private StatementKind _changeInWith;

    public StatementKind Kind { get; private set; }

    public void Add(SqlToken token, SqlKeyword keyword)
    {
        if (!_started)
        {
            Start(token, keyword);
        }
        else if (_inWith)
        {
            Continue(token, keyword);
        }

        _afterOpen = token.Kind == SqlTokenKind.OpenParenthesis;
        _depth += token.Kind switch { SqlTokenKind.OpenParenthesis => 1, SqlTokenKind.CloseParenthesis => -1, _ => 0 };
    }

    private void Start(SqlToken token, SqlKeyword keyword)
    {
        if (token.Kind == SqlTokenKind.Word)
        {
            _started = true;
            _inWith = keyword == SqlKeyword.With;
            _withDepth = _depth;
            Kind = Of(keyword);
        }
        else if (token.Kind is SqlTokenKind.String or SqlTokenKind.Number or SqlTokenKind.QuotedIdentifier)
        {
            _started = true;
        }
    }

    private void Continue(SqlToken token, SqlKeyword keyword)
    {
        if (token.Kind != SqlTokenKind.Word || !IsVerb(keyword))
        {
            return;
        }

        StatementKind kind = Of(keyword);
        if (_depth <= _withDepth)
        {
            Kind = kind == StatementKind.Select && _changeInWith != StatementKind.Other ? _changeInWith : kind;
            _inWith = false;
        }
        else if (_afterOpen && kind != StatementKind.Select && _changeInWith == StatementKind.Other)
        {
            _changeInWith = kind;
        }
    }

    private static bool IsVerb(SqlKeyword keyword) => keyword is SqlKeyword.Select or SqlKeyword.Values or SqlKeyword.Table
        or SqlKeyword.Insert or SqlKeyword.Replace or SqlKeyword.Update or SqlKeyword.Delete or SqlKeyword.Merge;

    public static StatementKind Of(SqlKeyword keyword) => keyword switch
    {
        SqlKeyword.Select or SqlKeyword.Values or SqlKeyword.Table => StatementKind.Select,
        SqlKeyword.Insert or SqlKeyword.Replace or SqlKeyword.Upsert => StatementKind.Insert,
        SqlKeyword.Update => StatementKind.Update,
        SqlKeyword.Delete => StatementKind.Delete,
        SqlKeyword.Merge => StatementKind.Merge,
        SqlKeyword.Create or SqlKeyword.Alter or SqlKeyword.Drop or SqlKeyword.Truncate or SqlKeyword.Rename or SqlKeyword.Comment
            or SqlKeyword.Grant or SqlKeyword.Revoke => StatementKind.Definition,
        SqlKeyword.Begin or SqlKeyword.Start or SqlKeyword.Commit or SqlKeyword.Rollback or SqlKeyword.Savepoint or SqlKeyword.Release
            or SqlKeyword.End or SqlKeyword.Abort => StatementKind.Transaction,
        SqlKeyword.Call or SqlKeyword.Exec or SqlKeyword.Execute => StatementKind.Call,
        SqlKeyword.Set or SqlKeyword.Show or SqlKeyword.Pragma or SqlKeyword.Explain or SqlKeyword.Use or SqlKeyword.Desc or SqlKeyword.Describe
            or SqlKeyword.Analyze or SqlKeyword.Vacuum or SqlKeyword.Reindex or SqlKeyword.Attach or SqlKeyword.Detach or SqlKeyword.Reset
            or SqlKeyword.Discard or SqlKeyword.Checkpoint or SqlKeyword.Listen or SqlKeyword.Unlisten or SqlKeyword.Notify or SqlKeyword.Prepare
            or SqlKeyword.Deallocate or SqlKeyword.Kill or SqlKeyword.Dbcc or SqlKeyword.Print => StatementKind.Utility,
        _ => StatementKind.Other,
    };
}
