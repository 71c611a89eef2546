using System.ComponentModel.DataAnnotations;

namespace SocialWorkflows.Functions.Intake;

/// <summary>Section "Scanner": how messages wait for it.</summary>
internal sealed class ScannerOptions
{
    public const string SectionName = "Scanner";

    /// <summary>How long a message waits before a silent scanner is asked again. Default 5 min; whole seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RetryAfter { get; set; } = ScanResults.UsualPause;
}
