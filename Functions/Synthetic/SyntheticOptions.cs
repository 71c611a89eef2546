using System.ComponentModel.DataAnnotations;

namespace SocialWorkflows.Functions.Synthetic;

/// <summary>Section <c>Synthetic</c>: the invented resident who walks through the running system every day (docs/adr/0013).</summary>
internal sealed class SyntheticOptions : IValidatableObject
{
    public const string SectionName = "Synthetic";

    public const string Off = "off";
    public const string On = "on";

    /// <summary>No walk begins any more; those that began are walked to their end and cleaned away.</summary>
    public const string Ending = "ending";

    private const int MostMinutes = 24 * 60;
    private const int MostDays = 365;

    /// <summary><c>off</c> (default), <c>on</c>, or <c>ending</c> before it is turned off again.</summary>
    public string Mode { get; set; } = Off;

    /// <summary>The only address its mail goes to: a mailbox that no person reads. Needed unless it is off.</summary>
    public string Discard { get; set; } = string.Empty;

    /// <summary>Id of the service that is asked for, of the first municipality's pack.</summary>
    public string Service { get; set; } = "APR_MAJAS";

    /// <summary>Hour of the civil day from which the day's walk begins, 0 to 23.</summary>
    [Range(0, 23)]
    public int Hour { get; set; } = 9;

    /// <summary>Minutes that each step may take before the operator is told.</summary>
    [Range(1, MostMinutes)]
    public int StepMinutes { get; set; } = 30;

    /// <summary>Days after its closing for which a walked case is kept.</summary>
    [Range(1, MostDays)]
    public int KeepDays { get; set; } = 7;

    public bool IsOn => Mode != Off;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Mode is not (Off or On or Ending))
        {
            yield return new ValidationResult($"{SectionName}:{nameof(Mode)} '{Mode}' is not known. It is {Off}, {On}, or {Ending} until the cases that were walked are gone.");
        }

        if (IsOn && (Discard.Count(c => c == '@') != 1 || Discard.StartsWith('@') || Discard.EndsWith('@') || Discard.Any(char.IsWhiteSpace)))
        {
            yield return new ValidationResult($"{SectionName}:{nameof(Discard)} '{Discard}' is no address. Name a mailbox that nobody reads: everything the synthetic resident gets is sent there, and nowhere else.");
        }
    }
}
