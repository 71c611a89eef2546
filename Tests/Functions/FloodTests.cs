using System.Text;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Embedded;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>More mail than anybody can read: nothing refused, the urgent first, one flooded municipality beside a quiet one.</summary>
public sealed class FloodTests
{
    private const string Iecava = "soc.dienests@iecava.example";

    private static DateTimeOffset At => DemoFolder.Beginning;

    [Fact]
    public async Task B73_SixtyMailsADayFromOnePerson_AllKeptOneAnswerAndARegistrarTold()
    {
        await using var house = await WayHouse.StartAsync();
        for (var i = 0; i < 60; i++)
        {
            house.Deliver(Residents.Letter($"angry-{i}", At) with { Text = $"Es jūs visus iesūdzēšu! Nr. {i}" });
        }

        await house.SettleAsync();

        var rows = await house.Intake.ListAsync("smiltene", null, CancellationToken.None);
        rows.Count.ShouldBe(60);
        rows.ShouldAllBe(r => r.Disposition == Dispositions.Review);
        rows.Count(r => r.Lane == Lanes.Slow).ShouldBe(60 - Triage.UsualOfOneSender);
        house.Sender.Left.Count.ShouldBe(1);
        (await house.TasksAsync()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(t => t.Kind.ShouldBe("mail-flood"), t => t.Role.ShouldBe(Roles.Registrar));
    }

    /// <summary>Each try fails for hours before a person has it; the municipality's other mail must not wait behind that.</summary>
    [Fact]
    public async Task Poison_MoreThanTheWindowHolds_OthersGoOnAndAPersonGetsThem()
    {
        HashSet<string> poison = [];
        var interposer = new Interposer
        {
            Before = (_, append) => append.Key == "received" && (poison.Count < 3 || poison.Contains(append.Case.CaseId)) && (poison.Add(append.Case.CaseId) || true)
                ? throw new InvalidOperationException("disk")
                : Task.CompletedTask,
        };
        await using var house = await WayHouse.StartAsync(interposer: interposer, settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Intake:Window"] = "2", ["Intake:UrgentPlaces"] = "0" });
        for (var i = 0; i < 3; i++)
        {
            house.Deliver(Residents.Application($"poison{i}", At));
        }

        await house.SettleAsync();
        poison.Count.ShouldBe(3);
        house.Deliver(Residents.Application("honest", At));
        await house.SettleAsync();

        (await house.RowOfAsync("honest@residents.example")).Disposition.ShouldBe(Dispositions.NewCase);
        (await house.RowOfAsync("poison0@residents.example")).Disposition.ShouldBe(Dispositions.Pending);

        await house.MoveAsync(TimeSpan.FromDays(2));

        foreach (var i in Enumerable.Range(0, 3))
        {
            var row = await house.RowOfAsync($"poison{i}@residents.example");
            (row.Disposition, row.Reason).ShouldBe((Dispositions.Review, "processing-failed"));
            (await house.TasksAsync()).ShouldContain(t => t.Kind == "instance-failed" && t.SubjectId == row.IntakeId);
        }
    }

    [Fact]
    public async Task Urgent_LetterBehindTwoHundredOthers_IsWorkedOnFirst()
    {
        await using var house = await WayHouse.StartAsync();
        await FillAsync(house, 200);
        house.Deliver(Letter("help", "nelaime@inbox.example") with { Text = "Lūdzu palīdziet, vīrs mani sit, vardarbība!" });
        await house.Get<IncomingDesk>().AcceptAllAsync(CancellationToken.None);

        var next = await house.Intake.NextPendingAsync("smiltene", 400, CancellationToken.None);
        var help = await house.RowOfAsync("help@residents.example");
        help.Lane.ShouldBe(Lanes.Urgent);
        if (help.Disposition == Dispositions.Pending)
        {
            next[0].IntakeId.ShouldBe(help.IntakeId);
        }

        await house.SettleAsync();
        var task = (await house.TasksAsync()).Single(t => t.Kind == "urgent-letter");
        (task.Role, task.SubjectId).ShouldBe((Roles.Duty, help.IntakeId));
    }

    /// <summary>The box may take long and the scanner may be silent; a person hears of the cry before.</summary>
    [Fact]
    public async Task Urgent_WithAFileBehindASilentScanner_IsToldAtAcceptance()
    {
        await using var house = await WayHouse.StartAsync(scanner: new FakeScanner { Verdict = ScanVerdict.Unavailable });
        house.DeliverRaw("cry", Raw("cry", Residents.Mailbox, withFile: true, "Viņš mani piekāva, man ir bail"));

        await house.SettleAsync();

        var row = await house.RowOfAsync("cry@residents.example");
        row.Disposition.ShouldBe(Dispositions.Pending);
        (await house.TasksAsync()).Single(t => t.Kind == "urgent-letter").SubjectId.ShouldBe(row.IntakeId);
    }

    /// <summary>Anybody can write in another's name: a flood puts the sender's letters last in the queue, and never hides a cry from a person.</summary>
    [Fact]
    public async Task B71_CryOfASenderWhoFloods_WaitsItsTurnAndAPersonIsTold()
    {
        await using var house = await WayHouse.StartAsync();
        for (var i = 0; i < Triage.UsualOfOneSender; i++)
        {
            house.Deliver(Letter($"spam-{i:00}", "kliente@inbox.example") with { Text = $"Piedāvājums {i}" });
        }

        await house.SettleAsync();
        house.Deliver(Letter("cry", "kliente@inbox.example") with { Text = "Es vairs nevaru, gribu nomirt" });
        await house.SettleAsync();

        var row = await house.RowOfAsync("cry@residents.example");
        row.Lane.ShouldBe(Lanes.Slow);
        (await house.TasksAsync()).Single(t => t.Kind == "urgent-letter").ShouldSatisfyAllConditions(t => t.SubjectId.ShouldBe(row.IntakeId), t => t.Role.ShouldBe(Roles.Duty));
    }

    /// <summary>Wherever the words stand: behind a large picture, in HTML beside a blank text, in a text file, in an attached mail.</summary>
    [Theory]
    [InlineData("behind")]
    [InlineData("html")]
    [InlineData("file")]
    [InlineData("mail")]
    [InlineData("russian")]
    public async Task B71_CryAnywhereInTheMail_APersonIsTold(string where)
    {
        const string Cry = "Es negribu dzīvot";
        var picture = "--b\r\nContent-Type: image/jpeg; name=a.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n" + Convert.ToBase64String(new byte[300 * 1024]) + "\r\n";
        var (type, parts) = where switch
        {
            "behind" => ("mixed", picture + $"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{Cry}\r\n"),
            "html" => ("alternative", $"--b\r\nContent-Type: text/plain\r\n\r\n \r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Es negribu <b>dzīvot</b></p>\r\n"),
            "file" => ("mixed", $"--b\r\nContent-Type: text/plain; charset=utf-8; name=vestule.txt\r\nContent-Disposition: inline; filename=vestule.txt\r\n\r\n{Cry}\r\n"),
            "mail" => ("mixed", $"--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: <x@inbox.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{Cry}\r\n"),
            _ => ("mixed", "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nПомогите, я больше не хочу, хочу умереть\r\n"),
        };
        await using var house = await WayHouse.StartAsync();
        house.DeliverRaw("where", Encoding.UTF8.GetBytes(
            $"From: <a@inbox.example>\r\nTo: <{Residents.Mailbox}>\r\nMessage-ID: <where@residents.example>\r\nSubject: bilde\r\nMIME-Version: 1.0\r\nContent-Type: multipart/{type}; boundary=b\r\n\r\n{parts}--b--\r\n"));

        await house.SettleAsync();

        var row = await house.RowOfAsync("where@residents.example");
        row.Lane.ShouldBe(Lanes.Urgent);
        (await house.TasksAsync()).Single(t => t.Kind == "urgent-letter").SubjectId.ShouldBe(row.IntakeId);
    }

    /// <summary>L07: while hundreds of one municipality wait for their turn, the other's only letter is through.</summary>
    [Fact]
    public async Task L07_OneMunicipalityFlooded_TheOtherIsNotDelayed()
    {
        await using var house = await WayHouse.StartAsync();
        await FillAsync(house, 700);
        house.Time.Advance(TimeSpan.FromMinutes(1));
        house.Deliver(Letter("quiet", "kluss@inbox.example") with { To = [new MailAddress(null, Iecava)] });
        var waiting = -1;
        var accepting = house.Get<IncomingDesk>().AcceptAllAsync(CancellationToken.None);
        while (waiting < 0)
        {
            await Task.Yield();
            if ((await house.Intake.ListAsync("iecava", null, CancellationToken.None)).Any(r => r.Disposition != Dispositions.Pending))
            {
                waiting = 700 - (await house.Intake.ListAsync("smiltene", Dispositions.Review, CancellationToken.None)).Count;
            }
        }

        waiting.ShouldBeGreaterThan(300);
        await accepting;
        await house.SettleAsync();
        (await house.Intake.ListAsync("smiltene", Dispositions.Pending, CancellationToken.None)).ShouldBeEmpty();
    }

    /// <summary>The mailbox gives the oldest and the newest in turn, so the order changes under the queue: the window holds all the same.</summary>
    [Fact]
    public async Task Queue_FloodBehindASilentScanner_OnlyTheWindowIsInTheHubAndAllIsWorkedThroughLater()
    {
        var options = new QueueOptions();
        var count = options.Most + 400;
        await using var house = await WayHouse.StartAsync(scanner: new FakeScanner { Verdict = ScanVerdict.Unavailable });
        for (var i = 0; i < count; i++)
        {
            house.DeliverRaw($"flood-{i}", Raw($"flood-{i}", Residents.Mailbox, withFile: true));
            house.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await house.Get<IncomingDesk>().AcceptAllAsync(CancellationToken.None);
        await house.Get<EmbeddedTaskHub>().WhenIdleAsync();

        (await house.Intake.ListAsync("smiltene", Dispositions.Pending, CancellationToken.None)).Count.ShouldBe(count);
        (await InstancesAsync(house)).ShouldBe(options.Window + options.MostWaitingForScanner);
        (await house.TasksAsync()).Count(t => t.Kind == "mail-flood").ShouldBe(1);

        await house.Get<Revival>().CatchUpAsync(CancellationToken.None);
        (await InstancesAsync(house)).ShouldBe(options.Window + options.MostWaitingForScanner);

        house.Scanner.Verdict = ScanVerdict.Clean;
        await house.MoveAsync(TimeSpan.FromMinutes(6));

        (await house.Intake.ListAsync("smiltene", Dispositions.Pending, CancellationToken.None)).ShouldBeEmpty();
        (await InstancesAsync(house)).ShouldBe(count);
    }

    [Fact]
    public async Task Queue_SmallerWindowBySetting_Holds()
    {
        await using var house = await WayHouse.StartAsync(
            scanner: new FakeScanner { Verdict = ScanVerdict.Unavailable },
            settings: new Dictionary<string, string?> { ["Intake:Window"] = "4", ["Intake:MostWaitingForScanner"] = "3", ["Intake:UrgentPlaces"] = "2" });
        for (var i = 0; i < 30; i++)
        {
            house.DeliverRaw($"flood-{i}", Raw($"flood-{i}", Residents.Mailbox, withFile: true));
        }

        await house.SettleAsync();
        (await InstancesAsync(house)).ShouldBe(7);
        for (var i = 0; i < 3; i++)
        {
            house.DeliverRaw($"help-{i}", Raw($"help-{i}", Residents.Mailbox, withFile: true, "vardarbiba, vins mani sit, vardarbība"));
        }

        await house.SettleAsync();

        (await InstancesAsync(house)).ShouldBe(9);
        (await house.TasksAsync()).Count(t => t.Kind == "urgent-letter").ShouldBe(3);
    }

    /// <summary>Whatever waits for the scanner, a letter without a file does not.</summary>
    [Fact]
    public async Task Queue_ScannerSilent_LettersWithoutFilesGoOn()
    {
        await using var house = await WayHouse.StartAsync(scanner: new FakeScanner { Verdict = ScanVerdict.Unavailable });
        for (var i = 0; i < 3 * new QueueOptions().Window; i++)
        {
            house.DeliverRaw($"files-{i}", Raw($"files-{i}", Residents.Mailbox, withFile: true));
        }

        await house.SettleAsync();
        house.Time.Advance(TimeSpan.FromMinutes(1));
        house.DeliverRaw("plain", Raw("plain", Residents.Mailbox, withFile: false));
        await house.SettleAsync();

        (await house.RowOfAsync("plain@residents.example")).Disposition.ShouldBe(Dispositions.Review);
    }

    /// <summary>Of a flood in the box, what comes last is looked at early, too.</summary>
    [Fact]
    public async Task Maildir_Flood_OldestAndNewestTakeTurns()
    {
        await using var house = await WayHouse.StartAsync();
        for (var i = 0; i < 300; i++)
        {
            house.DeliverRaw($"{i:000}", [1]);
            house.Time.Advance(TimeSpan.FromSeconds(1));
        }

        List<string> order = [];
        await foreach (var item in house.Get<IMailbox>().UnclaimedAsync())
        {
            order.Add(item.Id);
        }

        order.Take(4).ShouldBe(["000", "299", "001", "298"]);
        order.Distinct().Count().ShouldBe(300);
    }

    private static async Task FillAsync(WayHouse house, int count)
    {
        for (var i = 0; i < count; i++)
        {
            house.DeliverRaw($"fill-{i}", Raw($"fill-{i}", Residents.Mailbox, withFile: false));
        }

        await Task.CompletedTask;
    }

    private static OutgoingMail Letter(string id, string from) => Residents.Letter(id, At) with { From = new MailAddress(null, from) };

    /// <summary>Messages the task hub knows, at work or done.</summary>
    private static async Task<int> InstancesAsync(WayHouse house)
    {
        var count = 0;
        await foreach (var instance in house.Client.GetAllInstancesAsync(new OrchestrationQuery()))
        {
            count += instance.Name == FunctionNames.MessageOrchestrator ? 1 : 0;
        }

        return count;
    }

    private static byte[] Raw(string id, string to, bool withFile, string text = "Labdien") => Encoding.UTF8.GetBytes(
        $"From: <{id}@inbox.example>\r\nTo: <{to}>\r\nMessage-ID: <{id}@residents.example>\r\nSubject: Jautajums\r\n"
        + (withFile
            ? $"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text} {id}\r\n--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\n%PDF-1.4 {id}\r\n--b--\r\n"
            : $"\r\n{text} {id}\r\n"));
}
