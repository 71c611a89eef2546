using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Casework.Reports;

/// <summary>A case as it stood at the end of a day, folded from the entries until then; nothing later is looked at.</summary>
public sealed record CaseThen(CaseRef Case, CaseState State, IReadOnlyList<JournalEntry> Entries)
{
    /// <summary>Null: the case did not exist yet.</summary>
    /// <param name="record">The case with its whole journal.</param>
    /// <param name="end">The first instant after the day.</param>
    public static CaseThen? Of(CaseRecord record, DateTimeOffset end)
    {
        List<JournalEntry> entries = [.. record.Entries.TakeWhile(e => e.At < end)];
        return entries.Count == 0 ? null : new CaseThen(record.Case, CaseState.Fold(entries.Select(e => e.Event)), entries);
    }

    public JournalEntry? Last<T>()
        where T : CaseEvent => Entries.LastOrDefault(e => e.Event is T);
}
