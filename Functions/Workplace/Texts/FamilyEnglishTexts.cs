namespace SocialWorkflows.Functions.Workplace.Texts;

/// <summary>English of what is recorded of families for the reports.</summary>
internal static class FamilyEnglishTexts
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["step.family"] = "Family, for the reports",
        ["verb.record-family"] = "Save the data of the family",
        ["notice.record-family"] = "The data of the family are saved.",
        ["card.family.why"] = "The yearly report asks for these numbers. What is not known stays empty. Children in foster care and guardianship count, and those who study, up to the age of 24. What is saved takes the place of what was there.",
        ["field.children"] = "Children in the family",
        ["field.children-with-disability"] = "Of them, children with a disability (under 18)",
        ["field.social-work-from"] = "Social work with the family from",
        ["field.social-work-until"] = "Social work with the family until",
        ["case.social-work"] = "Social work with the family",
        ["event.family-recorded"] = "Data of the family for the reports were written down.",
        ["report.disability"] = "Children with a disability in these households",
        ["report.children-with-disability"] = "Children with a disability",
        ["report.social-work"] = "Social work with families",
        ["report.families-all"] = "Families in the period",
        ["report.families-new"] = "Of them, begun in the period",
        ["report.families-active"] = "Going on at the end of the period",
        ["report.families-large"] = "Of them, families with many children",
        ["pack.member.largeFamily"] = "Family with many children",
        ["pack.member.children"] = "From how many children on",
    };
}
