using Azure.Core;

namespace SocialWorkflows.Tests.Graph;

/// <summary>The token <see cref="FakeGraph"/> takes, for Graph's own scope only.</summary>
internal sealed class KnownToken : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        requestContext.Scopes.ShouldBe(["https://graph.microsoft.com/.default"]);
        return new AccessToken(FakeGraph.Token, DateTimeOffset.MaxValue);
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}
