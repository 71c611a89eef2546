using SocialWorkflows.DurableTask;
using SocialWorkflows.Functions.Clocks;
using SocialWorkflows.Functions.Completeness;
using SocialWorkflows.Functions.Contest;
using SocialWorkflows.Functions.Decision;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Notification;

namespace SocialWorkflows.Functions.Hosting;

/// <summary>The one list of orchestrators and activities, the same for every driver.</summary>
internal static class ApplicationRegistry
{
    public static void Fill(DurableTaskRegistry registry)
    {
        registry.AddOrchestrator<MessageOrchestrator>(FunctionNames.MessageOrchestrator);
        registry.AddActivity<ScanMessageActivity>(FunctionNames.ScanMessage);
        registry.AddActivity<FileMessageActivity>(FunctionNames.FileMessage);
        registry.AddActivity<AnswerMessageActivity>(FunctionNames.AnswerMessage);

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
    }
}
