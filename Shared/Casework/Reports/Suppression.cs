namespace SocialWorkflows.Casework.Reports;

/// <summary>
/// Small counts are not shown, because they could point at a person. Where a total stands beside its parts, so many parts are hidden that the
/// total gives none of them away.
/// </summary>
public static class Suppression
{
    /// <summary>Counts from 1 to one less than this are hidden; nobody is hidden behind a zero.</summary>
    public const int Least = 5;

    /// <summary>A count alone; null: hidden.</summary>
    public static int? Of(int count) => count is > 0 and < Least ? null : count;

    /// <summary>Parts of a total, and the total; null: hidden.</summary>
    public static (IReadOnlyList<int?> Parts, int? Total) Of(IReadOnlyList<int> parts)
    {
        var total = parts.Sum();
        var shown = parts.Select(Of).ToArray();
        if (shown.All(p => p is not null))
        {
            return (shown, Of(total));
        }

        // What the total leaves for the hidden parts must be split among several, and not small itself.
        while (shown.Count(p => p is null) < 2 || parts.Where((_, i) => shown[i] is null).Sum() < 2 * Least)
        {
            var next = Enumerable.Range(0, parts.Count).Where(i => shown[i] is > 0).OrderBy(i => parts[i]).FirstOrDefault(-1);
            if (next < 0)
            {
                return (shown, null);
            }

            shown[next] = null;
        }

        return (shown, Of(total));
    }
}
