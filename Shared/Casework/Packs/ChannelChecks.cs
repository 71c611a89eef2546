namespace SocialWorkflows.Casework.Packs;

internal static class ChannelChecks
{
    private const int LongestDays = 30;

    private static readonly string[] Ids = ["e-address", "signed-email", "registered", "post", "hand"];

    private static readonly string[] Units = [NotifiedUnits.AtOnce, NotifiedUnits.WorkingDay, NotifiedUnits.CalendarDay];

    public static void Check(IReadOnlyList<NoticeChannelRule> channels, ProblemList problems)
    {
        const string file = PackFiles.Channels;
        problems.Check(channels.Count > 0, file, "$", "has no channels: no notice could be sent");
        problems.Unique(channels.Select(c => c.Id), file, i => $"$[{i}].id");
        for (var i = 0; i < channels.Count; i++)
        {
            var channel = channels[i];
            problems.Check(
                Ids.Contains(channel.Id, StringComparer.Ordinal),
                file,
                $"$[{i}].id",
                $"\"{channel.Id}\" must be one of {string.Join(", ", Ids)}");
            problems.Text(channel.Name, file, $"$[{i}].name");
            problems.Text(channel.EnglishName, file, $"$[{i}].englishName");
            problems.Text(channel.EasyName, file, $"$[{i}].easyName");
            problems.Text(channel.SentTo, file, $"$[{i}].sentTo");
            VersionChecks.Endless(channel, file, $"$[{i}]", problems);
            LadderChecks.Check(channel, file, $"$[{i}]", problems);
            problems.Check(
                Units.Contains(channel.NotifiedUnit, StringComparer.Ordinal),
                file,
                $"$[{i}].notifiedUnit",
                $"\"{channel.NotifiedUnit}\" must be one of {string.Join(", ", Units)}");
            problems.Check(
                channel.NotifiedUnit == NotifiedUnits.AtOnce ? channel.NotifiedDays == 0 : channel.NotifiedDays is > 0 and <= LongestDays,
                file,
                $"$[{i}].notifiedDays",
                $"{channel.NotifiedDays} does not fit the unit: 0 with {NotifiedUnits.AtOnce}, otherwise 1 to {LongestDays}");
        }
    }
}
