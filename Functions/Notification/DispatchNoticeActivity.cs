using SocialWorkflows.DurableTask;
using SocialWorkflows.Functions.Clocks;

namespace SocialWorkflows.Functions.Notification;

/// <summary>Brings the signed decision on its lawful way, or lays it ready for who does.</summary>
internal sealed class DispatchNoticeActivity(CaseDesk desk, NoticeDesk notices) : TaskActivity<CaseInput, CaseView>
{
    public override async Task<CaseView> RunAsync(TaskActivityContext context, CaseInput input)
    {
        var record = await desk.ReadAsync(input, CancellationToken.None);
        return desk.View(await notices.SendAsync(input, record, CancellationToken.None));
    }
}
