using SocialWorkflows.Casework.Cases;
using SocialWorkflows.DurableTask;
using SocialWorkflows.Functions.Clocks;

namespace SocialWorkflows.Functions.Contest;

/// <summary>
/// Closes a case whose notice is confirmed, whose contest term has ended, with nothing else under way and no message open
/// (invariant I3); a general submission when it was answered or passed on.
/// </summary>
internal sealed class CloseCaseActivity(CaseDesk desk) : TaskActivity<CaseInput, CaseView>
{
    public override async Task<CaseView> RunAsync(TaskActivityContext context, CaseInput input)
    {
        var terms = desk.Of(input.Reference).Terms;
        var record = await desk.AppendAsync(
            input,
            "close",
            append => append.State.MayClose ? [new CaseClosed(terms.DayOf(append.Now))] : [],
            CancellationToken.None);
        return desk.View(record);
    }
}
