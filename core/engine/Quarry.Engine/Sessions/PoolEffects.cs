namespace Quarry.Engine.Sessions;

/// <summary>The effects of one transition. Most have none or one, which take no memory of their own.</summary>
internal struct PoolEffects
{
    private PoolEffect _first;
    private List<PoolEffect>? _more;

    public int Count { get; private set; }

    public readonly PoolEffect this[int index] => index == 0 ? _first : _more![index - 1];

    public void Add(PoolEffect effect)
    {
        if (Count++ == 0)
        {
            _first = effect;
        }
        else
        {
            (_more ??= []).Add(effect);
        }
    }
}
