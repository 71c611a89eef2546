namespace SocialWorkflows.DurableTask.CustomHandler;

/// <summary>How failed activities look to the Functions host.</summary>
public sealed class ActivityFailureOptions
{
    public const string SectionName = "ActivityFailures";

    /// <summary>
    /// Default false: a failure is answered with 200 in an envelope, so nothing of it is lost, but the host and its monitoring count the
    /// activity as succeeded. True: with 500 and a reason, so they count it as failed; its stack and causes are lost.
    /// </summary>
    public bool ShowToHost { get; set; }
}
