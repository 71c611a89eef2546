using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.DurableTask;
using SocialWorkflows.Functions.Clocks;

namespace SocialWorkflows.Functions.Notification;

/// <summary>Lays the signed decision ready for the lawful channel; the registrar confirms when it has left.</summary>
internal sealed class DispatchNoticeActivity(CaseDesk desk, IDocumentStore documents, DispatchFolder dispatch) : TaskActivity<CaseInput, CaseView>
{
    public override async Task<CaseView> RunAsync(TaskActivityContext context, CaseInput input)
    {
        var record = await desk.ReadAsync(input, CancellationToken.None);
        if (record.State is not { Decision: { } decision, Contact: { } contact })
        {
            return desk.View(record);
        }

        var operation = $"{input.CaseId}-decision";
        var channel = record.State.Dispatch?.Channel ?? contact.Channel;
        var letter = await documents.GetAsync(decision.FileId, CancellationToken.None);
        await dispatch.PutAsync(channel, operation, decision.FileName, letter, CancellationToken.None);
        record = await desk.AppendAsync(input, "dispatch", append => append.State.Dispatch is null ? [new NoticeDispatched(channel, operation)] : [], CancellationToken.None);
        return desk.View(record);
    }
}
