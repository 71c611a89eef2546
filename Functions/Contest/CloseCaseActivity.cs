using SocialWorkflows.Casework.Cases;
using SocialWorkflows.DurableTask;
using SocialWorkflows.Functions.Clocks;

namespace SocialWorkflows.Functions.Contest;

/// <summary>Closes a case whose notice is confirmed, whose contest term has ended and whose messages are dealt with (invariant I3).</summary>
internal sealed class CloseCaseActivity(CaseDesk desk) : TaskActivity<CaseInput, CaseView>
{
    public override async Task<CaseView> RunAsync(TaskActivityContext context, CaseInput input)
    {
        var terms = desk.Of(input.Reference).Terms;
        var record = await desk.AppendAsync(
            input,
            "close",
            append => append.State is { Notice: not null, Closed: null, OpenMessages.Count: 0 } state && (state.ContestEnded || state.Notice.ContestTerm is null)
                ? [new CaseClosed(terms.DayOf(append.Now))]
                : [],
            CancellationToken.None);
        return desk.View(record);
    }
}
