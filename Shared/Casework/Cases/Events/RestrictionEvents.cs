namespace SocialWorkflows.Casework.Cases;

/// <summary>Who may look at the case was narrowed, changed or set free.</summary>
/// <param name="Round">How often it was set, from 1.</param>
/// <param name="Labels">Why it is restricted, of <see cref="NeedToKnowLabels"/>; none: it is free again.</param>
/// <param name="Named">Ids of the staff whom the head let in besides those who work on it.</param>
/// <param name="Reason">In words, for colleagues who may look.</param>
/// <param name="By">Who set it.</param>
public sealed record CaseRestricted(int Round, IReadOnlyList<string> Labels, IReadOnlyList<string> Named, string Reason, string By) : CaseEvent;

/// <summary>Why a case is nobody's business but of those who work on it. Persisted: add, never rename.</summary>
public static class NeedToKnowLabels
{
    /// <summary>Violence in the family or by somebody near.</summary>
    public const string Violence = "violence";

    /// <summary>Where the person lives must not become known.</summary>
    public const string ProtectedAddress = "protected-address";

    /// <summary>A colleague or somebody of a colleague's family.</summary>
    public const string Colleague = "colleague";

    public static readonly IReadOnlyList<string> All = [Violence, ProtectedAddress, Colleague];
}
