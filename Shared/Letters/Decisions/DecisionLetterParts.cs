namespace SocialWorkflows.Letters.Decisions;

/// <summary>What section 67(2) of the Administrative Procedure Law asks of a written act, held against the facts of one letter.</summary>
internal static class DecisionLetterParts
{
    public static IEnumerable<LetterPart> Missing(DecisionLetterFacts facts)
    {
        var wanted = ForEveryLetter(facts);
        if (facts.Outcome.IsAct())
        {
            wanted = wanted.Concat(ForAnAct(facts));
        }

        if (facts.Outcome.IsAdverse())
        {
            wanted = wanted.Append((LetterPart.RefusalReason, HasText(facts.RefusalReason))).Append((LetterPart.Reasoning, HasText(facts.Reasoning)));
        }

        return wanted.Where(w => !w.Present).Select(w => w.Part);
    }

    private static IEnumerable<(LetterPart Part, bool Present)> ForEveryLetter(DecisionLetterFacts facts) =>
    [
        (LetterPart.Institution, HasText(facts.Institution.Name) && HasText(facts.Institution.Address)),
        (LetterPart.Addressee, HasText(facts.Addressee.Name) && HasText(facts.Addressee.Address)),
        (LetterPart.Number, HasText(facts.Number)),
        (LetterPart.RegistrationNumber, HasText(facts.RegistrationNumber)),
        (LetterPart.Service, HasText(facts.ServiceName)),
        (LetterPart.Signatory, HasText(facts.Signatory.Office) && HasText(facts.Signatory.Name)),
        (LetterPart.ReceivingInstitution, facts.Outcome != DecisionOutcome.Forwarded || HasText(facts.ForwardedTo?.NameDative)),
    ];

    private static IEnumerable<(LetterPart Part, bool Present)> ForAnAct(DecisionLetterFacts facts) =>
    [
        (LetterPart.Findings, HasText(facts.Findings)),
        (LetterPart.LegalNorms, facts.LegalNorms.Any(HasText)),
        (LetterPart.OperativePoints, facts.Outcome != DecisionOutcome.Partly || facts.OperativePoints.Any(HasText)),
        (LetterPart.ContestInstructions, IsComplete(facts.Contest)),
    ];

    private static bool IsComplete(ContestInstructions? contest) =>
        contest is { Months: >= 1 and <= 12 } && HasText(contest.BodyLocative) && HasText(contest.BodyAddress) && HasText(contest.HandedInLocative);

    private static bool HasText(string? text) => !string.IsNullOrWhiteSpace(text);
}
