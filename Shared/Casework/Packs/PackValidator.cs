using SocialWorkflows.Casework.Completeness;

namespace SocialWorkflows.Casework.Packs;

/// <summary>Checks what the shape of the files cannot: references, ranges, order, overlaps, empty texts.</summary>
internal static class PackValidator
{
    public static void Validate(MunicipalityPack pack, ProblemList problems)
    {
        InstitutionChecks.Check(pack, problems);
        FacilityChecks.Check(pack.Facilities, problems);
        BenefitChecks.Check(pack, problems);
        ServiceChecks.CheckList(pack, pack.Statuses, [Families.Status], PackFiles.Statuses, "$", problems);
        RegulationChecks.Check(pack.Regulations, problems);
        TransitionChecks.Check(pack, problems);
        ListChecks.Check(pack, problems);
        RetentionChecks.Check(pack, problems);
        if (pack.ResidentMail is { } residentMail)
        {
            ResidentMailChecks.Check(residentMail, pack.Institution.Email, problems);
        }

        ValidateTexts(pack, problems);
    }

    /// <summary>The part that one pack may take over from another.</summary>
    public static void ValidateTexts(MunicipalityPack pack, ProblemList problems)
    {
        TermChecks.Check(pack.TermVersions, problems);
        ChannelChecks.Check(pack.Channels, problems);
        DocumentChecks.Check(pack.Documents, problems);
        DocumentRuleChecks.Check(pack, problems);
        ServiceChecks.Check(pack, problems);
        DecisionTermChecks.Check(pack, problems);
        CoverageChecks.Check(pack, problems);
        InformationChecks.Check(pack.Information, problems);
        DoorChecks.Check(pack, problems);
        if (pack.Form is { } form)
        {
            FormChecks.Check(form, problems);
        }

        problems.Words(pack.Words.Withdrawal, PackFiles.Words, "$.withdrawal");
        problems.Words(pack.Words.Urgent, PackFiles.Words, "$.urgent");
        if (pack.Words.NotARequest.Count > 0)
        {
            problems.Words(pack.Words.NotARequest, PackFiles.Words, "$.notARequest");
        }

        if (pack.Words.OtherLanguages.Count > 0)
        {
            problems.Words(pack.Words.OtherLanguages, PackFiles.Words, "$.otherLanguages");
        }

        VersionChecks.Endless(pack.Words, PackFiles.Words, "$", problems);
        foreach (var template in pack.Templates)
        {
            problems.Text(template.Value, $"templates/{template.Key}.hbs", "$");
        }
    }
}
