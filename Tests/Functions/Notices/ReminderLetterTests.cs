using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Tests.Functions.Doors;
using SocialWorkflows.Tests.Letters;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Notices;

/// <summary>The reminder of missing papers is a letter as the request was, and the e-mail says no more than that it is on its way.</summary>
public sealed class ReminderLetterTests
{
    [Fact]
    public async Task Remind_PapersMissing_LetterLaidReadyOnceArchivedAndAnnounced()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await WayTests.AtAsync(house, "late-papers", Steps.Answer);
        var request = (await house.StateAsync(reference)).Request!;

        await house.MoveToAsync(house.Terms.MorningOf(request.RemindOn) + TimeSpan.FromHours(1));
        await house.MoveAsync(TimeSpan.FromHours(20));

        var record = await house.ReadAsync(reference);
        var laid = record.Entries.Select(e => e.Event).OfType<DocumentsReminderDispatched>().ShouldHaveSingleItem();
        var words = PdfTools.Words(await house.Get<IDocumentStore>().GetAsync(laid.FileId, CancellationToken.None));
        words.ShouldContain("Atgādinājums par nepieciešamajiem dokumentiem");
        words.ShouldContain($"līdz {SocialWorkflows.Letters.LatvianText.DateDative(request.AnswerTerm.Due)} gaidām");
        laid.Channel.ShouldBe("registered");
        File.Exists(Path.Combine(house.Data.Dispatch, "registered", $"{reference.CaseId}-documents-1-reminder", "atgadinajums.pdf")).ShouldBeTrue();
        (await house.TasksAsync()).Count(t => t.Kind == "dispatch" && t.Text.Latvian.Contains("atgādinājumu", StringComparison.Ordinal)).ShouldBe(1);
        house.Sender.Left.Count(m => m.Subject.Contains("Atgādinājums", StringComparison.Ordinal)).ShouldBe(1);
        house.Sender.Left.Single(m => m.Subject.Contains("Atgādinājums", StringComparison.Ordinal)).Text.ShouldContain("tiek nosūtīta");
        ContestFiles.Of(record).ShouldContain(f => f.Sha256 == laid.FileId);
    }

    /// <summary>Who came to the counter without an e-mail is reminded by the letter alone.</summary>
    [Fact]
    public async Task Remind_PersonWithoutEmail_LetterLaidReadyAndNoMail()
    {
        await using var house = await WayHouse.StartAsync();
        var (_, opened) = await CounterTests.RegisterAsync(house, CounterTests.Paper("2026-06-08"));
        var reference = opened!.Value;
        (await house.StateAsync(reference)).Received!.ReplyTo.ShouldBeEmpty();
        await house.ReviewAsync(reference, "ARSTA_IZZINA");
        var request = (await house.StateAsync(reference)).Request!;

        await house.MoveToAsync(house.Terms.MorningOf(request.RemindOn) + TimeSpan.FromHours(21));

        var laid = (await house.ReadAsync(reference)).Entries.Select(e => e.Event).OfType<DocumentsReminderDispatched>().ShouldHaveSingleItem();
        PdfTools.Words(await house.Get<IDocumentStore>().GetAsync(laid.FileId, CancellationToken.None)).ShouldContain("Berta Izdomātā");
        File.Exists(Path.Combine(house.Data.Dispatch, "registered", $"{reference.CaseId}-documents-1-reminder", "atgadinajums.pdf")).ShouldBeTrue();
        (await house.TasksAsync()).Count(t => t.Kind == "dispatch" && t.Text.Latvian.Contains("atgādinājumu", StringComparison.Ordinal)).ShouldBe(1);
        house.Sender.Left.ShouldBeEmpty();
    }
}
