using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Connectors.Graph;

/// <summary>
/// Sends from the mailbox in Exchange Online: a draft from our own MIME, then the draft by its immutable id. A sent draft keeps that id and is no
/// draft any more, so that sending it twice makes one mail, and a lost answer is found out by looking.
/// </summary>
public sealed class GraphSender(GraphClient client) : IDraftSender
{
    /// <summary>Of one request 4 MB are taken, and Base64 makes three bytes four.</summary>
    private const int LargestMime = 3_000_000;

    /// <inheritdoc/>
    public bool IsIdempotent => false;

    /// <inheritdoc/>
    public MailDoubt Doubt => MailDoubt.Repeat;

    /// <inheritdoc/>
    public async Task<MailSendResult> SendAsync(OutgoingMail mail, CancellationToken cancellationToken = default) =>
        await SendDraftAsync(await DraftAsync(mail, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<string> DraftAsync(OutgoingMail mail, CancellationToken cancellationToken = default)
    {
        var large = GraphAttachments.TooLarge(mail);
        var mime = Mime(large.Count == 0 ? mail : mail with { Attachments = [.. mail.Attachments.Except(large)] });
        var id = mail.MessageId.StartsWith('<') ? mail.MessageId : $"<{mail.MessageId}>";
        return await CallAsync(
            async () =>
            {
                var draft = await FindAsync(id, cancellationToken) ?? await MakeAsync(mime, cancellationToken);
                await new GraphAttachments(client).AddAsync(Address(draft), large, cancellationToken);

                // Exchange may give a name of its own to what it made from MIME; bounces and answers name ours.
                await client.JsonAsync(HttpMethod.Patch, Address(draft), "naming a draft", new JsonObject { ["internetMessageId"] = id }, cancellationToken);
                return draft;
            });
    }

    /// <inheritdoc/>
    public async Task<MailSendResult> SendDraftAsync(string draftId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await client.JsonAsync(HttpMethod.Post, Address(draftId, "/send"), "sending a draft", null, CancellationToken.None);
            return Accepted(draftId);
        }
        catch (Exception problem) when (problem is GraphProblem or MailboxUnavailableException)
        {
            // Refused, broken off or cut short: the draft itself says whether it went.
            return await SettleAsync(draftId, problem, CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public async Task<DraftStanding> LookAsync(string draftId, CancellationToken cancellationToken = default)
    {
        try
        {
            var draft = await client.JsonAsync(HttpMethod.Get, Address(draftId, "?$select=isDraft"), "looking at a draft", null, cancellationToken);
            return draft?["isDraft"]?.GetValue<bool>() == false ? DraftStanding.Sent : DraftStanding.Waiting;
        }
        catch (GraphProblem gone) when (gone.Status == HttpStatusCode.NotFound)
        {
            return DraftStanding.Gone;
        }
        catch (MailboxUnavailableException blind)
        {
            throw Later(blind);
        }
        catch (GraphProblem blind)
        {
            throw NotSent(blind);
        }
    }

    /// <inheritdoc/>
    public async Task WithdrawAsync(string draftId, CancellationToken cancellationToken = default)
    {
        try
        {
            await client.JsonAsync(HttpMethod.Delete, Address(draftId), "throwing a draft away", null, cancellationToken);
        }
        catch (GraphProblem gone) when (gone.Status == HttpStatusCode.NotFound)
        {
            // Thrown away before the answer of that was lost.
        }
        catch (MailboxUnavailableException blind)
        {
            throw Later(blind);
        }
        catch (GraphProblem blind)
        {
            throw NotSent(blind);
        }
    }

    /// <inheritdoc/>
    public Task<bool> DestroyAsync(string draftId, CancellationToken cancellationToken = default) => new GraphMessages(client).DestroyAsync(draftId, cancellationToken);

    private async Task<MailSendResult> SettleAsync(string draftId, Exception problem, CancellationToken cancellation) => await LookAsync(draftId, cancellation) switch
    {
        DraftStanding.Sent => Accepted(draftId),
        DraftStanding.Gone => new MailSendResult(MailSendOutcome.Unknown, "the draft is gone"),
        _ => throw NotSent(problem),
    };

    private static Exception NotSent(Exception problem) => problem switch
    {
        MailboxUnavailableException silent => Later(silent),
        GraphProblem { Status: HttpStatusCode.Forbidden } => Refused(problem),
        GraphProblem { IsOfTheServer: false, Status: HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge } =>
            new PermanentMailException($"The draft was not sent: {problem.Message}", problem),
        _ => new TransientMailException($"The draft was not sent: {problem.Message}", problem) { IsOfTheServer = problem is GraphProblem { IsOfTheServer: true } },
    };

    /// <summary>The draft of an earlier try whose answer was lost. One with files may lack some: it is thrown away and made anew.</summary>
    private async Task<string?> FindAsync(string messageId, CancellationToken cancellation)
    {
        var filter = Uri.EscapeDataString($"internetMessageId eq '{messageId.Replace("'", "''", StringComparison.Ordinal)}'");
        var found = await client.JsonAsync(
            HttpMethod.Get, new Uri(client.Options.Root, $"mailFolders/drafts/messages?$filter={filter}&$select=id,hasAttachments"), "looking for a draft", null, cancellation);
        string? whole = null;
        foreach (var draft in found?["value"]?.AsArray().OfType<JsonObject>() ?? [])
        {
            var id = draft["id"]!.GetValue<string>();
            if (whole is null && draft["hasAttachments"]?.GetValue<bool>() != true)
            {
                whole = id;
            }
            else
            {
                await client.JsonAsync(HttpMethod.Delete, Address(id), "throwing a draft away", null, cancellation);
            }
        }

        return whole;
    }

    private async Task<string> MakeAsync(byte[] mime, CancellationToken cancellation)
    {
        using var content = new StringContent(Convert.ToBase64String(mime), Encoding.ASCII, "text/plain");
        var made = await client.ContentAsync(HttpMethod.Post, new Uri(client.Options.Root, "messages"), "making a draft", content, cancellation);
        return made?["id"]?.GetValue<string>() ?? throw new TransientMailException("Microsoft Graph made a draft without an id.");
    }

    private static async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (MailboxUnavailableException problem)
        {
            throw Later(problem);
        }
        catch (GraphProblem problem) when (problem.Status == HttpStatusCode.Forbidden)
        {
            throw Refused(problem);
        }
        catch (GraphProblem problem) when (problem.IsOfTheServer || problem.Status is HttpStatusCode.Conflict or HttpStatusCode.RequestTimeout or HttpStatusCode.Locked)
        {
            throw new TransientMailException($"No draft was sent: {problem.Message}", problem) { IsOfTheServer = problem.IsOfTheServer };
        }
        catch (GraphProblem problem)
        {
            throw new PermanentMailException($"No draft was sent: {problem.Message}", problem);
        }
    }

    private static byte[] Mime(OutgoingMail mail)
    {
        try
        {
            var mime = MimeWriter.Write(mail);
            return mime.Length <= LargestMime
                ? mime
                : throw new PermanentMailException($"The mail has {mime.Length} bytes without its large files, Microsoft Graph takes {LargestMime}; nothing was sent.");
        }
        catch (ArgumentException problem)
        {
            throw new PermanentMailException($"The mail cannot be written: {problem.Message}", problem);
        }
    }

    /// <summary>We may not send under this address, or not from this mailbox.</summary>
    private static PermanentMailException Refused(Exception problem) => new($"Nothing was sent: {problem.Message}", problem) { IsOfTheFrom = true };

    private static TransientMailException Later(MailboxUnavailableException problem) => new(problem.Message, problem) { IsOfTheServer = true, RetryAfter = problem.RetryAfter };

    private static MailSendResult Accepted(string draftId) => new(MailSendOutcome.Accepted, "202") { ProviderId = "draft:" + draftId };

    private Uri Address(string id, string rest = "") => new(client.Options.Root, $"messages/{Uri.EscapeDataString(id)}{rest}");
}
