namespace SocialWorkflows.Functions.Workplace.Texts;

/// <summary>Texts of ages, statuses, household members and the letter about an offered place.</summary>
internal static class RulesLatvianTexts
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["card.age.why"] = "Pakalpojums ir cilvēkiem {0}. Vecumu skaita cilvēkam, kam pakalpojums vajadzīgs, ne tam, kurš parakstīja.",
        ["field.recipient-birth-date"] = "Dzimšanas datums cilvēkam, kam pakalpojums vajadzīgs",
        ["field.confirm-age"] = "Datums ir pareizs, lai gan vecums pakalpojumam neatbilst",
        ["field.confirm-age-label"] = "Vecums neatbilst",
        ["card.approval.no-fee"] = "Nav norādīta: pakalpojums ir maksas, bet vēstulē par samaksu nebūs nekā. Atgrieziet, lai to ierakstītu.",
        ["card.status-question"] = "Statuss un ienākumi",
        ["field.confirm-status"] = "Statuss ir apliecināts, lai gan ienākumi pārsniedz slieksni",
        ["field.confirm-status-label"] = "Statuss virs sliekšņa",
        ["card.income.members"] = "Mēneša laukā rakstiet pa vienai summai par katru cilvēku: vispirms iesniedzējs, tad pārējie tādā secībā kā kodi (312,50 + 120,00). Bez summas drīkst palikt tikai apgādājamie.",
        ["event.offer-dispatched"] = "Vēstule par piedāvāto vietu gatava: {0}",
        ["mail.place-offered"] = "ir jauna vēstule",
        ["case.letter.offer"] = "Vēstule par piedāvāto vietu, {0}. reize",
        ["field.offer-message"] = "Vēstule, ar kuru persona atbildēja",
    };
}
