namespace SocialWorkflows.Casework.Reports;

/// <summary>A count of a report, and the ways in which it splits into others. The same figure may stand in several tables: it is hidden in all of them or in none.</summary>
/// <param name="count">What was counted.</param>
/// <param name="splits">Each holds counts that make up this one together.</param>
public sealed class Figure(int count, params IReadOnlyList<Figure>[] splits)
{
    private bool _hidden;

    public int Count => count;

    public IReadOnlyList<IReadOnlyList<Figure>> Splits => splits;

    /// <summary>What may be shown; null: hidden.</summary>
    public int? Shown => _hidden ? null : count;

    internal void Hide() => _hidden = true;

    internal IEnumerable<Figure> WithParts() => splits.SelectMany(s => s).SelectMany(p => p.WithParts()).Prepend(this);
}
