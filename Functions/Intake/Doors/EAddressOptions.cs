namespace SocialWorkflows.Functions.Intake.Doors;

/// <summary>Section "EAddress".</summary>
internal sealed class EAddressOptions
{
    public const string SectionName = "EAddress";

    /// <summary><c>folders</c> (default): people carry messages to and from the portal; <c>div</c>: the state's service; <c>off</c>.</summary>
    public string Mode { get; set; } = "folders";
}
