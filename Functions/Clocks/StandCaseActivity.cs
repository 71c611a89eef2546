using SocialWorkflows.DurableTask;

namespace SocialWorkflows.Functions.Clocks;

/// <summary>Looks where the case stands.</summary>
internal sealed class StandCaseActivity(CaseDesk desk) : TaskActivity<CaseInput, CaseView>
{
    public override Task<CaseView> RunAsync(TaskActivityContext context, CaseInput input) =>
        desk.ViewAsync(input, CancellationToken.None);
}
