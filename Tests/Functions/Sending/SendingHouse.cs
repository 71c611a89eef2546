using Microsoft.Extensions.Logging.Abstractions;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Records;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Connectors;
using SocialWorkflows.Connectors.Files;
using SocialWorkflows.Connectors.Sqlite;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Functions.Notification.Sending;
using SocialWorkflows.Functions.Resident;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Sending;

/// <summary>
/// The sending path on real stores, without the rest of the product: cheap enough to be killed hundreds of times. What lies in the stores
/// outlives a process; <see cref="Start"/> begins the next.
/// </summary>
internal sealed class SendingHouse : IAsyncDisposable
{
    private const string Domain = "smiltenesnovads.lv";

    private readonly string _root = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), "socialworkflows-sending-" + Path.GetRandomFileName());
    private readonly CaseDatabase _database;
    private readonly MunicipalityDirectory _municipalities;
    private readonly Random _random;

    public SendingHouse(int seed = 7, SimulatedTime? time = null)
    {
        Directory.CreateDirectory(_root);
        Time = time ?? new SimulatedTime(DemoFolder.Beginning);
        _random = new Random(seed);
        _municipalities = Packs.Value;
        _database = CaseDatabase.Open(Path.Combine(_root, "cases.db"), Time);
        Journal = new SqliteCaseJournal(_database, Keys);
        Board = new SqliteCaseBoard(_database, Keys);
        Books = new SqliteRecordBooks(_database);
        Ledger = new SqliteSendLedger(_database);
        Tasks = new SqlitePersonTasks(_database);
        Memory = new SqliteMailboxMemory(_database);
        Documents = new FileDocumentStore(Path.Combine(_root, "documents"));
    }

    public SimulatedTime Time { get; }

    public ICaseJournal Journal { get; }

    public ICaseBoard Board { get; }

    public IRecordBooks Books { get; }

    public ISendLedger Ledger { get; }

    public IPersonTasks Tasks { get; }

    /// <summary>What the state's service says of everybody's e-address.</summary>
    public FakeEAddressDirectory EAddresses { get; } = new();

    /// <summary>A folder of this house.</summary>
    public string Folder(string name) => Path.Combine(_root, name);

    public MunicipalityDirectory Municipalities => _municipalities;

    public IMailboxMemory Memory { get; }

    public IDocumentStore Documents { get; }

    private static CaseIndexKeys Keys { get; } = new(code => code, reference => reference.CaseId, address => address);

    private static Lazy<MunicipalityDirectory> Packs { get; } = new(() => MunicipalityDirectory.Load(PackFolder.DefaultRoot));

    /// <summary>A process: the sending path put together anew, on the stores as they are or with what stands between.</summary>
    public SendingProcess Start(IMailSender sender, OutgoingOptions? options = null, KillSwitch? kill = null, bool isAlone = true)
    {
        options ??= new OutgoingOptions { Sender = OutgoingOptions.Smtp, Recipients = OutgoingOptions.Everyone };
        kill ??= new KillSwitch();
        var (ledger, journal, tasks, memory, documents) = (kill.Around(Ledger), kill.Around(Journal), kill.Around(Tasks), kill.Around(Memory), kill.Around(Documents));
        var backOff = new SendBackOff(_random.NextDouble);
        var outage = new SendOutage(memory, tasks, ledger, _municipalities, options, backOff, Time, NullLogger<SendOutage>.Instance);
        var froms = new SendFroms(memory, tasks, options, backOff, Time, NullLogger<SendFroms>.Instance);
        var ends = new SendEnds(ledger, journal, new SendTasks(tasks, Time), new NoticeReturns(journal, _municipalities), Time, NullLogger<SendEnds>.Instance);
        var pace = new SendPace(options, ledger, Time);
        var lease = new SendLease(isAlone, Time);
        var safe = new SafeSends(journal, new SafeMail(journal, Board, tasks, Time), _municipalities);
        var around = kill.Around(sender);
        var certainty = new SendCertainty(around);
        var links = new ResidentLinks(new ResidentTickets(new SecretKeys(new byte[32], new byte[32])), Microsoft.Extensions.Options.Options.Create(new ResidentOptions()), Time);
        var addresses = new SendAddresses(journal, ledger, documents, links, certainty);
        var departures = new NoticeDepartures(new NoticeGate(journal, _municipalities, kill.Around(EAddresses), Time), around, ends, outage, certainty, Time);
        var handOver = new SendHandOver(around, ends, outage, froms, backOff, options, Time);
        var tries = new SendTry(ledger, documents, around, handOver, ends, froms, pace, new RecipientGate(options), addresses, safe, departures, lease, options, Time);
        var courier = new SendCourier(ledger, tries, ends, outage, pace, lease, new SendReleases(ledger, documents, journal, new RecipientGate(options), ends, new SendTasks(tasks, Time), _municipalities, options, Time, NullLogger<SendReleases>.Instance), Time, NullLogger<SendCourier>.Instance);
        return new SendingProcess(new SendDesk(ledger, documents, courier, certainty, Time), courier, ends, outage);
    }

    public static SendOrder Order(int number, string kind = StatusMails.Receipt, string? subject = null, string municipality = "smiltene", string domain = Domain) => new(municipality, subject ?? $"row-{number}", kind, 1, (operationId, messageId) => new OutgoingMail
    {
        OperationId = operationId,
        From = new MailAddress("Dienests", "soc.dienests@" + domain),
        To = [new MailAddress(null, $"persona{number}@example.lv")],
        Subject = "Ziņa",
        Text = $"Ziņa {number}",
        MessageId = messageId,
        Date = DemoFolder.Beginning,
    });

    public Task<IReadOnlyList<SendRow>> RowsAsync() => Ledger.ListAsync("smiltene", null, CancellationToken.None);

    public async Task<SendRow> RowAsync(SendOrder order) => (await Ledger.FindAsync(order.OperationId, CancellationToken.None))!;

    public Task<IReadOnlyList<PersonTask>> OpenTasksAsync() => Tasks.ListOpenAsync(_municipalities.Default.Pack.Id, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    internal sealed record SendingProcess(SendDesk Desk, SendCourier Courier, SendEnds Ends, SendOutage Outage)
    {
        public Task<bool> SendAsync(SendOrder order) => Desk.SendOnceAsync(order, Domain, CancellationToken.None);

        public Task PlanAsync(SendOrder order) => Desk.PlanAsync(order, Domain, CancellationToken.None);

        public Task<int> DrainAsync() => Courier.DrainAsync(CancellationToken.None);
    }
}
