using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Mail.EAddress;
using SocialWorkflows.Tests.Casework.Packs;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Notices;

/// <summary>The channel is chosen at the moment of sending, and what does not arrive goes on by the ladder of the pack, each rung once.</summary>
public sealed class LawfulChannelTests
{
    [Theory]
    [InlineData("registered")]
    [InlineData("post")]
    [InlineData("hand")]
    [InlineData("signed-email")]
    public async Task F25_EAddressOpenedBetweenDecisionAndSending_OnlyThere(string asked)
    {
        await using var house = await NoticeHouse.StartAsync();
        var reference = await house.ApprovedAsync("opened", asked);
        house.Directory.Standing = EAddressStanding.Active;

        await house.Way.SignAsync(reference);

        var state = await house.Way.StateAsync(reference);
        state.NoticeWay.ShouldBe(new NoticeChannelChecked(1, asked, "e-address", "active", NoticeReasons.EAddressActive));
        state.Dispatch!.Channel.ShouldBe("e-address");
        (house.Box.Sent, house.Laid(asked).Length).ShouldBe((1, 0));
        house.Way.Sender.Left.ShouldAllBe(m => m.Attachments.Count == 0);
    }

    /// <summary>Who has an active e-address may get the letter only there, so that it must fit before it is signed, whatever was asked for.</summary>
    [Theory]
    [InlineData("registered", EAddressStanding.Active, true)]
    [InlineData("post", EAddressStanding.Unknown, true)]
    [InlineData("signed-email", EAddressStanding.Unknown, true)]
    [InlineData("registered", EAddressStanding.Inactive, false)]
    [InlineData("e-address", EAddressStanding.Inactive, true)]
    public async Task Sign_LetterLargerThanTheEAddressTakes_RefusedUnlessThereIsNone(string asked, EAddressStanding standing, bool isRefused)
    {
        using var packs = new PackCopy();
        var doors = Path.Combine(packs.Root, "smiltene", "doors.json");
        File.WriteAllText(doors, File.ReadAllText(doors).Replace("\"maxFileBytes\": 10485760", "\"maxFileBytes\": 2048", StringComparison.Ordinal));
        await using var house = await NoticeHouse.StartAsync(standing, packs: packs.Root);
        var reference = await house.ApprovedAsync("large", asked);

        var refused = await Record.ExceptionAsync(() => house.Way.SignAsync(reference));

        (refused as CommandRefusedException)?.Code.ShouldBe("e-address-limits");
        (refused is not null, (await house.Way.WaitsAsync(reference)).Contains(Steps.Signing)).ShouldBe((isRefused, isRefused));
    }

