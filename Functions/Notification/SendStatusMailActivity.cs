using SocialWorkflows.DurableTask;
using SocialWorkflows.Functions.Clocks;

namespace SocialWorkflows.Functions.Notification;

/// <summary>Sends one status line of a case.</summary>
internal sealed class SendStatusMailActivity(CaseDesk desk, StatusMailDesk mails) : TaskActivity<StatusMailInput, CaseView>
{
    public override async Task<CaseView> RunAsync(TaskActivityContext context, StatusMailInput input) =>
        desk.View(await mails.SendAsync(input.Case, input.Kind, CancellationToken.None));
}
