using System.Globalization;
using System.Text;

namespace SocialWorkflows.Mail.Senders;

/// <summary>Something about a sender that deceives the eye. A person is warned; nothing is decided by it.</summary>
public enum SenderWarning
{
    /// <summary>Characters that turn the reading direction, in name, address, subject or a file's name.</summary>
    DirectionOverride,

    /// <summary>Letters of different scripts in one word of the name or address.</summary>
    MixedScripts,

    /// <summary>The domain looks like ours and is not.</summary>
    LookAlikeDomain,

    /// <summary>The name is that of our service or of one of our people, the address is not ours.</summary>
    OurNameElsewhere,

    /// <summary>The name shows an address that is not the sender's.</summary>
    AddressInName,
}

public static class SenderWarnings
{
    /// <param name="mail">As received.</param>
    /// <param name="ourNames">Names of the service and of its people.</param>
    /// <param name="ourDomains">Domains of our own addresses.</param>
    /// <returns>Each warning once.</returns>
    public static IReadOnlyList<SenderWarning> Of(MailMessage mail, IReadOnlyCollection<string> ourNames, IReadOnlyCollection<string> ourDomains)
    {
        SortedSet<SenderWarning> found = [];
        foreach (var sender in mail.From.Concat(mail.ReplyTo).Append(mail.Sender).OfType<MailAddress>())
        {
            AddFor(sender, ourNames, ourDomains, found);
        }

        if (TurnsDirection(mail.Subject) || mail.AllAttachments().Any(a => TurnsDirection(a.GivenFileName ?? string.Empty)))
        {
            found.Add(SenderWarning.DirectionOverride);
        }

        return [.. found];
    }

    private static void AddFor(MailAddress sender, IReadOnlyCollection<string> ourNames, IReadOnlyCollection<string> ourDomains, SortedSet<SenderWarning> found)
    {
        var name = sender.Name ?? string.Empty;
        if (TurnsDirection(name) || TurnsDirection(sender.Address))
        {
            found.Add(SenderWarning.DirectionOverride);
        }

        var domain = LookAlike.Readable(sender.Domain);
        if (MixesScripts(name) || MixesScripts(sender.Address) || MixesScripts(domain))
        {
            found.Add(SenderWarning.MixedScripts);
        }

        if (ourDomains.Any(d => IsWithin(sender.Domain, d)))
        {
            return;
        }

        if (ourDomains.Any(d => LookAlike.IsDomain(domain, d)))
        {
            found.Add(SenderWarning.LookAlikeDomain);
        }

        var skeleton = LookAlike.Skeleton(name);
        if (skeleton.Length > 0 && ourNames.Select(LookAlike.Skeleton).Any(n => n.Length >= 6 && skeleton.Contains(n, StringComparison.Ordinal)))
        {
            found.Add(SenderWarning.OurNameElsewhere);
        }

        if (name.Contains('@', StringComparison.Ordinal) && !name.Contains(sender.Address, StringComparison.OrdinalIgnoreCase))
        {
            found.Add(SenderWarning.AddressInName);
        }
    }

    private static bool IsWithin(string domain, string ours) =>
        domain.Equals(ours, StringComparison.OrdinalIgnoreCase) || domain.EndsWith("." + ours, StringComparison.OrdinalIgnoreCase);

    private static bool TurnsDirection(string text) => text.Any(c => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F' or '\u061C');

    private static bool MixesScripts(string text)
    {
        var (latin, other) = (false, false);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsLetter(rune) && Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
            {
                (latin, other) = (false, false);
                continue;
            }

            latin |= rune.Value is < 0x250 or (>= 0x1E00 and < 0x1F00);
            other |= rune.Value is (>= 0x370 and < 0x590) or (>= 0x1F00 and < 0x2000);
            if (latin && other)
            {
                return true;
            }
        }

        return false;
    }
}
