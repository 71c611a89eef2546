using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Casework.Duty;

/// <summary>Why a case will miss its day.</summary>
public static class ForecastReasons
{
    /// <summary>The day has passed.</summary>
    public const string Overdue = "overdue";

    /// <summary>Whoever must act is away until then and nobody stands in.</summary>
    public const string Away = "away";

    /// <summary>Whoever must act has more due before it than they can do.</summary>
    public const string Load = "load";

    /// <summary>The head must approve or sign and is away until then without a substitute.</summary>
    public const string HeadAway = "head-away";
}

/// <summary>A case that will not be done by its day.</summary>
/// <param name="PersonId">Whose turn it is; null when nobody's.</param>
/// <param name="Suggested">Who could do it in time without another case of theirs missing its day; null when nobody could.</param>
public sealed record ForecastLine(CaseRow Case, DateOnly Due, string Reason, string? PersonId, string? Suggested);

/// <summary>
/// Which cases will miss their day, why, and who could still do them. Each person does a number of steps on each working day they are there,
/// the soonest due first; a case still needs the steps of its stage. Pure: the same rows, people and days give the same lines.
/// </summary>
public static class Forecast
{
    private const int LongestHorizonDays = 60;

    /// <param name="rows">Open cases; those that wait for the resident or for time are left out.</param>
    /// <param name="roster">The municipality's people and absences.</param>
    /// <param name="isWorkingDay">The municipality's calendar.</param>
    /// <param name="today">The day of the forecast.</param>
    /// <param name="until">The last day of interest.</param>
    /// <param name="stepsADay">What one person does on a working day.</param>
    public static IReadOnlyList<ForecastLine> Of(
        IEnumerable<CaseRow> rows, DutyRoster roster, Func<DateOnly, bool> isWorkingDay, DateOnly today, DateOnly until, int stepsADay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stepsADay, 1);
        var last = until < today.AddDays(LongestHorizonDays) ? until : today.AddDays(LongestHorizonDays);
        List<CaseRow> open = [.. rows.Where(r => !r.Closed && r.SafeDue <= last && IsOurTurn(r)).OrderBy(r => r.SafeDue).ThenBy(r => r.Case.CaseId, StringComparer.Ordinal)];
        List<DateOnly> days = [.. Days(today, last).Where(isWorkingDay)];
        var desks = new Dictionary<string, List<CaseRow>>(StringComparer.Ordinal);
        List<(CaseRow Row, string Reason, string? Person)> missed = [];
        foreach (var row in open)
        {
            var person = TurnOf(row, roster, today);
            if (row.SafeDue < today)
            {
                missed.Add((row, ForecastReasons.Overdue, person));
            }
            else if (person is null || days.All(d => d > row.SafeDue || roster.Acting(person, d) is null))
            {
                missed.Add((row, row.Role == Roles.Head ? ForecastReasons.HeadAway : ForecastReasons.Away, person));
            }
            else if (!Fits(Desk(person), row, person))
            {
                missed.Add((row, ForecastReasons.Load, person));
            }
            else if (NeedsHead(row) && !days.Any(d => d <= row.SafeDue && Heads(roster, d).Count > 0))
            {
                missed.Add((row, ForecastReasons.HeadAway, person));
            }
            else
            {
                Desk(person).Add(row);
            }
        }

        return [.. missed.Select(m => new ForecastLine(m.Row, m.Row.SafeDue!.Value, m.Reason, m.Person, m.Reason is ForecastReasons.HeadAway ? null : Suggest(m.Row, m.Person)))];

        List<CaseRow> Desk(string person) => desks.TryGetValue(person, out var rowsOf) ? rowsOf : desks[person] = [];

        string? Suggest(CaseRow row, string? current)
        {
            var helper = roster.People
                .Where(p => p.Id != current && p.Roles.Any(r => r is Roles.Worker or Roles.Substitute or Roles.Duty) && !roster.IsAway(p.Id, today) && Assignment.Knows(p, row.ServiceId))
                .Where(_ => row.Role is not Roles.Head)
                .OrderByDescending(p => p.Roles.Contains(Roles.Worker))
                .ThenBy(p => Desk(p.Id).Sum(StepsLeft))
                .ThenBy(p => p.Id, StringComparer.Ordinal)
                .FirstOrDefault(p => row.SafeDue < today || Fits(Desk(p.Id), row, p.Id));
            if (helper is not null)
            {
                Desk(helper.Id).Add(row);
            }

            return helper?.Id;
        }

        // Soonest due first: everything on the desk and the new case must be done by its own day.
        bool Fits(List<CaseRow> desk, CaseRow added, string person)
        {
            var done = 0;
            foreach (var row in desk.Append(added).OrderBy(r => r.SafeDue).ThenBy(r => r.Case.CaseId, StringComparer.Ordinal))
            {
                done += StepsLeft(row);
                if (row.SafeDue >= today && done > stepsADay * days.Count(d => d <= row.SafeDue && roster.Acting(person, d) is not null))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Steps that the person whose turn it is must still do before the case leaves them.</summary>
    public static int StepsLeft(CaseRow row) => row.Stage switch
    {
        "received" => 1,
        "registered" => 3,
        "documents-missing" => 3,
        "assessment" => row.WaitsFor.Contains(Steps.Proposal, StringComparison.Ordinal) ? 1 : 1 + row.WaitsFor.Count(c => c == ',') + 1,
        _ => 1,
    };

    private static bool IsOurTurn(CaseRow row) => row.SafeDue is not null && row.Role is not ("" or Roles.Resident or Roles.Time);

    private static bool NeedsHead(CaseRow row) => row.Stage is "registered" or "assessment" or "proposed" or "approved";

    private static string? TurnOf(CaseRow row, DutyRoster roster, DateOnly today) => row.Role switch
    {
        Roles.Worker when row.Assignee is { } own => own,
        var role => roster.PersonFor(role, row.Assignee, today),
    };

    private static List<string> Heads(DutyRoster roster, DateOnly day) =>
        [.. roster.People.Where(p => p.Roles.Contains(Roles.Head)).Select(p => roster.Acting(p.Id, day)).OfType<string>()];

    private static IEnumerable<DateOnly> Days(DateOnly from, DateOnly until)
    {
        for (var day = from; day <= until; day = day.AddDays(1))
        {
            yield return day;
        }
    }
}
