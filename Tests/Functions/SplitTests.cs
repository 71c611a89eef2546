using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>One application, several lawful outcomes.</summary>
public sealed class SplitTests
{
    private static DateTimeOffset At => DemoFolder.Beginning;

    [Fact]
    public async Task B70_SeveralRequestsInOneLetter_EachIsACaseWithItsOwnClockDecisionAndNotice()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await LetterAsync(house, "several");
        (await house.WaitsAsync(reference)).ShouldBe([Steps.Registration]);
        (await house.StateAsync(reference)).Received!.Candidates!.ShouldBe(["APR_MAJAS", "ASIST_PILNG", "GRUPU_MAJA"], ignoreOrder: true);

        await house.DoAsync(reference, Verbs.ChooseService, ("serviceId", "APR_MAJAS"), ("alsoServiceIds", "ASIST_PILNG,GRUPU_MAJA"));

        CaseRef[] all = [reference, .. (await house.StateAsync(reference)).Siblings!.Select(s => new CaseRef("smiltene", s.CaseId))];
        var states = new List<CaseState>();
        foreach (var part in all)
        {
            states.Add(await house.StateAsync(part));
        }

        states.Select(s => s.ServiceId).ShouldBe(["APR_MAJAS", "ASIST_PILNG", "GRUPU_MAJA"]);
        states.Select(s => s.Registration!.Number).Distinct().Count().ShouldBe(3);
        states.ShouldAllBe(s => s.Received!.ReceivedOn == states[0].Received!.ReceivedOn && s.Files.Count == states[0].Files.Count);
        house.Sender.To("berta@inbox.example").Count().ShouldBe(3, "each part has its own number and receipt");

        await house.DecideAsync(all[0], house.Grant());
        await house.DecideAsync(all[1], ("outcome", "refused"), ("reason", "Nav invaliditātes."), ("hearing", "Uzklausīta."));
        await house.DecideAsync(all[2], house.Grant());
        var outcomes = new List<(string?, string?, bool)>();
        foreach (var part in all)
        {
            var state = await house.StateAsync(part);
            outcomes.Add((state.Outcome, state.Approval!.DecisionNumber, state.Notice!.ContestTerm is not null));
        }

        outcomes.Select(o => o.Item1).ShouldBe([Outcomes.Granted, Outcomes.Refused, Outcomes.Granted]);
        outcomes.Select(o => o.Item2).Distinct().Count().ShouldBe(3);
        outcomes.ShouldAllBe(o => o.Item3);
    }

    [Fact]
    public async Task Split_AfterRegistration_OpensTheFurtherPart()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("later", At));
        await house.ReviewAsync(reference);

        await house.DoAsync(reference, Verbs.Split, ("alsoServiceIds", "ASIST_PILNG"));

        (await house.WaitsAsync(new CaseRef("smiltene", $"{reference.CaseId}p2"))).ShouldBe([Steps.Documents]);
        (await house.WaitsAsync(reference)).ShouldBe([Steps.Needs, Steps.Income, Steps.Capacity]);
    }

    [Theory]
    [InlineData("APR_MAJAS", "missing-field")]
    [InlineData("NAV_TADA", "unknown-service")]
    [InlineData("ASIST_PILNG,ASIST_PILNG", "already-part")]
    public async Task Split_IntoNonsense_RefusedAndNothingStored(string also, string code)
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("nonsense", At));
        var before = (await house.ReadAsync(reference)).Version;

        (await Should.ThrowAsync<CommandRefusedException>(() => house.DoAsync(reference, Verbs.Split, ("alsoServiceIds", also)))).Code.ShouldBe(code);

        (await house.ReadAsync(reference)).Version.ShouldBe(before);
    }

    [Fact]
    public async Task Split_ReplyToTheFirstLetter_GoesToTheCaseItOpened()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await LetterAsync(house, "thread");
        await house.DoAsync(reference, Verbs.ChooseService, ("serviceId", "APR_MAJAS"), ("alsoServiceIds", "ASIST_PILNG"));
        var reply = Residents.Letter("reply", house.Now) with { InReplyTo = "thread@residents.example", References = ["thread@residents.example"] };

        house.Deliver(reply);
        await house.SettleAsync();

        (await house.RowOfAsync(reply.MessageId)).CaseId.ShouldBe(reference.CaseId);
    }

    [Fact]
    public async Task Split_KilledBeforeTheSiblingIsOpened_OpenedOnceAfterTheStart()
    {
        var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("killed", At));
        var sibling = new SiblingCase($"{reference.CaseId}p2", SiblingKinds.Split, "ASIST_PILNG", AdmitFirst: false, new DateOnly(2026, 6, 8));
        await house.Journal.AppendAsync(
            new Append { Case = reference, Key = "siblings:0", Wakes = true, Decide = _ => [new SiblingsNamed([sibling], "sm-lietvede")] }, CancellationToken.None);

        await using var again = await house.RestartAsync();
        await again.SettleAsync();

        var opened = await again.ReadAsync(new CaseRef("smiltene", sibling.CaseId));
        opened.Entries.Count(e => e.Event is ApplicationReceived).ShouldBe(1);
        opened.State.Registration.ShouldNotBeNull();
        again.Sender.To("berta@inbox.example").Count().ShouldBe(2);
    }

    private static Task<CaseRef> LetterAsync(WayHouse house, string id) => house.OpenCaseAsync(Residents.Application(id, At) with
    {
        Subject = "Iesniegums",
        Text = "Labdien! Lūdzu aprūpi mājās, asistenta pakalpojumu un vietu grupu dzīvoklī.",
    });
}
