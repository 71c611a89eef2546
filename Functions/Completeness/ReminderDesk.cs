using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Clocks;
using SocialWorkflows.Functions.Notification;

namespace SocialWorkflows.Functions.Completeness;

/// <summary>
/// The reminder of missing papers goes as the request went: the list in a letter laid ready for the lawful channel, also for who has no e-mail; the
/// e-mail says only that a letter is on its way. Once a round, however often it is asked.
/// </summary>
internal sealed class ReminderDesk(CaseDesk desk, LetterDesk letters, PreparedLetter prepared, StatusMailDesk mails, TimeProvider time)
{
    public async Task<CaseRecord> TellAsync(CaseInput input, CaseRecord record, CancellationToken cancellation)
    {
        if (record.State is not { Reminded: true, Request: { } request, AnswerEnded: false, IsProposed: false } state)
        {
            return record;
        }

        if (request.ReminderFileId is null)
        {
            record = await LayReadyAsync(input, state, request, cancellation);
        }

        return await mails.SendAsync(input, StatusMails.DocumentsReminder, cancellation);
    }

    private async Task<CaseRecord> LayReadyAsync(CaseInput input, CaseState state, DocumentsRequested request, CancellationToken cancellation)
    {
        var terms = desk.Of(input.Reference, state).Terms;
        var (today, channel) = (terms.DayOf(time.GetUtcNow()), request.Channel ?? state.Contact!.Channel);
        var common = request.Dues is null ? request.AnswerTerm.Due : terms.DocumentRequest(request.AnswerTerm.From).Due;
        var order = new LetterOrder(
            input, $"documents-{request.Round}-reminder", channel, "atgadinajums.pdf", new($"Nosūtiet dokumentu atgādinājumu lietā {state.Registration!.Number}.", $"Send the reminder of the documents in case {state.Registration.Number}."));
        var fileId = await prepared.LayReadyAsync(order, () => letters.ComposeReminder(input.Reference, state, today, common, request.Dues ?? []), cancellation);
        return await desk.AppendAsync(
            input,
            $"reminder-letter:{request.Round}",
            append => append.State.Request is { ReminderFileId: null } asked && asked.Round == request.Round ? [new DocumentsReminderDispatched(request.Round, fileId, channel)] : [],
            cancellation);
    }
}
