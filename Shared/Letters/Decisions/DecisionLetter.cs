using SocialWorkflows.Letters.Documents;
using SocialWorkflows.Letters.Templates;

namespace SocialWorkflows.Letters.Decisions;

/// <summary>Composes the letter that ends an application, with its easy-language explanation on a page of its own.</summary>
public static class DecisionLetter
{
    /// <exception cref="LetterRefusedException">A part that the law asks for is missing.</exception>
    /// <exception cref="LetterTemplateException">A template of the municipality is missing or wrong.</exception>
    public static LetterDocument Compose(DecisionLetterFacts facts, LetterTemplates templates)
    {
        var missing = DecisionLetterParts.Missing(facts).ToList();
        if (missing.Count > 0)
        {
            throw new LetterRefusedException($"{facts.Outcome.ToString().ToLowerInvariant()} decision", missing);
        }

        var data = Data(facts);
        var title = facts.Outcome.IsAct() ? $"Lēmums Nr. {facts.Number}" : $"Vēstule Nr. {facts.Number}";
        return TwoLayerLetter.Join(title, templates.Render(OfficialTemplate(facts.Outcome), data), templates.Render("letters/easy-decision", data));
    }

    private static string OfficialTemplate(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.Withdrawn => "letters/withdrawal",
        DecisionOutcome.Forwarded => "letters/forwarding",
        _ => "letters/decision",
    };

    private static LetterData Data(DecisionLetterFacts facts)
    {
        var data = new LetterData()
            .From(facts.Institution)
            .Date("decisionDate", facts.DecisionDate)
            .Text("number", facts.Number)
            .To(facts.Addressee)
            .Application(facts.ApplicationDate, facts.ReceivedOn)
            .Text("registrationNumber", facts.RegistrationNumber)
            .Text("service", facts.ServiceName)
            .Text("enclosed", LatvianText.List(facts.EnclosedDocuments))
            .Text("findings", facts.Findings)
            .Text("hearing", facts.Hearing)
            .Tables("tables", facts.Tables)
            .Text("norms", string.Join("; ", facts.LegalNorms))
            .Text("reasoning", facts.Reasoning)
            .Text("reason", facts.RefusalReason)
            .Text("easyReason", facts.EasyReason)
            .Text("easyFee", facts.EasyFee?.Replace("euro", "eiro", StringComparison.Ordinal))
            .Flag("hasFee", facts.Fee is not null)
            .Text("easyVolume", facts.EasyVolume)
            .Date("contractBy", facts.ContractBy)
            .Date("reviewOn", facts.ReviewOn)
            .Flag("benefit", facts.IsBenefit)
            .Flag("status", facts.IsStatus)
            .Flag("hasPeriod", facts.Period is not null)
            .Date("from", facts.Period?.From)
            .Date("until", facts.Period?.Until)
            .Date("withdrawnOn", facts.WithdrawnOn)
            .Date("grantedOn", facts.Granted?.Date)
            .Text("grantedNumber", facts.Granted?.Number)
            .Text("forwardedTo", facts.ForwardedTo?.NameDative)
            .Text("forwardedContacts", facts.ForwardedTo?.Contacts)
            .Text("office", facts.Signatory.Office)
            .Text("signatory", facts.Signatory.Name);
        foreach (var outcome in Enum.GetValues<DecisionOutcome>())
        {
            data.Flag(outcome.ToString().ToLowerInvariant(), outcome == facts.Outcome);
        }

        return Contest(data, facts.Contest).Rows("decided", Points(facts));
    }

    private static LetterData Contest(LetterData data, ContestInstructions? contest) => data
        .Text("contestBody", contest?.BodyLocative)
        .Text("contestAddress", contest?.BodyAddress)
        .Text("contestHandedIn", contest?.HandedInLocative)
        .Text("contestWithin", contest is null ? null : LatvianText.WithinMonths(contest.Months))
        .Text("contestMonths", contest is null ? null : LatvianText.Months(contest.Months))
        .Rows("receipts", (contest?.Channels ?? []).Select(c => new LetterData().Text("sentence", EasyReceipt.Of(c))));

    /// <summary>Points after the first, numbered as printed; the fee comes before the free ones.</summary>
    private static IEnumerable<LetterData> Points(DecisionLetterFacts facts)
    {
        var points = facts.OperativePoints.Where(p => !string.IsNullOrWhiteSpace(p)).ToList();
        if (facts.ContractBy is { } contractBy)
        {
            points.Add($"uzaicināt noslēgt līgumu līdz {LatvianText.DateDative(contractBy)}");
        }

        if (facts.ReviewOn is { } reviewOn)
        {
            points.Add($"vajadzības pārskatīt līdz {LatvianText.DateDative(reviewOn)}");
        }

        if (!string.IsNullOrWhiteSpace(facts.Fee))
        {
            points.Insert(0, $"noteikt, ka {facts.Fee.Trim()}");
        }

        return points.Select((p, i) => new LetterData()
            .Text("label", $"5.{i + 2}.")
            .Text("text", p.Trim().TrimEnd(';', '.'))
            .Text("end", i == points.Count - 1 ? "." : ";"));
    }
}
