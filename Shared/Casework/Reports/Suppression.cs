namespace SocialWorkflows.Casework.Reports;

/// <summary>
/// Small counts are not shown, because they could point at a person. Counts that are sums of each other are hidden together, whatever tables
/// they stand in: so many that no sum, and no difference of sums, gives a hidden one away.
/// </summary>
public static class Suppression
{
    /// <summary>Counts from 1 to one less than this are hidden; nobody is hidden behind a zero.</summary>
    public const int Least = 5;

    /// <summary>
    /// Hides what must be hidden of a count and of everything it splits into. Afterwards a hidden count has no shown count but zeros below it, and
    /// a shown one has in each of its splits no hidden part, or several that share too much for one of them to be worked out.
    /// </summary>
    /// <returns>The same count.</returns>
    public static Figure Hide(Figure whole)
    {
        ArgumentNullException.ThrowIfNull(whole);
        List<Figure> all = [.. whole.WithParts()];
        foreach (var small in all.Where(f => f.Count is > 0 and < Least))
        {
            small.Hide();
        }

        while (Next(all) is { } next)
        {
            next.Hide();
        }

        return whole;
    }

    private static Figure? Next(List<Figure> all) => all.SelectMany(f => f.Splits.Select(parts => Next(f, parts))).FirstOrDefault(f => f is not null);

    private static Figure? Next(Figure whole, IReadOnlyList<Figure> parts)
    {
        var smallest = parts.Where(p => p.Shown is > 0).MinBy(p => p.Count);
        return whole.Shown is null ? smallest : IsSafe(parts) ? null : smallest ?? whole;
    }

    /// <summary>A hidden part is at least 1, zeros being shown: what is left above that must still be enough to be shared in many ways.</summary>
    private static bool IsSafe(IReadOnlyList<Figure> parts)
    {
        List<int> hidden = [.. parts.Where(p => p.Shown is null).Select(p => p.Count)];
        return hidden.Count == 0 || (hidden.Count > 1 && hidden.Sum() - hidden.Count >= 2 * (Least - 1));
    }
}
