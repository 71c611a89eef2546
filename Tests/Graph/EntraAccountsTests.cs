using System.Net;
using Microsoft.Graph;
using Microsoft.Graph.Models.ODataErrors;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors.Graph;

namespace SocialWorkflows.Tests.Graph;

/// <summary>Which accounts are gone, asked as Microsoft Graph is asked; the stand-in is judged by Microsoft's own client.</summary>
public sealed class EntraAccountsTests : IDisposable
{
    private static readonly Uri Endpoint = new("https://graph.microsoft.com/");
    private static readonly Guid Here = Guid.NewGuid();
    private static readonly Guid Blocked = Guid.NewGuid();
    private static readonly Guid Deleted = Guid.NewGuid();

    private readonly FakeAccounts _accounts = new();
    private readonly HttpClient _http;

    public EntraAccountsTests()
    {
        _http = new HttpClient(_accounts, disposeHandler: false);
        _accounts.Accounts[Here] = true;
        _accounts.Accounts[Blocked] = false;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        _accounts.Dispose();
    }

    [Fact]
    public async Task Unusable_DeletedAndBlocked_AreToldAndNoOther() =>
        (await Entra().UnusableAsync([Here, Blocked, Deleted], Cancellation)).ShouldBe([Blocked, Deleted], ignoreOrder: true);

    [Fact]
    public async Task Unusable_PermissionForBasicMembersOnly_TellsDeletedOnesAlone()
    {
        _accounts.Accounts[Here] = true;
        _accounts.Before = () => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent($$"""{ "id": "{{Here}}" }""") };

        (await Entra().UnusableAsync([Here], Cancellation)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "Authorization_RequestDenied", true)]
    [InlineData(HttpStatusCode.Unauthorized, "InvalidAuthenticationToken", true)]
    [InlineData(HttpStatusCode.TooManyRequests, "TooManyRequests", false)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "serviceNotAvailable", false)]
    [InlineData(HttpStatusCode.NotFound, "ResourceNotFound", false)]
    public async Task Unusable_GraphDoesNotTell_IsNoAnswer(HttpStatusCode status, string code, bool isRefusal)
    {
        _accounts.Before = () => FakeGraph.Refuse(status, code);

        (await Should.ThrowAsync<AccountsUnavailableException>(() => Entra().UnusableAsync([Here], Cancellation))).IsRefusal.ShouldBe(isRefusal);
    }

    [Fact]
    public async Task Unusable_PageOfAProxy_IsNoAnswer()
    {
        _accounts.Before = () => new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new StringContent("<html>Not found</html>") };

        await Should.ThrowAsync<AccountsUnavailableException>(() => Entra().UnusableAsync([Here], Cancellation));
    }

    [Fact]
    public async Task Unusable_NoConnection_IsNoAnswer()
    {
        _accounts.Before = () => throw new HttpRequestException("no route");

        await Should.ThrowAsync<AccountsUnavailableException>(() => Entra().UnusableAsync([Here], Cancellation));
    }

    [Fact]
    public async Task StandIn_AskedByTheSdk_AnswersAsOurClientReadsIt()
    {
        using var graph = new GraphServiceClient(_http, new KnownToken(), ["https://graph.microsoft.com/.default"]);

        (await Ask(Here))!.AccountEnabled.ShouldBe(true);
        (await Ask(Blocked))!.AccountEnabled.ShouldBe(false);
        (await Should.ThrowAsync<ODataError>(() => Ask(Deleted))).Error!.Code.ShouldBe("Request_ResourceNotFound");

        Task<Microsoft.Graph.Models.User?> Ask(Guid id) => graph.Users[id.ToString("D")].GetAsync(r => r.QueryParameters.Select = ["id", "accountEnabled"], Cancellation);
    }

    private EntraAccounts Entra() => new(Endpoint, new KnownToken(), _http);
}
