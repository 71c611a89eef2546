namespace SocialWorkflows.Functions.Workplace.Texts;

/// <summary>Latvian of the daily walk on the operator's page.</summary>
internal static class SyntheticLatvianTexts
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["synthetic.title"] = "Ikdienas pārbaude",
        ["synthetic.why"] = "Izdomāts iesniegums, ko sistēma katru dienu pati izved cauri visiem soļiem. Tas nav neviena cilvēka pieteikums un nav nevienā sarakstā.",
        ["synthetic.begun"] = "Sākta",
        ["synthetic.reached"] = "Sasniegts",
        ["synthetic.last"] = "Pēdējā pabeigtā",
        ["synthetic.door"] = "Saņemta",
        ["synthetic.late"] = "Ikdienas pārbaude netiek galā: tāpat var apstāties arī iedzīvotāju iesniegumi. Rīkojieties pēc rokasgrāmatas.",
        ["synthetic.door.mailbox"] = "caur pastkasti",
        ["synthetic.door.inside"] = "sistēmā, apejot pastkasti",
        ["synthetic.step.begun"] = "sākta",
        ["synthetic.step.placed"] = "ielikta pastkastē",
        ["synthetic.step.taken-in"] = "saņemta",
        ["synthetic.step.filed"] = "lieta atvērta",
        ["synthetic.step.registered"] = "reģistrēta",
        ["synthetic.step.documents"] = "dokumenti pārbaudīti",
        ["synthetic.step.assessed"] = "izvērtēta",
        ["synthetic.step.proposed"] = "lēmums ierosināts",
        ["synthetic.step.approved"] = "lēmums apstiprināts",
        ["synthetic.step.signed"] = "lēmums parakstīts",
        ["synthetic.step.notified"] = "lēmums nosūtīts",
    };
}
