using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;
using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Functions.Notification;

/// <summary>
/// Asked before each try of a decision by e-mail, since it may have waited for hours: whether it is still the way of this round, bears the dates of
/// today, and whether the person has an e-address by now.
/// </summary>
internal sealed class NoticeGate(ICaseJournal journal, MunicipalityDirectory municipalities, IEAddressDirectory directory, TimeProvider time)
{
    public async Task<NoticeLeave> AskAsync(SendRow row, OutgoingMail mail, CancellationToken cancellation)
    {
        var reference = new CaseRef(row.Municipality, row.SubjectId);
        if (await journal.ReadAsync(reference, cancellation) is not { State: var state })
        {
            return NoticeLeave.Now;
        }

        var terms = municipalities.Get(row.Municipality).For(state).Terms;
        return !IsStillTheWay(row, state) ? NoticeLeave.Never
            : terms.DayOf(mail.Date) != terms.DayOf(time.GetUtcNow()) ? NoticeLeave.ComposedAnew
            : mail.To.All(to => to.Address != NoticeAddress.Of(state, NoticeMailDesk.Channel)) ? NoticeLeave.Elsewhere
            : await IsForTheEAddressAsync(row, state, cancellation) ? NoticeLeave.ByEAddress
            : NoticeLeave.Now;
    }

    /// <summary>A new round begins, and by the ladder of the pack it goes to the e-address.</summary>
    public Task TurnToEAddressAsync(SendRow row, CancellationToken cancellation)
    {
        var municipality = municipalities.Get(row.Municipality);
        return journal.AppendAsync(
            new Append
            {
                Case = new CaseRef(row.Municipality, row.SubjectId),
                Key = $"notice-e-address:{row.OperationId}",
                Wakes = true,
                Decide = append => IsStillTheWay(row, append.State)
                    ? NoticeRules.Returned(
                        append.State, municipality.Pack, municipality.Terms, NoticeCauses.EAddressActive, municipality.Terms.DayOf(append.Now), string.Empty, NoticeDesk.Machine)
                    : [],
            },
            cancellation);
    }

    private static bool IsStillTheWay(SendRow row, CaseState state) =>
        state is { Closed: null, Notice: null } && NoticeDesk.IsMailed(state)
        && row.OperationId == SendOrder.IdOf(row.Municipality, row.SubjectId, NoticeMailDesk.Kind, state.NoticeRound);

    private async Task<bool> IsForTheEAddressAsync(SendRow row, CaseState state, CancellationToken cancellation) =>
        state.Received?.Applicant.PersonalCode is { Length: > 0 } code
        && !NoticeWay.HasFailedByEAddress(state)
        && await directory.StandingAsync(row.Municipality, code, cancellation) == EAddressStanding.Active;
}

/// <summary>Whether a decision by e-mail may leave.</summary>
internal enum NoticeLeave
{
    Now,

    /// <summary>It names the dates of another day.</summary>
    ComposedAnew,

    /// <summary>It bears an address that is no longer the person's.</summary>
    Elsewhere,

    /// <summary>Only by e-address, which the person has by now.</summary>
    ByEAddress,

    /// <summary>The notice went another way, or the case is closed.</summary>
    Never,
}
