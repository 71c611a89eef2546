using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Casework.Capacity;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Registers;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Connectors.Sqlite;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Embedded;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Decision;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Workplace;
using SocialWorkflows.Mail;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Tests.Support;

/// <summary>
/// The product put together as in production, on a temporary folder and a clock the test moves: real hub, real SQLite, real
/// Maildir and signatures; only scanner and mail server answer as the test says.
/// </summary>
internal sealed class WayHouse : IAsyncDisposable
{
    /// <summary>What proposals against a person rest on, unless a test says otherwise.</summary>
    public const string Norm = "Saistošo noteikumu Nr. 25/23 12. punkts";

    private readonly WebApplication _app;
    private IReadOnlyDictionary<string, string?>? _settings;
    private Action<IServiceCollection>? _configure;

    private WayHouse(WebApplication app, DataFolder data, SimulatedTime time, FakeScanner scanner, FakeSender sender)
    {
        _app = app;
        Data = data;
        Time = time;
        Scanner = scanner;
        Sender = sender;
    }

    public DataFolder Data { get; }

    public SimulatedTime Time { get; }

    public FakeScanner Scanner { get; }

    public FakeSender Sender { get; }

    /// <summary>The staff page.</summary>
    public Uri Address => new(_app.Urls.First());

    public DateTimeOffset Now => Time.GetUtcNow();

    public ICaseJournal Journal => Get<ICaseJournal>();

    public IIntakeLedger Intake => Get<IIntakeLedger>();

    public DurableTaskClient Client => Get<DurableTaskClient>();

    public CaseTerms Terms => Get<MunicipalityDirectory>().Get("smiltene").Terms;

    /// <summary>Starts on a fresh folder, or continues on one a former house left.</summary>
    public static async Task<WayHouse> StartAsync(
        string? root = null,
        SimulatedTime? time = null,
        FakeScanner? scanner = null,
        FakeSender? sender = null,
        Interposer? interposer = null,
        string? packs = null,
        IReadOnlyList<IStateRegister>? registers = null,
        IReadOnlyDictionary<string, string?>? settings = null,
        Action<IServiceCollection>? configure = null)
    {
        var data = DataFolder.Open(root ?? Directory.CreateTempSubdirectory("socialworkflows-test-").FullName);
        time ??= new SimulatedTime(DemoFolder.Beginning);
        scanner ??= new FakeScanner();
        sender ??= new FakeSender();
        Directory.CreateDirectory(data.Demo);
        var app = EmbeddedApp.Build(
            new AppOptions
            {
                Port = 0,
                Data = data,
                Time = time,
                Scanner = scanner,
                Trust = TrustStore.FromFolder(Residents.Pki.AnchorDirectory),
                SigningOffice = new DemoSigningOffice(Residents.Pki, time),
                RunsPumps = false,
                IsDemo = true,
                Registers = registers ?? [],
                PacksRoot = packs ?? PackFolder.DefaultRoot,
                LogFile = Path.Combine(data.Demo, "log.txt"),
                Settings = settings ?? new Dictionary<string, string?>(StringComparer.Ordinal),
            },
            services =>
            {
                services.AddSingleton<IMailSender>(sender);
                services.AddSingleton(time);
                services.AddSingleton<IDemoCalendar, HostedDemoCalendar>();
                configure?.Invoke(services);
                if (interposer is not null)
                {
                    services.AddSingleton<SqliteCaseJournal>();
                    services.AddSingleton<ICaseJournal>(provider => interposer.Around(provider.GetRequiredService<SqliteCaseJournal>()));
                }
            });
        await app.StartAsync();
        return new WayHouse(app, data, time, scanner, sender) { _settings = settings, _configure = configure };
    }

    /// <summary>A browser without a screen, signed in as the person.</summary>
    public async Task<StaffBrowser> BrowseAsync(StaffMember person) => await StaffBrowser.SignInAsync(Address, person.Id);

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Stops this house and opens the next on the same folder, clock and mail server.</summary>
    public async Task<WayHouse> RestartAsync(Action<DataFolder>? between = null, string? packs = null)
    {
        var root = Data.Root;
        await StopAsync();
        between?.Invoke(Data);
        return await StartAsync(root, Time, Scanner, Sender, packs: packs, settings: _settings, configure: _configure);
    }

    public void Deliver(OutgoingMail mail, string? fileName = null) => DeliverRaw(fileName ?? mail.OperationId, MimeWriter.Write(mail));

    public void DeliverRaw(string fileName, byte[] bytes)
    {
        var path = Path.Combine(Data.Mailbox, "tmp", fileName);
        File.WriteAllBytes(path, bytes);
        File.SetLastWriteTimeUtc(path, Now.UtcDateTime);
        File.Move(path, Path.Combine(Data.Mailbox, "new", fileName));
    }

