using System.Buffers;

namespace SocialWorkflows.Mail;

/// <summary>A mailbox of RFC 5322 §3.4: display name (decoded, may be absent) and addr-spec as given, without angle brackets.</summary>
public sealed record MailAddress(string? Name, string Address)
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<>,;:()[]\\ ");

    /// <summary>One "@", something on both sides, no white space, control character or bracket: a reply can be tried.</summary>
    public bool IsValid
    {
        get
        {
            var at = Address.LastIndexOf('@');
            return at > 0 && at < Address.Length - 1 && Address.Length <= 254
                && (Address[0] == '"' || Address.IndexOf('@', StringComparison.Ordinal) == at)
                && !Address.AsSpan().ContainsAny(Forbidden) && !Address.Any(char.IsControl) && !Address.Any(char.IsWhiteSpace);
        }
    }

    public string Domain => Address[(Address.LastIndexOf('@') + 1)..];
}
