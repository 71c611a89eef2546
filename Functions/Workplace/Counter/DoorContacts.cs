using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Intake.Doors;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Workplace.Counter;

/// <summary>What came in at a door, with its row in the ledger.</summary>
internal sealed record DoorContact(string IntakeId, IntakeRow Row, DoorRecord Record, string Text)
{
    /// <summary>A call or a visit that nobody has closed or made an application of.</summary>
    public bool IsOpenContact => Row is { Disposition: Dispositions.Review, Reason: DoorFiling.FirstContact };
}

/// <summary>Reads entries of the counter and first contacts; never those of another municipality.</summary>
internal sealed class DoorContacts(IIntakeLedger ledger, IDocumentStore documents, DoorMessages messages)
{
    public async Task<DoorContact?> FindAsync(string municipality, string intakeId, CancellationToken cancellation)
    {
        if (await ledger.FindAsync(intakeId, cancellation) is not { Reason: not "too-large" } row || row.Municipality != municipality)
        {
            return null;
        }

        try
        {
            var mail = MimeReader.Read(await documents.GetAsync(row.ContentHash, cancellation));
            return messages.Read(mail) is { } record ? new DoorContact(intakeId, row, record, mail.TextBody) : null;
        }
        catch (MailFormatException)
        {
            return null;
        }
    }
}
