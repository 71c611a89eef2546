using System.ComponentModel.DataAnnotations;

namespace SocialWorkflows.Functions.Housekeeping.Anchors;

/// <summary>Section <c>Anchors</c>: who else says when an anchor was there.</summary>
internal sealed class AnchorOptions : IValidatableObject
{
    public const string SectionName = "Anchors";

    /// <summary>Address of a time-stamping service (RFC 3161), <c>http://…</c>. Unset: anchors carry no time-stamp.</summary>
    public string? TimeStampUrl { get; set; }

    /// <summary>OID of the policy that is asked for. Unset: the service's own.</summary>
    public string? TimeStampPolicy { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(TimeStampUrl) && !(Uri.TryCreate(TimeStampUrl, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
        {
            yield return new ValidationResult($"{SectionName}:TimeStampUrl '{TimeStampUrl}' is no address: give http://… or https://…, or leave it out.");
        }
    }
}
