using System.Collections.Concurrent;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Handover;
using SocialWorkflows.Casework.Reports;
using SocialWorkflows.Functions.Housekeeping;

namespace SocialWorkflows.Functions.Handover;

/// <summary>What a hand-over file holds.</summary>
/// <param name="Unreadable">Cases whose journal cannot be read, by number or id.</param>
/// <param name="Left">Cases that were not looked at before the time was over.</param>
internal sealed record HandoverRows(IReadOnlyList<(HandedRow Handed, HandoverRow Row)> Rows, IReadOnlyList<string> Unreadable, int Left);

/// <summary>
/// Chooses the rows of a file: what ended in the period and nobody has yet, and every row the receiver has that says something else by now. What waits for a receipt waits. The board tells which
/// journals have to be read at all: of decided cases those that changed since they were handed over, and of those that were looked at for nothing none until something of them, or the days, are
/// others. That is known while the program runs: after a start all is looked at once more.
/// </summary>
internal sealed class HandoverSelection(HandoverBook book, ICaseBoard board, ICaseJournal journal, TimeProvider time)
{
    private readonly ConcurrentDictionary<CaseRef, Look> _fruitless = new();

    /// <param name="items">The book's files so far.</param>
    /// <param name="until">Last day, and the instant after it.</param>
    /// <param name="budget">After this time what was found so far is given.</param>
    public async Task<HandoverRows> OfAsync(
        string municipality, IReadOnlyList<HandoverItem> items, DateOnly from, (DateOnly Day, DateTimeOffset End) until, TimeSpan budget, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        var (taken, waiting) = await HandedAsync(items, cancellation);

        // Newest first: what ended long before the first file comes last, and each next file gets further.
        var begins = items.Select(i => i.Made.From).Append(from).Min();
        Look LookAt(CaseRow row) => new(row.Version, begins, until.Day, taken.GetValueOrDefault(row.Case.CaseId));
        List<CaseRow> candidates =
        [
            .. (await board.ListAsync(municipality, null, includeClosed: true, cancellation))
                .Where(r => r.Outcome is not null && r.ReceivedOn <= until.Day && !waiting.Contains(r.Case.CaseId) && !(taken.TryGetValue(r.Case.CaseId, out var last) && last.Version >= r.Version))
                .Where(r => !(_fruitless.TryGetValue(r.Case, out var look) && look == LookAt(r)))
                .OrderByDescending(r => r.ReceivedOn),
        ];
        List<(HandedRow Handed, HandoverRow Row)> rows = [];
        List<string> unreadable = [];
        var looked = 0;
        foreach (var listed in candidates.TakeWhile(_ => time.GetElapsedTime(begun) < budget))
        {
            looked++;
            try
            {
                if (await journal.ReadAsync(listed.Case, cancellation) is { } record && CaseThen.Of(record, until.End) is { } then
                    && RowOf(record, then, taken.GetValueOrDefault(listed.Case.CaseId), items, begins, until.Day) is { } row)
                {
                    rows.Add(row);
                }
                else
                {
                    _fruitless[listed.Case] = LookAt(listed);
                }
            }
            catch (Exception problem) when (UnreadableJournal.Is(problem))
            {
                unreadable.Add(listed.Number ?? listed.Case.CaseId);
            }
        }

        return new HandoverRows([.. rows.OrderBy(r => r.Row.EndedOn).ThenBy(r => r.Row.Number, StringComparer.Ordinal)], unreadable, candidates.Count - looked);
    }

    /// <summary>What was entered only after the file of its days was made goes with the next one.</summary>
    private static (HandedRow Handed, HandoverRow Row)? RowOf(CaseRecord record, CaseThen then, (string? File, long Version) before, IReadOnlyList<HandoverItem> items, DateOnly begins, DateOnly until)
    {
        if (HandoverRow.Of(then.State) is not { } row)
        {
            return null;
        }

        var version = then.Entries[^1].Version;
        var belongs = before.File is null
            ? row.EndedOn <= until && (row.EndedOn >= begins || (items.Count > 0 && then.Last<DecisionSigned>()!.At >= items[0].At))
            : version > before.Version && HandoverRow.At(record, before.Version) != row;
        return belongs ? (new HandedRow(record.Case.CaseId, row.Number, version, before.File), row) : null;
    }

    /// <summary>The newest row of each case the receiver took, and the cases in files without a receipt.</summary>
    private async Task<(IReadOnlyDictionary<string, (string? File, long Version)> Taken, IReadOnlySet<string> Waiting)> HandedAsync(IReadOnlyList<HandoverItem> items, CancellationToken cancellation)
    {
        Dictionary<string, (string? File, long Version)> taken = new(StringComparer.Ordinal);
        HashSet<string> waiting = new(StringComparer.Ordinal);
        foreach (var item in items)
        {
            foreach (var row in await book.RowsAsync(item.Made, cancellation))
            {
                if (item.Receipt is null)
                {
                    waiting.Add(row.CaseId);
                }
                else if (item.Took(row))
                {
                    taken[row.CaseId] = (item.Made.Id, row.Version);
                }
            }
        }

        return (taken, waiting);
    }

    /// <summary>What the answer of a look depends on.</summary>
    private readonly record struct Look(long Version, DateOnly Begins, DateOnly Until, (string? File, long Version) Before);
}
