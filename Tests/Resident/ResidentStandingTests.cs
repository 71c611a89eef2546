using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Functions.Municipalities;
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
            standing.Until.ShouldBe(standing.Stage == ResidentStages.Sent ? null : row.Due, standing.Stage);
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

    /// <summary>Decided on the same day by the same way: from the proposal to the notice, and for ever after it.</summary>
    [Fact]
    public async Task Standing_OfEveryOutcome_ReadsTheSame()
    {
        await using var house = await ResidentHouse.StartAsync();
        string[] outcomes = [Outcomes.Granted, Outcomes.Refused, Outcomes.Queued, Outcomes.Withdrawn, Outcomes.Forwarded];
        var facility = house.Get<MunicipalityDirectory>().Get("smiltene").Pack.Facilities.MinBy(f => f.Places)!;
        await house.CountOutsideAsync(facility.Id, facility.Places);
        List<CaseRef> cases = [];
        foreach (var (outcome, i) in outcomes.Select((o, i) => (o, i)))
        {
            var reference = await house.OpenCaseAsync(Residents.Application(outcome, house.Now, Residents.Person(outcome, "Anna", "Izdomātā", $"000{155 + i}-1001{i}")));
            await house.PrepareAsync(reference);
            await ProposeAsync(house, reference, outcome, facility.Id);
            cases.Add(reference);
        }

        await SameAsync(ResidentStages.Deciding);
        foreach (var reference in cases)
        {
            await house.DoAsync(reference, Verbs.Approve);
        }

        await SameAsync(ResidentStages.Deciding);
        foreach (var reference in cases)
        {
            await house.SignAsync(reference);
        }

        await SameAsync(ResidentStages.Ready);
        foreach (var reference in cases)
        {
            await house.ConfirmNoticeAsync(reference);
        }

        await SameAsync(ResidentStages.Sent);
        await house.MoveAsync(TimeSpan.FromDays(60));
        await SameAsync(ResidentStages.Sent);
        List<bool> closed = [];
        foreach (var reference in cases)
        {
            closed.Add((await house.StateAsync(reference)).Closed is not null);
        }

        closed.ShouldContain(true);
        closed.ShouldContain(false);

        async Task SameAsync(string stage)
        {
            List<ResidentStanding> standings = [];
            foreach (var reference in cases)
            {
                standings.Add(ResidentStanding.Of(await house.StateAsync(reference)));
            }

            standings.ShouldAllBe(s => s.Stage == stage);
            standings.Distinct().Count().ShouldBe(1, string.Join(", ", standings.Zip(outcomes, (s, o) => $"{o}: {s.Until}")));
        }
    }

    /// <summary>What comes after the notice differs by outcome; the page does not.</summary>
    [Fact]
    public async Task Standing_AfterTheNotice_TellsNothingOfHowItGoesOn()
    {
        await using var house = await ResidentHouse.StartAsync();
        var granted = await DecidedAsync(house, "a", [("outcome", "granted"), ("from", "2026-07-20")]);
        var sent = ResidentStanding.Of(granted);
        var queue = new QueueStanding("f", 1, new PlaceOffered(1, "f", new DateOnly(2026, 7, 1), granted.Decision!.NoticeTerm), null);
        var contest = new ContestCase(
            new ContestReceived { Round = 1, Note = "", ReceivedOn = new DateOnly(2026, 7, 1), LodgedOn = new DateOnly(2026, 7, 1), From = "applicant", Route = "direct", DaysLate = 0, By = "p" }, null, null);
        CaseState[] later =
        [
            .. typeof(Outcomes).GetFields().Select(f => granted with { Proposal = granted.Proposal! with { Outcome = (string)f.GetRawConstantValue()! } }),
            granted with { ContestEnded = true },
            granted with { Notice = granted.Notice! with { ContestTerm = null } },
            granted with { Queue = queue },
            granted with { Queue = queue with { Offer = null } },
            granted with { Contests = [contest] },
            granted with { Closed = new CaseClosed(new DateOnly(2026, 9, 1)) },
        ];

        sent.ShouldBe(new ResidentStanding(ResidentStages.Sent, null));
        later.Select(ResidentStanding.Of).ShouldAllBe(s => s == sent);
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

    private static Task<CaseRecord> ProposeAsync(WayHouse house, CaseRef reference, string outcome, string facility) => outcome switch
    {
        Outcomes.Withdrawn => house.DoAsync(reference, Verbs.Withdraw, ("askedOn", "2026-06-08"), ("note", "Lūdza.")),
        Outcomes.Forwarded => ForwardAsync(house, reference),
        Outcomes.Granted => house.DoAsync(reference, Verbs.Propose, ("findings", "Fakti."), ("reasoning", "Izvērtējums."), ("outcome", outcome), ("from", "2026-07-20")),
        Outcomes.Queued => house.DoAsync(reference, Verbs.Propose, [("findings", "Fakti."), ("reasoning", "Izvērtējums."), .. WayHouse.Queue(facility)]),
        _ => house.DoAsync(reference, Verbs.Propose, ("findings", "Fakti."), ("reasoning", "Izvērtējums."), ("outcome", outcome), ("reason", "Neatbilst."), ("hearing", "Uzklausīta.")),
    };

    private static async Task<CaseRecord> ForwardAsync(WayHouse house, CaseRef reference)
    {
        await house.DoAsync(reference, Verbs.RecordIdentity, ("residence", "elsewhere"), ("otherMunicipality", "Valmieras novads"));
        return await house.DoAsync(reference, Verbs.Forward, ("toDative", "Paraugu novada Sociālajam dienestam"), ("contacts", "tālr. 00000000"), ("note", "Deklarēta citur."));
    }

    private static async Task<CaseState> DecidedAsync(WayHouse house, string id, (string, string)[] proposal)
    {
        var reference = await house.OpenCaseAsync(Residents.Application(id, house.Now, Residents.Person(id, "Anna", "Izdomātā", id == "a" ? "000155-10015" : "000160-10016")));
        await house.DecideAsync(reference, proposal);
        return await house.StateAsync(reference);
    }
}
