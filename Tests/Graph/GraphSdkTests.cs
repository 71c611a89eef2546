using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Graph.Users.Item.MailFolders.Item.Messages.Delta;
using Microsoft.Graph.Users.Item.Messages.Item.Move;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware.Options;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Graph;

/// <summary>
/// The fake is judged by Microsoft's own client: what our client and the fake agree on must also be what the published one says and understands.
/// </summary>
public sealed class GraphSdkTests : IDisposable
{
    private const string Immutable = "IdType=\"ImmutableId\"";

    private readonly FakeGraph _graph = new(new SimulatedTime(DemoFolder.Beginning)) { PageSize = 2 };

    public void Dispose() => _graph.Dispose();

    [Fact]
    public async Task Delta_PagesThenChanges_AreReadByTheSdk()
    {
        using var client = ClientOf(_graph);
        var mails = Enumerable.Range(0, 5).Select(i => _graph.Deliver(Raw($"m{i}"))).ToList();

        var (first, position) = await DeltaAsync(client, link: null);
        _graph.Move(mails[1], "another folder");
        var added = _graph.Deliver(Raw("m5"));
        var (changes, _) = await DeltaAsync(client, position);

        first.Select(m => m.Id).ShouldBe(mails.Select(m => m.Id));
        first.ShouldAllBe(m => m.ReceivedDateTime == DemoFolder.Beginning);
        changes.Select(m => (m.Id, m.AdditionalData.ContainsKey("@removed"))).ShouldBe([(mails[1].Id, true), (added.Id, false)], ignoreOrder: true);
        _graph.Wrongs.ShouldBeEmpty();
    }

    [Fact]
    public async Task Delta_PositionForgotten_IsGoneForTheSdk()
    {
        using var client = ClientOf(_graph);
        _graph.Deliver(Raw("m"));
        var (_, position) = await DeltaAsync(client, link: null);
        _graph.ForgetPositions();

        var gone = await Should.ThrowAsync<ODataError>(() => DeltaAsync(client, position));

        (gone.ResponseStatusCode, gone.Error!.Code).ShouldBe(((int)HttpStatusCode.Gone, "syncStateNotFound"));
    }

    [Fact]
    public async Task Message_DestroyedByTheSdk_IsGone()
    {
        using var client = ClientOf(_graph);
        var mail = _graph.Deliver(Raw("m"));

        await client.Users[FakeGraph.Mailbox].Messages[mail.Id].PermanentDelete.PostAsync(c => c.Headers.Add("Prefer", Immutable));
        var gone = await Should.ThrowAsync<ODataError>(() => client.Users[FakeGraph.Mailbox].Messages[mail.Id].PermanentDelete.PostAsync(c => c.Headers.Add("Prefer", Immutable)));

        (gone.ResponseStatusCode, gone.Error!.Code).ShouldBe(((int)HttpStatusCode.NotFound, "ErrorItemNotFound"));
        _graph.In("inbox").ShouldBeEmpty();
        _graph.Wrongs.ShouldBeEmpty();
    }

