using SocialWorkflows.DurableTask;
using SocialWorkflows.Functions.Capacity;

namespace SocialWorkflows.Functions.Clocks;

/// <summary>Looks where the case stands, and tells the person of a term that was moved or a place that is offered meanwhile.</summary>
internal sealed class StandCaseActivity(CaseDesk desk, ExtensionDesk extensions, OfferDesk offers) : TaskActivity<CaseInput, CaseView>
{
    public override async Task<CaseView> RunAsync(TaskActivityContext context, CaseInput input)
    {
        var record = await desk.ReadAsync(input.Reference, CancellationToken.None);
        record = await extensions.TellAsync(input, record, CancellationToken.None);
        return desk.View(await offers.TellAsync(input, record, CancellationToken.None));
    }
}
