using System.ComponentModel.DataAnnotations;

namespace SocialWorkflows.Functions.Housekeeping;

/// <summary>How trusted lists are kept fresh. Section "TrustedLists".</summary>
internal sealed class TrustedListOptions
{
    public const string SectionName = "TrustedLists";

    /// <summary>Where to fetch the list, https only. Null (default): nothing is fetched, the operator drops the file into data/trust.</summary>
    public Uri? Url { get; set; }

    /// <summary>Hours between two looks; 24.</summary>
    [Range(1, 168)]
    public int IntervalHours { get; set; } = 24;

    /// <summary>How many days before a list's NextUpdate a person is asked to see to it; 14.</summary>
    [Range(1, 90)]
    public int WarnDays { get; set; } = 14;
}
