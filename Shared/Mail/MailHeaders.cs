using SocialWorkflows.Mail.Reading;

namespace SocialWorkflows.Mail;

/// <summary>One header field: its name and its unfolded value, encoded words not yet decoded.</summary>
public sealed record MailHeader(string Name, string RawValue)
{
    /// <summary>The value for people: encoded words decoded, control characters turned to spaces.</summary>
    public string Text => HeaderText.Decode(RawValue);
}

/// <summary>The header fields of a mail or part, in their order. Names compare without case.</summary>
public sealed class MailHeaders(IReadOnlyList<MailHeader> fields)
{
    public IReadOnlyList<MailHeader> Fields { get; } = fields;

    /// <summary>The first field of that name, decoded; null when there is none.</summary>
    public string? First(string name) => Find(name)?.Text;

    /// <summary>All fields of that name, decoded, top first.</summary>
    public IEnumerable<string> All(string name) => Named(name).Select(f => f.Text);

    internal string? FirstRaw(string name) => Find(name)?.RawValue;

    internal IEnumerable<MailHeader> Named(string name) =>
        Fields.Where(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private MailHeader? Find(string name)
    {
        foreach (var field in Fields)
        {
            if (field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return field;
            }
        }

        return null;
    }
}
