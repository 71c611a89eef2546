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

    /// <summary>Minutes without a request after which the page signs the browser out.</summary>
    public int IdleMinutes { get; init; } = 120;

    /// <summary>Hours after its first request when the page signs the browser out, used or not.</summary>
    public int LongestSessionHours { get; init; } = 10;
}

internal static class WorkplaceLimits
{
    private const string Errors = "/error";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <exception cref="InvalidDataException">The setting would let nobody in.</exception>
    public static void AddWorkplaceLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection(WorkplaceOptions.SectionName).Get<WorkplaceOptions>() ?? new WorkplaceOptions();
        AtLeastOne(options.MostRequestsAMinute, nameof(WorkplaceOptions.MostRequestsAMinute));
        AtLeastOne(options.IdleMinutes, nameof(WorkplaceOptions.IdleMinutes));
        AtLeastOne(options.LongestSessionHours, nameof(WorkplaceOptions.LongestSessionHours));
        services.AddSingleton(options);
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

    private static void AtLeastOne(int value, string name)
    {
        if (value < 1)
        {
            throw new InvalidDataException($"{WorkplaceOptions.SectionName}:{name} is {value}; it must be at least 1.");
        }
    }
}
