using SocialWorkflows.DurableTask;
using SocialWorkflows.Functions.Capacity;
using SocialWorkflows.Functions.Notification;

namespace SocialWorkflows.Functions.Clocks;

/// <summary>
/// Looks where the case stands; a notice that came back goes on its next way, and the person is told of a term that was moved or a place
/// that is offered meanwhile, or is invited to be heard.
/// </summary>
internal sealed class StandCaseActivity(CaseDesk desk, NoticeDesk notices, ExtensionDesk extensions, HearingDesk hearings, OfferDesk offers) : TaskActivity<CaseInput, CaseView>
{
    public override async Task<CaseView> RunAsync(TaskActivityContext context, CaseInput input)
    {
        var record = await desk.ReadAsync(input.Reference, CancellationToken.None);
        record = record.State.NoticeRound > 1 || record.State.Dispatch is not null ? await notices.SendAsync(input, record, CancellationToken.None) : record;
        record = await extensions.TellAsync(input, record, CancellationToken.None);
        record = await hearings.TellAsync(input, record, CancellationToken.None);
        return desk.View(await offers.TellAsync(input, record, CancellationToken.None));
    }
}
