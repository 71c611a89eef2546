using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Casework.Reports;

/// <summary>Counts the figures of a period, one case after the other; of a grant its persons and its income are kept until the end, of other cases nothing.</summary>
public sealed class YearTally(DateOnly from, DateOnly until)
{
    private const int Adult = 18;

    private readonly List<Household> _households = [];
    private readonly SortedDictionary<string, int> _services = new(StringComparer.Ordinal);
    private int _cases;
    private int _new;
    private int _open;

    public void Add(CaseThen item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var state = item.State;
        if (state.Received is null)
        {
            return;
        }

        _cases += state.Closed is null || state.Closed.ClosedOn >= from ? 1 : 0;
        _open += state.Closed is null ? 1 : 0;
        _new += (state.Registration?.RegisteredOn ?? state.Submission?.Registered.RegisteredOn) is { } registered && IsIn(registered) ? 1 : 0;
        if (state is { Decision.DecidedOn: var day } && IsIn(day) && Outcomes.TakesPlace(state.Outcome!))
        {
            var income = item.Last<IncomeAssessed>();
            Join(new Household([.. CodesOf(state)], income?.At, income?.Event as IncomeAssessed));
            if (state.ServiceId is { } service)
            {
                _services[service] = _services.GetValueOrDefault(service) + 1;
            }
        }
    }

    public YearReport Result()
    {
        var (persons, children, unknown, poor, low) = (0, 0, 0, 0, 0);
        foreach (var household in _households)
        {
            var size = Math.Max(household.Income?.HouseholdSize ?? 1, Math.Max(1, household.Codes.Count));
            List<DateOnly> births = [.. household.Codes.Select(c => PersonalCode.TryParse(c, out var code) ? code.BirthDate : null).OfType<DateOnly>()];
            persons += size;
            children += births.Count(b => Ages.On(b, until) < Adult);
            unknown += size - births.Count;
            poor += household.Income?.Status == "poor" ? 1 : 0;
            low += household.Income?.Status == "low-income" ? 1 : 0;
        }

        return new YearReport(_households.Count, persons, children, unknown, poor, low, _cases, _new, _open, _services);
    }

    private bool IsIn(DateOnly day) => day >= from && day <= until;

    /// <summary>Grants that share a person, directly or through another grant, are of one household; its last assessment counts.</summary>
    private void Join(Household grant)
    {
        List<Household> same = [.. _households.Where(h => h.Codes.Overlaps(grant.Codes))];
        _households.RemoveAll(same.Contains);
        var last = same.Append(grant).Where(h => h.Income is not null).MaxBy(h => h.AssessedAt);
        _households.Add(new Household([.. same.Append(grant).SelectMany(h => h.Codes)], last?.AssessedAt, last?.Income));
    }

    /// <summary>Applicant and members; somebody without a code is a person by name and document.</summary>
    private static IEnumerable<string> CodesOf(CaseState state)
    {
        var applicant = state.Received!.Applicant;
        IEnumerable<string> codes = [applicant.PersonalCode.Length > 0 ? applicant.PersonalCode : $"{applicant.FullName}|{applicant.Document}", .. state.Income?.MemberCodes ?? []];
        return codes.Select(c => PersonalCode.TryParse(c, out var code) ? code.Digits : c).Distinct();
    }

    private sealed record Household(HashSet<string> Codes, DateTimeOffset? AssessedAt, IncomeAssessed? Income);
}
