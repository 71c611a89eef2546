using System.Net;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Tests.Functions.Notices;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Resident;

/// <summary>People whom somebody watches: from the moment it is set no path sends what could give them away.</summary>
public sealed class SafeModeTests
{
    [Fact]
    public async Task Silent_WhateverHappens_NoMailLeavesAndAPersonIsTold()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        var link = ResidentHouse.LastLink(house);
        var number = (await house.StateAsync(reference)).Number!;
        using var browser = await ResidentHouse.EnterAsync(house, link);
        await house.DoAsync(reference, Verbs.SetSafeMode, ("mode", SafeModes.Silent), ("note", "Vardarbība."));
        var before = house.Sender.Left.Count;

        (await browser.GetAsync("/status")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var again = CounterBrowser.Anonymous(house);
        await again.PostAsync(link, $"{link}?handler=Renew", []);
        await AskAsync(house, "q1", $"STATUSS {number}");
        await AskAsync(house, "q2", "STATUSS SD-2026/999");
        house.Deliver(Residents.Letter("unsigned", house.Now) with { Subject = "Cits", Text = "Lūdzu atbildiet." });
        await house.SettleAsync();
        await house.ReviewAsync(reference, "IENAKUMI");
        await house.MoveAsync(TimeSpan.FromDays(40));
        await house.ReviewAsync(reference);
        await house.AssessAsync(reference);
        await house.ProposeAsync(reference);
        await house.DoAsync(reference, Verbs.Approve);
        await house.SignAsync(reference);
        await house.ConfirmNoticeAsync(reference);

        house.Sender.Left.Count.ShouldBe(before);
        (await house.TasksAsync()).Where(t => t.Kind == "safe-mail").Select(t => t.Key.Split(':')[2]).Distinct().Order()
            .ShouldBe(["decision-sent", "documents-reminder", "documents-requested"]);
    }

    [Fact]
    public async Task Neutral_WithASenderInThePack_TellsNothing()
    {
        await using var house = await ResidentHouse.StartAsync(packs: NeutralPacks());
        var reference = await ResidentHouse.OpenCaseAsync(house);
        await house.DoAsync(reference, Verbs.SetSafeMode, ("mode", SafeModes.Neutral), ("note", "Lūdza pati."));
        var before = house.Sender.Left.Count;

        await house.ReviewAsync(reference, "IENAKUMI");

        var mail = house.Sender.Left.Skip(before).ShouldHaveSingleItem();
        (mail.From.Address, mail.From.Name, mail.Subject).ShouldBe(("zina@neitrals.example", "Ziņas", "Ziņa"));
        var all = $"{mail.Subject} {mail.Text} {mail.Html} {mail.MessageId} {mail.InReplyTo} {string.Join(' ', mail.References)}";
        foreach (var word in new[] { "sociāl", "Smilten", "SD-2026", "smiltenesnovads", "iesniegum", "/status/" })
        {
            all.ShouldNotContain(word, Case.Insensitive);
        }

        mail.ReplyTo.ShouldBeNull();
    }

