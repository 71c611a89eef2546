using System.ComponentModel.DataAnnotations;

namespace SocialWorkflows.Functions.Housekeeping.SelfCheck;

/// <summary>Section <c>SelfCheck</c>: how long a night's look at the stores may take.</summary>
internal sealed class SelfCheckOptions
{
    public const string SectionName = "SelfCheck";

    /// <summary>Minutes of one night; what was not reached is looked at in the next. Under the Functions host the whole night ends after <see cref="NightRound.OfACall"/>.</summary>
    [Range(1, 480)]
    public int MostMinutes { get; set; } = 6;

    /// <summary>Hour of the municipality's day after which a night's duties begin, on a server of one's own.</summary>
    [Range(0, 23)]
    public int NightHour { get; set; } = 2;
}
