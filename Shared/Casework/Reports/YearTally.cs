using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Casework.Reports;

/// <summary>Counts the figures of a period, one case after the other; of a grant and of social work its persons and its counts are kept until the end, of other cases nothing.</summary>
/// <param name="from">First day of the period.</param>
/// <param name="until">Last day.</param>
/// <param name="manyChildren">From how many children on a family is one with many children.</param>
public sealed class YearTally(DateOnly from, DateOnly until, int manyChildren)
{
    private const int Adult = 18;

    private readonly List<Household> _households = [];
    private readonly List<Household> _families = [];
    private readonly SortedDictionary<string, int> _services = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _running = new(StringComparer.Ordinal);
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
            Join(_households, Of(item));
            if (state.ServiceId is { } granted)
            {
                _services[granted] = _services.GetValueOrDefault(granted) + 1;
            }
        }

        if (state is { ServiceId: { } service, Service: { Started: { } started } time } && started.StartedOn <= until && !(started.Until < until) && !(time.Ended?.On <= until))
        {
            _running[service] = _running.GetValueOrDefault(service) + 1;
        }

        if (state.Family is { SocialWorkFrom: { } begun } family && begun <= until && !(family.SocialWorkUntil < from))
        {
            Join(_families, Of(item) with { Work = [family] });
        }
    }

    public YearReport Result()
    {
        var (persons, children, disabled, unknown, poor, low) = (0, 0, 0, 0, 0, 0);
        foreach (var household in _households)
        {
            var size = Math.Max(household.Income?.HouseholdSize ?? 1, Math.Max(1, household.Codes.Count));
            List<DateOnly> births = [.. Births(household)];
            var young = births.Count(IsChild);

            // Codes given out since July 2017 tell no birth date: those a worker counted are among them.
            var counted = Math.Clamp((household.Children?.Value ?? 0) - young, 0, size - births.Count);
            persons += size;
            children += young + counted;
            unknown += size - births.Count - counted;
            disabled += Math.Min(household.ChildrenWithDisability?.Value ?? 0, size - births.Count + young);
            poor += household.Income?.Status == "poor" ? 1 : 0;
            low += household.Income?.Status == "low-income" ? 1 : 0;
        }

        List<Household> active = [.. _families.Where(f => f.Work.Any(w => w.SocialWorkUntil is not { } last || last > until))];
        return new YearReport(_households.Count, persons, children, unknown, poor, low, _cases, _new, _open, _services)
        {
            Running = _running,
            ChildrenWithDisability = disabled,
            SocialWork = new SocialWorkFigures(
                _families.Count,
                _families.Count(f => f.Work.All(w => w.SocialWorkFrom >= from)),
                active.Count,
                active.Count(f => Math.Max(f.Children?.Value ?? 0, Births(f).Count(IsChild)) >= manyChildren)),
        };
    }

    private bool IsIn(DateOnly day) => day >= from && day <= until;

    private bool IsChild(DateOnly birth) => Ages.On(birth, until) < Adult;

    private static IEnumerable<DateOnly> Births(Household household) =>
        household.Codes.Select(c => PersonalCode.TryParse(c, out var code) ? code.BirthDate : null).OfType<DateOnly>();

    private static Household Of(CaseThen item)
    {
        var (income, family) = (item.Last<IncomeAssessed>(), item.Last<FamilyRecorded>());
        return new Household(
            [.. CodesOf(item.State)],
            income?.At,
            income?.Event as IncomeAssessed,
            Count.Of(family?.At, item.State.Family?.Children),
            Count.Of(family?.At, item.State.Family?.ChildrenWithDisability));
    }

    /// <summary>Cases that share a person, directly or through another one, are of one household; its last assessment and the last count of each kind hold.</summary>
    private static void Join(List<Household> households, Household one)
    {
        List<Household> all = [.. households.Where(h => h.Codes.Overlaps(one.Codes)), one];
        households.RemoveAll(all.Contains);
        var assessed = all.Where(h => h.Income is not null).MaxBy(h => h.AssessedAt);
        households.Add(new Household(
            [.. all.SelectMany(h => h.Codes)],
            assessed?.AssessedAt,
            assessed?.Income,
            all.Select(h => h.Children).MaxBy(c => c?.At),
            all.Select(h => h.ChildrenWithDisability).MaxBy(c => c?.At))
        {
            Work = [.. all.SelectMany(h => h.Work)],
        });
    }

    /// <summary>Applicant and members; somebody without a code is a person by name and document.</summary>
    private static IEnumerable<string> CodesOf(CaseState state)
    {
        var applicant = state.Received!.Applicant;
        IEnumerable<string> codes = [applicant.PersonalCode.Length > 0 ? applicant.PersonalCode : $"{applicant.FullName}|{applicant.Document}", .. state.Income?.MemberCodes ?? []];
        return codes.Select(c => PersonalCode.TryParse(c, out var code) ? code.Digits : c).Distinct();
    }

    private sealed record Household(
        HashSet<string> Codes, DateTimeOffset? AssessedAt, IncomeAssessed? Income, Count? Children, Count? ChildrenWithDisability)
    {
        /// <summary>Social work with the family that falls into the period.</summary>
        public IReadOnlyList<FamilyRecorded> Work { get; init; } = [];
    }

    /// <summary>What a worker counted, and when it was written down.</summary>
    private sealed record Count(DateTimeOffset At, int Value)
    {
        /// <summary>Null where nobody said.</summary>
        public static Count? Of(DateTimeOffset? at, int? value) => at is { } then && value is { } said ? new Count(then, said) : null;
    }
}
