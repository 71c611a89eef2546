using Azure.Core;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors.Teams;
using SocialWorkflows.Tests.Support;
using SocialWorkflows.Tests.Workplace;

namespace SocialWorkflows.Tests.Teams;

/// <summary>Every call of ours against Microsoft's own description of the Bot Connector, checked by Prism.</summary>
public sealed class ConnectorContractTests : IAsyncLifetime
{
    private const string Card = """{"type":"AdaptiveCard","version":"1.5","body":[]}""";

    private PrismPeer? _prism;

    public async ValueTask InitializeAsync() => _prism = await PrismPeer.StartAsync("bot-connector.openapi.json");

    [Fact]
    public async Task EveryCall_HeldAgainstTheContract_AreValid()
    {
        var prism = _prism!.Handler(ConnectorKeys.Service);
        using var http = new HttpClient(prism);
        var connector = Connector(http);

        await connector.SendAsync(Conversation(), "SD-2026/1: Dokumentu pārbaude", Card, TestContext.Current.CancellationToken);
        await connector.UpdateAsync(Conversation(), "1:2", "SD-2026/1: Dokumentu pārbaude", Card, TestContext.Current.CancellationToken);

        await connector.StartThreadAsync(Conversation(), "Dienas pārskats", Card, TestContext.Current.CancellationToken);
        await connector.DeleteAsync(Conversation(), "1:2", TestContext.Current.CancellationToken);

        prism.Violations.ShouldBeEmpty();
        prism.Bodies.Count.ShouldBe(3, "a deletion has none");
    }

    [Fact]
    public async Task EveryKindOfCard_SentAndChanged_IsValid()
    {
        var prism = _prism!.Handler(ConnectorKeys.Service);
        using var http = new HttpClient(prism);
        var connector = Connector(http);
        var cards = CardTests.EveryCard();

        foreach (var card in cards)
        {
            await connector.SendAsync(Conversation(), "SD-2026/1: Dokumentu pārbaude", card.ToJson(), TestContext.Current.CancellationToken);
            await connector.UpdateAsync(Conversation(), "1:2", "SD-2026/1: Dokumentu pārbaude", card.ToJson(), TestContext.Current.CancellationToken);
        }

        prism.Violations.ShouldBeEmpty();
        prism.Bodies.Select(b => b["attachments"]![0]!["content"]!["body"]!.AsArray().Count).ShouldAllBe(elements => elements > 0);
        prism.Bodies.Count.ShouldBe(2 * cards.Count);
    }

    [Fact]
    public async Task ActivityWithAWrongMember_HeldAgainstTheContract_IsAViolation()
    {
        var prism = _prism!.Handler(ConnectorKeys.Service, body => body["attachments"] = "none");
        using var http = new HttpClient(prism);

        await Should.ThrowAsync<BotConnectorException>(() => Connector(http).SendAsync(Conversation(), "x", Card, TestContext.Current.CancellationToken));

        prism.Violations.ShouldNotBeEmpty();
    }

    public ValueTask DisposeAsync()
    {
        _prism?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static TeamsConversation Conversation() => new()
    {
        PersonId = "p",
        ServiceUrl = new Uri(ConnectorKeys.Service),
        ConversationId = "a:1;x/y",
        UserId = "29:1",
        BotId = "28:1",
    };

    private static BotConnector Connector(HttpClient http) => new(
        new TeamsOptions { AppId = ConnectorKeys.AppId, TenantId = TeamsWire.Tenant },
        DelegatedTokenCredential.Create((_, _) => new AccessToken("token", DateTimeOffset.MaxValue)),
        http,
        TimeProvider.System);
}
