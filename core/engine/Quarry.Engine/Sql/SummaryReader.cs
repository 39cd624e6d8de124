using Quarry.Contracts;

namespace Quarry.Engine.Sql;

/// <summary>Picks operations and object names out of one statement's significant tokens.</summary>
internal struct SummaryReader(SummaryWords words)
{
    private enum Expect : byte
    {
        Nothing,
        Verb,
        /// <summary>TABLE, VIEW … after CREATE.</summary>
        Noun,
        Target,
        /// <summary>A target, but no list of columns in parentheses: after USING.</summary>
        BareTarget,
    }

    private Expect _expect = Expect.Verb;
    private SqlKeyword _verb;
    private SqlKeyword _previous;
    private int _depth;
    private int _withDepth = -1;
    private bool _afterOpen;
    private bool _inName;
    private bool _afterDot;
    private bool _nameEnds;
    private ulong _queries;
    private ulong _lists;

    /// <summary>True once the rest of the statement is a routine's body.</summary>
    public bool IsDone { get; private set; }

    /// <summary>The bit of this depth in the sets of levels that hold a query, or are within a FROM list. Deeper levels yield no names.</summary>
    private readonly ulong Level => _depth is >= 0 and < 64 ? 1UL << _depth : 0;

    public void Add(SqlToken token, ReadOnlySpan<char> text)
    {
        SqlKeyword keyword = _afterDot ? SqlKeyword.None : SqlKeywords.Find(token, text);
        if (!ContinueName(token, text))
        {
            if (!IsDone && !TakeExpected(token, keyword, text))
            {
                Act(token, keyword, text);
            }

            _previous = keyword;
        }

        _afterOpen = token.Kind == SqlTokenKind.OpenParenthesis;
    }

    private bool ContinueName(SqlToken token, ReadOnlySpan<char> text)
    {
        if (!_inName)
        {
            return false;
        }

        if (token.Kind == SqlTokenKind.Symbol && text[token.Start] == '.')
        {
            words.Extend(".");
            _afterDot = true;
            return true;
        }

        if (_afterDot && token.Kind is SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier)
        {
            words.Extend(token.In(text));
            _afterDot = false;
            return true;
        }

        _inName = _afterDot = false;
        IsDone = _nameEnds;
        return false;
    }

    private bool TakeExpected(SqlToken token, SqlKeyword keyword, ReadOnlySpan<char> text)
    {
        switch (_expect)
        {
            case Expect.Verb when token.Kind == SqlTokenKind.Word:
                _expect = Expect.Nothing;
                if (keyword == SqlKeyword.With)
                {
                    _withDepth = _depth;
                }
                else
                {
                    Verb(keyword);
                }

                return true;
            case Expect.Noun when token.Kind is SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier:
                if (IsNoun(keyword))
                {
                    words.AddKeyword(keyword);
                    _expect = Expect.Target;
                    _nameEnds = keyword is SqlKeyword.Trigger or SqlKeyword.Procedure or SqlKeyword.Proc or SqlKeyword.Function or SqlKeyword.Package or SqlKeyword.Event;
                }
                else if (_verb == SqlKeyword.Truncate)
                {
                    StartName(token, text);
                }

                return true;
            case Expect.Target or Expect.BareTarget:
                return TakeTarget(token, keyword, text);
            default:
                return false;
        }
    }

    private bool TakeTarget(SqlToken token, SqlKeyword keyword, ReadOnlySpan<char> text)
    {
        switch (keyword)
        {
            case SqlKeyword.Only or SqlKeyword.Lateral or SqlKeyword.Into or SqlKeyword.If or SqlKeyword.Not or SqlKeyword.Exists or SqlKeyword.From
                or SqlKeyword.Concurrently or SqlKeyword.Ignore or SqlKeyword.Or or SqlKeyword.Replace or SqlKeyword.Rollback or SqlKeyword.Abort
                or SqlKeyword.Fail or SqlKeyword.Table or SqlKeyword.Body:
                _lists |= keyword == SqlKeyword.From ? Level : 0;
                return true;
            case SqlKeyword.Select or SqlKeyword.Values or SqlKeyword.With or SqlKeyword.Set or SqlKeyword.Immediate:
                _expect = Expect.Nothing;
                return false;
        }

        switch (token.Kind)
        {
            case SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier:
                StartName(token, text);
                return true;
            case SqlTokenKind.OpenParenthesis when _expect == Expect.Target:
                // FROM (a JOIN b): the list goes on within.
                Open();
                _queries |= Level;
                _lists |= Level;
                return true;
            default:
                _expect = Expect.Nothing;
                return false;
        }
    }

