using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Duty;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Duty;

/// <summary>Shares new cases out by skill, calendar and load.</summary>
internal sealed class AssignmentDesk(DutyBook duty, ICaseBoard board, MunicipalityDirectory municipalities)
{
    /// <summary>Null where the municipality has no social worker.</summary>
    public async Task<Assignment?> ChooseAsync(string municipality, string serviceId, DateOnly today, CancellationToken cancellation)
    {
        var roster = await duty.RosterAsync(municipality, cancellation);
        var loads = await LoadsAsync(municipality, cancellation);
        var (pack, terms, _) = municipalities.Get(municipality);
        return Assignment.Choose(roster, serviceId, loads, WorkingDays(terms, today, pack.Terms.Decision.WorkingDays));
    }

    /// <summary>Open cases by person.</summary>
    public async Task<IReadOnlyDictionary<string, int>> LoadsAsync(string municipality, CancellationToken cancellation) =>
        (await board.LoadsAsync(municipality, cancellation)).Where(l => l.Assignee is not null).GroupBy(l => l.Assignee!)
            .ToDictionary(g => g.Key, g => g.Sum(l => l.Open), StringComparer.Ordinal);

    private static List<DateOnly> WorkingDays(CaseTerms terms, DateOnly today, int count)
    {
        List<DateOnly> days = [today];
        for (var day = today.AddDays(1); days.Count < count; day = day.AddDays(1))
        {
            if (terms.IsWorkingDay(day))
            {
                days.Add(day);
            }
        }

        return days;
    }
}
