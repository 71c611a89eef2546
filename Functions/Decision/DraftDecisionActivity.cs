using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.DurableTask;
using SocialWorkflows.Functions.Clocks;
using SocialWorkflows.Functions.Notification;

namespace SocialWorkflows.Functions.Decision;

/// <summary>Writes the approved decision as a letter that waits for its qualified signature.</summary>
internal sealed class DraftDecisionActivity(CaseDesk desk, LetterDesk letters, IDocumentStore documents, TimeProvider time) : TaskActivity<CaseInput, CaseView>
{
    public override async Task<CaseView> RunAsync(TaskActivityContext context, CaseInput input)
    {
        var record = await desk.ReadAsync(input, CancellationToken.None);
        if (record.State is { Approval: not null, Draft: null })
        {
            var today = desk.Of(input.Reference).Terms.DayOf(time.GetUtcNow());
            var draft = letters.ComposeDecision(input.Reference, record.State, today, signer: null);
            var fileId = await documents.PutAsync(draft, CancellationToken.None);
            record = await desk.AppendAsync(input, "draft", append => append.State.Draft is null ? [new DecisionDrafted(fileId)] : [], CancellationToken.None);
        }

        return desk.View(record);
    }
}
