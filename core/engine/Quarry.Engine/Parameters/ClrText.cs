using System.Text.Json;

namespace Quarry.Engine.Parameters;

/// <summary>Text that UTF-8 can carry.</summary>
internal static class ClrText
{
    /// <summary>Refuses a surrogate without its pair: an encoder would replace it silently.</summary>
    public static string Check(ValueLabel label, string text)
    {
        int at = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
        while (at >= 0)
        {
            if (at + 1 >= text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                throw ParameterErrors.Invalid(label, "its text holds a surrogate without its pair, which UTF-8 cannot carry. Repair the text, or pass it as byte[].");
            }

            at += 2;
            int next = text.AsSpan(at).IndexOfAnyInRange('\uD800', '\uDFFF');
            at = next < 0 ? -1 : at + next;
        }

        return text;
    }

    public static string Json(ValueLabel label, JsonElement element)
        => element.ValueKind == JsonValueKind.Undefined ? throw ParameterErrors.Invalid(label, "the JsonElement is empty (Undefined). Pass null for NULL.") : element.GetRawText();
}
