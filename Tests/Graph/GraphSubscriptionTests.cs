using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Connectors.Sqlite;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Graph;

/// <summary>The subscription and its webhook: made, renewed, made anew; believed only with our secret; durable before the answer.</summary>
public sealed class GraphSubscriptionTests
{
    private const string Path = MailNotificationEndpoint.Path;

    [Fact]
    public async Task Watch_NoSubscription_IsMadeWithHandshakeAndLifecycleAddress()
    {
        await using var house = await GraphHouse.StartAsync();

        await house.WatchAsync();
        await house.WatchAsync();

        var made = house.Graph.Subscriptions.Only;
        made.LifecycleUrl.ShouldBe(made.Url);
        house.Graph.Wrongs.ShouldBeEmpty();
    }

    [Fact]
    public async Task Watch_ShortlyBeforeItsEnd_IsRenewedOnce()
    {
        await using var house = await GraphHouse.StartAsync();
        await house.WatchAsync();
        var id = house.Graph.Subscriptions.Only.Id;

        house.Way.Time.Advance(TimeSpan.FromHours(33));
        await house.WatchAsync();
        house.Graph.Subscriptions.Renewals.ShouldBe(0);
        house.Way.Time.Advance(TimeSpan.FromHours(2));
        await house.WatchAsync();
        await house.WatchAsync();

        (house.Graph.Subscriptions.Renewals, house.Graph.Subscriptions.Only.Id).ShouldBe((1, id));
    }

    [Fact]
    public async Task Watch_EndedWhileWeWereDown_IsMadeAnewAndTheOldSecretIsWorthless()
    {
        await using var house = await GraphHouse.StartAsync();
        await house.WatchAsync();
        var old = house.Graph.Subscriptions.Only;

        house.Way.Time.Advance(TimeSpan.FromDays(4));
        await house.RestartAsync();
        await house.WatchAsync();

        house.Graph.Subscriptions.Only.Id.ShouldNotBe(old.Id);
        house.Graph.Subscriptions.Only.ClientState.ShouldNotBe(old.ClientState);
        (await house.Graph.Subscriptions.NotifyAsync(old)).ShouldBe(HttpStatusCode.Accepted);
        await house.Mailbox.WaitForNewAsync(CancellationToken.None).WaitAsync(TimeSpan.Zero).ShouldThrowAsync<TimeoutException>();
    }

    [Theory]
    [InlineData("subscriptionRemoved", 0, 2)]
    [InlineData("reauthorizationRequired", 1, 1)]
    [InlineData("missed", 0, 1)]
    public async Task Lifecycle_Event_IsDoneByTheNextWatchAndWakesTheLook(string lifecycle, int renewals, int made)
    {
        await using var house = await GraphHouse.StartAsync();
        await house.WatchAsync();
        var first = house.Graph.Subscriptions.Only;
        if (lifecycle == "subscriptionRemoved")
        {
            house.Graph.Subscriptions.Remove(first);
        }

        (await house.Graph.Subscriptions.NotifyAsync(first, lifecycle)).ShouldBe(HttpStatusCode.Accepted);
        await house.Mailbox.WaitForNewAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(5));
        await house.RestartAsync();
        await house.WatchAsync();
        await house.WatchAsync();

