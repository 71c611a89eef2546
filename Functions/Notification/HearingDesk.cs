using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Clocks;
using SocialWorkflows.Functions.Hosting;

namespace SocialWorkflows.Functions.Notification;

/// <summary>
/// The letter that invites a person to be heard lies ready for the lawful channel, and a task asks for its sending. No e-mail: nobody applied, the first
/// the person gets of the case is this letter. Once, however often it is asked.
/// </summary>
internal sealed class HearingDesk(CaseDesk desk, LetterDesk letters, PreparedLetter prepared, TimeProvider time)
{
    public async Task<CaseRecord> TellAsync(CaseInput input, CaseRecord record, CancellationToken cancellation)
    {
        if (record.State is not { Hearing: { } hearing, HearingLetter: null, Registration: { } registration })
        {
            return record;
        }

        var today = desk.Of(input.Reference, record.State).Terms.DayOf(time.GetUtcNow());
        var order = new LetterOrder(input, "hearing", hearing.Contact.Channel, "uzklausisana.pdf", new($"Nosūtiet uzaicinājumu izteikt viedokli lietā {registration.Number}.", $"Send the invitation to be heard in case {registration.Number}."));
        var fileId = await prepared.LayReadyAsync(order, () => letters.ComposeHearing(input.Reference, record.State, today), cancellation);
        return await desk.AppendAsync(
            input,
            "hearing-letter",
            append => append.State.HearingLetter is null ? [new HearingDispatched(fileId, hearing.Contact.Channel, today)] : [],
            cancellation);
    }
}
