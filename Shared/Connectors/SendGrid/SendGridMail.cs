using System.Text.Json.Nodes;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Connectors.SendGrid;

/// <summary>A mail in SendGrid's own form (v3 mail/send).</summary>
internal static class SendGridMail
{
    /// <summary>Carried back by every event. Custom arguments are kept long and cannot be taken back: an opaque id only.</summary>
    public const string Operation = "operation_id";

    /// <exception cref="PermanentMailException">The mail cannot be written: the same is refused as by <see cref="MimeWriter"/>.</exception>
    public static JsonObject Write(OutgoingMail mail, bool sandbox)
    {
        try
        {
            _ = MimeWriter.Write(mail);
        }
        catch (ArgumentException problem)
        {
            throw new PermanentMailException($"The mail cannot be written: {problem.Message}", problem);
        }

        var body = new JsonObject
        {
            ["personalizations"] = new JsonArray(new JsonObject
            {
                ["to"] = new JsonArray([.. mail.To.Select(a => Address("To", a))]),

                // An object at the top level is refused by the provider's own description; here it is one.
                ["custom_args"] = new JsonObject { [Operation] = mail.OperationId },
            }),
            ["from"] = Address("From", mail.From),
            ["subject"] = mail.Subject,
            ["content"] = new JsonArray([.. Contents(mail)]),
            ["headers"] = Headers(mail),
            ["tracking_settings"] = NoTracking(),
        };
        if (mail.ReplyTo is { } replyTo)
        {
            body["reply_to"] = Address("Reply-To", replyTo);
        }

        if (mail.Attachments.Count > 0)
        {
            body["attachments"] = new JsonArray([.. mail.Attachments.Select(Attachment)]);
        }

        if (sandbox)
        {
            body["mail_settings"] = new JsonObject { ["sandbox_mode"] = On(true) };
        }

        return body;
    }

    private static IEnumerable<JsonNode> Contents(OutgoingMail mail)
    {
        yield return new JsonObject { ["type"] = "text/plain", ["value"] = mail.Text };
        if (mail.Html is not null)
        {
            yield return new JsonObject { ["type"] = "text/html", ["value"] = mail.Html };
        }
    }

    private static JsonObject Headers(OutgoingMail mail)
    {
        var headers = new JsonObject { ["Message-ID"] = Id(mail.MessageId) };
        if (mail.InReplyTo is not null)
        {
            headers["In-Reply-To"] = Id(mail.InReplyTo);
        }

        if (mail.References.Count > 0)
        {
            headers["References"] = string.Join(' ', mail.References.Select(Id));
        }

        if (mail.AutoSubmitted is not null)
        {
            headers["Auto-Submitted"] = mail.AutoSubmitted;
        }

        foreach (var (name, value) in mail.Headers)
        {
            headers[name] = value;
        }

        return headers;
    }

    /// <summary>An authority does not watch who reads its letters, and rewrites no link in them.</summary>
    private static JsonObject NoTracking()
    {
        var clicks = On(false);
        clicks["enable_text"] = false;
        return new JsonObject { ["click_tracking"] = clicks, ["open_tracking"] = On(false), ["subscription_tracking"] = On(false), ["ganalytics"] = On(false) };
    }

    private static JsonObject Address(string field, MailAddress address)
    {
        var written = new JsonObject { ["email"] = MimeWriter.AddressSpec(field, address) };
        if (address.Name is not null)
        {
            written["name"] = address.Name;
        }

        return written;
    }

    private static JsonNode Attachment(OutgoingAttachment file) => new JsonObject
    {
        ["content"] = Convert.ToBase64String(file.Content.Span),
        ["type"] = file.ContentType,
        ["filename"] = file.FileName,
        ["disposition"] = "attachment",
    };

    private static JsonObject On(bool on) => new() { ["enable"] = on };

    private static string Id(string id) => id.StartsWith('<') ? id : $"<{id}>";
}
