using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;
using SocialWorkflows.Mail.Threads;

namespace SocialWorkflows.Functions.Lists;

/// <summary>Answers to mails of a list: thanks are nobody's work, everything else is a person's. None of them is an unsigned application.</summary>
internal sealed class ListReplies(ISendLedger ledger, MunicipalityDirectory municipalities)
{
    /// <summary>Persisted reasons in the intake ledger.</summary>
    public const string Thanks = "list-thanks";

    public const string Reply = "list-reply";

    /// <returns>Where the mail ends; null when it answers no list, or brings a file.</returns>
    public async Task<(string Disposition, string Reason)?> EndOfAsync(IntakeRow row, MailMessage mail, CancellationToken cancellation)
    {
        if (mail.Attachments.Count > 0 || municipalities.Get(row.Municipality).Pack.Lists is not { } rules || !await IsAnswerAsync(row.Municipality, mail, cancellation))
        {
            return null;
        }

        return row.Lane != Lanes.Urgent && IsThanks(mail, rules) ? (Dispositions.Machine, Thanks) : (Dispositions.Review, Reply);
    }

    private async Task<bool> IsAnswerAsync(string municipality, MailMessage mail, CancellationToken cancellation)
    {
        foreach (var id in ThreadReferences.Of(mail))
        {
            if (await ledger.FindAsync(id.Split('@')[0], cancellation) is { Kind: ListResults.MailKind } row && row.Municipality == municipality && row.MessageId == id)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Every piece of what was written now is a phrase of thanks or a name.</summary>
    private static bool IsThanks(MailMessage mail, ListRules rules)
    {
        var pieces = OwnWords.Of(mail.TextBody).SelectMany(l => l.Split(['.', '!', ',', ';', ':', '\u2764'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        return pieces.Count is > 0 and <= 8
            && pieces.Any(p => p.Contains("paldies", StringComparison.OrdinalIgnoreCase))
            && pieces.All(p => rules.Thanks.Contains(p.ToLowerInvariant()) || OwnWords.IsName(p));
    }
}
