using System.ComponentModel.DataAnnotations;

namespace SocialWorkflows.Functions.Duty;

/// <summary>What the forecast reckons with.</summary>
internal sealed class DutyOptions
{
    public const string SectionName = "Duty";

    /// <summary>Steps that one person does on a working day.</summary>
    [Range(1, 500)]
    public int StepsADay { get; set; } = 8;
}
