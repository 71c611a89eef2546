using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.DurableTask;
using SocialWorkflows.Functions.Clocks;
using SocialWorkflows.Functions.Notification;

namespace SocialWorkflows.Functions.Completeness;

/// <summary>
/// Asks for what is missing: the list goes in a letter through the lawful channel, the e-mail only says that a letter is
/// on its way. Does nothing when nothing is missing.
/// </summary>
internal sealed class RequestDocumentsActivity(
    CaseDesk desk, LetterDesk letters, PreparedLetter prepared, IDocumentStore documents, StatusMailDesk mails, TimeProvider time)
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

        await prepared.LayReadyAsync(
            new LetterOrder(
                input,
                $"documents-{request.Round}",
                request.Channel ?? record.State.Contact!.Channel,
                "pieprasijums.pdf",
                new($"Nosūtiet dokumentu pieprasījumu lietā {record.State.Registration!.Number}.", $"Send the request for documents in case {record.State.Registration.Number}.")),
            request.LetterFileId,
            CancellationToken.None);
        return desk.View(await mails.SendAsync(input, StatusMails.DocumentsRequested, CancellationToken.None));
    }

    private async Task<CaseRecord> AskAsync(CaseInput input, CaseState state)
    {
        var (pack, terms, _) = desk.Of(input.Reference, state);
        var round = state.Review!.Round;
        var today = terms.DayOf(time.GetUtcNow());
        var common = terms.DocumentRequest(today);
        DocumentDue[] own =
        [
            .. state.Review.Missing
                .Select(id => (Id: id, pack.DocumentRules.For(id, state.ServiceId!)?.AnswerWorkingDays))
                .Where(d => d.AnswerWorkingDays is not null)
                .Select(d => new DocumentDue(d.Id, terms.DocumentRequest(today, d.AnswerWorkingDays!.Value))),
        ];
        var answer = own.Select(d => d.Term).Append(common).MaxBy(t => t.Due)!;
        var letter = letters.ComposeRequest(input.Reference, state, today, common.Due, own);
        var fileId = await documents.PutAsync(letter, CancellationToken.None);
        return await desk.AppendAsync(
            input,
            $"ask:{round}",
            append => append.State is { Request: null, IsProposed: false }
                ?
                [
                    new DocumentsRequested(round, append.State.Review!.Missing, answer, terms.DocumentReminder(today).Due, fileId)
                    {
                        Channel = append.State.Contact!.Channel,
                        Dues = own.Length == 0 ? null : own,
                    },
                ]
                : [],
            CancellationToken.None);
    }
}
