using System.Globalization;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Connectors.Maildir;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Functions.Notification.Sending;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Graph;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Sending;

/// <summary>
/// F01: the process is killed at every instant of the sending path, against a provider that sometimes lies. Counted at the receiving side: no mail
/// twice (I2), and none lost without a task for a person (I2). One provider tells what it did within minutes, one three days later, one never.
/// </summary>
public sealed class SendKillTests
{
    private const int Instants = 500;
    private static readonly int Randomly = Environment.GetEnvironmentVariable("TESTS_FULL") == "1" ? 1000 : 40;

    [Theory]
    [InlineData("smtp")]
    [InlineData("sendgrid")]
    [InlineData("sendgrid-late")]
    [InlineData("sendgrid-silent")]
    [InlineData("graph")]
    [InlineData("outbox")]
    public async Task Kill_AtEveryInstant_NothingTwiceNothingLost(string provider)
    {
        var at = 1;
        for (; at <= Instants; at++)
        {
            if (!await RunAsync(provider, seed: at, kills: [at]))
            {
                break;
            }
        }

        // The run that is never killed proves that every instant had its turn.
        at.ShouldBeInRange(50, Instants);
        TestContext.Current.TestOutputHelper?.WriteLine($"{provider}: killed at each of {at - 1} instants");
    }

    [Theory]
    [InlineData("smtp")]
    [InlineData("sendgrid")]
    [InlineData("sendgrid-late")]
    [InlineData("sendgrid-silent")]
    [InlineData("graph")]
    [InlineData("outbox")]
    public async Task Kill_SeveralTimesAtRandom_NothingTwiceNothingLost(string provider)
    {
        for (var seed = 1000; seed < 1000 + Randomly; seed++)
        {
            var random = new Random(seed);
            await RunAsync(provider, seed, [.. Enumerable.Range(0, 5).Select(_ => random.Next(1, 40))]);
        }
    }

    /// <returns>Whether a process was killed.</returns>
    private static async Task<bool> RunAsync(string provider, int seed, int[] kills)
    {
        await using var world = await World.MakeAsync(provider, seed, kills);
        foreach (var order in World.Orders)
        {
            // As an activity is: repeated until it comes to its end.
            await world.UntilItSucceedsAsync(process => process.SendAsync(order));
        }

        for (var round = 0; round < 100 && (round < 12 || await world.IsOpenAsync()); round++)
        {
            world.House.Time.Advance(TimeSpan.FromMinutes(10));
            await world.UntilItSucceedsAsync(process => world.HearAsync(process));
            await world.UntilItSucceedsAsync(process => process.DrainAsync());
        }

        world.House.Time.Advance(TimeSpan.FromDays(3));
        await world.UntilItSucceedsAsync(process => world.HearLateAsync(process));
        await world.UntilItSucceedsAsync(process => process.DrainAsync());
        await world.ShouldHoldAsync($"{provider}, seed {seed}, kills {string.Join(',', kills)}");
        return world.Killed > 0;
    }

    private sealed class World : IAsyncDisposable
    {
        private readonly Queue<int> _kills;
        private readonly OutgoingOptions _options = new() { Sender = OutgoingOptions.Smtp, Recipients = OutgoingOptions.Everyone };
        private readonly LyingProvider? _liar;
        private readonly GraphSendingHouse? _graph;
        private readonly IMailSender _sender;
        private readonly bool _isHeardLate;
        private KillSwitch _kill = new();
        private SendingHouse.SendingProcess _process = null!;

        private World(string provider, int seed, int[] kills)
        {
            _kills = new Queue<int>(kills);
            var random = new Random(seed);
            if (provider == "graph")
            {
                _graph = new GraphSendingHouse();
                House = _graph.House;
                _graph.Graph.Before = _ =>
                {
                    _kill.Pass();
                    return null;
                };
                _graph.Graph.After = request =>
                {
                    _kill.Pass();
                    if (request.Method != HttpMethod.Get && random.Next(6) == 0)
                    {
                        throw new HttpRequestException("The answer was lost.");
                    }
                };
                _sender = _graph.Sender;
                return;
            }

            House = new SendingHouse(seed);
            _liar = provider == "outbox" ? null : new LyingProvider(random, reports: provider.StartsWith("sendgrid", StringComparison.Ordinal), isSilent: provider.Contains('-', StringComparison.Ordinal));
            _isHeardLate = provider == "sendgrid-late";
            _sender = _liar is null ? new OutboxMaildir(House.Folder("outbox")) : _liar;
        }

