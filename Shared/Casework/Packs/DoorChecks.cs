namespace SocialWorkflows.Casework.Packs;

internal static class DoorChecks
{
    public static void Check(Doors doors, ProblemList problems)
    {
        const string file = PackFiles.Doors;
        VersionChecks.List(doors.Places, p => p.Id, file, i => $"$.places[{i}]", problems);
        for (var i = 0; i < doors.Places.Count; i++)
        {
            var place = doors.Places[i];
            problems.Text(place.Id, file, $"$.places[{i}].id");
            problems.Text(place.Name, file, $"$.places[{i}].name");
            problems.Text(place.EnglishName, file, $"$.places[{i}].englishName");
            problems.Check(
                CountedFrom.All.Contains(place.Counts, StringComparer.Ordinal), file, $"$.places[{i}].counts", $"\"{place.Counts}\" must be one of {string.Join(", ", CountedFrom.All)}");
        }

        if (doors.EAddress is { } address)
        {
            VersionChecks.Dated(address, file, "$.eAddress", problems);
        }
    }
}
