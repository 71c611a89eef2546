using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Connectors.Graph;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Graph;

/// <summary>The whole product with its mailbox in Exchange Online, which is played by <see cref="FakeGraph"/>.</summary>
internal sealed class GraphHouse : IAsyncDisposable
{
    private readonly HttpClient _graphsOwn = new();

    private GraphHouse(WayHouse way, FakeGraph graph)
    {
        Way = way;
        Graph = graph;
        graph.Subscriptions.Subscriber = CallAsync;
    }

    public WayHouse Way { get; private set; }

    public FakeGraph Graph { get; }

    public GraphMailbox Mailbox => Way.Get<GraphMailbox>();

    public static Task<GraphHouse> StartAsync(Action<IServiceCollection>? configure = null, params (string Name, string Value)[] settings) => StartAsync(packs: null, configure, settings);

    public static async Task<GraphHouse> StartAsync(string? packs, Action<IServiceCollection>? configure, params (string Name, string Value)[] settings)
    {
        var time = new SimulatedTime(DemoFolder.Beginning);
        var graph = new FakeGraph(time);
        Dictionary<string, string?> all = new(StringComparer.Ordinal)
        {
            ["Mail:Graph:Mailbox"] = FakeGraph.Mailbox,
            ["Mail:Graph:NotificationUrl"] = "https://soc.example" + MailNotificationEndpoint.Path,
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        var way = await WayHouse.StartAsync(time: time, packs: packs, settings: all, configure: services =>
        {
            services.AddSingleton(provider => new GraphClient(
                provider.GetRequiredService<GraphOptions>(), new KnownToken(), new HttpClient(graph, disposeHandler: false), provider.GetRequiredService<TimeProvider>()));
            configure?.Invoke(services);
        });
        return new GraphHouse(way, graph);
    }

    public FakeMail Deliver(OutgoingMail mail) => Graph.Deliver(MimeWriter.Write(mail));

    public Task<int> LookAsync() => Way.Get<IncomingDesk>().AcceptAllAsync(CancellationToken.None);

    public Task<int> WatchAsync() => Way.Get<MailboxWatch>().RunAsync(CancellationToken.None);

    public Task<IReadOnlyList<IntakeRow>> RowsAsync() => Way.Intake.ListAsync("smiltene", null, CancellationToken.None);

    public IReadOnlyList<FakeMail> Processed => Graph.FolderOf("Apstrādāts") is { } folder ? Graph.In(folder) : [];

    /// <summary>Stops the process as it stands and starts the next on what it left.</summary>
    public async Task RestartAsync() => Way = await Way.RestartAsync();

    /// <summary>Every mail once in the ledger and in the folder of processed mail, and nothing that Graph would have refused.</summary>
    public async Task ShouldBeWholeAsync(int mails)
    {
        Graph.In("inbox").ShouldBeEmpty();
        Processed.Count.ShouldBe(mails);
        (await RowsAsync()).Count.ShouldBe(mails);
        Graph.Wrongs.ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await Way.DisposeAsync();
        _graphsOwn.Dispose();
        Graph.Dispose();
    }

    public Task<HttpResponseMessage> CallAsync(string pathAndQuery, HttpContent body) => _graphsOwn.PostAsync(new Uri(Way.Address, pathAndQuery), body);
}
