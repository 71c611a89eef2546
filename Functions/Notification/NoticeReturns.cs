using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Notification;

/// <summary>A decision sent by e-mail came back: it is not notified, and the ladder of the pack says what follows.</summary>
internal sealed class NoticeReturns(ICaseJournal journal, MunicipalityDirectory municipalities)
{
    /// <returns>False when the mail is no such decision, or the case no longer waits for it.</returns>
    public async Task<bool> ReturnAsync(CaseRef reference, SendRow sent, string status, CancellationToken cancellation)
    {
        if (sent.Kind != NoticeMailDesk.Kind)
        {
            return false;
        }

        var municipality = municipalities.Get(reference.Municipality);
        var key = $"notice-bounced:{sent.OperationId}";
        var result = await journal.AppendAsync(
            new Append
            {
                Case = reference,
                Key = key,
                Wakes = true,
                Decide = append => append.State is { Closed: null } state && IsOfThisRound(reference, sent, state)
                    ? NoticeRules.Returned(state, municipality.Pack, municipality.Terms, NoticeCauses.Bounced, municipality.Terms.DayOf(append.Now), status, NoticeDesk.Machine)
                    : [],
            },
            cancellation);
        return result.Case.Entries.Any(e => e.Key == key);
    }

    /// <summary>The number of the case when the decision was brought on another way since this mail was tried; null otherwise.</summary>
    public async Task<string?> IsOvertakenAsync(SendRow sent, CancellationToken cancellation)
    {
        return await journal.ReadAsync(new CaseRef(sent.Municipality, sent.SubjectId), cancellation) is { State: var state } && state.NoticeRound > sent.Round ? state.Number : null;
    }

    /// <summary>A late bounce of an earlier round takes nothing back from this one, also when this one goes by e-mail again.</summary>
    private static bool IsOfThisRound(CaseRef reference, SendRow sent, CaseState state) =>
        sent.OperationId == SendOrder.IdOf(reference.Municipality, reference.CaseId, NoticeMailDesk.Kind, state.NoticeRound)
        && (state.Notice?.Channel ?? state.Dispatch?.Channel) == NoticeMailDesk.Channel;
}
