using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Notification;

namespace SocialWorkflows.Functions.Clocks;

/// <summary>
/// An extension is told to the person: the letter with reason and legal basis lies ready for the lawful channel, a task asks for
/// its sending, and the e-mail says only that a letter is on its way. Once, however often it is asked.
/// </summary>
internal sealed class ExtensionDesk(CaseDesk desk, LetterDesk letters, PreparedLetter prepared, StatusMailDesk mails, TimeProvider time)
{
    public async Task<CaseRecord> TellAsync(CaseInput input, CaseRecord record, CancellationToken cancellation)
    {
        if (record.State is not { Extension: { } extension, ExtensionLetter: null, Registration: { } registration })
        {
            return record;
        }

        var today = desk.Of(input.Reference, record.State).Terms.DayOf(time.GetUtcNow());
        var order = new LetterOrder(input, "extension", extension.Contact.Channel, "pagarinajums.pdf", new($"Nosūtiet vēstuli par termiņa pagarināšanu lietā {registration.Number}.", $"Send the letter about the extended term in case {registration.Number}."));
        var fileId = await prepared.LayReadyAsync(order, () => letters.ComposeExtension(input.Reference, record.State, today), cancellation);
        await mails.SendAsync(input, StatusMails.TermExtended, cancellation);
        return await desk.AppendAsync(
            input,
            "extension-letter",
            append => append.State.ExtensionLetter is null ? [new ExtensionDispatched(fileId, extension.Contact.Channel, today)] : [],
            cancellation);
    }
}
