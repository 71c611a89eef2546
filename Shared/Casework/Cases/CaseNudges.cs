namespace SocialWorkflows.Casework.Cases;

/// <summary>
/// Names of the external events that wake an orchestration: step and round, for example <c>documents:2</c>.
/// A nudge carries nothing; the journal says what happened.
/// </summary>
public static class CaseNudges
{
    public static string Name(Wait wait) => Name(wait.Step, wait.Round);

    public static string Name(string step, int round) => $"{step}:{round}";
}