    [Fact]
    public async Task Message_MimeHeadersAndAttachments_AreReadByTheSdk()
    {
        using var client = ClientOf(_graph);
        byte[] content = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        var inner = Raw("inner");
        var mail = _graph.Deliver(Raw("outer"), attachments:
        [
            (new JsonObject { ["@odata.type"] = "#microsoft.graph.fileAttachment", ["id"] = "AT+1/=", ["name"] = "Iesniegums ģimenei.edoc", ["contentType"] = "application/zip" }, content),
            (new JsonObject { ["@odata.type"] = "#microsoft.graph.itemAttachment", ["id"] = "AT2", ["name"] = "Cita vēstule" }, inner),
            (new JsonObject { ["@odata.type"] = "#microsoft.graph.referenceAttachment", ["id"] = "AT3", ["name"] = "Mākoņa fails" }, []),
        ]);
        var message = client.Users[FakeGraph.Mailbox].Messages[mail.Id];

        await using var mime = await message.Content.GetAsync(c => Prefer(c.Headers));
        using var text = new StreamReader(mime!, Encoding.Latin1);
        var described = await message.GetAsync(c =>
        {
            Prefer(c.Headers);
            c.QueryParameters.Select = ["id", "internetMessageHeaders"];
        });
        var listed = await message.Attachments.GetAsync(c =>
        {
            Prefer(c.Headers);
            c.QueryParameters.Select = ["id", "name", "contentType"];
        });
        var file = await message.Attachments["AT+1/="].GetAsync(c => Prefer(c.Headers));

        (await text.ReadToEndAsync()).ShouldBe(Encoding.Latin1.GetString(mail.Raw));
        described!.InternetMessageHeaders!.ShouldContain(h => h.Name == "Message-ID" && h.Value == "<outer@residents.example>");
        listed!.Value!.Select(a => a.GetType()).ShouldBe([typeof(FileAttachment), typeof(ItemAttachment), typeof(ReferenceAttachment)]);
        file.ShouldBeOfType<FileAttachment>().ShouldSatisfyAllConditions(f => f.ContentBytes.ShouldBe(content), f => f.Name.ShouldBe("Iesniegums ģimenei.edoc"));
        _graph.Wrongs.ShouldBeEmpty();
    }

    [Fact]
    public async Task Message_ThatIsNotThere_IsNotFoundForTheSdk()
    {
        using var client = ClientOf(_graph);
        var message = client.Users[FakeGraph.Mailbox].Messages[_graph.Deliver(Raw("m")).Id];

        var unknown = await Should.ThrowAsync<ODataError>(() => client.Users[FakeGraph.Mailbox].Messages["AAkALgAA+/9="].GetAsync(c => Prefer(c.Headers)));
        var attachment = await Should.ThrowAsync<ODataError>(() => message.Attachments["AT9"].GetAsync(c => Prefer(c.Headers)));

        (unknown.ResponseStatusCode, unknown.Error!.Code, attachment.ResponseStatusCode).ShouldBe((404, "ErrorItemNotFound", 404));
    }

    [Fact]
    public async Task Move_ToAFolderMadeForIt_KeepsTheId()
    {
        using var client = ClientOf(_graph);
        var mail = _graph.Deliver(Raw("m"));
        var mailbox = client.Users[FakeGraph.Mailbox];

        var made = await mailbox.MailFolders.PostAsync(new MailFolder { DisplayName = "Apstrādāts" }, c => Prefer(c.Headers));
        var again = await Should.ThrowAsync<ODataError>(() => mailbox.MailFolders.PostAsync(new MailFolder { DisplayName = "Apstrādāts" }, c => Prefer(c.Headers)));
        var found = await mailbox.MailFolders.GetAsync(c =>
        {
            Prefer(c.Headers);
            c.QueryParameters.Filter = "displayName eq 'Apstrādāts'";
        });
        var moved = await mailbox.Messages[mail.Id].Move.PostAsync(new MovePostRequestBody { DestinationId = made!.Id }, c => Prefer(c.Headers));
        var there = await mailbox.MailFolders[made.Id].Messages.GetAsync(c => Prefer(c.Headers));

        (again.ResponseStatusCode, again.Error!.Code).ShouldBe((409, "ErrorFolderExists"));
        found!.Value!.ShouldHaveSingleItem().Id.ShouldBe(made.Id);
        (moved!.Id, mail.Folder).ShouldBe((mail.Id, made.Id));
        there!.Value!.ShouldHaveSingleItem().Id.ShouldBe(mail.Id);
        _graph.Wrongs.ShouldBeEmpty();
    }

