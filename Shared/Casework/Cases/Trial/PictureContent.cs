using SocialWorkflows.Casework.Assessment;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Casework.Cases.Trial;

/// <summary>What the rules ask and allow while it is not decided or not sent yet: papers, means, ages, grounds, contest, channel.</summary>
internal static class PictureContent
{
    public static IEnumerable<PictureLine> Of(PictureRules rules) => [.. Undecided(rules), .. Unsent(rules)];

    private static IEnumerable<PictureLine> Undecided(PictureRules rules)
    {
        if (!rules.IsUndecided)
        {
            yield break;
        }

        var (state, pack) = (rules.State, rules.Pack);
        if (state.ServiceId is not null)
        {
            yield return new(Aspects.Service, rules.Service?.Name);
        }

        if (state.Income is { } income)
        {
            yield return new(Aspects.Income, Means(income, state.FirstReceivedOn!.Value, pack.Income));
        }

        yield return new(Aspects.Approval, pack.Decision.TwoPersons ? "divi cilvēki" : "viens cilvēks");
        if (rules.Service is not { } service)
        {
            yield break;
        }

        if (rules.IsIncomplete)
        {
            yield return new(Aspects.Documents, string.Join("; ", service.Documents.Select(d => Paper(d, service, pack))));
        }

        if (ServiceAges.HasLimits(service))
        {
            yield return new(Aspects.Age, $"{ServiceAges.Limits(service)}: {Fits(state, service)}");
        }

        yield return new(Aspects.Facilities, Listed(service.Facilities.Select(id => pack.Facilities.FirstOrDefault(f => f.Id == id) is { } facility ? $"{facility.Name} ({facility.Places})" : id)));
        yield return new(Aspects.Grant, Listed(
        [
            .. service.GrantMonths.Count > 0 ? [$"uz {string.Join(" vai ", service.GrantMonths)} mēn."] : Array.Empty<string>(),
            .. service.MaximumStayMonths is { } stay ? [$"ne ilgāk par {stay} mēn."] : Array.Empty<string>(),
        ]));
        yield return new(Aspects.Basis, Listed(
        [
            service.LegalBasis,
            .. pack.Regulations.Where(r => r.Id == service.Regulation).Select(r => r.Citation),
            .. state.Proposal is { Outcome: var outcome } && pack.NormsOn(rules.Today, outcome) is { } norms ? [norms] : Array.Empty<string>(),
        ]));
    }

    private static IEnumerable<PictureLine> Unsent(PictureRules rules)
    {
        var (state, pack) = (rules.State, rules.Pack);
        if (state.Notice is null && state.Submission is null)
        {
            yield return new(Aspects.ContestBody, $"{pack.Decision.ContestBodyLocative}; {pack.Decision.ContestBodyAddress}; {pack.Decision.ContestHandedInLocative}");
            if (state.Contact is { } contact)
            {
                yield return new(Aspects.Channel, pack.FindChannel(contact.Channel) is { } channel
                    ? Listed([channel.Name, $"{channel.NotifiedUnit} {channel.NotifiedDays}", .. channel.Ladder.Where(l => l.IsValidOn(rules.Today)).Select(l => $"{l.Cause} → {l.Next}{(l.Stands ? " (paliek spēkā)" : "")}")])
                    : null);
            }
        }

        if (state is { ContestEnded: false, Submission: null } && pack.ContestOn(rules.Today) is { } contest)
        {
            var (suspends, source) = contest.EffectOn(state.ServiceId, state.Proposal?.Outcome);
            yield return new(Aspects.Suspension, $"{(suspends ? "aptur" : "neaptur")}: {source}");
        }
    }

    private static string Means(IncomeAssessed income, DateOnly appliedOn, IncomeRules rules)
    {
        var calculation = IncomeCalculation.Of(income.MonthlyIncome, income.HouseholdSize, appliedOn, rules);
        return $"{string.Join(" / ", calculation.Possible.Select(Status))}{(calculation.GmiBenefit is { } benefit ? $"; GMI {EuroText.Write(benefit)} EUR" : "")}";
    }

    private static string Status(string word) => word switch
    {
        IncomeStatuses.Poor => "trūcīga",
        IncomeStatuses.LowIncome => "maznodrošināta",
        _ => "bez statusa",
    };

    private static string Fits(CaseState state, Service service)
    {
        var birth = AgeRules.Stated(state) ?? state.Identity?.BirthDate ?? (PersonalCode.TryParse(state.Received!.Applicant.PersonalCode, out var code) ? code.BirthDate : null);
        return ServiceAges.Fits(service, birth, state.FirstReceivedOn!.Value) switch { true => "atbilst", false => "neatbilst", null => "jāprasa" };
    }

    private static string Paper(RequiredDocument required, Service service, MunicipalityPack pack)
    {
        var rule = pack.DocumentRules.For(required.Document, service.Id);
        return string.Concat(
        [
            pack.FindDocument(required.Document)?.Name ?? required.Document,
            required.When == "always" ? "" : $" ({required.Condition ?? required.When})",
            rule?.NotOlderThanMonths is { } months ? $", ne vecāks par {months} mēn." : "",
            rule?.AnswerWorkingDays is { } days ? $", {days} d. d." : "",
            rule?.ObtainedFrom is { } from ? $", dienests iegūst: {from}" : "",
            rule?.OfEachAdult == true ? ", no katra pilngadīgā" : "",
        ]);
    }

    private static string? Listed(IEnumerable<string> parts) => string.Join("; ", parts) is { Length: > 0 } text ? text : null;
}
