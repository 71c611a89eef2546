using System.Text.RegularExpressions;
using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Letters.Mail;

/// <summary>
/// All that a status e-mail can know. E-mail is not a protected channel, so there is no place here for a person's name,
/// the service, health, income or the outcome, and nothing of the resident's own message is repeated.
/// </summary>
public sealed partial record StatusMailData
{
    private readonly string _number = "";
    private readonly string? _link;

    /// <summary>Registration or intake number of the municipality.</summary>
    /// <exception cref="ArgumentException">It is not shaped like a number: letters, digits, <c>- / . _</c>, at most 40, at least one digit.</exception>
    public required string Number
    {
        get => _number;
        init => _number = NumberShape().IsMatch(value)
            ? value
            : throw new ArgumentException("A status e-mail takes a registration or intake number: letters without spaces, digits, - / . _, at most 40.", nameof(value));
    }

    /// <summary>Public contacts of the municipality's service.</summary>
    public required Institution Institution { get; init; }

    /// <summary>The lawful channel of the letter that this e-mail announces, worded by the pack; null when the letter waits at the counter.</summary>
    public NoticeChannelRule? Channel { get; init; }

    /// <summary>Sentences about where the application stands, from a fixed list of ours.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>To the status page of the application; null when the mail carries none.</summary>
    /// <exception cref="ArgumentException">It is no address of the web.</exception>
    public string? Link
    {
        get => _link;
        init => _link = value is null || (Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && !value.Any(char.IsWhiteSpace))
            ? value
            : throw new ArgumentException("A status e-mail takes a link as an absolute address of the web.", nameof(value));
    }

    [GeneratedRegex(@"^(?=.*\d)[A-Za-z0-9][A-Za-z0-9\-/._]{0,39}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberShape();
}
