using SocialWorkflows.DurableTask;

namespace SocialWorkflows.Functions.Clocks;

/// <summary>Looks where the case stands, and tells the person of a term that was moved meanwhile.</summary>
internal sealed class StandCaseActivity(CaseDesk desk, ExtensionDesk extensions) : TaskActivity<CaseInput, CaseView>
{
    public override async Task<CaseView> RunAsync(TaskActivityContext context, CaseInput input)
    {
        var record = await desk.ReadAsync(input.Reference, CancellationToken.None);
        return desk.View(await extensions.TellAsync(input, record, CancellationToken.None));
    }
}
