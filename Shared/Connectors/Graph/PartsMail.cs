using System.Text;
using System.Text.Json.Nodes;

namespace SocialWorkflows.Connectors.Graph;

/// <summary>An attachment as Graph hands it out.</summary>
internal sealed record MailPart(string Name, string ContentType, byte[] Content);

/// <summary>Writes a message that Graph gives only in parts as a mail: its own header fields, its text, its attachments.</summary>
internal static class PartsMail
{
    private const string Boundary = "=_parts-of-a-message";

    private static readonly string[] OfTheBody = ["Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "MIME-Version"];

    /// <summary>The header fields; where Exchange kept none, those it knows of itself.</summary>
    public static byte[] Headers(JsonObject message)
    {
        StringBuilder head = new();
        var fields = message["internetMessageHeaders"]?.AsArray().OfType<JsonObject>()
            .Select(f => (Name: Text(f, "name"), Value: Text(f, "value")))
            .Where(f => f.Name.Length > 0 && !OfTheBody.Contains(f.Name, StringComparer.OrdinalIgnoreCase))
            .ToList() ?? [];
        foreach (var (name, value) in fields)
        {
            Add(head, name, value);
        }

        foreach (var (name, value) in Known(message).Where(k => k.Value.Length > 0 && !fields.Any(f => f.Name.Equals(k.Name, StringComparison.OrdinalIgnoreCase))))
        {
            Add(head, name, value);
        }

        return Encoding.UTF8.GetBytes(head + "\r\n");
    }

    public static byte[] Write(JsonObject message, IReadOnlyList<MailPart> parts)
    {
        using MemoryStream mail = new();
        var head = Headers(message);
        mail.Write(head, 0, head.Length - 2);
        Line(mail, "MIME-Version: 1.0");
        Line(mail, $"Content-Type: multipart/mixed; boundary=\"{Boundary}\"\r\n");
        var isHtml = Text(message["body"] as JsonObject, "contentType").Equals("html", StringComparison.OrdinalIgnoreCase);
        Part(mail, isHtml ? "text/html; charset=utf-8" : "text/plain; charset=utf-8", null, Encoding.UTF8.GetBytes(Text(message["body"] as JsonObject, "content")));
        foreach (var part in parts)
        {
            Part(mail, OneLine(part.ContentType), part.Name, part.Content);
        }

        Line(mail, $"--{Boundary}--");
        return mail.ToArray();
    }

    private static IEnumerable<(string Name, string Value)> Known(JsonObject message) =>
    [
        ("From", Address(message["from"])),
        ("To", Addresses(message["toRecipients"])),
        ("Cc", Addresses(message["ccRecipients"])),
        ("Subject", Text(message, "subject")),
        ("Message-ID", Text(message, "internetMessageId")),
    ];

    /// <summary>An attached mail keeps its own encoding (RFC 2046 §5.2.1); everything else travels in base64.</summary>
    private static void Part(MemoryStream mail, string type, string? name, byte[] content)
    {
        Line(mail, $"--{Boundary}");
        Line(mail, $"Content-Type: {type}");
        if (name is not null)
        {
            Line(mail, $"Content-Disposition: attachment; filename*=utf-8''{Uri.EscapeDataString(name)}");
        }

        if (type == "message/rfc822")
        {
            Line(mail, string.Empty);
            mail.Write(content);
            Line(mail, string.Empty);
            return;
        }

        Line(mail, "Content-Transfer-Encoding: base64\r\n");
        Line(mail, Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks));
    }

    private static void Add(StringBuilder head, string name, string value) => head.Append(OneLine(name)).Append(": ").Append(OneLine(value)).Append("\r\n");

    private static void Line(MemoryStream mail, string line) => mail.Write(Encoding.UTF8.GetBytes(line + "\r\n"));

    private static string Addresses(JsonNode? list) => list is JsonArray all ? string.Join(", ", all.Select(Address).Where(a => a.Length > 0)) : string.Empty;

    private static string Address(JsonNode? recipient) =>
        recipient?["emailAddress"] is JsonObject { } email && Text(email, "address") is { Length: > 0 } address ? $"\"{Text(email, "name").Replace("\"", "", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal)}\" <{address}>" : string.Empty;

    private static string Text(JsonObject? of, string name) => of?[name]?.GetValue<string>() ?? string.Empty;

    private static string OneLine(string text) => text.Replace('\r', ' ').Replace('\n', ' ');
}
