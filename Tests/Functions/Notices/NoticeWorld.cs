using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Connectors.EAddress;
using SocialWorkflows.Connectors.Files;
using SocialWorkflows.Connectors.Maildir;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Capacity;
using SocialWorkflows.Functions.Clocks;
using SocialWorkflows.Functions.Completeness;
using SocialWorkflows.Functions.Contest;
using SocialWorkflows.Functions.Duty;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Intake.Doors;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Functions.Notification.Sending;
using SocialWorkflows.Functions.Resident;
using SocialWorkflows.Mail;
using SocialWorkflows.Mail.EAddress;
using SocialWorkflows.Tests.Functions.Sending;
using SocialWorkflows.Tests.Graph;
using SocialWorkflows.Tests.Letters;
using SocialWorkflows.Tests.Support;
using SocialWorkflows.Tests.Workplace;

namespace SocialWorkflows.Tests.Functions.Notices;

/// <summary>
/// One signed decision on its way to the person and to the closing of its case, by the real desks on real stores; the test plays orchestration, provider,
/// state's service and registrar. A process can be killed around every call that leaves it, and the next goes on.
/// </summary>
internal sealed class NoticeWorld : IAsyncDisposable
{
    private static readonly CaseInput Input = new(TestCases.Reference.Municipality, TestCases.Reference.CaseId, 1);
    private static readonly OutgoingOptions Options = new() { Sender = OutgoingOptions.Smtp, Recipients = OutgoingOptions.Everyone };

    private readonly Queue<int> _kills;
    private readonly Random _random;
    private readonly SendingHouse _house;
    private readonly DataFolder _data;
    private readonly LyingProvider? _liar;
    private readonly GraphSendingHouse? _graph;
    private readonly IMailSender _sender;
    private readonly EAddressFolders _box;
    private readonly bool _bounces;
    private KillSwitch _kill = new();
    private Process _process = null!;
    private bool _hasBounced;

    private NoticeWorld(string provider, bool bounces, int seed, int[] kills)
    {
        (_kills, _random, _bounces) = (new Queue<int>(kills), new Random(seed), bounces);
        _graph = provider == "graph" ? Exchange() : null;
        _house = _graph?.House ?? new SendingHouse(seed);
        _data = DataFolder.Open(_house.Folder("data"));
        _liar = provider is "outbox" or "graph" ? null : new LyingProvider(_random, reports: provider != "smtp", isSilent: provider == "sendgrid-silent");
        _sender = _graph is not null ? _graph.Sender : _liar is null ? new OutboxMaildir(_house.Folder("outbox")) : _liar;
        _box = new EAddressFolders(_data.EAddress, _house.Time);
    }

    public int Killed { get; private set; }

    /// <summary>Exchange, which loses answers, and is killed between the calls of one try; the decision is signed five minutes before midnight, so that drafts are thrown away.</summary>
    private GraphSendingHouse Exchange()
    {
        var exchange = new GraphSendingHouse();
        exchange.House.Time.AdvanceTo(exchange.House.Municipalities.Get(Input.Municipality).Terms.EndOf(new DateOnly(2026, 6, 15)) - TimeSpan.FromMinutes(5));
        exchange.Graph.Before = _ =>
        {
            _kill.Pass();
            return _random.Next(5) == 0 ? FakeGraph.Refuse(HttpStatusCode.ServiceUnavailable, "serviceNotAvailable") : null;
        };
        exchange.Graph.After = request =>
        {
            _kill.Pass();
            if (request.Method != HttpMethod.Get && _random.Next(6) == 0)
            {
                throw new HttpRequestException("The answer was lost.");
            }
        };
        return exchange;
    }

    private ICaseJournal Journal => _house.Journal;

    /// <param name="way">The channel the person asked for, after a slash what happens to it: <c>signed-email/bounced</c>, <c>registered/e-address</c>.</param>
    public static async Task<NoticeWorld> MakeAsync(string way, string provider, int seed, params int[] kills)
    {
        var parts = way.Split('/');
        var world = new NoticeWorld(provider, parts[^1] == "bounced", seed, kills);
        world._house.EAddresses.Standing = parts[^1] == "e-address" ? EAddressStanding.Active : EAddressStanding.Unknown;
        await world.OpenAsync(parts[0]);
        world.Begin();
        return world;
    }

