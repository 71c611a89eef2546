using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Resident;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Resident;

/// <summary>B13: thousands of tries of each kind, below the doors that would slow them down.</summary>
public sealed class GuessTests
{
    private const int Guesses = 10_000;

    [Fact]
    public async Task B13_NumbersAskedByOneStranger_OneAnswerAndNothingConfirmed()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        var number = (await house.StateAsync(reference)).Number!;
        var version = (await house.ReadAsync(reference)).Version;
        var stranger = new MailAddress(null, "guess@other.example");
        house.Deliver(Residents.Letter("first", house.Now) with { From = stranger, Subject = "STATUSS SD-2026/4711", Text = "\n" });
        await house.SettleAsync();
        var row = await house.RowOfAsync("first@residents.example");
        var question = MimeReader.Read(MimeWriter.Write(Residents.Letter("q", house.Now) with { From = stranger, Subject = "STATUSS SD-2026/1", Text = "\n" }));
        var desk = house.Get<StatusQuestions>();
        int hits = 0, ofTheCase = 0;

        for (var i = 0; i < Guesses; i++)
        {
            var guess = $"{number[..(number.IndexOf('/') + 1)]}{i}";
            ofTheCase += guess == number ? 1 : 0;
            hits += await desk.AnswerAsync(row, question with { Subject = $"STATUSS {guess}" }, CancellationToken.None) is null ? 0 : 1;
        }

        (hits, ofTheCase).ShouldBe((0, 1));
        house.Sender.To(stranger.Address).Count().ShouldBe(1);
        house.Sender.To(ResidentHouse.Address).ShouldAllBe(m => !m.Subject.Contains("Par iesniegumu", StringComparison.Ordinal));
        (await house.ReadAsync(reference)).Version.ShouldBe(version);
        (await house.SendsAsync()).Count(s => s.SubjectId.StartsWith("asker-", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task B13_LinksForgedFromARealOne_NoneOpensAndTheRealOneStillDoes()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        var link = ResidentHouse.LastLink(house)["/status/".Length..];
        var version = (await house.ReadAsync(reference)).Version;
        var desk = house.Get<ResidentDesk>();
        var random = new Random(13);
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

        for (var i = 0; i < Guesses; i++)
        {
            var at = random.Next(link.Length);
            var other = letters[(letters.IndexOf(link[at]) + 1 + random.Next(letters.Length - 1)) % letters.Length];
            (await desk.OpenAsync(link[..at] + other + link[(at + 1)..], CancellationToken.None)).ShouldBeNull();
        }

        (await house.ReadAsync(reference)).Version.ShouldBe(version);
        (await desk.OpenAsync(link, CancellationToken.None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task B13_OtherAddressesAskedByWhoeverReadsTheMailbox_NoneIsTakenAndTheFormerIsToldOnce()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        var desk = house.Get<ResidentDesk>();
        var session = await desk.OpenAsync(ResidentHouse.LastLink(house)["/status/".Length..], CancellationToken.None);
        var contacts = house.Get<ResidentContacts>();
        var before = house.Sender.Left.Count;

        for (var i = 0; i < 200; i++)
        {
            var found = (await desk.FindAsync(session, CancellationToken.None)).ShouldNotBeNull();
            (await contacts.AskAsync(found, ContactParts.Email, $"zagla{i}@other.example", CancellationToken.None)).ShouldBe(i == 0 ? ContactAsk.Waits : ContactAsk.AnotherWaits);
        }

        (await house.StateAsync(reference)).Received!.ReplyTo.ShouldBe(ResidentHouse.Address);
        house.Sender.Left.Skip(before).ShouldHaveSingleItem().To.Single().Address.ShouldBe(ResidentHouse.Address);
        (await house.TasksAsync()).Count(t => t.Kind == "contact-change").ShouldBe(1);
    }

    [Fact]
    public async Task Link_TriedByManyClients_RestsForTenMinutes()
    {
        await using var house = await ResidentHouse.StartAsync();
        await ResidentHouse.OpenCaseAsync(house);
        var link = ResidentHouse.LastLink(house)["/status/".Length..];
        var desk = house.Get<ResidentDesk>();
        for (var i = 0; i < ResidentDesk.MostTriesOfALink; i++)
        {
            await desk.RenewAsync(link, CancellationToken.None);
        }

        (await desk.OpenAsync(link, CancellationToken.None)).ShouldBeNull();
        await house.MoveAsync(TimeSpan.FromMinutes(10));
        (await desk.OpenAsync(link, CancellationToken.None)).ShouldNotBeNull();
    }
}