    private void StartName(SqlToken token, ReadOnlySpan<char> text)
    {
        words.AddWord(token.In(text));
        _inName = true;
        _expect = Expect.Nothing;
    }

    private void Act(SqlToken token, SqlKeyword keyword, ReadOnlySpan<char> text)
    {
        switch (token.Kind)
        {
            case SqlTokenKind.OpenParenthesis:
                Open();
                return;
            case SqlTokenKind.CloseParenthesis:
                _depth--;
                return;
            case SqlTokenKind.Symbol when text[token.Start] == ',' && (_lists & Level) != 0:
                _expect = Expect.Target;
                return;
        }

        bool mainVerb = _withDepth >= 0 && _depth <= _withDepth;
        switch (keyword)
        {
            case SqlKeyword.Select:
                Verb(keyword);
                _withDepth = mainVerb ? -1 : _withDepth;
                break;
            case SqlKeyword.Insert or SqlKeyword.Update or SqlKeyword.Delete or SqlKeyword.Merge or SqlKeyword.Replace when mainVerb || _afterOpen:
                Verb(keyword);
                _withDepth = mainVerb ? -1 : _withDepth;
                break;
            case SqlKeyword.From when (_queries & Level) != 0 && _previous != SqlKeyword.Distinct:
                _lists |= Level;
                _expect = Expect.Target;
                break;
            case SqlKeyword.Join when (_queries & Level) != 0:
                _expect = Expect.Target;
                break;
            case SqlKeyword.Using when _verb is SqlKeyword.Merge or SqlKeyword.Delete:
                _expect = Expect.BareTarget;
                break;
            case SqlKeyword.Where or SqlKeyword.Group or SqlKeyword.Order or SqlKeyword.Having or SqlKeyword.Limit or SqlKeyword.Window
                or SqlKeyword.Set or SqlKeyword.Values or SqlKeyword.Returning or SqlKeyword.For:
                _lists &= ~Level;
                break;
        }
    }

    private void Open()
    {
        _depth++;
        _queries &= ~Level;
        _lists &= ~Level;
    }

    private void Verb(SqlKeyword keyword)
    {
        if (!IsOperation(keyword))
        {
            return;
        }

        words.AddKeyword(keyword);
        _verb = keyword;
        _queries |= Level;
        _lists &= ~Level;
        _expect = keyword switch
        {
            SqlKeyword.Insert or SqlKeyword.Replace or SqlKeyword.Upsert or SqlKeyword.Update or SqlKeyword.Delete or SqlKeyword.Merge
                or SqlKeyword.Call or SqlKeyword.Exec or SqlKeyword.Execute or SqlKeyword.Table => Expect.Target,
            SqlKeyword.Create or SqlKeyword.Alter or SqlKeyword.Drop or SqlKeyword.Truncate => Expect.Noun,
            _ => Expect.Nothing,
        };
    }

    private static bool IsOperation(SqlKeyword keyword) => keyword is SqlKeyword.Table or SqlKeyword.Values
        || (StatementClassifier.Of(keyword) is not Contracts.StatementKind.Other);

    private static bool IsNoun(SqlKeyword keyword) => keyword is SqlKeyword.Table or SqlKeyword.View or SqlKeyword.Index or SqlKeyword.Trigger
        or SqlKeyword.Procedure or SqlKeyword.Proc or SqlKeyword.Function or SqlKeyword.Package or SqlKeyword.Event or SqlKeyword.Sequence
        or SqlKeyword.Schema or SqlKeyword.Database or SqlKeyword.Role or SqlKeyword.User or SqlKeyword.Type or SqlKeyword.Synonym;
}
