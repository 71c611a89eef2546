using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Lists;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Letters.Pdf;
using SocialWorkflows.Tests.Functions.Sending;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Lists;

/// <summary>The process dies at every call of the way of a list, against a provider that sometimes lies: nothing twice, nothing lost without a task.</summary>
public sealed class ListKillTests
{
    private const int Mails = 5;
    private const int Instants = 900;

    private static readonly MunicipalityDirectory Municipalities = MunicipalityDirectory.Load(PackFolder.DefaultRoot);
    private static readonly SecretKeys Keys = new(new byte[32], new byte[32]);
    private static readonly LetterFonts Fonts = LetterFonts.Load(Path.Combine(AppContext.BaseDirectory, "fonts"));
    private static readonly StaffMember Head = new() { Id = "sm-vaditaja", Name = "Skaidrīte Paraugvalde", Position = "Vadītāja", Municipality = "smiltene", Roles = ["head"] };
    private static readonly StaffMember Registrar = new() { Id = "sm-lietvede", Name = "Līga Paraudziņa", Position = "Lietvede", Municipality = "smiltene", Roles = ["registrar"] };

    [Fact]
    public async Task Kill_AtEveryInstant_NothingTwiceNothingLost()
    {
        var at = 1;
        while (at <= Instants && await RunAsync(seed: at, at))
        {
            at += 1;
        }

        // The run that is never killed proves that every instant had its turn.
        at.ShouldBeInRange(60, Instants);
        TestContext.Current.TestOutputHelper?.WriteLine($"killed at each of {at - 1} instants");
    }

    /// <returns>Whether a process was killed.</returns>
    private static async Task<bool> RunAsync(int seed, int at)
    {
        await using var house = new SendingHouse(seed);
        var provider = new LyingProvider(new Random(seed), reports: false);
        var desk = Desk(house, new KillSwitch());
        await house.Journal.AppendAsync(
            new Append { Case = TestCases.Reference, Key = "received", Decide = _ => [TestCases.Received(), new SafeModeSet(1, SafeModes.Silent, "", "p")] }, CancellationToken.None);
        var file = Encoding.UTF8.GetBytes(
            "vārds;e-pasts;adrese\nBerta Izdomātā;b@pasts.example;\nIzdomātā Berta;;Izdomu iela 7\nŅina;;Izdomu iela 8\nZane;;Izdomu iela 9\n"
            + string.Concat(Enumerable.Range(2, Mails - 1).Select(i => $"Cilvēks{i};c{i}@pasts.example;\n")));
        var list = await desk.UploadAsync("smiltene", Municipalities.Get("smiltene").Pack.Lists!.Kinds[0], "2026", "Svētdien.", file, Registrar, CancellationToken.None);
        (await desk.ConfirmAsync(list, Mails + 3, Head, CancellationToken.None)).ShouldBeTrue();

        var (kill, killed) = (new KillSwitch(at), false);
        var process = house.Start(provider, kill: kill);
        for (var round = 0; round < 120; round++)
        {
            house.Time.Advance(TimeSpan.FromMinutes(2));
            try
            {
                await Courier(house, process, kill).PlanAsync(CancellationToken.None);
                await process.DrainAsync();
            }
            catch (KilledException)
            {
                // Seen below.
            }

            if (kill.IsDead)
            {
                (kill, killed) = (new KillSwitch(), true);
                process = house.Start(provider, kill: kill);
            }
            else if (round > 3 && (await house.RowsAsync()).All(r => r.DueAt is null))
            {
                break;
            }
        }

        await ShouldHoldAsync(house, provider, list, $"killed at {at}");
        return killed;
    }

    private static async Task ShouldHoldAsync(SendingHouse house, LyingProvider provider, SendList list, string run)
    {
        var rows = await house.RowsAsync();
        var tasks = (await house.OpenTasksAsync()).Select(t => t.Key).ToHashSet(StringComparer.Ordinal);
        rows.Count.ShouldBe(Mails, run);
        foreach (var row in rows)
        {
            var copies = provider.Left.Count(m => m.MessageId == row.MessageId);
            copies.ShouldBeLessThanOrEqualTo(1, run);
            (SendStates.HasLeft(row.State) ? copies == 1 : tasks.Contains($"send:{row.OperationId}") || tasks.Contains($"safe-mail:{row.SubjectId}:list:0")).ShouldBeTrue($"{run}: {row.State} with {copies} mails");
        }

        provider.Left.GroupBy(m => m.To.Single().Address).ShouldAllBe(g => g.Count() == 1, run);
        provider.Left.ShouldAllBe(m => m.To.Single().Address != "b@pasts.example", run);
        using var lists = new SendLists(house.Memory);
        var now = (await lists.FindAsync("smiltene", list.Id, CancellationToken.None))!;
        (now.IsGiven, now.IsLetterReady, now.Letters.Sum(b => b.Count)).ShouldBe((true, true, 2), run);
        tasks.Count(t => t.StartsWith("list-letters:", StringComparison.Ordinal)).ShouldBe(1, run);
        tasks.Count(t => t.StartsWith("list-safe:", StringComparison.Ordinal)).ShouldBe(1, run);
    }

    private static ListDesk Desk(SendingHouse house, KillSwitch kill)
    {
        var documents = kill.Around(house.Documents);
        return new ListDesk(new SendLists(kill.Around(house.Memory)), Results(house, kill), documents, house.Time);
    }

    private static ListCourier Courier(SendingHouse house, SendingHouse.SendingProcess process, KillSwitch kill)
    {
        var (results, lists) = (Results(house, kill), new SendLists(kill.Around(house.Memory)));
        var letters = new ListLetters(lists, results, kill.Around(house.Documents), kill.Around(house.Tasks), Municipalities, Fonts, house.Time);
        return new ListCourier(
            lists, results, new ListMails(results, Municipalities, house.Time), letters, kill.Around(house.Ledger), process.Desk, process.Ends, Municipalities, house.Time, NullLogger<ListCourier>.Instance);
    }

    private static ListResults Results(SendingHouse house, KillSwitch kill) =>
        new(kill.Around(house.Documents), kill.Around(house.Ledger), new ListGuard(house.Board, kill.Around(house.Journal)), Keys);
}