    [Fact]
    public async Task Neutral_WithoutASenderInThePack_IsRefusedInWords()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);

        (await Should.ThrowAsync<CommandRefusedException>(() => house.DoAsync(reference, Verbs.SetSafeMode, ("mode", SafeModes.Neutral), ("note", "Lūdza."))))
            .Code.ShouldBe("no-neutral-sender");
    }

    [Fact]
    public async Task Mode_TakenBack_SendsAsBeforeAndTheJournalNamesWho()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        await house.DoAsync(reference, Verbs.SetSafeMode, ("mode", SafeModes.Silent), ("note", "Kļūda."));
        await house.DoAsync(reference, Verbs.SetSafeMode, ("mode", SafeModes.Off), ("note", "Precizēts."));
        var before = house.Sender.Left.Count;
        await house.ReviewAsync(reference, "IENAKUMI");

        house.Sender.Left.Count.ShouldBe(before + 1);
        (await house.ReadAsync(reference)).Entries.Select(e => e.Event).OfType<SafeModeSet>().Select(e => (e.Round, e.Mode, e.By))
            .ShouldBe([(1, SafeModes.Silent, house.Person(Roles.Worker).Id), (2, SafeModes.Off, house.Person(Roles.Worker).Id)]);
    }

    /// <summary>The wish to get the decision by e-mail is older than the danger.</summary>
    [Fact]
    public async Task Silent_BeforeTheDecisionLeavesByEmail_ItWaitsUntilTheModeIsTakenBack()
    {
        await using var house = await NoticeHouse.StartAsync();
        var reference = await house.ApprovedAsync("mailed", "signed-email");
        await house.Way.DoAsync(reference, Verbs.SetSafeMode, ("mode", SafeModes.Silent), ("note", "Vardarbība."));
        await house.Way.SignAsync(reference);
        await house.Way.MoveAsync(TimeSpan.FromHours(3));

        house.Way.Sender.Left.ShouldAllBe(m => m.Attachments.Count == 0);
        var state = await house.Way.StateAsync(reference);
        (state.Decision is not null, state.Notice, state.Closed).ShouldBe((true, null, null));
        (await house.Way.TasksAsync()).ShouldContain(t => t.Key == $"safe-mail:{reference.CaseId}:notice:1");

        await house.Way.DoAsync(reference, Verbs.SetSafeMode, ("mode", SafeModes.Off), ("note", "Beidzies."));
        await house.Way.MoveAsync(TimeSpan.FromHours(3));
        house.Way.Sender.Left.Count(m => m.Attachments.Count == 1).ShouldBe(1);
        (await house.Way.StateAsync(reference)).Notice.ShouldNotBeNull();
    }

    /// <summary>The decision was planned and waits for a silent mail server when the danger is told; it leaves when the danger is over, once.</summary>
    [Fact]
    public async Task Silent_WhileTheDecisionWaitsForTheServer_ItIsHeldAndLeavesOnceWhenTheModeIsTakenBack()
    {
        await using var house = await NoticeHouse.StartAsync();
        var reference = await house.ApprovedAsync("held", "signed-email");
        house.Way.Sender.IsDown = true;
        await house.Way.SignAsync(reference);
        await house.Way.DoAsync(reference, Verbs.SetSafeMode, ("mode", SafeModes.Silent), ("note", "Vardarbība."));
        house.Way.Sender.IsDown = false;
        await house.Way.MoveAsync(TimeSpan.FromHours(3));
        house.Way.Sender.Left.ShouldAllBe(m => m.Attachments.Count == 0);
        (await house.Way.SendsAsync()).ShouldContain(r => r.Kind == "notice" && r.State == SendStates.Held);

        await house.Way.DoAsync(reference, Verbs.SetSafeMode, ("mode", SafeModes.Off), ("note", "Beidzies."));
        await house.Way.MoveAsync(TimeSpan.FromHours(6));

        house.Way.Sender.Left.Count(m => m.Attachments.Count == 1).ShouldBe(1);
        (await house.Way.StateAsync(reference)).Notice.ShouldNotBeNull();
    }

    private static async Task AskAsync(WayHouse house, string id, string subject)
    {
        house.Deliver(Residents.Letter(id, house.Now) with { Subject = subject, Text = "\n" });
        await house.SettleAsync();
    }

    private static string NeutralPacks()
    {
        var root = Directory.CreateTempSubdirectory("socialworkflows-test-packs-").FullName;
        foreach (var file in Directory.EnumerateFiles(PackFolder.DefaultRoot, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(root, Path.GetRelativePath(PackFolder.DefaultRoot, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        File.WriteAllText(
            Path.Combine(root, "smiltene", "resident.json"),
            """{ "linkHours": 48, "neutral": { "name": "Ziņas", "email": "zina@neitrals.example" }, "validFrom": "2026-01-01", "source": "izdomāts testam" }""");
        return root;
    }
}
