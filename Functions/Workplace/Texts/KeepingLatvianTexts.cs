namespace SocialWorkflows.Functions.Workplace.Texts;

/// <summary>Latvian of what is kept and destroyed.</summary>
internal static class KeepingLatvianTexts
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["nav.destruction"] = "Iznīcināšana",
        ["destruction.title"] = "Iznīcināšanas saraksts",
        ["destruction.why"] = "Šeit ir lietas, vēstules un personu saraksti, kuriem beidzies glabāšanas termiņš. Tās iznīcina tikai tad, ja vadītājs to apstiprina un ir pagājis laiks iebildumiem. Iznīcināto atjaunot nevar.",
        ["destruction.no-terms"] = "Pašvaldības datos (retention.json) nav apstiprinātu glabāšanas termiņu, tāpēc sarakstā jaunu rindu nav. Sazinieties ar sistēmas uzturētāju.",
        ["destruction.empty"] = "Pašlaik nekas nav jāizskata.",
        ["destruction.state"] = "Statuss",
        ["destruction.state.proposed"] = "jāizskata",
        ["destruction.state.approved"] = "apstiprināts",
        ["destruction.state.held"] = "paturēts",
        ["destruction.state.destroying"] = "tiek iznīcināts",
        ["destruction.from"] = "Termiņš sākās",
        ["destruction.due"] = "Termiņš beidzās",
        ["destruction.grace"] = "Neiznīcina pirms",
        ["destruction.last"] = "Pēdējā darbība",
        ["destruction.approve"] = "Apstiprināt iznīcināšanu",
        ["destruction.hold"] = "Paturēt",
        ["destruction.release"] = "Izskatīt no jauna",
        ["destruction.reason"] = "Iemesls",
        ["destruction.reason-required"] = "Uzrakstiet iemeslu (ne vairāk kā 500 rakstzīmju).",
        ["destruction.changed"] = "Rinda ir mainījusies. Apskatiet to no jauna.",
        ["destruction.early"] = "Paturēt lietu pirms termiņa",
        ["destruction.early-why"] = "Ja jau tagad zināms, ka lieta būs vajadzīga ilgāk (piemēram, tiesvedībai). Arī atvērtu lietu. To neierosina iznīcināt, līdz kāds to atlaiž.",
        ["destruction.early-number"] = "Lietas numurs",
        ["destruction.destroyed"] = "Iznīcinātais",
        ["destruction.line"] = "Lieta, vēstule vai saraksts",
        ["destruction.states"] = "Rindas pēc statusa",
        ["destruction.all"] = "Visas atvērtās rindas",
        ["destruction.many-why"] = "Atzīmējiet rindas, kuras drīkst iznīcināt, vai apstipriniet visas šīs lapas rindas. Par katru tiek ierakstīts, ka to apstiprinājāt Jūs, un katru var paturēt, kamēr nav pagājis laiks iebildumiem.",
        ["destruction.approve-ticked"] = "Apstiprināt atzīmētās rindas",
        ["destruction.approve-shown"] = "Apstiprināt visas šīs lapas rindas ({0})",
        ["destruction.tick"] = "Atzīmēt {0}",
        ["destruction.none-ticked"] = "Nekas nav apstiprināts: atzīmējiet vismaz vienu rindu, bet ne vairāk par vienas lapas rindām.",
        ["destruction.some-changed"] = "Apstiprinātas rindas: {0}. Rindas, kas pa to laiku mainījušās un nav apstiprinātas: {1}. Apskatiet tās no jauna.",
        ["notice.destruction"] = "Ierakstīts iznīcināšanas sarakstā.",
    };
}
