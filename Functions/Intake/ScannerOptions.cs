using System.ComponentModel.DataAnnotations;

namespace SocialWorkflows.Functions.Intake;

/// <summary>Section "Scanner": how messages wait for it.</summary>
internal sealed class ScannerOptions
{
    public const string SectionName = "Scanner";

    /// <summary>How long a message waits before a silent scanner is asked again. Default 5 min; whole seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RetryAfter { get; set; } = ScanResults.UsualPause;

    /// <summary>How long after its receipt a message that no scanner could read goes to a person instead, its files closed. Default 3 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "30.00:00:00")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(3);

    /// <summary>How old the scanner's signatures may be before a person is told. Default 7 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "90.00:00:00")]
    public TimeSpan SignaturesMaxAge { get; set; } = TimeSpan.FromDays(7);
}
