namespace SocialWorkflows.Mail.Threads;

/// <summary>An automatic answer that no header gives away: the same words again and again in one thread.</summary>
public static class RepeatedText
{
    /// <summary>The how manieth equal text is taken for a machine's.</summary>
    public const int Exchanges = 3;

    private static readonly TimeSpan Window = TimeSpan.FromDays(30);

    /// <param name="earlier">Texts of the same thread with the instant each arrived.</param>
    /// <param name="text">The new one.</param>
    /// <param name="at">When it arrived.</param>
    /// <returns>True from the third equal text within 30 days on. An empty text says nothing.</returns>
    public static bool IsAutomatic(IEnumerable<(DateTimeOffset At, string Text)> earlier, string text, DateTimeOffset at)
    {
        var words = Words(text);
        return words.Length > 0 && earlier.Count(e => at - e.At <= Window && Words(e.Text) == words) >= Exchanges - 1;
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
