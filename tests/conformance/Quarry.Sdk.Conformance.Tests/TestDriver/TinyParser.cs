using System.Collections.Immutable;
using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Tests.TestDriver;

/// <summary>Reads the test driver's SQL: just as much as the kit and its fixture write.</summary>
internal sealed class TinyParser(string sql)
{
    private readonly TinyTokens _tokens = new(sql);

    public int Markers { get; private set; }

    public IReadOnlyList<TinyStatement> Parse()
    {
        var statements = new List<TinyStatement> { Statement() };
        while (_tokens.Take(";") && !_tokens.AtEnd)
        {
            statements.Add(Statement());
        }

        return _tokens.AtEnd ? statements : throw TinyError.Syntax("the statement should end here", _tokens.Position);
    }

    private TinyStatement Statement()
    {
        if (_tokens.Take("SELECT"))
        {
            return Select();
        }

        if (_tokens.Take("INSERT"))
        {
            return Insert();
        }

        if (_tokens.Take("DELETE"))
        {
            _tokens.Need("FROM");
            return new TinyDelete(_tokens.Name(), Returning());
        }

        if (_tokens.Take("CREATE"))
        {
            return Create();
        }

        if (_tokens.Take("DROP"))
        {
            _tokens.Need("TABLE");
            bool ifExists = _tokens.Take("IF");
            if (ifExists)
            {
                _tokens.Need("EXISTS");
            }

            return new TinyDrop(_tokens.Name(), ifExists);
        }

        if (_tokens.Take("ALTER"))
        {
            _tokens.Need("TABLE");
            string table = _tokens.Name();
            _tokens.Need("ADD", "COLUMN");
            return new TinyAddColumn(table, Column());
        }

        return Other();
    }

    private TinyStatement Other()
    {
        if (_tokens.Take("SLEEP"))
        {
            return new TinySleep(TimeSpan.FromMilliseconds(_tokens.Number()));
        }

        if (_tokens.Take("FAIL"))
        {
            _tokens.Need("AFTER");
            return new TinyFailAfter(_tokens.Number());
        }

        if (_tokens.Take("CALL"))
        {
            _tokens.Need("INCREMENT", "(", "?", ",", "?", ")");
            Markers += 2;
            return new TinyCallIncrement();
        }

        if (_tokens.Take("CATALOG"))
        {
            string set = _tokens.Word();
            _tokens.Need("?", "?");
            Markers += 2;
            return new TinyCatalog(set);
        }

        throw TinyError.Syntax("no such statement", _tokens.Position);
    }

    private TinySelect Select()
    {
        var items = ImmutableArray.CreateBuilder<TinyExpression>();
        if (!_tokens.Take("*") && !_tokens.Take("NOTHING"))
        {
            do
            {
                items.Add(Expression());
            }
            while (_tokens.Take(","));
        }

        string? table = _tokens.Take("FROM") ? _tokens.Name() : null;
        string? order = null;
        if (_tokens.Take("ORDER"))
        {
            _tokens.Need("BY");
            order = _tokens.Name();
        }

        var select = new TinySelect(items.ToImmutable(), table, order, _tokens.Take("LIMIT") ? _tokens.Number() : long.MaxValue);
        if (!_tokens.Take("PART"))
        {
            return select;
        }

        long part = _tokens.Number();
        _tokens.Need("OF");
        return select with { Part = (part, _tokens.Number()) };
    }

    private TinyInsert Insert()
    {
        _tokens.Need("INTO");
        string table = _tokens.Name();
        ImmutableArray<string> columns = Names();
        _tokens.Need("VALUES", "(");
        var values = ImmutableArray.CreateBuilder<TinyExpression>();
        do
        {
            values.Add(Expression());
        }
        while (_tokens.Take(","));
        _tokens.Need(")");
        bool upsert = _tokens.Take("ON");
        bool update = false;
        if (upsert)
        {
            _tokens.Need("CONFLICT", "DO");
            update = _tokens.Take("UPDATE");
            if (!update)
            {
                _tokens.Need("NOTHING");
            }
        }

        return new(table, columns, values.ToImmutable(), upsert, update, Returning());
    }

    private TinyStatement Create()
    {
        if (_tokens.Take("UNIQUE"))
        {
            _tokens.Need("INDEX");
            string index = _tokens.Name();
            _tokens.Need("ON");
            return new TinyCreateIndex(_tokens.Name(), new(index, Names()[0]));
        }

        bool temporary = _tokens.Take("TEMP");
        _tokens.Need("TABLE");
        string name = _tokens.Name();
        _tokens.Need("(");
        var columns = ImmutableArray.CreateBuilder<TinyColumn>();
        ImmutableArray<string> key = [];
        ImmutableArray<TinyForeignKey> foreign = [];
        do
        {
            if (_tokens.Take("PRIMARY"))
            {
                _tokens.Need("KEY");
                key = Names();
            }
            else if (_tokens.Take("FOREIGN"))
            {
                _tokens.Need("KEY");
                string column = Names()[0];
                _tokens.Need("REFERENCES");
                foreign = foreign.Add(new(column, _tokens.Name(), Names()[0]));
            }
            else
            {
                columns.Add(Column());
            }
        }
        while (_tokens.Take(","));
        _tokens.Need(")");
        return new TinyCreate(new(name, columns.ToImmutable()) { Key = key, ForeignKeys = foreign }, temporary);
    }

    private TinyColumn Column()
    {
        string name = _tokens.Name();
        string text = _tokens.Type();
        LogicalType type = TinyTypeMap.Parse(text) ?? throw TinyError.Syntax($"no type {text}", _tokens.Position);
        bool notNull = _tokens.Take("NOT");
        if (notNull)
        {
            _tokens.Need("NULL");
        }

        return new(name, type, !notNull);
    }

    private TinyExpression Expression()
    {
        if (_tokens.Take("?"))
        {
            return new("?", null, ++Markers, null);
        }

        if (_tokens.IsNext('\''))
        {
            return new("text", _tokens.Text(), 0, null);
        }

        if (_tokens.IsNext('"'))
        {
            string column = _tokens.Name();
            return new(column, null, 0, column);
        }

        long number = _tokens.Number();
        return new("number", number, 0, null);
    }

    private ImmutableArray<string>? Returning()
    {
        if (!_tokens.Take("RETURNING"))
        {
            return null;
        }

        return _tokens.Take("*") ? [] : Names();
    }

    private ImmutableArray<string> Names()
    {
        _tokens.Need("(");
        var names = ImmutableArray.CreateBuilder<string>();
        do
        {
            names.Add(_tokens.Name());
        }
        while (_tokens.Take(","));
        _tokens.Need(")");
        return names.ToImmutable();
    }
}
