namespace SocialWorkflows.Letters.Pdf.Layout;

/// <summary>Breaks text at spaces so that every line fits; a word longer than a line is cut where it must be.</summary>
internal static class LineBreaker
{
    private const int LongestGroup = 24;

    /// <summary>Lines in order. A line broken at a space keeps that space, so that extracted text has whole words.</summary>
    public static List<string> Break(FontFace face, double size, string text, double width)
    {
        var lines = new List<string>();
        var space = face.Measure(" ", size);
        var start = 0;
        var used = 0.0;
        for (var at = 0; at < text.Length;)
        {
            var end = EndOfWord(text, at);
            var word = face.Measure(text.AsSpan(at, end - at), size);
            if (used + word > width && at > start)
            {
                lines.Add(text[start..at]);
                start = at;
                used = 0;
            }

            if (word > width)
            {
                start = Cut(face, size, text, start, end, width, lines);
                word = face.Measure(text.AsSpan(start, end - start), size);
            }

            used += word + space;
            at = end + 1;
        }

        lines.Add(text[start..]);
        return lines;
    }

    /// <summary>A number and what it counts stay on one line: „30. jūnijs”, „Nr. 17”.</summary>
    private static int EndOfWord(string text, int at)
    {
        for (var start = at; ;)
        {
            var end = text.IndexOf(' ', start);
            if (end < 0)
            {
                return text.Length;
            }

            var word = text.AsSpan(start, end - start);
            var holds = word is "Nr." || (word is [.., '.'] && word[..^1].IndexOfAnyExceptInRange('0', '9') < 0);
            if (!holds || end - at > LongestGroup)
            {
                return end;
            }

            start = end + 1;
        }
    }

    /// <summary>Cuts one over-long word into full lines.</summary>
    /// <returns>Where its last, shorter piece begins.</returns>
    private static int Cut(FontFace face, double size, string text, int start, int end, double width, List<string> lines)
    {
        var used = 0.0;
        for (var i = start; i < end;)
        {
            var length = char.IsHighSurrogate(text[i]) && i + 1 < end && char.IsLowSurrogate(text[i + 1]) ? 2 : 1;
            var letter = face.Measure(text.AsSpan(i, length), size);
            if (used + letter > width && i > start)
            {
                lines.Add(text[start..i]);
                start = i;
                used = 0;
            }

            used += letter;
            i += length;
        }

        return start;
    }
}