        public static SendOrder[] Orders { get; } =
        [
            SendingHouse.Order(1, StatusMails.DecisionSent, TestCases.Reference.CaseId),
            SendingHouse.Order(2, StatusMails.Receipt, TestCases.Reference.CaseId),
            SendingHouse.Order(3, "list") with { Lane = SendLanes.Bulk },
        ];

        public SendingHouse House { get; }

        public int Killed { get; private set; }

        public static async Task<World> MakeAsync(string provider, int seed, int[] kills)
        {
            var world = new World(provider, seed, kills);
            await world.House.Journal.AppendAsync(new Append { Case = TestCases.Reference, Key = "received", Decide = _ => [TestCases.Received()] }, CancellationToken.None);
            world.Begin();
            return world;
        }

        public async Task UntilItSucceedsAsync(Func<SendingHouse.SendingProcess, Task> work)
        {
            while (true)
            {
                try
                {
                    await work(_process);
                }
                catch (KilledException)
                {
                    // Seen below.
                }

                if (!_kill.IsDead)
                {
                    return;
                }

                Killed++;
                Begin();
            }
        }

        public async Task HearAsync(SendingHouse.SendingProcess process)
        {
            if (_liar is { Doubt: MailDoubt.Events })
            {
                await new SendWords(_kill.Around(House.Ledger), process.Ends).TakeAsync(_liar.Words(), CancellationToken.None);
                _liar.Heard();
            }
        }

        public Task HearLateAsync(SendingHouse.SendingProcess process) =>
            _isHeardLate ? new SendWords(_kill.Around(House.Ledger), process.Ends).TakeAsync(_liar!.LateWords(), CancellationToken.None) : Task.CompletedTask;

        public async Task<bool> IsOpenAsync() => (await House.RowsAsync()).Any(r => r.DueAt is not null);

        public async Task ShouldHoldAsync(string run)
        {
            var received = Received();
            var tasks = (await House.OpenTasksAsync()).Select(t => t.Key).ToHashSet(StringComparer.Ordinal);
            var record = (await House.Journal.ReadAsync(TestCases.Reference, CancellationToken.None))!;
            var told = record.Entries.Select(e => e.Event).OfType<StatusMailSent>().ToList();
            var rows = await House.RowsAsync();
            rows.Count.ShouldBe(Orders.Length, run);
            received.Except(rows.Select(r => r.MessageId)).ShouldBeEmpty(run);
            foreach (var row in rows)
            {
                var copies = received.Count(id => id == row.MessageId);
                var what = string.Create(CultureInfo.InvariantCulture, $"{run}: {row.Kind} is {row.State} ({row.Detail}, {row.Attempts} tries) with {copies} mails");
                copies.ShouldBeLessThanOrEqualTo(1, what);
                row.DueAt.ShouldBeNull(what);
                (SendStates.HasLeft(row.State) ? copies == 1 : tasks.Contains($"send:{row.OperationId}")).ShouldBeTrue(what);
                told.Count(t => t.OperationId == row.OperationId).ShouldBe(SendStates.HasLeft(row.State) && row.SubjectId == TestCases.Reference.CaseId ? 1 : 0, what);
            }
        }

        public async ValueTask DisposeAsync()
        {
            if (_graph is not null)
            {
                _graph.Graph.Dispose();
            }

            await House.DisposeAsync();
        }

        private List<string> Received()
        {
            if (_graph is not null)
            {
                return [.. _graph.Graph.Drafts.Sent.Select(d => d.MessageId.Trim('<', '>'))];
            }

            return _liar is not null
                ? [.. _liar.Left.Select(m => m.MessageId)]
                : [.. Directory.EnumerateFiles(House.Folder("outbox/new")).Select(f => MimeReader.Read(File.ReadAllBytes(f)).MessageId!)];
        }

        private void Begin()
        {
            _kill = _kills.TryDequeue(out var at) ? new KillSwitch(at) : new KillSwitch();
            _process = House.Start(_sender, _options, _kill);
        }
    }
}
