using System.Net;
using System.Text.Json.Nodes;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Connectors.Graph;

/// <summary>
/// The bytes of one message. Exchange writes MIME anew each time; where it cannot (ErrorMimeContentConversionFailed and the like), the mail is put
/// together from its headers, text and attachments, so that nothing stays behind.
/// </summary>
internal sealed class GraphMessages(GraphClient client)
{
    public Uri Address(string id, string rest = "") => new(client.Options.Root, $"messages/{Uri.EscapeDataString(id)}{rest}");

    /// <summary>Null when the message is gone.</summary>
    /// <exception cref="PermanentMailException">It is larger than the limit.</exception>
    public async Task<byte[]?> ReadAsync(string id, CancellationToken cancellation)
    {
        try
        {
            return await LimitedAsync(Address(id, "/$value"), "the MIME of a message", client.Options.MaxMessageBytes, cancellation);
        }
        catch (GraphProblem problem) when (problem.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (GraphProblem)
        {
            return await FromPartsAsync(id, cancellation);
        }
    }

    /// <summary>The message's own header fields as bytes; null when it is gone.</summary>
    public async Task<byte[]?> ReadHeadersAsync(string id, CancellationToken cancellation) =>
        await DescriptionAsync(id, cancellation) is { } message ? PartsMail.Headers(message) : null;

    /// <summary>The message without its files; null when it is gone.</summary>
    public async Task<byte[]?> ReadLetterAsync(string id, CancellationToken cancellation) =>
        await DescriptionAsync(id, cancellation) is { } message ? PartsMail.Write(message, []) : null;

    /// <summary>
    /// Takes it out of the mailbox for good, whatever folder it was moved to; one that is gone is no error. A hold of Exchange still keeps what nobody can open any more.
    /// Microsoft Graph v1.0, message: permanentDelete.
    /// </summary>
    /// <returns>False where that is left to Exchange, and for an id of another mailbox, for example of a folder that was the mailbox before.</returns>
    /// <exception cref="TransientMailException">It may still be there.</exception>
    public async Task<bool> DestroyAsync(string id, CancellationToken cancellation)
    {
        if (client.Options.KeepsDestroyed)
        {
            return false;
        }

        try
        {
            await client.JsonAsync(HttpMethod.Post, Address(id, "/permanentDelete"), "the destruction of a message", null, cancellation);
            return true;
        }
        catch (GraphProblem problem) when (problem is { Status: HttpStatusCode.NotFound, Code: "ErrorItemNotFound" })
        {
            // Destroyed before the answer of that was lost, or by a person.
            return true;
        }
        catch (GraphProblem problem) when (problem is { Status: HttpStatusCode.BadRequest, Code: "ErrorInvalidIdMalformed" or "ErrorInvalidMailboxItemId" })
        {
            return false;
        }
        catch (GraphProblem problem)
        {
            throw new TransientMailException(problem.Message, problem);
        }
    }

    private async Task<byte[]?> FromPartsAsync(string id, CancellationToken cancellation)
    {
        if (await DescriptionAsync(id, cancellation) is not { } message)
        {
            return null;
        }

        List<MailPart> parts = [];
        var left = client.Options.MaxMessageBytes;
        for (var link = Address(id, "/attachments?$select=id,name,contentType,size,isInline"); link is not null;)
        {
            var page = await client.JsonAsync(HttpMethod.Get, link, "the list of attachments", null, cancellation);
            foreach (var attachment in page!["value"]!.AsArray().OfType<JsonObject>())
            {
                var part = await PartAsync(id, attachment, left, cancellation);
                left -= part.Content.Length;
                parts.Add(part);
            }

            link = page["@odata.nextLink"]?.GetValue<string>() is { } next ? new Uri(next) : null;
        }

        return PartsMail.Write(message, parts);
    }

    private async Task<MailPart> PartAsync(string id, JsonObject attachment, long most, CancellationToken cancellation)
    {
        var name = attachment["name"]?.GetValue<string>() ?? string.Empty;
        var kind = attachment["@odata.type"]?.GetValue<string>();
        if (kind == "#microsoft.graph.referenceAttachment")
        {
            return new MailPart(name, "text/plain", []);
        }

        var address = Address(id, $"/attachments/{Uri.EscapeDataString(attachment["id"]!.GetValue<string>())}/$value");
        var bytes = await LimitedAsync(address, "an attachment", most, cancellation);
        return new MailPart(
            name, kind == "#microsoft.graph.itemAttachment" ? "message/rfc822" : attachment["contentType"]?.GetValue<string>() ?? "application/octet-stream", bytes);
    }

    private async Task<JsonObject?> DescriptionAsync(string id, CancellationToken cancellation)
    {
        try
        {
            return await client.JsonAsync(
                HttpMethod.Get, Address(id, "?$select=subject,from,toRecipients,ccRecipients,receivedDateTime,internetMessageId,internetMessageHeaders,body"), "a message", null, cancellation);
        }
        catch (GraphProblem problem) when (problem.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private async Task<byte[]> LimitedAsync(Uri address, string what, long most, CancellationToken cancellation) =>
        await client.BytesAsync(address, what, most, cancellation)
        ?? throw new PermanentMailException($"The mail has more than {client.Options.MaxMessageBytes} bytes, the limit. Its headers can be read; it stays in the mailbox for a person.");
}
