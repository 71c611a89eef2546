using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Casework.Packs;

internal static class LadderChecks
{
    private const string EAddress = "e-address";

    /// <summary>Electronic channels are never taken unasked: the e-address by the state's word, signed e-mail by the person's.</summary>
    private static readonly string[] Steps = ["registered", "post", "hand", LadderRung.Person];

    public static void Check(NoticeChannelRule channel, string file, string path, ProblemList problems)
    {
        VersionChecks.List(channel.Ladder, r => r.Cause, file, i => $"{path}.ladder[{i}]", problems);
        for (var i = 0; i < channel.Ladder.Count; i++)
        {
            var (rung, place) = (channel.Ladder[i], $"{path}.ladder[{i}]");
            problems.Check(NoticeCauses.All.Contains(rung.Cause), file, $"{place}.cause", $"\"{rung.Cause}\" must be one of {string.Join(", ", NoticeCauses.All)}");
            string[] steps = rung.Cause == NoticeCauses.EAddressActive ? [EAddress, LadderRung.Person] : Steps;
            problems.Check(steps.Contains(rung.Next, StringComparer.Ordinal), file, $"{place}.next", $"\"{rung.Next}\" must be one of {string.Join(", ", steps)}");
            problems.Check(rung.Next != channel.Id, file, $"{place}.next", "leads back to the channel that failed");
            problems.Check(
                !rung.Stands || rung.Next == LadderRung.Person, file, $"{place}.stands", "a notice that counts is not sent a second time: with stands only a person comes next");
        }
    }
}
