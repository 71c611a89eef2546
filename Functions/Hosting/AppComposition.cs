using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Registers;
using SocialWorkflows.Connectors;
using SocialWorkflows.Connectors.ClamAv;
using SocialWorkflows.Functions.Assessment;
using SocialWorkflows.Functions.Capacity;
using SocialWorkflows.Functions.Clocks;
using SocialWorkflows.Functions.Completeness;
using SocialWorkflows.Functions.Consultations;
using SocialWorkflows.Functions.Contest;
using SocialWorkflows.Functions.Decision;
using SocialWorkflows.Functions.Duty;
using SocialWorkflows.Functions.Handover;
using SocialWorkflows.Functions.Hosting.Health;
using SocialWorkflows.Functions.Hosting.Telemetry;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Intake.Doors;
using SocialWorkflows.Functions.Lists;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Functions.Notification.Sending;
using SocialWorkflows.Functions.Resident;
using SocialWorkflows.Functions.Synthetic;
using SocialWorkflows.Functions.Workplace;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Commands;
using SocialWorkflows.Functions.Workplace.Teams;
using SocialWorkflows.Letters.Pdf;
using SocialWorkflows.Mail;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Functions.Hosting;

/// <summary>The app as every driver runs it: stores, mail, steps and pages. The drivers add the task hub.</summary>
internal static class AppComposition
{
    public static WebApplicationBuilder CreateBuilder(AppOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),
        });
        builder.Configuration.AddInMemoryCollection(options.Settings);
        AddLogging(builder, options);
        builder.Services.AddCaseStores(builder.Configuration, options);
        var signIn = SignInOptions.Read(builder.Configuration, options.IsDemo);
        AddStores(builder.Services, options, StaffOf(builder.Configuration, options, signIn));
        AddScanner(builder, options);
        AddSteps(builder.Services, builder.Configuration);
        AddMail(builder, options);
        builder.AddEAddress(options);
        LastingPlaces.Check(builder.Configuration, options.IsDemo);
        builder.Services.AddWorkplace(signIn);
        builder.Services.AddWorkplaceLimits(builder.Configuration);
        builder.Services.AddHealth();
        builder.AddTeams();
        builder.AddTelemetry();
        return builder;
    }

    private static void AddLogging(WebApplicationBuilder builder, AppOptions options)
    {
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        if (options.LogFile is { } file)
        {
            builder.Services.AddSingleton<ILoggerProvider>(_ => new FileLogProvider(file, options.Time));
        }
        else
        {
            builder.Logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss ";
            });
        }
    }

    private static void AddStores(IServiceCollection services, AppOptions options, StaffDirectory staff)
    {
        services.AddSingleton(options);
        services.AddSingleton(options.Data);
        services.AddSingleton(options.Time);
        foreach (var register in options.Registers)
        {
            services.AddSingleton(register);
        }

        services.AddSingleton(options.SigningOffice);
        services.AddSingleton(new RefreshedTrust(options.Data.Trust, options.Trust));
        services.AddSingleton(provider => new SignatureInspector(provider.GetRequiredService<RefreshedTrust>(), options.Time));
        var municipalities = MunicipalityDirectory.Load(options.PacksRoot);
        staff.Covering(municipalities.All.Select(m => m.Pack.Id));
        services.AddSingleton(provider => provider.GetRequiredService<SyntheticOptions>() is { IsOn: true } synthetic ? municipalities.With(SyntheticMunicipality.Of(municipalities, synthetic)) : municipalities);
        services.AddSingleton(provider => provider.GetRequiredService<SyntheticOptions>().IsOn ? staff.With(SyntheticMunicipality.Staff()) : staff);
        services.AddSingleton(LetterFonts.Load(Path.Combine(AppContext.BaseDirectory, "fonts")));
    }

    private static void AddSteps(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<CaseDesk>();
        services.AddDuty(configuration);
        services.AddSingleton<ConsultationBook>();
        services.AddSingleton<HandoverBook>();
        services.AddSingleton<HandoverDesk>();
        services.AddSingleton<MessageFiles>();
        services.AddSingleton<FileMessageActivity>();
        services.AddSingleton<AnswerLimit>();
        services.AddSingleton<UnreadableEntries>();
        services.AddSingleton<ScannerTurns>();
        services.AddSingleton<CaseMatcher>();
        services.AddSingleton<WebForms>();
        services.AddSingleton<SentMails>();
        services.AddSingleton<FormerLetters>();
        services.AddSingleton<BounceDoubts>();
        services.AddSingleton<MachineMailDesk>();
        services.AddSingleton<SenderGuard>();
        services.AddOptions<SenderOptions>().BindConfiguration(SenderOptions.SectionName);
        services.AddSingleton<IncomingDesk>();
        services.AddSingleton<DestroyedMails>();
        services.AddSingleton<MessageStarter>();
        services.AddSingleton<DoorMessages>();
        services.AddSingleton<DoorDesk>();
        services.AddSingleton<DoorFiling>();
        services.AddSingleton<TwinCases>();
        services.AddSingleton<SignedBefore>();
        services.AddSingleton<CaseOpening>();
        services.AddOptions<QueueOptions>().BindConfiguration(QueueOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<BytesInWork>();
        services.AddSingleton<MessageQueue>();
        services.AddSingleton<Triage>();
        services.AddSingleton<UrgentLetters>();
        services.AddOptions<ScannerOptions>().BindConfiguration(ScannerOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ScannerWatch>();
        services.AddSingleton<LetterDesk>();
        services.AddSingleton<PreparedLetter>();
        services.AddSingleton(new StampingHttp(new HttpClient()));
        services.AddSingleton<LetterSeals>();
        services.AddSingleton<StatusMailDesk>();
        services.AddResident();
        services.AddSingleton<SendLists>();
        services.AddSingleton<ListGuard>();
        services.AddSingleton<ListResults>();
        services.AddSingleton<ListLetters>();
        services.AddSingleton<ListDesk>();
        services.AddSingleton<ListMails>();
        services.AddSingleton<ListCourier>();
        services.AddSingleton<ListReleases>();
        services.AddSingleton<ContactTerms>();
        services.AddSingleton<ListReplies>();
        services.AddSingleton<ReminderDesk>();
        services.AddSingleton<ExtensionDesk>();
        services.AddSingleton<HearingDesk>();
        services.AddSingleton<OfferDesk>();
        services.AddSingleton<DispatchFolder>();
        services.AddSingleton<PrintDesk>();
        services.AddSingleton<ContestPackageDesk>();
        services.AddSingleton<NoticeMailDesk>();
        services.AddSingleton<NoticeReturns>();
        services.AddSingleton<NoticeSecondLook>();
        services.AddSingleton<EAddressNotices>();
        services.AddSingleton<NoticeDesk>();
        services.AddSingleton<RegisterDesk>();
        services.AddSingleton<SigningDesk>();
        services.AddSingleton<NewAssignee>();
        services.AddSingleton<CommandDesk>();
        services.AddSingleton<CaseFollowUps>();
        services.AddSingleton<OutboxDrain>();
        services.AddSingleton<CalendarKeeper>();
        services.AddSingleton<QueueKeeper>();
        services.AddSingleton<NoticeKeeper>();
        services.AddSingleton<Revival>();
        services.AddSingleton<Housekeeper>();
        services.AddNightRound();
        services.AddSynthetic();
        services.AddSingleton<TrustedListFetch>(_ => new TrustedListFetch());
        services.AddSingleton<TrustedListRefresh>();
        services.AddOptions<TrustedListOptions>().BindConfiguration(TrustedListOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
    }

    /// <summary>The demo brings its stand-in; otherwise ClamAV as configured, or nothing, and then every file waits.</summary>
    private static void AddScanner(WebApplicationBuilder builder, AppOptions options)
    {
        var clamAv = builder.Configuration.GetSection(ClamAvOptions.SectionName).Get<ClamAvOptions>();
        builder.Services.AddSingleton<IFileScanner>(new MeteredScanner(options.Scanner ?? (clamAv is { Host.Length: > 0 } ? new ClamAvScanner(clamAv, options.Time) : new NoScanner())));
    }

    private static void AddMail(WebApplicationBuilder builder, AppOptions options)
    {
        builder.AddMailbox(options);
        builder.AddOutgoingMail(options);
    }

    internal static CaseIndexKeys IndexKeys(SecretKeys keys) => new(
        code => PersonKeys.LookupKey(
            PersonalCode.TryParse(code, out var parsed) ? parsed : throw new FormatException("A personal code from a certificate is not one."),
            keys.Lookup),
        reference => CaseAddress.Token(reference.CaseId, keys.Address),
        address => SenderKeys.Of(address, keys));

    /// <summary>The sample people stand in only where nobody has to prove who they are.</summary>
    private static StaffDirectory StaffOf(ConfigurationManager configuration, AppOptions options, SignInOptions signIn)
    {
        var file = configuration["Staff:File"] ?? options.Data.StaffFile;
        return signIn.IsDevelopment
            ? StaffDirectory.Load(File.Exists(file) ? file : Path.Combine(AppContext.BaseDirectory, "Workplace", "sample-staff.json"))
            : StaffDirectory.Load(file).AllKnownToEntra();
    }
}