    public async Task SettleAsync()
    {
        int moved;
        do
        {
            moved = await Get<IncomingDesk>().AcceptAllAsync(CancellationToken.None);
            await Get<EmbeddedTaskHub>().WhenIdleAsync();
            moved += await Get<Housekeeper>().SweepAsync(CancellationToken.None);
            await Get<EmbeddedTaskHub>().WhenIdleAsync();
        }
        while (moved > 0);
    }

    /// <summary>Moves through every timer up to the instant.</summary>
    public async Task MoveToAsync(DateTimeOffset target)
    {
        await SettleAsync();
        while (Get<EmbeddedTaskHub>().NextTimerDue is { } next && next < target)
        {
            Time.AdvanceTo(next > Now ? next : Now);
            await SettleAsync();
        }

        Time.AdvanceTo(target);
        await SettleAsync();
    }

    public Task MoveAsync(TimeSpan by) => MoveToAsync(Now + by);

    /// <summary>Delivers a mail, lets it be filed, and returns the case its ledger row names.</summary>
    public async Task<CaseRef> OpenCaseAsync(OutgoingMail mail)
    {
        Deliver(mail);
        await SettleAsync();
        var row = (await Intake.ListAsync("smiltene", null, CancellationToken.None)).Single(r => r.MessageId == mail.MessageId);
        row.Disposition.ShouldBe(Dispositions.NewCase, row.Reason);
        return new CaseRef(row.Municipality, row.CaseId!);
    }

    public async Task<CaseRecord> ReadAsync(CaseRef reference) => (await Journal.ReadAsync(reference, CancellationToken.None))!;

    public async Task<CaseState> StateAsync(CaseRef reference) => (await ReadAsync(reference)).State;

    public async Task<IReadOnlyList<string>> WaitsAsync(CaseRef reference) => [.. (await ReadAsync(reference)).Standing.Waits.Select(w => w.Step)];

    public StaffMember Person(string role, string municipality = "smiltene")
    {
        var staff = Get<StaffDirectory>();
        return staff.Find(staff.PersonFor(municipality, role))!;
    }

    public async Task<CaseRecord> DoAsync(CaseRef reference, string verb, params (string Name, string Value)[] data) =>
        await DoAsAsync(PersonOf(verb), reference, verb, data);

    /// <summary>A proposal against the person gets <see cref="Norm"/> where the test names none.</summary>
    public async Task<CaseRecord> DoAsAsync(StaffMember actor, CaseRef reference, string verb, params (string Name, string Value)[] data)
    {
        if (verb == Verbs.Propose && data.Any(d => d.Name == "outcome" && Outcomes.IsAdverse(d.Value)) && data.All(d => d.Name != "norm"))
        {
            data = [.. data, ("norm", Norm)];
        }

        var record = await ReadAsync(reference);
        var step = CommandRules.Find(verb)!.Step;
        var result = await Get<CommandDesk>().HandleAsync(
            new CaseCommand
            {
                Case = reference,
                Version = record.Version,
                Round = step is null ? 1 : record.Standing.Find(step)?.Round ?? 1,
                Verb = verb,
                Actor = actor,
                Data = JsonSerializer.SerializeToElement(data.ToDictionary(d => d.Name, d => d.Value)),
            },
            CancellationToken.None);
        await SettleAsync();
        return result.Case;
    }

    /// <summary>Reviews the documents of home care; those named are missing.</summary>
    public Task<CaseRecord> ReviewAsync(CaseRef reference, params string[] missing) => DoAsync(reference, Verbs.ReviewDocuments, Review(missing));

    public static (string Name, string Value)[] Review(params string[] missing) =>
    [
        ("channel", "registered"),
        ("address", "Izdomu iela 1, Smiltene"),
        ("dated.IENAKUMI", "2026-06-01"),
        .. new[] { "IESNIEGUMS", "IENAKUMI", "ARSTA_IZZINA" }.Select(d => ($"doc.{d}", missing.Contains(d) ? "missing" : "received")),
        .. new[] { "PSIHIATRA_ATZINUMS", "INVALIDITATE", "CITI" }.Select(d => ($"doc.{d}", missing.Contains(d) ? "missing" : "not-needed")),
    ];

    public async Task AssessAsync(CaseRef reference)
    {
        await DoAsync(reference, Verbs.AssessNeeds, ("level", "2"), ("findings", "Vajag palīdzību."));
        await DoAsync(reference, Verbs.AssessIncome, ("monthlyIncome", "412,60"), ("householdSize", "1"), ("status", "none"), ("findings", "Pensija."));
        await DoAsync(reference, Verbs.AssessCapacity, ("answer", "yes"), ("findings", "Var."));
    }

    public Task<CaseRecord> ProposeAsync(CaseRef reference, params (string Name, string Value)[] more) => DoAsync(
        reference,
        Verbs.Propose,
        [("outcome", "granted"), ("findings", "Fakti."), ("reasoning", "Izvērtējums."), ("from", Day(Terms.DayOf(Now).AddDays(14))), .. more]);

