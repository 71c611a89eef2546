using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Lists;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Tests.Functions.Sending;

namespace SocialWorkflows.Tests.Lists;

/// <summary>The process dies at every call of the way of a list, against a provider that sometimes lies: nothing twice, nothing lost without a task.</summary>
public sealed class ListKillTests
{
    private const int Mails = 5;
    private const int Instants = 900;

    private static readonly MunicipalityDirectory Municipalities = MunicipalityDirectory.Load(PackFolder.DefaultRoot);
    private static readonly SecretKeys Keys = new(new byte[32], new byte[32]);
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
        var file = Encoding.UTF8.GetBytes("vārds;e-pasts\n" + string.Concat(Enumerable.Range(1, Mails).Select(i => $"Cilvēks{i};c{i}@pasts.example\n")));
        var list = await desk.UploadAsync("smiltene", Municipalities.Get("smiltene").Pack.Lists!.Kinds[0], "2026", "Svētdien.", file, Registrar, CancellationToken.None);
        (await desk.ConfirmAsync(list, Mails, Registrar, CancellationToken.None)).ShouldBeTrue();

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
            (SendStates.HasLeft(row.State) ? copies == 1 : tasks.Contains($"send:{row.OperationId}")).ShouldBeTrue($"{run}: {row.State} with {copies} mails");
        }

        provider.Left.GroupBy(m => m.To.Single().Address).ShouldAllBe(g => g.Count() == 1, run);
        using var lists = new SendLists(house.Memory);
        (await lists.FindAsync("smiltene", list.Id, CancellationToken.None))!.IsGiven.ShouldBeTrue(run);
    }

    private static ListDesk Desk(SendingHouse house, KillSwitch kill)
    {
        var documents = kill.Around(house.Documents);
        return new ListDesk(new SendLists(kill.Around(house.Memory)), new ListResults(documents, kill.Around(house.Ledger), Keys), documents, house.Time);
    }

    private static ListCourier Courier(SendingHouse house, SendingHouse.SendingProcess process, KillSwitch kill)
    {
        var results = new ListResults(kill.Around(house.Documents), kill.Around(house.Ledger), Keys);
        var lists = new SendLists(kill.Around(house.Memory));
        return new ListCourier(
            lists, results, new ListMails(results, Municipalities, house.Time), kill.Around(house.Ledger), process.Desk, Municipalities, house.Time, NullLogger<ListCourier>.Instance);
    }
}
