namespace SocialWorkflows.Connectors.Smtp;

/// <summary>What the server can do, by its answer to EHLO.</summary>
internal sealed class SmtpOffer(IReadOnlyList<string> ehloLines)
{
    private readonly string[][] _words = [.. ehloLines.Skip(1).Select(l => l.ToUpperInvariant().Split([' ', '='], StringSplitOptions.RemoveEmptyEntries)).Where(w => w.Length > 0)];

    /// <summary>Null: no limit told.</summary>
    public long? MaxSize => Find("SIZE") is [_, var size, ..] && long.TryParse(size, out var max) && max > 0 ? max : null;

    public bool Has(string keyword) => Find(keyword) is not null;

    public bool HasAuth(string mechanism) => _words.Any(w => w[0] == "AUTH" && w.Skip(1).Contains(mechanism));

    private string[]? Find(string keyword) => Array.Find(_words, w => w[0] == keyword);
}
