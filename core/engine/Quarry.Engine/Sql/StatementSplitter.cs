using Quarry.Contracts;

namespace Quarry.Engine.Sql;

/// <summary>Finds where statements end, and whether one defines a routine, from the significant tokens fed one by one.</summary>
/// <remarks>
/// A semicolon ends a statement outside parentheses. Where the lexicon says that blocks hold semicolons, it also has to stand outside
/// <c>BEGIN … END</c> of a routine's definition, of an anonymous block and of a top-level IF or WHILE. A routine whose body follows AS (T-SQL,
/// PL/SQL) and a PL/SQL block that starts with DECLARE reach to the end of the text: those databases accept nothing after them.
/// </remarks>
internal struct StatementSplitter(SqlLexicon lexicon)
{
    private enum Mode : byte
    {
        Start,
        FirstBegin,
        Plain,
        Definition,
        Routine,
        Block,
        ToEnd,
    }

    private Mode _mode;
    private int _depth;
    private int _blocks;
    private SqlKeyword _pending;
    private bool _afterDot;
    private bool _definer;
    private bool _referencing;

    /// <summary>True within the definition of a trigger, procedure or function: no database takes parameters there, so <c>:new</c> or <c>@x</c> is its text.</summary>
    public bool IsRoutine { get; private set; }

    /// <summary>True within a block that runs as a statement.</summary>
    public readonly bool IsBlock => !IsRoutine && _mode is Mode.Block or Mode.ToEnd;

    /// <summary>True if the semicolon that ends the statement belongs to it, as PL/SQL demands.</summary>
    public readonly bool OwnsSemicolon => IsRoutine || IsBlock;

    /// <summary>Takes a token that is neither whitespace nor a comment.</summary>
    /// <returns>True if it is the semicolon that ends the statement; then a new one starts.</returns>
    public bool Add(SqlToken token, SqlKeyword keyword, bool isDot)
    {
        if (_afterDot)
        {
            keyword = SqlKeyword.None;
        }

        _afterDot = isDot;
        ResolvePending(token, keyword);
        switch (token.Kind)
        {
            case SqlTokenKind.OpenParenthesis:
                _depth++;
                break;
            case SqlTokenKind.CloseParenthesis:
                _depth = Math.Max(0, _depth - 1);
                break;
            case SqlTokenKind.Semicolon:
                return _depth == 0 && _blocks == 0 && _mode != Mode.ToEnd;
            case SqlTokenKind.Word:
                AddWord(keyword);
                break;
        }

        if (_mode == Mode.Start && token.Kind != SqlTokenKind.OpenParenthesis)
        {
            _mode = Mode.Plain;
        }

        return false;
    }

    /// <summary>BEGIN, END and AS mean this or that by the token that follows.</summary>
    private void ResolvePending(SqlToken token, SqlKeyword keyword)
    {
        SqlKeyword pending = _pending;
        _pending = SqlKeyword.None;
        switch (pending)
        {
            case SqlKeyword.Begin when _mode == Mode.FirstBegin:
                bool transaction = token.Kind == SqlTokenKind.Semicolon || keyword is SqlKeyword.Tran or SqlKeyword.Transaction or SqlKeyword.Work
                    or SqlKeyword.Deferred or SqlKeyword.Immediate or SqlKeyword.Exclusive or SqlKeyword.Concurrent or SqlKeyword.Isolation
                    or SqlKeyword.Read or SqlKeyword.Not or SqlKeyword.Distributed or SqlKeyword.Dialog or SqlKeyword.Conversation;
                _mode = transaction ? Mode.Plain : Mode.Block;
                _blocks = transaction ? 0 : 1;
                break;
            case SqlKeyword.Begin when keyword is not (SqlKeyword.Tran or SqlKeyword.Transaction or SqlKeyword.Distributed or SqlKeyword.Dialog or SqlKeyword.Conversation):
                _blocks++;
                break;
            case SqlKeyword.End when keyword is not (SqlKeyword.If or SqlKeyword.Loop or SqlKeyword.While or SqlKeyword.Repeat or SqlKeyword.For or SqlKeyword.Conversation):
                _blocks = Math.Max(0, _blocks - 1);
                break;
            case SqlKeyword.As when token.Kind != SqlTokenKind.String:
                _mode = Mode.ToEnd;
                break;
        }
    }

    private void AddWord(SqlKeyword keyword)
    {
        switch (_mode)
        {
            case Mode.Start:
                _mode = FirstWord(keyword);
                _pending = _mode == Mode.FirstBegin ? SqlKeyword.Begin : SqlKeyword.None;
                break;
            case Mode.Definition:
                InDefinition(keyword);
                break;
            case Mode.Routine or Mode.Block when lexicon.BlocksHoldSemicolons:
                InBlocks(keyword);
                break;
        }
    }

    private readonly Mode FirstWord(SqlKeyword keyword) => keyword switch
    {
        SqlKeyword.Create or SqlKeyword.Alter => Mode.Definition,
        SqlKeyword.Begin when lexicon.BlocksHoldSemicolons => Mode.FirstBegin,
        SqlKeyword.If or SqlKeyword.While when lexicon.BlocksHoldSemicolons => Mode.Block,
        SqlKeyword.Declare when lexicon is { BlocksHoldSemicolons: true, AlternativeQuotes: true } => Mode.ToEnd,
        _ => Mode.Plain,
    };

    private void InDefinition(SqlKeyword keyword)
    {
        switch (keyword)
        {
            case SqlKeyword.Or or SqlKeyword.Replace or SqlKeyword.Alter or SqlKeyword.Temp or SqlKeyword.Temporary or SqlKeyword.Editionable
                or SqlKeyword.Noneditionable or SqlKeyword.Constraint or SqlKeyword.Aggregate or SqlKeyword.Type:
                break;
            case SqlKeyword.Trigger or SqlKeyword.Procedure or SqlKeyword.Proc or SqlKeyword.Function or SqlKeyword.Package or SqlKeyword.Event or SqlKeyword.Body:
                _mode = Mode.Routine;
                IsRoutine = true;
                break;
            case SqlKeyword.Definer:
                _definer = true;
                break;
            default:
                // MySQL's DEFINER = user@host stands before the noun.
                _mode = _definer && keyword == SqlKeyword.None ? Mode.Definition : Mode.Plain;
                break;
        }
    }

    private void InBlocks(SqlKeyword keyword)
    {
        switch (keyword)
        {
            case SqlKeyword.Begin or SqlKeyword.End:
                _pending = keyword;
                break;
            case SqlKeyword.Case:
                _blocks++;
                break;
            case SqlKeyword.Referencing:
                _referencing = true;
                break;
            case SqlKeyword.As when IsRoutine && _depth == 0 && _blocks == 0 && !_referencing:
                _pending = keyword;
                break;
            case SqlKeyword.Is when IsRoutine && lexicon.AlternativeQuotes && _depth == 0 && _blocks == 0:
                _pending = SqlKeyword.As;
                break;
            case SqlKeyword.Declare when IsRoutine && _depth == 0 && _blocks == 0:
                _mode = Mode.ToEnd;
                break;
        }
    }
}
