using Azure.Core;
using SocialWorkflows.Connectors.Graph;
using SocialWorkflows.Tests.Functions.Sending;

namespace SocialWorkflows.Tests.Graph;

/// <summary>The sending path with the mailbox in Exchange Online as its sender, which is played by <see cref="FakeGraph"/>.</summary>
internal sealed class GraphSendingHouse : IDisposable
{
    public GraphSendingHouse()
    {
        House = new SendingHouse();
        Graph = new FakeGraph(House.Time);
        var client = new GraphClient(
            new GraphOptions { Mailbox = FakeGraph.Mailbox },
            DelegatedTokenCredential.Create((_, _) => new AccessToken(FakeGraph.Token, DateTimeOffset.MaxValue)),
            new HttpClient(Graph, disposeHandler: false),
            House.Time);
        Sender = new GraphSender(client);
    }

    public SendingHouse House { get; }

    public FakeGraph Graph { get; }

    public GraphSender Sender { get; }

    /// <summary>The next sends happen and their answers do not arrive.</summary>
    public void LoseAnswers(int count, string how)
    {
        Graph.After = request =>
        {
            if (request.RequestUri!.AbsolutePath.EndsWith("/send", StringComparison.Ordinal) && count-- > 0)
            {
                throw how == "reset" ? new HttpRequestException("reset") : new IOException("504");
            }
        };
    }

    public void Dispose()
    {
        Graph.Dispose();
        House.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