    /// <summary>Lets everybody do their part until the case is closed.</summary>
    public async Task PlayAsync()
    {
        for (var round = 0; round < 100 && !(await StateAsync()).IsClosed; round++)
        {
            await UntilItSucceedsAsync(p => p.Notices.SendAsync(Input, p.Read(), CancellationToken.None));
            await UntilItSucceedsAsync(p => p.Keeper.RetryAsync(CancellationToken.None));
            await UntilItSucceedsAsync(HearAsync);
            await UntilItSucceedsAsync(p => p.Sending.DrainAsync());
            await UntilItSucceedsAsync(p => p.EAddress.CatchUpAsync(CancellationToken.None));
            await UntilItSucceedsAsync(BounceAsync);
            await ServeEAddressAsync();
            await ActAsync();
            await UntilItSucceedsAsync(p => p.Time.RunAsync(null!, Input));
            await UntilItSucceedsAsync(p => p.Close.RunAsync(null!, Input));
            var state = (await StateAsync()).State;
            (state.Closed is not null && state.Notice is null).ShouldBeFalse("closed before its notice was confirmed");
            _house.Time.Advance(state.Notice is null || (_bounces && !_hasBounced && await IsByMailAsync()) ? TimeSpan.FromMinutes(10) : TimeSpan.FromDays(16));
        }
    }

    /// <summary>I2 and I3, counted at the receiving side.</summary>
    public async Task ShouldHoldAsync(string run)
    {
        var record = (await Journal.ReadAsync(TestCases.Reference, CancellationToken.None))!;
        var received = Received();
        received.GroupBy(id => id).ShouldAllBe(g => g.Count() == 1, run);
        record.State.Closed.ShouldNotBeNull($"{run}: {string.Join(", ", record.Entries.Select(e => e.Key))}");
        var notice = record.State.Notice.ShouldNotBeNull(run);
        var confirmed = record.Entries.Select(e => e.Event).OfType<NoticeSent>().ToList();
        confirmed.Select(n => n.Round).Distinct().Count().ShouldBe(confirmed.Count, run);
        foreach (var sent in confirmed)
        {
            HasLeft(sent, received).ShouldBeTrue($"{run}: confirmed by {sent.Channel} in round {sent.Round ?? 1}, and nothing left");
        }

        // What came back does not count: the case closed on a later round.
        (_hasBounced && notice.Channel == NoticeMailDesk.Channel).ShouldBeFalse(run);
        (await _house.RowsAsync()).Count(r => r.Kind == NoticeMailDesk.Kind && SendStates.HasLeft(r.State)).ShouldBeLessThanOrEqualTo(received.Count, run);
    }

    public async ValueTask DisposeAsync()
    {
        _data.Dispose();
        _graph?.Graph.Dispose();
        await _house.DisposeAsync();
    }

    private static string MailOf(int? round) => SendOrder.IdOf(Input.Municipality, Input.CaseId, NoticeMailDesk.Kind, round ?? 1);

    private bool HasLeft(NoticeSent sent, List<string> received) => sent.Channel switch
    {
        NoticeMailDesk.Channel => received.Contains(MailOf(sent.Round)),
        "e-address" => Directory.Exists(Path.Combine(_data.EAddress, Input.Municipality, "sent", NoticeDesk.OperationOf(Input.CaseId, sent.Round ?? 1))),
        _ => Directory.Exists(Path.Combine(_data.Dispatch, sent.Channel, NoticeDesk.OperationOf(Input.CaseId, sent.Round ?? 1))),
    };

    /// <summary>Decisions at the receivers, by operation id.</summary>
    private List<string> Received() => _graph is not null
        ? [.. _graph.Graph.Drafts.Sent.Select(d => d.MessageId.Trim('<', '>').Split('@')[0]).Where(id => Enumerable.Range(1, 9).Any(r => MailOf(r) == id))]
        : _liar is not null
        ? [.. _liar.Left.Where(m => m.Attachments.Count == 1).Select(m => m.OperationId)]
        : Directory.Exists(_house.Folder("outbox/new"))
            ? [.. Directory.EnumerateFiles(_house.Folder("outbox/new")).Select(f => MimeReader.Read(File.ReadAllBytes(f))).Where(m => m.Attachments.Count == 1).Select(m => m.MessageId!.Split('@')[0])]
            : [];

