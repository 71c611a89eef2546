using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>Several things that happen before the first of them is told are one e-mail, whoever tells first and however often it is repeated.</summary>
public sealed class JoinedMailTests
{
    private const string Moved = "term-moved";
    private const string Extended = "term-extended";

    [Theory]
    [InlineData(Moved, Extended)]
    [InlineData(Extended, Moved)]
    public async Task Send_TermMovedAndExtendedBeforeEitherIsTold_OneMailSaysBoth(string first, string second)
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await WithTwoThingsAsync(house);
        var before = house.Sender.Left.Count;

        await TellAsync(house, reference, first);
        await TellAsync(house, reference, second);
        await TellAsync(house, reference, first);

        var mail = house.Sender.Left.Skip(before).ShouldHaveSingleItem();
        mail.Subject.ShouldContain("ir vairākas ziņas");
        mail.Text!.ShouldContain("izskatīšanas termiņš ir pagarināts");
        mail.Text.ShouldContain("Mainījās darba dienu kalendārs");
        mail.Text.ShouldContain("Mums vajag vairāk laika.");
        (await house.StateAsync(reference)).StatusMails.ShouldBe(["receipt", first, second]);
        var sent = (await house.ReadAsync(reference)).Entries.Select(e => e.Event).OfType<StatusMailSent>().Skip(1).ToList();
        sent.Select(s => s.OperationId).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Send_BothTellAtTheSameInstant_OneMail()
    {
        for (var i = 0; i < 10; i++)
        {
            await using var house = await WayHouse.StartAsync();
            var reference = await WithTwoThingsAsync(house);
            var before = house.Sender.Left.Count;

            await Task.WhenAll(Task.Run(() => TellAsync(house, reference, Moved)), Task.Run(() => TellAsync(house, reference, Extended)));

            house.Sender.Left.Skip(before).ShouldHaveSingleItem();
        }
    }

    /// <summary>The e-mail left, and the process died before the journal knew: the other line asks first afterwards.</summary>
    [Fact]
    public async Task Send_DiedAfterJoining_TheOtherLineSendsTheSameMailOnce()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await WithTwoThingsAsync(house);
        var before = house.Sender.Left.Count;
        await AppendAsync(
            house, reference, "mails-joined:term-moved:1", new StatusMailsJoined(new StatusLine(Moved, 1), [new StatusLine(Extended, 0)]));

        await TellAsync(house, reference, Extended);
        await TellAsync(house, reference, Moved);

        var mail = house.Sender.Left.Skip(before).ShouldHaveSingleItem();
        mail.OperationId.ShouldBe(SendOrder.IdOf(reference.Municipality, reference.CaseId, Moved, 1));
        (await house.StateAsync(reference)).StatusMails.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Send_SecondThingHappensAfterTheFirstWasTold_IsAMailOfItsOwn()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("joined", house.Now));
        await house.ReviewAsync(reference);
        await MoveTermAsync(house, reference);
        var before = house.Sender.Left.Count;

        await TellAsync(house, reference, Moved);
        await ExtendAsync(house, reference);
        await TellAsync(house, reference, Extended);

        house.Sender.Left.Skip(before).Select(m => m.Subject).ShouldAllBe(s => !s.Contains("vairākas", StringComparison.Ordinal));
        house.Sender.Left.Count.ShouldBe(before + 2);
    }

    private static async Task<CaseRef> WithTwoThingsAsync(WayHouse house)
    {
        var reference = await house.OpenCaseAsync(Residents.Application("joined", house.Now));
        await house.ReviewAsync(reference);
        await MoveTermAsync(house, reference);
        await ExtendAsync(house, reference);
        return reference;
    }

    private static Task MoveTermAsync(WayHouse house, CaseRef reference)
    {
        var term = house.Terms.DocumentRequest(house.Terms.DayOf(house.Now));
        return AppendAsync(house, reference, "clocks-recalculated:1", new ClocksRecalculated(1, [new ClockChange(CaseClocks.Decision, term.Due.AddDays(-1), term.SafeDue, term)]));
    }

    private static Task ExtendAsync(WayHouse house, CaseRef reference)
    {
        var term = house.Terms.DocumentRequest(house.Terms.DayOf(house.Now));
        return AppendAsync(house, reference, "extended", new DecisionTermExtended(term.Due, "iemesls", "pamats", term, new Contact("registered", "Parauga iela 1"), "vad-vaditaja"));
    }

    private static Task AppendAsync(WayHouse house, CaseRef reference, string key, CaseEvent fact) =>
        house.Journal.AppendAsync(new Append { Case = reference, Key = key, Decide = _ => [fact] }, CancellationToken.None);

    private static Task TellAsync(WayHouse house, CaseRef reference, string kind) =>
        house.Get<StatusMailDesk>().SendAsync(new CaseInput(reference.Municipality, reference.CaseId, 1), kind, CancellationToken.None);
}
