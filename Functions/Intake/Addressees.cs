using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Synthetic;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake;

/// <summary>Which of our municipalities a mail is for.</summary>
/// <param name="municipalities">Those of this process.</param>
/// <param name="deliveryField">
/// Header field into which our own mail server writes for whom it delivers; null when none does. Anybody can send such a field, so no other is believed, and
/// of this one only the topmost, which the last server wrote.
/// </param>
/// <param name="synthetic">Knows the mail of the synthetic resident.</param>
internal sealed class Addressees(MunicipalityDirectory municipalities, string? deliveryField, SyntheticMails synthetic)
{
    /// <summary>Looks at what is for none of ours.</summary>
    public Municipality Default => municipalities.Default;

    /// <summary>The synthetic resident's own, whoever it is addressed to.</summary>
    public Task<bool> IsSyntheticAsync(ReadOnlyMemory<byte> raw, CancellationToken cancellation) => synthetic.IsOneAsync(raw, cancellation);

    /// <summary>Whom our server names; where it names nobody of ours, everyone whom the mail is addressed to. Empty: none of ours.</summary>
    public IReadOnlyList<Municipality> Of(MailMessage mail)
    {
        IEnumerable<string> delivered = deliveryField is null ? [] : mail.Headers.All(deliveryField).Take(1).Select(value => value.Trim(' ', '<', '>'));
        return municipalities.AllByRecipient(delivered) is { Count: > 0 } named ? named : municipalities.AllByRecipient(mail.To.Concat(mail.Cc).Select(a => a.Address));
    }
}
