namespace SocialWorkflows.Signatures.Matching;

/// <summary>A person an application names.</summary>
/// <param name="PersonalCodes">The code, and the old or new one when the person changed it. Without dash or with.</param>
public sealed record Applicant(IReadOnlyList<string> PersonalCodes)
{
    internal bool Is(string? normalized) => normalized is not null && PersonalCodes.Any(c => PersonCode.Normalize(c) == normalized);
}
