using System.Text;

namespace SocialWorkflows.Mail;

/// <summary>
/// Composes the letters that Apple programs send decomposed ("a" and U+0304). <see cref="string.Normalize()"/> leaves them as they are
/// under invariant globalization, so the few that Latvian has are done by hand.
/// </summary>
internal static class LatvianLetters
{
    private const string Decomposed = "a\u0304c\u030Ce\u0304g\u0327i\u0304k\u0327l\u0327n\u0327o\u0304r\u0327s\u030Cu\u0304z\u030CA\u0304C\u030CE\u0304G\u0327I\u0304K\u0327L\u0327N\u0327O\u0304R\u0327S\u030CU\u0304Z\u030C";
    private const string Composed = "āčēģīķļņōŗšūžĀČĒĢĪĶĻŅŌŖŠŪŽ";

    public static string Compose(string text)
    {
        if (!text.AsSpan().ContainsAny('\u0304', '\u030C', '\u0327'))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var pair = result.Length > 0 ? Find(result[^1], c) : -1;
            if (pair >= 0)
            {
                result[^1] = Composed[pair];
            }
            else
            {
                result.Append(c);
            }
        }

        return result.ToString();
    }

    private static int Find(char letter, char mark)
    {
        for (var i = 0; i < Composed.Length; i++)
        {
            if (Decomposed[2 * i] == letter && Decomposed[(2 * i) + 1] == mark)
            {
                return i;
            }
        }

        return -1;
    }
}
