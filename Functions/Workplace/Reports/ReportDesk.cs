using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Reports;
using SocialWorkflows.Functions.Consultations;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Workplace.Reports;

/// <summary>The reports of a municipality as of the end of a day, read from its journals; nothing is kept of them.</summary>
/// <param name="From">First day of the period.</param>
/// <param name="Until">Last day; the report is what was known at its end.</param>
/// <param name="Unreadable">Cases whose journal cannot be read, by number or id: they are missing from the counts.</param>
internal sealed record Report(
    DateOnly From, DateOnly Until, YearReport Year, ClockReport Clocks, IReadOnlyDictionary<string, int> Load, IReadOnlyDictionary<string, int> Waiting, IReadOnlyList<string> Unreadable)
{
    /// <summary>Consultations without a case in the period, by theme.</summary>
    public IReadOnlyDictionary<string, int> Consultations { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);
}

/// <summary>Folds every case of a municipality as it stood then, one after the other; one report at a time, because each reads everything.</summary>
internal sealed class ReportDesk(ICaseBoard board, ICaseJournal journal, ConsultationBook consultations, MunicipalityDirectory municipalities) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    public async Task<Report> OfAsync(string municipality, DateOnly from, DateOnly until, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            return await FoldAsync(municipality, from, until, cancellation);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<Report> FoldAsync(string municipality, DateOnly from, DateOnly until, CancellationToken cancellation)
    {
        var rules = municipalities.Get(municipality);
        var end = rules.Terms.EndOf(until);
        var (year, clocks) = (new YearTally(from, until, rules.Pack.Persons!.ChildrenOfLargeFamily(until)), new ClockTally(from, until));
        var (load, waiting) = (Counts(), Counts());
        List<string> unreadable = [];
        foreach (var row in await board.ListAsync(municipality, null, includeClosed: true, cancellation))
        {
            try
            {
                if (await journal.ReadAsync(row.Case, cancellation) is { } record && CaseThen.Of(record, end) is { } then)
                {
                    var waits = Standing.Of(then.State).Waits;
                    clocks.Add(then);
                    year.Add(then);
                    Load(then.State, waits, load, waiting);
                }
            }
            catch (Exception problem) when (UnreadableJournal.Is(problem))
            {
                unreadable.Add(row.Number ?? row.Case.CaseId);
            }
        }

        var consulted = (await consultations.ReadAsync(municipality, end, cancellation)).Where(c => c.On >= from && c.On <= until);
        return new Report(from, until, year.Result(), clocks.Result(), load, waiting, unreadable) { Consultations = consulted.CountBy(c => c.Theme).ToDictionary(StringComparer.Ordinal) };
    }

    private static void Load(CaseState state, IReadOnlyList<Wait> waits, SortedDictionary<string, int> load, SortedDictionary<string, int> waiting)
    {
        if (state is not { Received: not null, Closed: null })
        {
            return;
        }

        Count(load, state.Assignee ?? string.Empty);
        foreach (var step in waits.Select(w => w.Step).DefaultIfEmpty(string.Empty))
        {
            Count(waiting, step);
        }
    }

    private static SortedDictionary<string, int> Counts() => new(StringComparer.Ordinal);

    private static void Count(SortedDictionary<string, int> counts, string word) => counts[word] = counts.GetValueOrDefault(word) + 1;
}
