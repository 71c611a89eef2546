using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Connectors.Graph;

/// <summary>
/// Keeps one subscription for new mail alive: made when there is none, renewed long before it ends, made anew when Graph says that it is gone.
/// Nothing depends on it but the speed with which mail is seen.
/// </summary>
public sealed partial class GraphSubscriptions(GraphClient client, IMailboxMemory memory, TimeProvider time, ILogger<GraphSubscriptions> logger)
{
    /// <summary>Asked for. Graph's own limits for mail are told differently (4,230 and 10,080 minutes); this is below both.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(4200);

    public static readonly TimeSpan RenewBefore = TimeSpan.FromHours(36);

    private Uri All => new(client.Options.Endpoint, "v1.0/subscriptions");

    private string Resource => $"users/{client.Options.Mailbox}/mailFolders('inbox')/messages";

    /// <summary>One round; repeatable. Returns whether anything was made or renewed.</summary>
    /// <exception cref="MailboxUnavailableException">Graph does not serve us now.</exception>
    public async Task<bool> KeepAsync(CancellationToken cancellation)
    {
        if (client.Options.NotificationUrl is not { } url)
        {
            return false;
        }

        var removed = await memory.ReadAsync(GraphSubscription.RemovedMark, cancellation);
        var reauthorize = await memory.ReadAsync(GraphSubscription.ReauthorizeMark, cancellation);
        var kept = GraphSubscription.Read(await memory.ReadAsync(GraphSubscription.Name, cancellation));
        var now = time.GetUtcNow();
        var isUsable = kept is { Id: not null } && removed is null && kept.Url == url && kept.Mailbox == client.Options.Mailbox && kept.ExpiresAt > now;
        if (isUsable && reauthorize is null && kept!.ExpiresAt - now > RenewBefore)
        {
            return false;
        }

        try
        {
            if (!isUsable || !await RenewAsync(kept!, cancellation))
            {
                await MakeAsync(url, cancellation);
            }
        }
        catch (GraphProblem problem)
        {
            throw new MailboxUnavailableException($"The mailbox is only polled: {problem.Message}", problem);
        }

        await ForgetAsync(GraphSubscription.RemovedMark, removed, cancellation);
        await ForgetAsync(GraphSubscription.ReauthorizeMark, reauthorize, cancellation);
        return true;
    }

    /// <summary>Renewing authorises anew, too. False when Graph no longer knows it.</summary>
    private async Task<bool> RenewAsync(GraphSubscription kept, CancellationToken cancellation)
    {
        var until = time.GetUtcNow() + Lifetime;
        try
        {
            await client.JsonAsync(HttpMethod.Patch, One(kept.Id!), "the renewal of the subscription", new JsonObject { ["expirationDateTime"] = Text(until) }, cancellation);
        }
        catch (GraphProblem problem) when (problem.Status == HttpStatusCode.NotFound)
        {
            return false;
        }

        await memory.WriteAsync(GraphSubscription.Name, (kept with { ExpiresAt = until }).Write(), cancellation);
        LogRenewed(until);
        return true;
    }

    /// <summary>The secret is kept before Graph is asked: the first notification may come before the answer.</summary>
    private async Task MakeAsync(Uri url, CancellationToken cancellation)
    {
        await RemoveOthersAsync(url, cancellation);
        var made = new GraphSubscription(null, RandomNumberGenerator.GetHexString(64), url, client.Options.Mailbox, time.GetUtcNow() + Lifetime);
        await memory.WriteAsync(GraphSubscription.Name, made.Write(), cancellation);
        var answer = await client.JsonAsync(
            HttpMethod.Post,
            All,
            "a new subscription",
            new JsonObject
            {
                ["changeType"] = "created",
                ["notificationUrl"] = url.AbsoluteUri,
                ["lifecycleNotificationUrl"] = url.AbsoluteUri,
                ["resource"] = Resource,
                ["expirationDateTime"] = Text(made.ExpiresAt),
                ["clientState"] = made.ClientState,
            },
            cancellation);
        await memory.WriteAsync(GraphSubscription.Name, (made with { Id = answer!["id"]!.GetValue<string>() }).Write(), cancellation);
        LogMade(made.ExpiresAt);
    }

    /// <summary>Those a crash or a lost memory left behind would go on calling us with secrets nobody knows.</summary>
    private async Task RemoveOthersAsync(Uri url, CancellationToken cancellation)
    {
        var list = await client.JsonAsync(HttpMethod.Get, All, "the list of subscriptions", null, cancellation);
        foreach (var old in list?["value"]?.AsArray().OfType<JsonObject>() ?? [])
        {
            if (old["notificationUrl"]?.GetValue<string>() == url.AbsoluteUri && old["id"]?.GetValue<string>() is { } id)
            {
                try
                {
                    await client.JsonAsync(HttpMethod.Delete, One(id), "the removal of a subscription", null, cancellation);
                }
                catch (GraphProblem problem) when (problem.Status == HttpStatusCode.NotFound)
                {
                    // It ended in the meantime.
                }
            }
        }
    }

    private Uri One(string id) => new($"{All}/{Uri.EscapeDataString(id)}");

    private Task ForgetAsync(string name, string? value, CancellationToken cancellation) =>
        value is null ? Task.CompletedTask : memory.ForgetAsync(name, value, cancellation);

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    [LoggerMessage(LogLevel.Information, "The mailbox subscription is renewed until {Until}.")]
    private partial void LogRenewed(DateTimeOffset until);

    [LoggerMessage(LogLevel.Information, "A mailbox subscription was made; it holds until {Until}.")]
    private partial void LogMade(DateTimeOffset until);
}
