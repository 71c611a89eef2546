using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Workplace.Cards;

namespace SocialWorkflows.Functions.Intake;

/// <summary>Closes a message for review with what a person did about it, at whichever door.</summary>
internal sealed class ReviewClosing(IIntakeLedger ledger)
{
    public const int LongestNote = 500;

    /// <exception cref="CommandRefusedException">The note says nothing or too much, or the message waits no more; nothing was stored.</exception>
    public async Task CloseAsync(IntakeRow row, string? note, StaffMember actor, CancellationToken cancellation)
    {
        if (row.Municipality != actor.Municipality || row.Disposition != Dispositions.Review)
        {
            throw new CommandRefusedException("not-waiting", "Šī vēstule vairs negaida.", "This letter waits no more.");
        }

        if (note?.Trim() is not { Length: > 0 and <= LongestNote } said)
        {
            throw new CommandRefusedException("missing-field", "Ierakstiet, ko izdarījāt (ne vairāk par 500 zīmēm).", "Write what you did (500 characters at most).");
        }

        await ledger.DisposeAsync(row.IntakeId, DispositionOf(row), caseId: null, $"{row.Reason}: {Masks.In(said)}", actor.Id, cancellation);
    }

    /// <summary>An application without a valid signature was answered with how to sign; anything else a person settled.</summary>
    private static string DispositionOf(IntakeRow row) =>
        row.Reason is SignedApplication.Unsigned or SignedApplication.Invalid or SignedApplication.Sealed ? Dispositions.AnsweredRefusal : Dispositions.Settled;
}