    private async Task<(CaseState State, bool IsClosed)> StateAsync() => (await Journal.ReadAsync(TestCases.Reference, CancellationToken.None))!.State is var state ? (state, state.Closed is not null) : default;

    private async Task HearAsync(Process process)
    {
        if (_liar is { Doubt: MailDoubt.Events })
        {
            await new SendWords(_kill.Around(_house.Ledger), process.Sending.Ends).TakeAsync(_liar.Words(), CancellationToken.None);
            _liar.Heard();
        }
    }

    /// <summary>The receiver's server takes it and returns it later, once.</summary>
    private async Task BounceAsync(Process process)
    {
        if (_bounces && await _house.Ledger.FindAsync(MailOf(1), CancellationToken.None) is { State: not SendStates.Bounced } row && Received().Contains(row.OperationId) && (_hasBounced || await IsByMailAsync()))
        {
            _hasBounced = true;
            await process.Sending.Ends.BouncedAsync(row, "address", "5.1.1", string.Empty, CancellationToken.None);
        }
    }

    private async Task<bool> IsByMailAsync() => (await StateAsync()).State.Notice is { Channel: NoticeMailDesk.Channel };

    /// <summary>The state's service hands over what lies ready, and says so in the folder.</summary>
    private async Task ServeEAddressAsync()
    {
        var folder = Path.Combine(_data.EAddress, Input.Municipality, "out");
        foreach (var notice in Directory.Exists(folder) ? Directory.GetDirectories(folder).Where(d => !d.EndsWith(".tmp", StringComparison.Ordinal)) : [])
        {
            await File.WriteAllTextAsync(
                Path.Combine(notice, EAddressFolders.ConfirmationFile), string.Create(CultureInfo.InvariantCulture, $$"""{"sentAt":"{{_house.Time.GetUtcNow():O}}","reference":"r1"}"""), CancellationToken.None);
        }
    }

    /// <summary>The registrar posts what lies printed, and for a mail in doubt looks where the task says, at the provider.</summary>
    private async Task ActAsync()
    {
        var state = (await StateAsync()).State;
        var round = state.NoticeRound;
        if (state is not { Notice: null, Dispatch: { } dispatch })
        {
            return;
        }

        var municipality = _house.Municipalities.Get(Input.Municipality);
        var today = municipality.Terms.DayOf(_house.Time.GetUtcNow());
        if (PrintDesk.IsPrinted(dispatch.Channel))
        {
            await AppendAsync($"confirmed:{round}", s => NoticeRules.Sent(s, municipality.Terms, dispatch.Channel, today, "RR 1", CardBench.Registrar.Id));
        }
        else if ((await _house.OpenTasksAsync()).Any(t => t.Key == $"send:{MailOf(round)}"))
        {
            await AppendAsync($"looked:{round}", s => Received().Contains(MailOf(round))
                ? NoticeRules.Sent(s, municipality.Terms, dispatch.Channel, today, "pakalpojuma žurnāls", CardBench.Registrar.Id)
                : NoticeRules.Returned(s, municipality.Pack, municipality.Terms, NoticeCauses.Bounced, today, "nav nosūtīts", CardBench.Registrar.Id));
        }
    }

    private Task<AppendResult> AppendAsync(string key, Func<CaseState, IReadOnlyList<CaseEvent>> decide) =>
        Journal.AppendAsync(new Append { Case = TestCases.Reference, Key = key, Decide = a => a.State is { Notice: null, Dispatch: not null } ? decide(a.State) : [] }, CancellationToken.None);

