using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Mail;
using SocialWorkflows.Mail.Senders;
using SocialWorkflows.Mail.Threads;

namespace SocialWorkflows.Functions.Intake;

/// <summary>An earlier letter of the same municipality, and what ties a mail to it.</summary>
internal sealed record FormerLetter(IntakeRow Row, LetterTies Ties);

/// <summary>
/// The letters a mail speaks of without being an answer in a case: through our answers about them, found in the send ledger, and through their number in the
/// subject. For staff only.
/// </summary>
internal sealed class FormerLetters(SentMails sent, IIntakeLedger ledger, IDocumentStore documents, WebForms webForms, MunicipalityDirectory municipalities)
{
    /// <summary>So many of the newest ids are looked up; a thread that is longer is seen from its end.</summary>
    private const int MostIds = 20;

    /// <returns>In the order of their arrival.</returns>
    public async Task<IReadOnlyList<FormerLetter>> OfAsync(IntakeRow row, MailMessage mail, SenderTrust trust, CancellationToken cancellation)
    {
        Dictionary<string, FormerLetter> found = new(StringComparer.Ordinal);
        var domain = "@" + StatusMailDesk.DomainOf(municipalities.Get(row.Municipality).Pack);
        foreach (var id in mail.InReplyTo.Concat(mail.References.Reverse()).Distinct(StringComparer.Ordinal).Where(id => id.EndsWith(domain, StringComparison.OrdinalIgnoreCase)).Take(MostIds))
        {
            if (await sent.FindAsync(row.Municipality, id, cancellation) is { } answer)
            {
                Add(await ledger.FindAsync(answer.SubjectId, cancellation), LetterTies.Answer);
            }
        }

        if (CaseNumbers.In(mail.Subject, IntakeIds.NumberPrefix) is { } number)
        {
            Add(await ledger.FindByNumberAsync(row.Municipality, number, cancellation), LetterTies.Number);
        }

        List<FormerLetter> shown = [];
        foreach (var letter in found.Values)
        {
            var ties = letter.Ties | await OfSenderAsync(letter.Row, mail, trust, cancellation);
            if (LetterTieRule.IsShown(ties, trust == SenderTrust.Failed))
            {
                shown.Add(letter with { Ties = ties });
            }
        }

        return [.. shown.OrderBy(l => l.Row.ReceivedAt)];

        void Add(IntakeRow? letter, LetterTies tie)
        {
            if (letter is not null && letter.Municipality == row.Municipality && letter.IntakeId != row.IntakeId)
            {
                found[letter.IntakeId] = new FormerLetter(letter, (found.GetValueOrDefault(letter.IntakeId)?.Ties ?? LetterTies.None) | tie);
            }
        }
    }

    private async Task<LetterTies> OfSenderAsync(IntakeRow former, MailMessage mail, SenderTrust trust, CancellationToken cancellation)
    {
        // A form's address is everybody's who writes through it.
        if (webForms.IsOne(former.Municipality, mail, former.ReceivedAt) || mail.From is not [{ IsValid: true } from] || await HeadersOfAsync(former, cancellation) is not { From: [{ IsValid: true } then] } || !then.Address.Equals(from.Address, StringComparison.OrdinalIgnoreCase))
        {
            return LetterTies.None;
        }

        return trust switch
        {
            SenderTrust.Failed => LetterTies.None,
            SenderTrust.Passed => LetterTies.SameSender | LetterTies.ProvenSender,
            _ => LetterTies.SameSender,
        };
    }

    /// <summary>Null where the letter is no longer kept, was too large to be taken in, or is no mail.</summary>
    private async Task<MailMessage?> HeadersOfAsync(IntakeRow former, CancellationToken cancellation)
    {
        try
        {
            return MimeReader.ReadHeaders(await documents.GetAsync(former.ContentHash, cancellation));
        }
        catch (Exception problem) when (problem is DocumentStoreException or MailFormatException)
        {
            return null;
        }
    }
}
