namespace SocialWorkflows.Functions.Workplace.Texts;

/// <summary>Latvian of what is recorded of families for the reports.</summary>
internal static class FamilyLatvianTexts
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["step.family"] = "Ģimene pārskatiem",
        ["verb.record-family"] = "Saglabāt ģimenes datus",
        ["notice.record-family"] = "Ģimenes dati saglabāti.",
        ["card.family.why"] = "Šos skaitļus prasa gada pārskats. Ko nezina, to atstāj tukšu. Bērnos ieskaita arī audžuģimenē un aizbildnībā esošos un tos, kas mācās, līdz 24 gadu vecumam. Saglabātais aizstāj iepriekšējo.",
        ["field.children"] = "Bērni ģimenē",
        ["field.children-with-disability"] = "No tiem bērni ar invaliditāti (līdz 18 gadiem)",
        ["field.social-work-from"] = "Sociālais darbs ar ģimeni no",
        ["field.social-work-until"] = "Sociālais darbs ar ģimeni līdz",
        ["case.social-work"] = "Sociālais darbs ar ģimeni",
        ["event.family-recorded"] = "Pierakstīti ģimenes dati pārskatiem.",
        ["report.disability"] = "Bērni ar invaliditāti šajās mājsaimniecībās",
        ["report.children-with-disability"] = "Bērni ar invaliditāti",
        ["report.social-work"] = "Sociālais darbs ar ģimenēm",
        ["report.families-all"] = "Ģimenes periodā",
        ["report.families-new"] = "No tām uzsākts periodā",
        ["report.families-active"] = "Turpinās perioda beigās",
        ["report.families-large"] = "No tām daudzbērnu ģimenes",
        ["pack.member.largeFamily"] = "Daudzbērnu ģimene",
        ["pack.member.children"] = "Bērnu skaits, no kura",
    };
}