    [Fact]
    public async Task F25_EAddressClosedBetweenDecisionAndSending_GoesToThePostWithItsSheet()
    {
        await using var house = await NoticeHouse.StartAsync(EAddressStanding.Active);
        var reference = await house.ApprovedAsync("closed", "e-address");
        house.Directory.Standing = EAddressStanding.Inactive;

        await house.Way.SignAsync(reference);

        var state = await house.Way.StateAsync(reference);
        state.NoticeReturns.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            r => r.Cause.ShouldBe(NoticeCauses.Inactive), r => r.Next.ShouldBe("registered"), r => r.WasSent.ShouldBeFalse(), r => r.Source.ShouldNotBeNullOrWhiteSpace());
        (state.Dispatch!.Channel, state.Dispatch.OperationId, state.Dispatch.Round).ShouldBe(("registered", $"{reference.CaseId}-decision-2", 2));
        state.Dispatch.CoverFileId.ShouldNotBeNull();
        house.Box.Sent.ShouldBe(0);
        (await house.Way.WaitsAsync(reference)).ShouldBe([Steps.Notice]);
    }

    [Fact]
    public async Task Send_NobodyToAsk_PersonsWordStandsAndItIsWrittenThatNobodyWasAsked()
    {
        await using var house = await NoticeHouse.StartAsync();

        var reference = await house.SignedAsync("unasked", "registered");

        (await house.Way.StateAsync(reference)).NoticeWay.ShouldBe(new NoticeChannelChecked(1, "registered", "registered", "unknown", NoticeReasons.NotChecked));
        house.Directory.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task SignedEMail_AskedFor_LeavesOnceWithTheSignedLetterAndItsDates()
    {
        await using var house = await NoticeHouse.StartAsync();

        var reference = await house.SignedAsync("mailed", "signed-email");

        var state = await house.Way.StateAsync(reference);
        var mail = house.Way.Sender.Left.Single(m => m.Attachments.Count == 1);
        (mail.InReplyTo, mail.References.Count, state.StatusMails.Contains("decision-sent")).ShouldBe((state.Received!.MessageId, 1, false), "one mail for one event, in the person's thread");
        (state.Notice!.Channel, state.Notice.Evidence, state.Notice.By).ShouldBe(("signed-email", mail.OperationId, "machine"));
        mail.Text.ShouldContain(SocialWorkflows.Letters.LatvianText.Date(state.Notice.ContestTerm!.Due));
        mail.Text.ShouldNotContain("Aprūpe");
        state.Notice.NotifiedOn.ShouldBe(state.Notice.ContestTerm.NotifiedOn!.Value);
        (await house.Way.WaitsAsync(reference)).ShouldBe([Steps.Contest]);
    }

    [Fact]
    public async Task F03_MailServerSilentForTwoDays_LeavesThenWithTheDatesOfThatDay()
    {
        await using var house = await NoticeHouse.StartAsync();
        house.Way.Sender.IsDown = true;
        var reference = await house.SignedAsync("silent", "signed-email");
        (await house.Way.StateAsync(reference)).Notice.ShouldBeNull();

        await house.Way.MoveAsync(TimeSpan.FromDays(2));
        house.Way.Sender.IsDown = false;
        for (var i = 0; i < 4; i++)
        {
            await house.Way.MoveAsync(TimeSpan.FromMinutes(16));
        }

        var notice = (await house.Way.StateAsync(reference)).Notice!;
        var mail = house.Way.Sender.Left.Single(m => m.Attachments.Count == 1);
        notice.SentOn.ShouldBe(house.Way.Terms.DayOf(house.Way.Now));
        mail.Text.ShouldContain(SocialWorkflows.Letters.LatvianText.Date(notice.ContestTerm!.Due));
        (await house.Way.WaitsAsync(reference)).ShouldBe([Steps.Contest]);
        (await house.Way.ReadAsync(reference)).Entries.Count(e => e.Event is NoticeSent).ShouldBe(1);
    }

    /// <summary>An absence notice, a delay, a failure in a server's own words, a report about somebody else: none of them takes back what the law counts as sent.</summary>
    [Theory]
    [InlineData("Esmu atvaļinājumā", "Būšu atpakaļ 1. decembrī.", true, false)]
    [InlineData("Warning: message delayed 4 hours", "THIS IS A WARNING MESSAGE ONLY. Your mail could not be delivered yet.\n\nMessage-ID: <{0}>", false, false)]
    [InlineData("failure notice", "I wasn't able to deliver your message.\n\nMessage-ID: <{0}>", false, true)]
    public async Task B07_NoReportAboutTheNotice_NeverReturnsIt(string subject, string text, bool isReply, bool isTold)
    {
        await using var house = await NoticeHouse.StartAsync();
        var reference = await house.SignedAsync("kept", "signed-email");
        var notice = (await house.Way.StateAsync(reference)).Notice!;
        var mail = house.Way.Sender.Left.Single(m => m.Attachments.Count == 1);

        house.Way.DeliverRaw("words", System.Text.Encoding.UTF8.GetBytes(
            $"Return-Path: <>\nFrom: <x@mx.example>\nTo: <soc.dienests@smiltenesnovads.lv>\nSubject: {subject}\nMessage-ID: <words@mx.example>\n"
            + (isReply ? $"In-Reply-To: <{mail.MessageId}>\n" : "") + "Content-Type: text/plain; charset=utf-8\n\n" + string.Format(System.Globalization.CultureInfo.InvariantCulture, text, mail.MessageId)));
        await house.Way.SettleAsync();

        var state = await house.Way.StateAsync(reference);
        state.Notice.ShouldNotBeNull().Evidence.ShouldBe(notice.Evidence);
        (state.NoticeReturns ?? []).ShouldBeEmpty();
        (await house.Way.RowOfAsync("words@mx.example")).Reason.ShouldBe("nullreturnpath");
        (await house.Way.TasksAsync()).Count(t => t.Kind == "mail-bounced").ShouldBe(isTold ? 1 : 0);
    }

    [Fact]
    public async Task B07_ReportAboutSomebodyWeDidNotWriteTo_IsForAPerson()
    {
        await using var house = await NoticeHouse.StartAsync();
        var reference = await house.SignedAsync("forged", "signed-email");

        house.DeliverBounce(house.Way.Sender.Left.Single(m => m.Attachments.Count == 1).MessageId, "bounce-forged", "cits@uzbrucejs.example");
        await house.Way.SettleAsync();

        (await house.Way.StateAsync(reference)).Notice.ShouldNotBeNull();
        (await house.Way.TasksAsync()).ShouldContain(t => t.Key.StartsWith("bounce-doubtful:", StringComparison.Ordinal) && t.SubjectId == reference.CaseId);
    }

    [Fact]
    public async Task F05_SignedEMailBouncesTheNextDay_GoesToThePostWithANewTermAndThePersonIsTold()
    {
        await using var house = await NoticeHouse.StartAsync();
        var reference = await house.SignedAsync("bounced", "signed-email");
        var first = (await house.Way.StateAsync(reference)).Notice!;
        await house.Way.MoveAsync(TimeSpan.FromDays(1));

        house.DeliverBounce(house.Way.Sender.Left.Single(m => m.Attachments.Count == 1).MessageId, "bounce1");
        await house.Way.SettleAsync();

        var state = await house.Way.StateAsync(reference);
        state.Notice.ShouldBeNull();
        state.NoticeReturns.ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.Cause.ShouldBe(NoticeCauses.Bounced), r => r.WasSent.ShouldBeTrue(), r => r.Next.ShouldBe("registered"));
        (await house.Way.WaitsAsync(reference)).ShouldBe([Steps.Notice]);
        house.Laid("registered").ShouldBe([$"{reference.CaseId}-decision-2"]);
        (await house.Way.TasksAsync()).ShouldContain(t => t.Kind == "notice-returned" && t.Role == Roles.Registrar && t.SubjectId == reference.CaseId);

        await house.Way.ConfirmNoticeAsync(reference);

        var second = (await house.Way.StateAsync(reference)).Notice!;
        (second.Channel, second.Round, second.NotifiedOn).ShouldBe(("registered", 2, second.SentOn.AddDays(7)));
        second.ContestTerm!.Due.ShouldBeGreaterThan(first.ContestTerm!.Due);
        (await house.Way.StateAsync(reference)).StatusMails.Count(k => k == "decision-resent").ShouldBe(1);
        await house.Way.MoveToAsync(house.Way.Terms.EndOf(first.ContestTerm.Due) + TimeSpan.FromHours(1));
        (await house.Way.StateAsync(reference)).Closed.ShouldBeNull();
        await house.Way.MoveToAsync(house.Way.Terms.EndOf(second.ContestTerm.Due) + TimeSpan.FromHours(1));
        (await house.Way.StateAsync(reference)).Closed.ShouldNotBeNull();
        house.Way.Sender.Left.Count(m => m.Attachments.Count == 1).ShouldBe(1);
    }

    [Fact]
    public async Task Counter_LetterLaidReady_PersonIsToldThenAndNotAfterTheHandOver()
    {
        await using var house = await NoticeHouse.StartAsync();
        var before = house.Way.Sender.Left.Count;
        var reference = await house.SignedAsync("fetch", "hand");
        (await house.Way.StateAsync(reference)).ShouldSatisfyAllConditions(s => s.Notice.ShouldBeNull(), s => s.StatusMails.Count(k => k == "decision-sent").ShouldBe(1));
        var mail = house.Way.Sender.Left[^1];
        mail.Text.ShouldContain("Vēstuli varat saņemt");
        var left = house.Way.Sender.Left.Count;

        await house.Way.ConfirmNoticeAsync(reference);

        ((await house.Way.StateAsync(reference)).Notice!.Channel, house.Way.Sender.Left.Count, left > before).ShouldBe(("hand", left, true));
    }

    [Fact]
    public async Task F05_SameBounceTwice_CountsOnce()
    {
        await using var house = await NoticeHouse.StartAsync();
        var reference = await house.SignedAsync("twice", "signed-email");
        var id = house.Way.Sender.Left.Single(m => m.Attachments.Count == 1).MessageId;

        house.DeliverBounce(id, "bounce1");
        await house.Way.SettleAsync();
        house.DeliverBounce(id, "bounce2");
        await house.Way.SettleAsync();

        (await house.Way.StateAsync(reference)).NoticeReturns!.Count.ShouldBe(1);
        house.Laid("registered").Length.ShouldBe(1);
    }

    [Fact]
    public async Task F24_ServiceDownOnTheTenthDay_RecordedTriedAgainAndTheSecondChannelTaken()
    {
        await using var house = await NoticeHouse.StartAsync(EAddressStanding.Active);
        var reference = await house.ApprovedAsync("down", "e-address");
        house.Box.IsDown = true;
        await house.Way.SignAsync(reference);
        var due = (await house.Way.StateAsync(reference)).Decision!.NoticeTerm.Due;
        await house.Way.MoveToAsync(house.Way.Terms.MorningOf(due) + TimeSpan.FromHours(8.8));

        var hindered = await house.Way.StateAsync(reference);
        hindered.NoticeHindrance.ShouldBe(new NoticeHindered(1, NoticeCauses.ServiceDown, "machine"));
        hindered.Decision!.NoticeTerm.Due.ShouldBe(due);
        hindered.Rungs.Where(r => r.Clock == CaseClocks.Notice).Select(r => (r.WorkingDaysLeft, r.Role)).ShouldBe(
            [(3, Roles.Assignee), (2, Roles.Substitute), (1, Roles.Duty), (0, Roles.Head)]);
        (await house.Way.TasksAsync()).Count(t => t.Key.StartsWith("e-address-down:", StringComparison.Ordinal)).ShouldBe(1);

        await house.ReturnAsync(reference, NoticeCauses.ServiceDown);
        house.Box.IsDown = false;
        await house.Way.MoveAsync(TimeSpan.FromMinutes(5));
        await house.Way.ConfirmNoticeAsync(reference);

        var state = await house.Way.StateAsync(reference);
        (state.Notice!.Channel, state.Notice.SentOn, state.Notice.SentOn <= due).ShouldBe(("registered", due, true));
        house.Box.Sent.ShouldBe(0);
    }

    [Fact]
    public async Task F24_ServiceComesBack_TheNoticeGoesByItself()
    {
        await using var house = await NoticeHouse.StartAsync(EAddressStanding.Active);
        var reference = await house.ApprovedAsync("back", "e-address");
        house.Box.IsDown = true;
        await house.Way.SignAsync(reference);
        (await house.Way.StateAsync(reference)).NoticeHindrance.ShouldNotBeNull();

        house.Box.IsDown = false;
        await house.Way.SettleAsync();

        (await house.Way.StateAsync(reference)).NoticeHindrance.ShouldBeNull();
        house.Box.Sent.ShouldBe(1);
    }

    [Fact]
    public async Task F24_ForceMajeureRecorded_TermStaysAndCaseWaits()
    {
        await using var house = await NoticeHouse.StartAsync();
        var reference = await house.SignedAsync("force", "registered");
        var due = (await house.Way.StateAsync(reference)).Decision!.NoticeTerm.Due;

        await house.Way.DoAsAsync(house.Way.Person(Roles.Registrar), reference, Verbs.HinderNotice, ("what", "Plūdi: pasta nodaļa slēgta."));

        var state = await house.Way.StateAsync(reference);
        (state.NoticeHindrance!.What, state.Decision!.NoticeTerm.Due).ShouldBe(("Plūdi: pasta nodaļa slēgta.", due));
        (await house.Way.WaitsAsync(reference)).ShouldBe([Steps.Notice]);
        await house.Way.ConfirmNoticeAsync(reference);
        (await house.Way.StateAsync(reference)).NoticeHindrance.ShouldBeNull();
    }

    [Fact]
    public async Task Post_NotCollected_CountsAllTheSameAndAPersonIsTold()
    {
        await using var house = await NoticeHouse.StartAsync();
        var reference = await house.SignedAsync("uncollected", "registered");
        await house.Way.ConfirmNoticeAsync(reference);
        var notice = (await house.Way.StateAsync(reference)).Notice!;
        await house.Way.MoveAsync(TimeSpan.FromDays(20));

        await house.ReturnAsync(reference, NoticeCauses.NotCollected);

        var state = await house.Way.StateAsync(reference);
        (state.Notice!.SentOn, state.Notice.ContestTerm!.Due).ShouldBe((notice.SentOn, notice.ContestTerm!.Due));
        state.NoticeReturns.ShouldHaveSingleItem().Stands.ShouldBeTrue();
        (await house.Way.WaitsAsync(reference)).ShouldBe([Steps.Contest]);
        (await house.Way.TasksAsync()).ShouldContain(t => t.Kind == "notice-returned" && t.Role == Roles.Worker);
    }

    [Fact]
    public async Task Post_UnknownAddress_WaitsForAPersonAndNeverCloses()
    {
        await using var house = await NoticeHouse.StartAsync();
        var reference = await house.SignedAsync("unknown", "registered");
        await house.Way.ConfirmNoticeAsync(reference);
        await house.Way.MoveAsync(TimeSpan.FromDays(4));

        await house.ReturnAsync(reference, NoticeCauses.UnknownAddress);
        await house.Way.MoveAsync(TimeSpan.FromDays(90));

        (await house.Way.WaitsAsync(reference)).ShouldBe([Steps.Notice]);
        (await house.Way.StateAsync(reference)).ShouldSatisfyAllConditions(s => s.Closed.ShouldBeNull(), s => s.Dispatch.ShouldBeNull());
        (await Should.ThrowAsync<CommandRefusedException>(() => house.Way.ConfirmNoticeAsync(reference))).Code.ShouldBe("not-ready");

        await house.Way.DoAsAsync(house.Way.Person(Roles.Registrar), reference, Verbs.RedirectNotice, ("channel", "hand"), ("address", "Citur iela 2, Smiltene"), ("reason", "Piezvanīja."));
        await house.Way.ConfirmNoticeAsync(reference);

        var notice = (await house.Way.StateAsync(reference)).Notice!;
        (notice.Channel, notice.NotifiedOn, notice.Round).ShouldBe(("hand", notice.SentOn, 2));
        await house.Way.MoveToAsync(house.Way.Terms.EndOf(notice.ContestTerm!.Due) + TimeSpan.FromHours(1));
        (await house.Way.StateAsync(reference)).Closed.ShouldNotBeNull();
    }

    [Fact]
    public async Task EAddress_NotSentYetAndGoesByPost_IsTakenBackFromTheBox()
    {
        await using var house = await NoticeHouse.StartAsync(EAddressStanding.Active);
        var reference = await house.SignedAsync("recalled", "e-address");
        var folder = Path.Combine(house.Way.Data.EAddress, "smiltene");
        Directory.Exists(Path.Combine(folder, "out", $"{reference.CaseId}-decision")).ShouldBeTrue();

        await house.ReturnAsync(reference, NoticeCauses.ServiceDown);

        Directory.Exists(Path.Combine(folder, "out", $"{reference.CaseId}-decision")).ShouldBeFalse();
        Directory.Exists(Path.Combine(folder, "recalled", $"{reference.CaseId}-decision")).ShouldBeTrue();
        (await house.Way.TasksAsync()).ShouldNotContain(t => t.Key.StartsWith("e-address-recall:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EAddress_RefusedAndLaterSentAfterAll_OneNoticeAndAPersonIsTold()
    {
        await using var house = await NoticeHouse.StartAsync(EAddressStanding.Active);
        var reference = await house.SignedAsync("refused", "e-address");
        var folder = Path.Combine(house.Way.Data.EAddress, "smiltene", "out", $"{reference.CaseId}-decision");
        File.WriteAllText(Path.Combine(folder, "confirmation.json"), """{"problem":"refused"}""");
        await house.Way.SettleAsync();

        var state = await house.Way.StateAsync(reference);
        (state.Dispatch!.Channel, state.NoticeReturns!.Single().Cause).ShouldBe(("registered", NoticeCauses.Refused));
        await house.Way.ConfirmNoticeAsync(reference);
        (await house.Way.StateAsync(reference)).Notice!.Channel.ShouldBe("registered");
    }
}