        house.Graph.Subscriptions.Renewals.ShouldBe(renewals);
        house.Graph.Subscriptions.Only.Id.ShouldBe($"sub-{made}");
    }

    [Fact]
    public async Task Watch_AnswerOfCreationLost_OnlyOneLivesOn()
    {
        await using var house = await GraphHouse.StartAsync();
        house.Graph.After = request =>
        {
            if (request.Method == HttpMethod.Post)
            {
                throw new HttpRequestException("The connection was reset.");
            }
        };
        await house.WatchAsync();
        house.Graph.Subscriptions.Only.Id.ShouldBe("sub-1");
        house.Graph.After = _ => { };

        await house.WatchAsync();

        house.Graph.Subscriptions.Only.Id.ShouldBe("sub-2");
    }

    [Theory]
    [InlineData("wrong", null)]
    [InlineData("", null)]
    [InlineData(null, "sub-9")]
    public async Task Notification_OfAnotherSecretOrSubscription_IsAnsweredAlikeAndWakesNobody(string? clientState, string? subscription)
    {
        await using var house = await GraphHouse.StartAsync();
        await house.WatchAsync();

        (await house.Graph.Subscriptions.NotifyAsync(house.Graph.Subscriptions.Only, clientState: clientState, subscriptionId: subscription)).ShouldBe(HttpStatusCode.Accepted);

        await house.Mailbox.WaitForNewAsync(CancellationToken.None).WaitAsync(TimeSpan.Zero).ShouldThrowAsync<TimeoutException>();
        (await File.ReadAllTextAsync(System.IO.Path.Combine(house.Way.Data.Demo, "log.txt"))).ShouldContain("were not of our subscription");
    }

    [Fact]
    public async Task Notification_OfNewMail_WakesTheLook()
    {
        await using var house = await GraphHouse.StartAsync();
        await house.WatchAsync();
        house.Deliver(Residents.Letter("pushed", DemoFolder.Beginning));

        (await house.Graph.Subscriptions.NotifyAsync(house.Graph.Subscriptions.Only)).ShouldBe(HttpStatusCode.Accepted);
        await house.Mailbox.WaitForNewAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(5));
        await house.LookAsync();

        await house.ShouldBeWholeAsync(1);
    }

    /// <summary>F06: nothing was pushed for half an hour.</summary>
    [Fact]
    public async Task F06_PushLost_ThePollFindsAll()
    {
        await using var house = await GraphHouse.StartAsync();
        await house.WatchAsync();
        house.Deliver(Residents.Letter("quiet", DemoFolder.Beginning));

        house.Way.Time.Advance(TimeSpan.FromMinutes(1));
        await house.Mailbox.WaitForNewAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(5));
        await house.LookAsync();

        await house.ShouldBeWholeAsync(1);
    }

    /// <summary>The disk is full: no 202, so Graph comes again; then the same notification is taken.</summary>
    [Fact]
    public async Task Notification_ThatCannotBeWrittenDown_IsNotAccepted()
    {
        var memory = new BreakableMemory();
        await using var house = await GraphHouse.StartAsync(services => services.AddSingleton<IMailboxMemory>(provider =>
        {
            memory.Inner = new SqliteMailboxMemory(provider.GetRequiredService<CaseDatabase>());
            return memory;
        }));
        await house.WatchAsync();
        var subscription = house.Graph.Subscriptions.Only;

        memory.IsBroken = true;
        (await house.Graph.Subscriptions.NotifyAsync(subscription)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        memory.IsBroken = false;
        (await house.Graph.Subscriptions.NotifyAsync(subscription)).ShouldBe(HttpStatusCode.Accepted);

        (await memory.ReadAsync("graph:look", CancellationToken.None)).ShouldNotBeNull();
        await house.LookAsync();
        (await memory.ReadAsync("graph:look", CancellationToken.None)).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"value\":{}}")]
    public async Task Notification_ThatIsNone_IsRefused(string body)
    {
        await using var house = await GraphHouse.StartAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        (await house.CallAsync(Path, content)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Notification_LargerThanTheLimit_IsRefused()
    {
        await using var house = await GraphHouse.StartAsync();
        using var content = new StringContent("{\"value\":[" + new string(' ', 2_000_000) + "]}", Encoding.UTF8, "application/json");

        (await house.CallAsync(Path, content)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Notification_WhereTheMailboxIsAMaildir_ThereIsNoSuchPage()
    {
        await using var house = await WayHouse.StartAsync();
        using var client = new HttpClient();
        using var content = new StringContent("{\"value\":[]}", Encoding.UTF8, "application/json");

        (await client.PostAsync(new Uri(house.Address, Path), content)).StatusCode.ShouldNotBe(HttpStatusCode.Accepted);
    }

    [Theory]
    [InlineData("Mail:Graph:Mailbox", "nothing", "Mailbox")]
    [InlineData("Mail:Graph:NotificationUrl", "http://soc.example/x", "NotificationUrl")]
    [InlineData("Mail:Graph:Endpoint", "http://graph.microsoft.com/", "Endpoint")]
    [InlineData("Mail:Graph:CertificateFile", "x.pem", "CertificateFile")]
    public async Task Settings_ThatCannotBeUsed_StopTheStart(string name, string value, string named) =>
        (await Should.ThrowAsync<InvalidDataException>(() => GraphHouse.StartAsync(null, (name, value)))).Message.ShouldContain(named);

    private sealed class BreakableMemory : IMailboxMemory
    {
        public SqliteMailboxMemory Inner { get; set; } = null!;

        public bool IsBroken { get; set; }

        public Task<string?> ReadAsync(string name, CancellationToken cancellation) => Inner.ReadAsync(name, cancellation);

        public Task WriteAsync(string name, string value, CancellationToken cancellation) =>
            IsBroken ? throw new IOException("No space left on device") : Inner.WriteAsync(name, value, cancellation);

        public Task ForgetAsync(string name, string value, CancellationToken cancellation) => Inner.ForgetAsync(name, value, cancellation);
    }
}
