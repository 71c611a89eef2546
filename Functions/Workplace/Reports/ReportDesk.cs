using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Reports;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Workplace.Reports;

/// <summary>The reports of a municipality as of the end of a day, read from its journals; nothing is kept of them.</summary>
/// <param name="From">First day of the period.</param>
/// <param name="Until">Last day; the report is what was known at its end.</param>
internal sealed record Report(DateOnly From, DateOnly Until, YearReport Year, ClockReport Clocks, IReadOnlyDictionary<string, int> Load, IReadOnlyDictionary<string, int> Waiting);

/// <summary>Folds every case of a municipality as it stood then.</summary>
internal sealed class ReportDesk(ICaseBoard board, ICaseJournal journal, MunicipalityDirectory municipalities)
{
    public async Task<Report> OfAsync(string municipality, DateOnly from, DateOnly until, CancellationToken cancellation)
    {
        var end = municipalities.Get(municipality).Terms.EndOf(until);
        List<CaseThen> cases = [];
        foreach (var row in await board.ListAsync(municipality, null, includeClosed: true, cancellation))
        {
            if (await journal.ReadAsync(row.Case, cancellation) is { } record && CaseThen.Of(record, end) is { } then)
            {
                cases.Add(then);
            }
        }

        List<CaseState> open = [.. cases.Select(c => c.State).Where(s => s.Closed is null)];
        return new Report(
            from,
            until,
            YearReport.Of(cases, from, until),
            ClockReport.Of(cases, from, until),
            Count(open.Select(s => s.Assignee ?? string.Empty)),
            Count(open.SelectMany(s => Standing.Of(s).Waits.Select(w => w.Step).DefaultIfEmpty(string.Empty))));
    }

    private static SortedDictionary<string, int> Count(IEnumerable<string> words) =>
        new(words.GroupBy(w => w, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal), StringComparer.Ordinal);
}
