using SocialWorkflows.DurableTask;
using SocialWorkflows.Functions.Clocks;
using SocialWorkflows.Functions.Completeness;
using SocialWorkflows.Functions.Contest;
using SocialWorkflows.Functions.Decision;
using SocialWorkflows.Functions.Hosting.CustomHandler;
using SocialWorkflows.Functions.Hosting.Telemetry;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Functions.Notification.Sending;
using SocialWorkflows.Functions.Workplace.Teams;

namespace SocialWorkflows.Functions.Hosting;

/// <summary>The one list of orchestrators, activities and what else the Functions host calls; every driver and <c>functions --out</c> read it.</summary>
internal static class ApplicationRegistry
{
    /// <summary>
    /// What the embedded driver does by itself. Housekeeping also runs at every start, since its binding tells the app where
    /// the task hub is; its rounds may be repeated at will.
    /// </summary>
    public static IReadOnlyList<TriggeredFunction> Triggered { get; } =
    [
        new(FunctionNames.TakeInMail, new TimerTrigger("0 * * * * *"), async (services, _, cancellation) =>
            Moved.Text(await services.GetRequiredService<IncomingDesk>().AcceptAllAsync(cancellation))),
        new(FunctionNames.Housekeeping, new TimerTrigger("30 * * * * *", RunOnStartup: true), async (services, _, cancellation) =>
            Moved.Text(services.GetService<HubOwnership>() is { } ownership && !await ownership.HoldAsync(cancellation) ? 0 : await services.GetRequiredService<Housekeeper>().SweepAsync(cancellation))),
        new(FunctionNames.SendMail, new TimerTrigger("50 * * * * *"), async (services, _, cancellation) =>
            Moved.Text(await services.GetRequiredService<SendCourier>().DrainAsync(cancellation))),
        new(FunctionNames.WatchMailbox, new TimerTrigger("45 */10 * * * *", RunOnStartup: true), async (services, _, cancellation) =>
            Moved.Text(await services.GetRequiredService<MailboxWatch>().RunAsync(cancellation))),
        new(FunctionNames.ReconcileMail, new TimerTrigger("0 40 */6 * * *"), async (services, _, cancellation) =>
            Moved.Text((await services.GetRequiredService<IntakeReconciliation>().RunAsync(cancellation)).InMailbox)),
        new(FunctionNames.CountFigures, new TimerTrigger("15 */5 * * * *"), async (services, _, cancellation) =>
            Moved.Text(await services.GetRequiredService<FigureKeeper>().CountAsync(cancellation))),
        new(FunctionNames.NightRound, new TimerTrigger("0 10 0 * * *"), async (services, _, cancellation) =>
            Moved.Text(await services.GetRequiredService<NightRound>().RunAsync(NightRound.OfACall, cancellation))),
        new(FunctionNames.RefreshTrustedLists, new TimerTrigger("0 20 3 * * *", RunOnStartup: true), async (services, _, cancellation) =>
            Moved.Text(await services.GetRequiredService<TrustedListRefresh>().RefreshAsync(cancellation))),
        new(FunctionNames.SendCards, new TimerTrigger("*/15 * * * * *"), async (services, _, cancellation) =>
            Moved.Text(services.GetService<TeamsRounds>() is { } rounds ? await rounds.RunAsync(cancellation) : 0)),
    ];

    public static void Fill(DurableTaskRegistry registry)
    {
        registry.AddOrchestrator<MessageOrchestrator>(FunctionNames.MessageOrchestrator);
        registry.AddActivity<ScanMessageActivity>(FunctionNames.ScanMessage);
        registry.AddActivity<FileMessageActivity>(FunctionNames.FileMessage);
        registry.AddActivity<AnswerMessageActivity>(FunctionNames.AnswerMessage);
        registry.AddActivity<RecheckSignatureActivity>(FunctionNames.RecheckSignature);

        registry.AddOrchestrator<ApplicationOrchestrator>(FunctionNames.ApplicationOrchestrator);
        registry.AddActivity<StandCaseActivity>(FunctionNames.StandCase);
        registry.AddActivity<LetTimePassActivity>(FunctionNames.LetTimePass);
        registry.AddActivity<RegisterCaseActivity>(FunctionNames.RegisterCase);
        registry.AddActivity<SendStatusMailActivity>(FunctionNames.SendStatusMail);
        registry.AddActivity<RequestDocumentsActivity>(FunctionNames.RequestDocuments);
        registry.AddActivity<StartDecisionClockActivity>(FunctionNames.StartDecisionClock);
        registry.AddActivity<DraftDecisionActivity>(FunctionNames.DraftDecision);
        registry.AddActivity<DispatchNoticeActivity>(FunctionNames.DispatchNotice);
        registry.AddActivity<CloseCaseActivity>(FunctionNames.CloseCase);

        registry.AddOrchestrator<HoldHubOrchestrator>(FunctionNames.HoldHub);
    }
}