    /// <summary>From the documents to the confirmed notice, with what the test says of the proposal.</summary>
    public async Task DecideAsync(CaseRef reference, params (string Name, string Value)[] proposal)
    {
        await PrepareAsync(reference);
        await DoAsync(reference, Verbs.Propose, [("findings", "Fakti."), ("reasoning", "Izvērtējums."), .. proposal]);
        await DoAsync(reference, Verbs.Approve);
        await SignAsync(reference);
        await ConfirmNoticeAsync(reference);
    }

    /// <summary>Every document of the service received, everything assessed: the proposal is next.</summary>
    public async Task PrepareAsync(CaseRef reference)
    {
        var state = await StateAsync(reference);
        var service = Get<MunicipalityDirectory>().Get("smiltene").Pack.FindService(state.ServiceId!)!;
        var dated = Day(state.Received!.ReceivedOn);
        await DoAsync(
            reference,
            Verbs.ReviewDocuments,
            [("channel", "registered"), ("address", "Izdomu iela 1, Smiltene"), ("recipientBirthDate", ServiceAges.HasLimits(service) ? Day(state.Received.ReceivedOn.AddYears(-Math.Max(service.MinimumAge ?? 0, (service.BelowAge ?? 71) - 1))) : ""), .. service.Documents.SelectMany(d => new[] { ($"doc.{d.Document}", "received"), ($"dated.{d.Document}", dated) })]);
        await DoAsync(reference, Verbs.AssessNeeds, ("level", "2"), ("findings", "Vajag palīdzību."));
        await DoAsync(reference, Verbs.AssessIncome, ("monthlyIncome", "412,60"), ("householdSize", "1"), ("status", "none"), ("findings", "Pensija."));
        await DoAsync(reference, Verbs.AssessCapacity, ("answer", "queue"), ("findings", "Izvērtēts."));
    }

    public (string Name, string Value)[] Grant(params (string Name, string Value)[] more) => [("outcome", "granted"), ("from", Day(Terms.DayOf(Now))), .. more];

    public static (string Name, string Value)[] Queue(string facilityId) =>
        [("outcome", "queued"), ("reason", "Nav vietas."), ("hearing", "Uzklausīta."), ("facilityId", facilityId)];

    public Task CountOutsideAsync(string facilityId, int places) =>
        Get<ICapacityLedger>().CountOutsideAsync("smiltene", facilityId, places, "Pēc saraksta.", "sm-lietvede", CancellationToken.None);

    public async Task<FacilityUse> UseAsync(string facilityId) =>
        (await Get<ICapacityLedger>().ReadAsync("smiltene", CancellationToken.None)).GetValueOrDefault(facilityId) ?? FacilityUse.None(facilityId);

    public async Task SignAsync(CaseRef reference)
    {
        var record = await ReadAsync(reference);
        await Get<SigningDesk>().SignHereAsync(reference, record.Version, Person(Roles.Head), conflictReason: null, CancellationToken.None);
        await SettleAsync();
    }

    public Task<CaseRecord> ConfirmNoticeAsync(CaseRef reference) =>
        DoAsync(reference, Verbs.ConfirmNotice, ("sentOn", Day(Terms.DayOf(Now))), ("evidence", "RR 1"));

    public async Task<OrchestrationMetadata?> InstanceAsync(CaseRef reference) =>
        await Client.GetInstanceAsync(CaseInput.InstanceOf(reference, (await StateAsync(reference)).Generation), getInputsAndOutputs: true, CancellationToken.None);

    /// <summary>The nudges that the case's orchestration waits for.</summary>
    public async Task<IReadOnlyList<string>> AwaitedAsync(CaseRef reference) => Awaited.Parse((await InstanceAsync(reference))!.ReadCustomStatusAs<string>()).Nudges;

    /// <summary>Open tasks; each must be there in English, too.</summary>
    public async Task<IReadOnlyList<PersonTask>> TasksAsync()
    {
        var open = await Get<IPersonTasks>().ListOpenAsync("smiltene", CancellationToken.None);
        open.ShouldAllBe(t => !string.IsNullOrWhiteSpace(t.Text.English) && t.Text.English != t.Text.Latvian);
        return open;
    }

    public Task<IReadOnlyList<SendRow>> SendsAsync() => Get<ISendLedger>().ListAsync("smiltene", null, CancellationToken.None);

    public async Task<IntakeRow> RowOfAsync(string messageId) =>
        (await Intake.ListAsync("smiltene", null, CancellationToken.None)).Single(r => r.MessageId == messageId);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Data.Root, recursive: true);
    }

    private async Task StopAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Data.Dispose();
    }

    public StaffMember PersonOf(string verb) => verb switch
    {
        Verbs.Approve or Verbs.Return or Verbs.ExtendTerm => Person(Roles.Head),
        Verbs.HandOverContest or Verbs.DecideContest => Person(Roles.Registrar),
        Verbs.ChooseService or Verbs.ConfirmNotice => Person(Roles.Registrar),
        _ => Person(Roles.Worker),
    };
}
