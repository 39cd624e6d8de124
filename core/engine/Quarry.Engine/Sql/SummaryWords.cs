using System.Text;

namespace Quarry.Engine.Sql;

/// <summary>Collects the words of a summary, each whole or not at all.</summary>
internal sealed class SummaryWords
{
    private readonly StringBuilder _text = new();
    private int _wordStart;
    private string _separator = "";

    public bool IsFull { get; private set; }

    public void AddKeyword(SqlKeyword keyword) => AddWord(keyword.ToString().ToUpperInvariant());

    /// <summary>Starts a word.</summary>
    public void AddWord(ReadOnlySpan<char> word)
    {
        _wordStart = _text.Length;
        _text.Append(_separator);
        Extend(word);
        _separator = " ";
    }

    /// <summary>Adds to the last word, as a dot does to a qualified name.</summary>
    public void Extend(ReadOnlySpan<char> part)
    {
        if (IsFull)
        {
            return;
        }

        if (_text.Length + part.Length > SqlSummary.MaxLength)
        {
            _text.Length = _wordStart;
            IsFull = true;
            return;
        }

        _text.Append(part);
    }

    public void EndStatement() => _separator = _text.Length > 0 ? "; " : "";

    public override string ToString() => _text.ToString();
}
