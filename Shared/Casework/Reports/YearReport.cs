using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Casework.Reports;

/// <summary>
/// The figures of the service's yearly slide as the journals of a period give them. A household is everybody whom grants of the period tie together:
/// applicant and the members whose codes the assessment names.
/// </summary>
/// <param name="Households">Households with a grant decided in the period.</param>
/// <param name="Persons">Persons in them, by the size the last assessment of each household gives; one where there is none.</param>
/// <param name="Children">Persons in them whose personal code tells that they are under 18 at the end of the period.</param>
/// <param name="UnknownAges">Persons in them whose age no code tells.</param>
/// <param name="Poor">Households whose status is poor.</param>
/// <param name="LowIncome">Households whose status is of low income.</param>
/// <param name="Cases">Cases that were open at some time of the period.</param>
/// <param name="NewCases">Of these, registered in the period.</param>
/// <param name="OpenCases">Open at the end of the period.</param>
/// <param name="Services">Grants decided in the period, by service.</param>
public sealed record YearReport(
    int Households, int Persons, int Children, int UnknownAges, int Poor, int LowIncome, int Cases, int NewCases, int OpenCases, IReadOnlyDictionary<string, int> Services)
{
    private const int Adult = 18;

    public static YearReport Of(IEnumerable<CaseThen> cases, DateOnly from, DateOnly until)
    {
        List<CaseThen> all = [.. cases.Where(c => c.State.Received is not null)];
        List<CaseThen> granted = [.. all.Where(c => c.State is { Decision.DecidedOn: var day } && day >= from && day <= until && Outcomes.TakesPlace(c.State.Outcome!))];
        List<List<CaseThen>> households = GroupedByPerson(granted);
        var persons = 0;
        var (children, unknown, poor, low) = (0, 0, 0, 0);
        foreach (var household in households)
        {
            HashSet<string> codes = [.. household.SelectMany(CodesOf)];
            var income = household.Select(c => c.Last<IncomeAssessed>()).OfType<JournalEntry>().OrderBy(e => e.At).LastOrDefault()?.Event as IncomeAssessed;
            var size = Math.Max(income?.HouseholdSize ?? 1, Math.Max(1, codes.Count));
            List<DateOnly> births = [.. codes.Select(c => PersonalCode.TryParse(c, out var code) ? code.BirthDate : null).OfType<DateOnly>()];
            persons += size;
            children += births.Count(b => Ages.On(b, until) < Adult);
            unknown += size - births.Count;
            poor += income?.Status == "poor" ? 1 : 0;
            low += income?.Status == "low-income" ? 1 : 0;
        }

        return new YearReport(
            households.Count,
            persons,
            children,
            unknown,
            poor,
            low,
            all.Count(c => c.State.Closed is null || c.State.Closed.ClosedOn >= from),
            all.Count(c => RegisteredOn(c.State) is { } day && day >= from && day <= until),
            all.Count(c => c.State.Closed is null),
            new SortedDictionary<string, int>(granted.Where(c => c.State.ServiceId is not null).GroupBy(c => c.State.ServiceId!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal), StringComparer.Ordinal));
    }

    private static DateOnly? RegisteredOn(CaseState state) => state.Registration?.RegisteredOn ?? state.Submission?.Registered.RegisteredOn;

    /// <summary>Cases that share a person, directly or through another case.</summary>
    private static List<List<CaseThen>> GroupedByPerson(List<CaseThen> cases)
    {
        List<(HashSet<string> Codes, List<CaseThen> Cases)> groups = [];
        foreach (var item in cases)
        {
            (HashSet<string> Codes, List<CaseThen> Cases) merged = ([.. CodesOf(item)], [item]);
            foreach (var group in groups.Where(g => g.Codes.Overlaps(merged.Codes)).ToList())
            {
                merged.Codes.UnionWith(group.Codes);
                merged.Cases.InsertRange(0, group.Cases);
                groups.Remove(group);
            }

            groups.Add(merged);
        }

        return [.. groups.Select(g => g.Cases)];
    }

    /// <summary>Applicant and members; somebody without a code is a person by name and document.</summary>
    private static IEnumerable<string> CodesOf(CaseThen item)
    {
        var applicant = item.State.Received!.Applicant;
        IEnumerable<string> codes = [applicant.PersonalCode.Length > 0 ? applicant.PersonalCode : $"{applicant.FullName}|{applicant.Document}", .. item.State.Income?.MemberCodes ?? []];
        return codes.Select(c => PersonalCode.TryParse(c, out var code) ? code.Digits : c).Distinct();
    }
}
