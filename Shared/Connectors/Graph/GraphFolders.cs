using System.Net;
using System.Text.Json.Nodes;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Connectors.Graph;

/// <summary>The inbox, and the folder beside it to which accepted mail goes.</summary>
internal sealed class GraphFolders(GraphClient client)
{
    private const string Inbox = "inbox";

    private string? _processed;

    public Uri Messages(string folder) => new(client.Options.Root, $"mailFolders/{Uri.EscapeDataString(folder)}/messages");

    public Uri InboxMessages => Messages(Inbox);

    /// <summary>Found by its name, or made.</summary>
    public async Task<string> ProcessedAsync(CancellationToken cancellation)
    {
        if (_processed is { } known)
        {
            return known;
        }

        return _processed = await FindAsync(cancellation) ?? await MakeAsync(cancellation);
    }

    /// <summary>After Graph said that there is no such folder.</summary>
    public void Forget() => _processed = null;

    private async Task<string?> FindAsync(CancellationToken cancellation)
    {
        var name = client.Options.ProcessedFolder.Replace("'", "''", StringComparison.Ordinal);
        var filter = Uri.EscapeDataString($"displayName eq '{name}'");
        var answer = await client.JsonAsync(HttpMethod.Get, new Uri(client.Options.Root, $"mailFolders?$filter={filter}&$select=id,displayName"), "the list of folders", null, cancellation);
        return answer?["value"]?.AsArray().FirstOrDefault()?["id"]?.GetValue<string>();
    }

    private async Task<string> MakeAsync(CancellationToken cancellation)
    {
        try
        {
            var made = await client.JsonAsync(
                HttpMethod.Post, new Uri(client.Options.Root, "mailFolders"), "a new folder", new JsonObject { ["displayName"] = client.Options.ProcessedFolder }, cancellation);
            return made!["id"]!.GetValue<string>();
        }
        catch (GraphProblem problem) when (problem.Status == HttpStatusCode.Conflict)
        {
            // Another process made it in the same moment.
            return await FindAsync(cancellation) ?? throw new MailboxUnavailableException("Microsoft Graph says that the folder is there, and does not find it.", problem);
        }
    }
}
