using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.People;
using SocialWorkflows.DurableTask;
using SocialWorkflows.Functions.Clocks;
using SocialWorkflows.Functions.Notification;

namespace SocialWorkflows.Functions.Completeness;

/// <summary>
/// Asks for what is missing: the list goes in a letter through the lawful channel, the e-mail only says that a letter is
/// on its way. Does nothing when nothing is missing.
/// </summary>
internal sealed class RequestDocumentsActivity(
    CaseDesk desk, LetterDesk letters, IDocumentStore documents, DispatchFolder dispatch, IPersonTasks tasks, StatusMailDesk mails, TimeProvider time)
    : TaskActivity<CaseInput, CaseView>
{
    public override async Task<CaseView> RunAsync(TaskActivityContext context, CaseInput input)
    {
        var record = await desk.ReadAsync(input, CancellationToken.None);
        if (record.State is { Review.CompleteOn: null, Request: null, IsProposed: false, AdmitFirst: false } state && state.Review is not null)
        {
            record = await AskAsync(input, state);
        }

        if (record.State.Request is not { } request)
        {
            return desk.View(record);
        }

        var letter = await documents.GetAsync(request.LetterFileId, CancellationToken.None);
        var operation = $"{input.CaseId}-documents-{request.Round}";
        await dispatch.PutAsync(request.Channel ?? record.State.Contact!.Channel, operation, "pieprasijums.pdf", letter, CancellationToken.None);
        await tasks.RaiseAsync(
            new PersonTask
            {
                Key = $"dispatch:{operation}",
                Municipality = input.Municipality,
                Role = Roles.Registrar,
                Kind = "dispatch",
                SubjectId = input.CaseId,
                Text = $"Nosūtiet dokumentu pieprasījumu lietā {record.State.Registration!.Number}.",
                RaisedAt = time.GetUtcNow(),
            },
            CancellationToken.None);
        return desk.View(await mails.SendAsync(input, StatusMails.DocumentsRequested, CancellationToken.None));
    }

    private async Task<CaseRecord> AskAsync(CaseInput input, CaseState state)
    {
        var terms = desk.Of(input.Reference).Terms;
        var round = state.Review!.Round;
        var today = terms.DayOf(time.GetUtcNow());
        var answer = terms.DocumentRequest(today);
        var letter = letters.ComposeRequest(input.Reference, state, today, answer.Due);
        var fileId = await documents.PutAsync(letter, CancellationToken.None);
        return await desk.AppendAsync(
            input,
            $"ask:{round}",
            append => append.State is { Request: null, IsProposed: false }
                ? [new DocumentsRequested(round, append.State.Review!.Missing, answer, terms.DocumentReminder(today).Due, fileId) { Channel = append.State.Contact!.Channel }]
                : [],
            CancellationToken.None);
    }
}
