namespace SocialWorkflows.Functions.Workplace.Texts;

/// <summary>Latvian of the board, of duty and of passing cases on.</summary>
internal static class DutyLatvianTexts
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["board.unassigned"] = "Bez darbinieka",
        ["board.filters"] = "Atlasīt",
        ["board.filter"] = "Rādīt",
        ["board.filter-clear"] = "Noņemt atlasi",
        ["board.any"] = "visi",
        ["board.assignee"] = "Sociālais darbinieks",
        ["board.late"] = "Termiņš",
        ["board.late.overdue"] = "nokavētas",
        ["board.late.risk"] = "nokavētas vai atlikušas ne vairāk kā 2 darbdienas",
        ["board.previous"] = "Iepriekšējā lapa",
        ["board.next"] = "Nākamā lapa",
        ["board.page-of"] = "{0}. lapa no {1}",
        ["event.case-assigned"] = "Lieta nodota: {0} → {1}. {2}",
        ["verb.reassign"] = "Nodot lietu",
        ["notice.reassign"] = "Lieta nodota citam darbiniekam.",
        ["step.reassign"] = "Nodot lietu citam darbiniekam",
        ["card.reassign.why"] = "Tagad lieta ir darbiniekam: {0}.",
        ["field.reassign-to"] = "Kam",
        ["field.reassign-reason"] = "Kāpēc",
        ["assigned.load"] = "mazākā noslodze",
        ["assigned.skill"] = "vienīgais klātesošais, kas strādā ar šo pakalpojumu",
        ["assigned.nobody-skilled"] = "mazākā noslodze; neviens klātesošais nestrādā ar šo pakalpojumu",
        ["assigned.all-away"] = "visi sociālie darbinieki ir prombūtnē",
    };
}
