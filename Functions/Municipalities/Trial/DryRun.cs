using System.Diagnostics;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Trial;
using SocialWorkflows.Functions.Housekeeping;

namespace SocialWorkflows.Functions.Municipalities.Trial;

/// <summary>A case that the candidate changes.</summary>
/// <param name="Label">Its number, or its id before it has one.</param>
/// <param name="IsHidden">The reader may know no more of it than its number.</param>
internal sealed record DryRunLine(CaseRef Case, string Label, bool IsHidden, IReadOnlyList<PictureChange> Changes);

/// <summary>What a candidate would change.</summary>
/// <param name="Open">Open cases of the municipality.</param>
/// <param name="Looked">Of them, those looked at before the time was over.</param>
/// <param name="Changed">Of them, those that change; more than are listed where there are many.</param>
/// <param name="Unreadable">Cases whose journal cannot be read, by number or id.</param>
internal sealed record DryRunResult(int Open, int Looked, int Changed, IReadOnlyList<DryRunLine> Lines, IReadOnlyList<string> Unreadable)
{
    public bool IsComplete => Looked == Open;
}

/// <summary>Goes through the open cases of a municipality, one in memory at a time, and compares what present and candidate rules say of each. Changes and keeps nothing.</summary>
internal sealed class DryRun(ICaseBoard board, ICaseJournal journal, TimeProvider time)
{
    /// <summary>Most cases that are listed; the others are counted.</summary>
    public const int MostListed = 500;

    /// <param name="present">The municipality as it is deployed.</param>
    /// <param name="candidate">The same with the candidate's rules.</param>
    /// <param name="mayRead">Whether the reader may know more of the case than its number.</param>
    /// <param name="budget">After this time what was found so far is told; null: no limit.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<DryRunResult> RunAsync(Municipality present, Municipality candidate, Func<CaseRecord, Task<bool>> mayRead, TimeSpan? budget, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var today = present.Terms.DayOf(time.GetUtcNow());
        var open = await board.ListAsync(present.Pack.Id, null, includeClosed: false, cancellation);
        var (looked, changed) = (0, 0);
        List<DryRunLine> lines = [];
        List<string> unreadable = [];
        foreach (var row in open)
        {
            if (clock.Elapsed > budget)
            {
                break;
            }

            looked++;
            try
            {
                if (await journal.ReadAsync(row.Case, cancellation) is { } record
                    && CasePicture.Changes(record.State, (present.Pack, present.Calendar), (candidate.Pack, candidate.Calendar), today) is { Count: > 0 } changes)
                {
                    changed++;
                    if (lines.Count < MostListed)
                    {
                        var hidden = !await mayRead(record);
                        lines.Add(new DryRunLine(row.Case, row.Number ?? row.Case.CaseId, hidden, hidden ? [] : changes));
                    }
                }
            }
            catch (Exception problem) when (UnreadableJournal.Is(problem))
            {
                unreadable.Add(row.Number ?? row.Case.CaseId);
            }
        }

        return new DryRunResult(open.Count, looked, changed, lines, unreadable);
    }
}
