using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;

namespace SocialWorkflows.Functions.Workplace.Access;

/// <summary>How much one person may ask of the page, so that a script under somebody's sign-in neither empties the archive nor stops the others' work.</summary>
internal sealed class WorkplaceOptions
{
    public const string SectionName = "Workplace";

    /// <summary>Requests a minute and person, without pictures and styles. A person reading fast makes about sixty.</summary>
    public int MostRequestsAMinute { get; init; } = 1200;
}

internal static class WorkplaceLimits
{
    private const string Errors = "/error";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <exception cref="InvalidDataException">The setting would let nobody in.</exception>
    public static void AddWorkplaceLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection(WorkplaceOptions.SectionName).Get<WorkplaceOptions>() ?? new WorkplaceOptions();
        if (options.MostRequestsAMinute < 1)
        {
            throw new InvalidDataException($"{WorkplaceOptions.SectionName}:{nameof(WorkplaceOptions.MostRequestsAMinute)} is {options.MostRequestsAMinute}; it must be at least 1.");
        }

        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (context, _) =>
            {
                context.HttpContext.Response.Headers.RetryAfter = Window.TotalSeconds.ToString(CultureInfo.InvariantCulture);
                return ValueTask.CompletedTask;
            };

            // Who is not signed in has limits of their own: the resident's pages count clients, the doors of machines check tokens.
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
                http.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } person && !http.Request.Path.StartsWithSegments(Errors, StringComparison.Ordinal)
                    ? RateLimitPartition.GetFixedWindowLimiter(person, _ => new FixedWindowRateLimiterOptions { PermitLimit = options.MostRequestsAMinute, Window = Window })
                    : RateLimitPartition.GetNoLimiter(string.Empty));
        });
    }
}
