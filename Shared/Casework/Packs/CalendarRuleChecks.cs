namespace SocialWorkflows.Casework.Packs;

/// <summary>The switch of moved days has a version for every day, and an exception names its move once.</summary>
internal static class CalendarRuleChecks
{
    public static void Check(CalendarRules rules, ProblemList problems)
    {
        var versions = rules.FollowsMovedDays;
        problems.Check(versions.Count > 0, PackFiles.Calendar, "$.followsMovedDays", "has no versions: say whether the moved working days are followed");
        VersionChecks.List(versions, _ => "followsMovedDays", PackFiles.Calendar, i => $"$.followsMovedDays[{i}]", problems);
        VersionChecks.Open(versions, PackFiles.Calendar, i => $"$.followsMovedDays[{i}]", problems);
        for (var i = 0; i < versions.Count; i++)
        {
            var path = $"$.followsMovedDays[{i}]";
            problems.Check(
                i == 0 || versions[i].ValidFrom > versions[i - 1].ValidFrom, PackFiles.Calendar, $"{path}.validFrom", "must be later than that of the version before: the newest stands last");
            Exceptions(versions[i], path, problems);
        }
    }

    private static void Exceptions(MovedDaysSwitch version, string path, ProblemList problems)
    {
        problems.Unique(version.Exceptions.Select(e => $"{e.Free:yyyy-MM-dd}"), PackFiles.Calendar, j => $"{path}.exceptions[{j}].free");
        for (var j = 0; j < version.Exceptions.Count; j++)
        {
            var exception = version.Exceptions[j];
            problems.Text(exception.Source, PackFiles.Calendar, $"{path}.exceptions[{j}].source");
            problems.Check(
                exception.Follows != version.Follows, PackFiles.Calendar, $"{path}.exceptions[{j}].follows", "says the same as the version: leave the exception out");
            problems.Check(
                version.IsValidOn(exception.Free), PackFiles.Calendar, $"{path}.exceptions[{j}].free", $"{exception.Free:yyyy-MM-dd} lies outside the version's validity");
        }
    }
}
