namespace SocialWorkflows.Casework.Packs;

internal static class BenefitChecks
{
    private const string File = PackFiles.Benefits;

    /// <summary>More kinds of benefit than any municipality has; a larger number is a slip.</summary>
    private const int MostClaimed = 500;

    public static void Check(MunicipalityPack pack, ProblemList problems)
    {
        var list = pack.Benefits;
        if (ReferenceEquals(list, BenefitList.None))
        {
            return;
        }

        VersionChecks.Endless(list, File, "$", problems);
        var named = list.Benefits.Select(b => b.Id).Distinct(StringComparer.Ordinal).Count();
        problems.Check(list.Claimed <= MostClaimed, File, "$.claimed", $"{list.Claimed} is out of range: at most {MostClaimed}");
        problems.Check(named <= list.Claimed, File, "$.claimed", $"{list.Claimed} is fewer than the {named} benefits listed");
        problems.Check(
            named >= list.Claimed || !string.IsNullOrWhiteSpace(list.OpenNote),
            File,
            "$.openNote",
            $"is empty: say why {list.Claimed - named} of {list.Claimed} benefits are not listed");
        ServiceChecks.CheckList(pack, list.Benefits, [Families.SocialBenefit, Families.VoluntaryBenefit], File, "$.benefits", problems);
    }
}
