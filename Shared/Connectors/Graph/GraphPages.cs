using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Connectors.Graph;

/// <summary>One page of a list; exactly one of <c>Next</c> and <c>Delta</c> is there in a delta list, and a plain list ends without either.</summary>
internal sealed record GraphPage(IReadOnlyList<MailboxItem> Items, Uri? Next, Uri? Delta);

/// <summary>Reads lists of messages page by page; only what a decision needs is asked for.</summary>
internal sealed class GraphPages(GraphClient client, TimeProvider time)
{
    public const string Fields = "$select=id,receivedDateTime";

    /// <exception cref="GraphProblem">410: the position is no longer known.</exception>
    public async Task<GraphPage> ReadAsync(Uri link, CancellationToken cancellation)
    {
        var page = await PageAsync(link, cancellation);
        if (page?["value"] is not JsonArray values)
        {
            throw new MailboxUnavailableException("Microsoft Graph answered a list of messages without its values.");
        }

        return new GraphPage([.. values.OfType<JsonObject>().Select(Item).DistinctBy(i => i.Id)], Link(page, "@odata.nextLink"), Link(page, "@odata.deltaLink"));
    }

    private async Task<JsonObject?> PageAsync(Uri link, CancellationToken cancellation)
    {
        try
        {
            return await client.JsonAsync(HttpMethod.Get, link, "a page of messages", null, cancellation);
        }
        catch (GraphProblem problem) when (problem.Status != HttpStatusCode.Gone)
        {
            throw new MailboxUnavailableException(problem.Message, problem);
        }
    }

    public async IAsyncEnumerable<MailboxItem> AllAsync(Uri first, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var link = first; link is not null;)
        {
            var page = await ReadAsync(link, cancellation);
            foreach (var item in page.Items)
            {
                yield return item;
            }

            link = page.Next;
        }
    }

    private MailboxItem Item(JsonObject message) => new(message["id"]!.GetValue<string>(), 0, Received(message))
    {
        IdIsLasting = true,
        IsRewritten = true,
        IsGone = message.ContainsKey("@removed"),
    };

    private DateTimeOffset Received(JsonObject message) =>
        DateTimeOffset.TryParse(message["receivedDateTime"]?.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : time.GetUtcNow();

    private static Uri? Link(JsonObject page, string name) => page[name]?.GetValue<string>() is { } link ? new Uri(link) : null;
}
