namespace SocialWorkflows.Functions.Housekeeping.Retention;

/// <summary>Section <c>Retention</c>. Terms are data of the municipality's pack; this is about the installation.</summary>
internal sealed class RetentionOptions
{
    public const string SectionName = "Retention";

    /// <summary>A court or an audit needs everything: nothing is destroyed, whatever was approved, and lines wait until the hold ends.</summary>
    public bool LegalHold { get; set; }
}
