namespace Quarry.Columnar;

/// <summary>Stable error numbers of the columns, 2000–2999. The table only grows.</summary>
internal static class ErrorCodes
{
    public const int BudgetExhausted = 2001;
}
