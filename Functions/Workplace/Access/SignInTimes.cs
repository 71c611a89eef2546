namespace SocialWorkflows.Functions.Workplace.Access;

/// <summary>Since when a sign-in holds, by the claims that tell it (OpenID Connect Core 1.0, section 2; RFC 7519, section 4.1), in seconds since 1970.</summary>
internal static class SignInTimes
{
    /// <summary>The person's own sign-in first: a token that is renewed by itself has a newer time of issue, and nobody signed in.</summary>
    private static readonly string[] Claims = ["auth_time", "iat", "nbf"];

    /// <returns>Null where no claim tells it.</returns>
    public static DateTimeOffset? Of(Func<string, long?> claim) =>
        Claims.Select(claim).FirstOrDefault(s => s is > 0) is { } seconds && seconds < DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
