using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake;

/// <summary>A case the message may belong to. <c>IsSure</c>: by the unguessable address, or by thread and the known sender.</summary>
internal sealed record CaseMatch(CaseRecord Case, string By, bool IsSure);

/// <summary>Finds the case a message answers. A From header alone proves nothing and never files a message.</summary>
internal sealed class CaseMatcher(ICaseBoard board, ICaseJournal journal)
{
    public async Task<CaseMatch?> FindAsync(string municipality, MailMessage mail, CancellationToken cancellation)
    {
        var token = mail.To.Concat(mail.Cc).Select(a => CaseAddress.TryReadToken(a.Address, out var read) ? read : null).FirstOrDefault(t => t is not null);
        if (token is not null && await board.FindByAddressTokenAsync(municipality, token, cancellation) is { } addressed)
        {
            return new CaseMatch((await journal.ReadAsync(addressed, cancellation))!, "case-address", IsSure: true);
        }

        var references = ThreadReferences.Of(mail);
        if (references.Count == 0 || await board.FindByMessageAsync(municipality, references, cancellation) is not { } threaded)
        {
            return null;
        }

        var record = (await journal.ReadAsync(threaded, cancellation))!;
        var isKnownSender = mail.From is [var from] && string.Equals(from.Address, record.State.Received!.ReplyTo, StringComparison.OrdinalIgnoreCase);
        return new CaseMatch(record, "references", isKnownSender);
    }
}
