using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Functions.Resident;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Resident;

/// <summary>What the resident reads of a case on its whole way: the board's day, and never the outcome.</summary>
public sealed class ResidentStandingTests
{
    private static readonly string[] NeverSaid = ["piešķir", "atteik", "rind", "pakalpoj", "pabalst", "ienākum", "veselīb", "grant", "refus", "queue", "service", "income", "health"];

    [Fact]
    public async Task Page_OnTheWholeWay_ShowsTheBoardsDay()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        List<string> seen = [];
        await LookAsync();
        await house.ReviewAsync(reference, "IENAKUMI");
        await LookAsync();
        (await house.StateAsync(reference)).Request!.AnswerTerm.Due.ShouldBe(ResidentStanding.Of(await house.StateAsync(reference)).Until!.Value);
        await house.MoveAsync(TimeSpan.FromDays(1));
        house.Deliver(Residents.Letter("reply", house.Now) with { Subject = $"Par {(await house.StateAsync(reference)).Number}", InReplyTo = house.Sender.Left[^1].MessageId });
        await house.SettleAsync();
        await house.ReviewAsync(reference);
        await LookAsync();
        await house.AssessAsync(reference);
        await LookAsync();
        await house.ProposeAsync(reference);
        await LookAsync();
        await house.DoAsync(reference, Verbs.Approve);
        await house.SignAsync(reference);
        await LookAsync();
        await house.ConfirmNoticeAsync(reference);
        await LookAsync();

        seen.Distinct().ShouldBe([ResidentStages.Checking, ResidentStages.WaitsForYou, ResidentStages.Assessing, ResidentStages.Deciding, ResidentStages.Ready, ResidentStages.Sent]);

        async Task LookAsync()
        {
            var row = (await house.Get<ICaseBoard>().ListAsync("smiltene", null, true, CancellationToken.None)).Single(r => r.Case == reference);
            var standing = ResidentStanding.Of(await house.StateAsync(reference));
            standing.Until.ShouldBe(row.Due, standing.Stage);
            seen.Add(standing.Stage);
        }
    }

    [Fact]
    public async Task Standing_PapersWithDaysOfTheirOwn_TellsNoDayForAll()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("own-days", house.Now));
        await house.ReviewAsync(reference, "IENAKUMI", "PSIHIATRA_ATZINUMS");

        var state = await house.StateAsync(reference);

        state.Request!.Dues.ShouldNotBeNull();
        ResidentStanding.Of(state).ShouldBe(new ResidentStanding(ResidentStages.WaitsForYou, null));
    }

    [Fact]
    public async Task Standing_OfEveryOutcome_ReadsTheSame()
    {
        await using var house = await ResidentHouse.StartAsync();
        var granted = await DecidedAsync(house, "a", [("outcome", "granted"), ("from", "2026-07-20")]);
        var refused = await DecidedAsync(house, "b", [("outcome", "refused"), ("reason", "Neatbilst."), ("hearing", "Uzklausīta.")]);

        granted.Closed.ShouldBeNull();
        refused.Outcome.ShouldBe(Outcomes.Refused);
        ResidentStanding.Of(granted).Stage.ShouldBe(ResidentStages.Sent);
        ResidentStanding.Of(granted).ShouldBe(ResidentStanding.Of(refused));
        ResidentStanding.Of(granted with { ContestEnded = true }).ShouldBe(ResidentStanding.Of(refused with { ContestEnded = true }));
    }

    [Fact]
    public void Texts_OfEveryStage_SayNothingSensitiveInShortSentences()
    {
        foreach (var texts in new[] { ResidentTexts.Latvian, ResidentTexts.English })
        {
            foreach (var stage in typeof(ResidentStages).GetFields().Select(f => (string)f.GetRawConstantValue()!))
            {
                var lines = texts.Lines(new ResidentStanding(stage, new DateOnly(2026, 6, 30)));
                lines.ShouldNotBeEmpty();
                lines.ShouldAllBe(l => l.Split(' ').Length <= 14 && l.EndsWith('.'));
                lines.ShouldAllBe(l => NeverSaid.All(word => !l.Contains(word, StringComparison.OrdinalIgnoreCase)));
            }
        }

        var linter = new SocialWorkflows.Letters.Easy.EasyLanguageLinter(Casework.Packs.TestPacks.Smiltene.EasyLanguage!);
        foreach (var stage in typeof(ResidentStages).GetFields().Select(f => (string)f.GetRawConstantValue()!))
        {
            ResidentTexts.Latvian.Lines(new ResidentStanding(stage, new DateOnly(2026, 6, 30))).SelectMany(linter.Check).ShouldBeEmpty();
        }

        ResidentTexts.English.Keys.Order().ShouldBe(ResidentTexts.Latvian.Keys.Order());
    }

    private static async Task<CaseState> DecidedAsync(WayHouse house, string id, (string, string)[] proposal)
    {
        var reference = await house.OpenCaseAsync(Residents.Application(id, house.Now, Residents.Person(id, "Anna", "Izdomātā", id == "a" ? "000155-10015" : "000160-10016")));
        await house.DecideAsync(reference, proposal);
        return await house.StateAsync(reference);
    }
}