    [Fact]
    public async Task Subscription_MadeAndRenewedByTheSdk_AtOurWebhook()
    {
        await using var house = await GraphHouse.StartAsync();
        using var client = ClientOf(house.Graph);
        var now = house.Way.Time.GetUtcNow();
        const string Webhook = "https://soc.example" + MailNotificationEndpoint.Path;

        var made = await client.Subscriptions.PostAsync(
            new Subscription
            {
                ChangeType = "created",
                Resource = $"users/{FakeGraph.Mailbox}/mailFolders('inbox')/messages",
                NotificationUrl = Webhook,
                LifecycleNotificationUrl = Webhook,
                ClientState = "secret",
                ExpirationDateTime = now.AddMinutes(4200),
            },
            c => Prefer(c.Headers));
        house.Way.Time.Advance(TimeSpan.FromHours(1));
        var renewed = await client.Subscriptions[made!.Id].PatchAsync(new Subscription { ExpirationDateTime = now.AddMinutes(4230).ToOffset(TimeSpan.FromHours(2)) }, c => Prefer(c.Headers));
        var listed = await client.Subscriptions.GetAsync(c => Prefer(c.Headers));
        await client.Subscriptions[made.Id].DeleteAsync(c => Prefer(c.Headers));

        (made.ExpirationDateTime, made.NotificationUrl).ShouldBe((now.AddMinutes(4200), Webhook));
        renewed!.ExpirationDateTime.ShouldBe(now.AddMinutes(4230));
        listed!.Value!.ShouldHaveSingleItem().ShouldSatisfyAllConditions(s => s.Id.ShouldBe(made.Id), s => s.NotificationUrl.ShouldBe(Webhook));
        house.Graph.Subscriptions.Alive.ShouldBeEmpty();
        house.Graph.Wrongs.ShouldBeEmpty();
    }

    [Fact]
    public async Task Throttled_PauseIsReadByTheSdk()
    {
        using var client = ClientOf(_graph);
        _graph.Before = _ => _graph.Throttle(HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(17));

        var refused = await Should.ThrowAsync<ODataError>(() => DeltaAsync(client, link: null));

        (refused.ResponseStatusCode, refused.ResponseHeaders["Retry-After"].Single()).ShouldBe((429, "17"));
    }

    [Fact]
    public async Task Prefer_Missing_IsNotedForTheSdkToo()
    {
        using var client = ClientOf(_graph);

        await Should.ThrowAsync<ODataError>(() => client.Users[FakeGraph.Mailbox].Messages["AAkALgAA+/0="].GetAsync());

        _graph.Wrongs.ShouldHaveSingleItem().ShouldStartWith("IdsWouldChange");
    }

    /// <summary>The SDK's own pipeline, with its repeats off: they wait by the machine's clock.</summary>
    private static GraphServiceClient ClientOf(FakeGraph graph)
    {
        var http = new HttpClient(GraphClientFactory.CreatePipeline(GraphClientFactory.CreateDefaultHandlers(new GraphClientOptions()), new Shared(graph))!);
        return new GraphServiceClient(http, new KnownToken(), ["https://graph.microsoft.com/.default"]);
    }

    /// <summary>All pages by the SDK's own iterator; then the position it read.</summary>
    private static async Task<(List<Message> Messages, string Position)> DeltaAsync(GraphServiceClient client, string? link)
    {
        var inbox = client.Users[FakeGraph.Mailbox].MailFolders["inbox"].Messages.Delta;
        var page = await (link is null ? inbox : inbox.WithUrl(link)).GetAsDeltaGetResponseAsync(c =>
        {
            Prefer(c.Headers);
            c.Options.Add(new RetryHandlerOption { MaxRetry = 0 });
            if (link is null)
            {
                c.QueryParameters.Select = ["id", "receivedDateTime"];
            }
        });
        List<Message> all = [];
        var pages = PageIterator<Message, DeltaGetResponse>.CreatePageIterator(
            client,
            page!,
            message =>
            {
                all.Add(message);
                return true;
            },
            request =>
            {
                Prefer(request.Headers);
                return request;
            });
        await pages.IterateAsync();
        return (all, pages.Deltalink);
    }

    private static void Prefer(RequestHeaders headers) => headers.Add("Prefer", Immutable);

    private static byte[] Raw(string id) =>
        Encoding.Latin1.GetBytes($"From: berta@residents.example\r\nTo: {FakeGraph.Mailbox}\r\nMessage-ID: <{id}@residents.example>\r\nSubject: {id}\r\n\r\nteksts\r\n");

    /// <summary>The client closes its pipeline; the fake stays for the test.</summary>
    private sealed class Shared(FakeGraph graph) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _graph = new(graph, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _graph.SendAsync(request, cancellationToken);
    }
}
