using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Azure.Core;
using Azure.Identity;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Connectors.Graph;

/// <summary>
/// Asks Microsoft Graph for each account whether it is there and enabled: <c>GET /users/{id}?$select=id,accountEnabled</c>, application permission
/// User.Read.All. A client of its own: what it may not ask keeps no mail back (<see cref="GraphClient"/>).
/// https://learn.microsoft.com/graph/api/user-get
/// </summary>
public sealed class EntraAccounts(Uri endpoint, TokenCredential credential, HttpClient http) : IStaffAccounts
{
    private readonly TokenRequestContext _scope = new([new Uri(endpoint, ".default").AbsoluteUri]);

    /// <inheritdoc/>
    public async Task<IReadOnlySet<Guid>> UnusableAsync(IReadOnlyCollection<Guid> accounts, CancellationToken cancellation)
    {
        HashSet<Guid> unusable = [];
        foreach (var account in accounts)
        {
            if (!await IsUsableAsync(account, cancellation))
            {
                unusable.Add(account);
            }
        }

        return unusable;
    }

    private async Task<bool> IsUsableAsync(Guid account, CancellationToken cancellation)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(endpoint, $"v1.0/users/{account:D}?$select=id,accountEnabled"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await credential.GetTokenAsync(_scope, cancellation)).Token);
            using var response = await http.SendAsync(request, cancellation);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => IsEnabled(await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellation), cancellationToken: cancellation)),
                HttpStatusCode.NotFound when await IsSaidMissingAsync(response, cancellation) => false,
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => throw new AccountsUnavailableException(
                    "Microsoft Graph does not let the app read accounts. Give its identity the application permission User.Read.All (infra-bicep/scripts/account-access.sh), or set Duty__Entra__IsOn to false.")
                {
                    IsRefusal = true,
                },
                var status => throw new AccountsUnavailableException($"Microsoft Graph answered {(int)status} to a question for an account."),
            };
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or JsonException or AuthenticationFailedException
            || (problem is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new AccountsUnavailableException($"Microsoft Graph cannot be asked for accounts: {problem.Message}", problem);
        }
    }

    /// <summary>Without the member, where the permission shows basic members only, the account is there and nothing speaks against it.</summary>
    private static bool IsEnabled(JsonDocument account)
    {
        using (account)
        {
            return !account.RootElement.TryGetProperty("accountEnabled", out var enabled) || enabled.ValueKind != JsonValueKind.False;
        }
    }

    /// <summary>Only Graph's own word says that an account is gone; a proxy's 404 says nothing.</summary>
    private static async Task<bool> IsSaidMissingAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        using var answer = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellation), cancellationToken: cancellation);
        return answer.RootElement.TryGetProperty("error", out var error) && error.TryGetProperty("code", out var code) && code.ValueEquals("Request_ResourceNotFound");
    }
}
