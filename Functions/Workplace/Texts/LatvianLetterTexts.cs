namespace SocialWorkflows.Functions.Workplace.Texts;

/// <summary>Texts of letters, their preview and specimens.</summary>
internal static class LatvianLetterTexts
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["task.seal-ends"] = "Zīmoga sertifikāts beidzas",
        ["nav.letters"] = "Vēstules",
        ["letters.title"] = "Vēstuļu paraugi",
        ["letters.why"] = "Visas Jūsu pašvaldības vēstules un e-pasti ar izdomātiem datiem, oficiālajā un vieglajā valodā. Teksti ir pašvaldības datos (templates).",
        ["letters.letters"] = "Vēstules (PDF)",
        ["letters.mails"] = "E-pasta paziņojumi",
        ["case.preview"] = "Apskatīt lēmuma projektu (PDF, oficiālā un vieglā valoda)",
        ["case.cover"] = "Pavadvēstule lēmumam (PDF)",
        ["case.answer"] = "Sagatavot atbildes vēstuli",
        ["case.answer.text"] = "Atbilde",
        ["case.answer.easy"] = "Atbilde vieglajā valodā (var neaizpildīt)",
        ["case.answer.make"] = "Izveidot vēstuli (PDF)",
        ["case.answer.blank"] = "Vēstuli nevar izveidot: uzrakstiet atbildi.",
        ["letter.document-request"] = "Dokumentu pieprasījums",
        ["letter.document-reminder"] = "Atgādinājums par dokumentiem",
        ["letter.term-extension"] = "Termiņa pagarināšana",
        ["letter.decision-granted"] = "Lēmums: piešķirt",
        ["letter.decision-partly"] = "Lēmums: piešķirt daļēji",
        ["letter.decision-refused"] = "Lēmums: atteikt",
        ["letter.decision-queued"] = "Lēmums: uzņemt rindā",
        ["letter.decision-forwarded"] = "Pārsūtīšana citai iestādei",
        ["letter.decision-withdrawn"] = "Izskatīšana izbeigta pēc lūguma",
        ["letter.decision-admitted"] = "Lēmums: bez iepriekšēja iesnieguma",
        ["letter.decision-discontinued"] = "Lēmums: izbeigt",
        ["letter.cover-letter"] = "Pavadvēstule",
        ["letter.place-offer"] = "Brīvas vietas piedāvājums",
        ["letter.submission-answer"] = "Atbilde uz iesniegumu",
        ["step.hearing"] = "Aicināt izteikt viedokli",
        ["verb.invite-hearing"] = "Sagatavot vēstuli",
        ["notice.invite-hearing"] = "Vēstuli sagatavo; to nosūta lietvedis.",
        ["card.hearing.why"] = "Vēstule aicina personu pirms priekšlikuma izteikt viedokli. Atbildei ir {0} darbdienas no dienas, kad vēstule skaitās saņemta ({1}).",
        ["card.discontinuance.invited"] = "Persona ar vēstuli aicināta izteikt viedokli līdz {0}",
        ["event.hearing-invited"] = "Persona aicināta izteikt viedokli līdz {0} Iemesls: {1}",
        ["event.hearing-dispatched"] = "Sagatavota vēstule ar aicinājumu izteikt viedokli ({0}).",
        ["case.letter.hearing"] = "Aicinājums izteikt viedokli",
        ["letter.hearing-invitation"] = "Aicinājums izteikt viedokli",
    };
}
