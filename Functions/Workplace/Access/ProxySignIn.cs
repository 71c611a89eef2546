using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace SocialWorkflows.Functions.Workplace.Access;

/// <summary>Believes the token that a reverse proxy passes on as <c>Authorization: Bearer</c>, after checking it.</summary>
internal sealed class ProxySignIn(
    IOptionsMonitor<AuthenticationSchemeOptions> schemes, ILoggerFactory logs, UrlEncoder encoder, TokenCheck tokens, StaffDirectory staff)
    : AuthenticationHandler<AuthenticationSchemeOptions>(schemes, logs, encoder)
{
    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        return await tokens.PersonAsync(header[Bearer.Length..].Trim(), Context.RequestAborted) is { } known
            ? AuthenticateResult.Success(StaffTicket.For(staff.FindByEntraId(known.Id), Scheme.Name, known.Since))
            : AuthenticateResult.Fail("The token is not valid here.");
    }
}
