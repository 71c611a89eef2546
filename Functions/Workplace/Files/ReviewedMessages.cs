using System.Text;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Workplace.Files;

/// <summary>
/// A message on the review list as text. <c>Mail</c> is null when it cannot be read; <c>Raw</c> is then its beginning.
/// <c>OffersFiles</c> is false without a positive verdict of the scanner.
/// </summary>
internal sealed record ReviewedMessage(IntakeRow Row, MailMessage? Mail, string? Raw, bool OffersFiles);

/// <summary>Reads messages that wait for a person, of the signed-in person's municipality alone.</summary>
internal sealed class ReviewedMessages(IIntakeLedger ledger, IDocumentStore documents, ILooks looks, CurrentStaff current)
{
    private const int RawShown = 64 * 1024;

    /// <summary>These were never scanned to the end, or failed it.</summary>
    private static readonly string[] NeverOffered = ["infected", "too-large", "unreadable"];

    public async Task<IntakeRow?> FindRowAsync(string intakeId, CancellationToken cancellation)
    {
        var row = await ledger.FindAsync(intakeId, cancellation);
        return row?.Municipality == current.Person.Municipality && row.Disposition == Dispositions.Review ? row : null;
    }

    /// <summary>The case that a letter has become or was filed in; null while there is none.</summary>
    public async Task<string?> CaseOfAsync(string intakeId, CancellationToken cancellation) =>
        await ledger.FindAsync(intakeId, cancellation) is { Disposition: Dispositions.NewCase or Dispositions.ExistingCase } row && row.Municipality == current.Person.Municipality ? row.CaseId : null;

    public async Task<ReviewedMessage?> FindAsync(string intakeId, CancellationToken cancellation)
    {
        if (await FindRowAsync(intakeId, cancellation) is not { } row)
        {
            return null;
        }

        await looks.WriteAsync(new Look { Municipality = row.Municipality, SubjectId = intakeId, PersonId = current.Person.Id, Kind = LookKinds.Message }, cancellation);
        if (row.Reason == "too-large")
        {
            return new ReviewedMessage(row, Mail: null, Raw: null, OffersFiles: false);
        }

        var raw = await documents.GetAsync(row.ContentHash, cancellation);
        try
        {
            return new ReviewedMessage(row, MimeReader.Read(raw), Raw: null, !NeverOffered.Contains(row.Reason));
        }
        catch (MailFormatException)
        {
            return new ReviewedMessage(row, Mail: null, Encoding.Latin1.GetString(raw, 0, Math.Min(raw.Length, RawShown)), OffersFiles: false);
        }
    }
}
