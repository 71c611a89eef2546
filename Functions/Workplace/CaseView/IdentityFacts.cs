using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Workplace.Cards;

namespace SocialWorkflows.Functions.Workplace.CaseView;

/// <summary>What a person should look at about who applies, and whose application it is. Nothing here keeps anybody out.</summary>
internal static class IdentityFacts
{
    public static IReadOnlyList<Fact> Of(CardContext context)
    {
        var (texts, state) = (context.Texts, context.State);
        var applicant = state.Received!.Applicant;
        List<Fact> facts = [.. PersonNames.Remarks(applicant.FullName).Select(r => new Fact(texts["case.identity.name"], texts[$"name.{r.ToString().ToLowerInvariant()}"]))];
        if (state.Received.AlsoSentTo is { } others)
        {
            facts.Add(new Fact(texts["case.identity.also-sent"], string.Join(", ", others)));
        }

        if (state.Received.FormerLetters is { } former)
        {
            facts.Add(new Fact(texts["case.identity.former-letters"], string.Join(", ", former)));
        }

        var code = PersonalCode.TryParse(applicant.PersonalCode, out var parsed) ? parsed : null;
        if (code is { ChecksumMatches: false, IsDemo: false })
        {
            facts.Add(new Fact(texts["case.identity.code"], texts["case.identity.code-warning"]));
        }

        var birth = state.Identity?.BirthDate ?? code?.BirthDate;
        var rules = context.Pack.Persons;
        if (birth is { } born && rules is not null && Ages.On(born, state.Received.ReceivedOn) < rules.AdultAge.Years)
        {
            facts.Add(new Fact(texts["case.identity.birth"], texts.Format("case.identity.minor", LatvianDate.Numeric(born))));
        }

        if (state.Identity is { } identity)
        {
            facts.Add(new Fact(texts["case.identity.competence"], $"{identity.CompetenceExplanation} {identity.ForwardTerm?.Sentence}".Trim()));
            if (identity.Representative is { } representative && rules is not null)
            {
                var answer = representative.On(context.Today, birth, rules.AdultAge.Years);
                facts.Add(new Fact(texts["case.identity.representative"], $"{representative.Name} ({texts.Word("representation", representative.Basis)}). {answer.Explanation}"));
            }

            if (identity.Earlier is { } earlier)
            {
                facts.Add(new Fact(texts["case.identity.earlier"], $"{LatvianDate.Numeric(earlier.ReceivedOn)} ({earlier.Evidence})"));
            }
        }

        return facts;
    }
}