    private async Task OpenAsync(string channel)
    {
        var day = new DateOnly(2026, 6, 15);
        var terms = _house.Municipalities.Get(Input.Municipality).Terms;
        CaseEvent[] facts =
        [
            TestCases.Received() with { Entry = new DoorEntry { TakenOn = day, CountsFrom = day, DeclaredAddress = "Izdomu iela 1, Smiltene", By = CardBench.Registrar.Id } },
            new ApplicationRegistered("SD-2026/1", "APR_MAJAS", day, CardBench.Worker.Id) { OuterLimit = day.AddMonths(1) },
            new StatusMailSent(StatusMails.Receipt, "before"),
            new DocumentsReviewed
            {
                Round = 1, Accepted = [], NotNeeded = [], Missing = [], CompleteOn = day, By = CardBench.Worker.Id,
                Contact = new Contact(channel, channel == NoticeMailDesk.Channel ? "berta@inbox.example" : "Izdomu iela 1, Smiltene"),
            },
            new DecisionProposed { Round = 1, Outcome = Outcomes.Refused, Findings = "f", Reasoning = "r", Reason = "r", Hearing = "h", By = CardBench.Worker.Id },
            new DecisionApproved(1, "L-2026/1", CardBench.Head.Id),
            new DecisionSigned
            {
                DecidedOn = terms.DayOf(_house.Time.GetUtcNow()), FileName = "lemums.pdf", Signer = CardBench.Head.Name, By = CardBench.Head.Id, NoticeTerm = terms.Notice(terms.DayOf(_house.Time.GetUtcNow())),
                FileId = await _house.Documents.PutAsync("%PDF-1.4"u8.ToArray(), CancellationToken.None),
            },
        ];
        await Journal.AppendAsync(new Append { Case = TestCases.Reference, Key = "before", Decide = _ => facts }, CancellationToken.None);
    }

    private async Task UntilItSucceedsAsync(Func<Process, Task> work)
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

    private void Begin()
    {
        _kill = _kills.TryDequeue(out var at) ? new KillSwitch(at) : new KillSwitch();
        var (journal, tasks, documents, time) = (_kill.Around(_house.Journal), _kill.Around(_house.Tasks), _kill.Around(_house.Documents), _house.Time);
        var municipalities = _house.Municipalities;
        var sending = _house.Start(_sender, Options, _kill);
        var (desk, keys) = (new CaseDesk(journal, municipalities, CardBench.Staff), new SecretKeys(new byte[32], new byte[32]));
        var safe = new SafeMail(journal, _house.Board, tasks, time);
        var directory = _kill.Around(_house.EAddresses);
        var box = new LyingBox(_box, _kill, _random);
        var links = new ResidentLinks(new ResidentTickets(keys), Microsoft.Extensions.Options.Options.Create(new ResidentOptions()), time);
        var statusMails = new StatusMailDesk(desk, sending.Desk, tasks, safe, links, keys, time);
        var followUps = new CaseFollowUps(journal, tasks, municipalities, new NoticeSecondLook(directory, tasks, time), time);
        var dispatch = new DispatchFolder(new FolderKeptFiles(_data.Dispatch));
        var notices = new NoticeDesk(
            desk, documents, dispatch, new PrintDesk(municipalities, documents, dispatch, LetterSamples.Fonts), new NoticeMailDesk(desk, sending.Desk, documents, safe, keys, time),
            new EAddressNotices(desk, documents, box, tasks, time, NullLogger<EAddressNotices>.Instance), directory, statusMails, followUps, time);
        var outbox = new OutboxDrain(journal, followUps, new NudgelessClient(), time, NullLogger<OutboxDrain>.Instance);
        _process = new Process(
            sending,
            notices,
            new NoticeKeeper(_house.Board, journal, municipalities, notices, NullLogger<NoticeKeeper>.Instance),
            new EAddressDesk(box, null!, journal, outbox, tasks, municipalities, time, NullLogger<EAddressDesk>.Instance),
            new LetTimePassActivity(
                desk, new DutyBook(_house.Books, CardBench.Staff), new ReminderDesk(desk, null!, null!, statusMails, time), notices, new ExtensionDesk(desk, null!, null!, statusMails, time), new HearingDesk(desk, null!, null!, time), new OfferDesk(desk, null!, null!, statusMails), followUps, time),
            new CloseCaseActivity(desk),
            () => _house.Journal.ReadAsync(TestCases.Reference, CancellationToken.None).GetAwaiter().GetResult()!);
    }

    private sealed record Process(
        SendingHouse.SendingProcess Sending, NoticeDesk Notices, NoticeKeeper Keeper, EAddressDesk EAddress, LetTimePassActivity Time, CloseCaseActivity Close, Func<CaseRecord> Read);
}
