namespace SocialWorkflows.Signatures.Matching;

/// <summary>
/// Holds the signers of a file against the persons an application names. By personal code only: names are spelt in many ways,
/// and two people may share one. A signature that did not pass counts as none.
/// </summary>
public static class ApplicationMatch
{
    private const string Latvia = "LV";

    /// <param name="report">Of the file that carries the application.</param>
    /// <param name="applicant">In whose name it is made.</param>
    /// <param name="household">Others who have to sign, such as the adults of a household; may be empty.</param>
    public static MatchResult Judge(SignatureReport report, Applicant applicant, IReadOnlyList<Applicant> household)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(applicant);
        ArgumentNullException.ThrowIfNull(household);
        var valid = report.Verdict is ContainerVerdict.TotalPassed or ContainerVerdict.Indeterminate
            ? report.Signatures.Where(s => s is { Indication: Indication.TotalPassed, Signer: not null } && report.Covers(s)).Select(s => s.Signer!).ToList()
            : [];
        var codes = valid.Select(Code).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var required = household.Prepend(applicant).ToList();
        var missing = required.Count(r => !codes.Any(r.Is));
        var others = codes.Count(c => !required.Exists(r => r.Is(c)));
        return new MatchResult(
            Outcome(valid, codes, applicant, missing),
            missing,
            others,
            report.Signatures.Any(s => s.Indication != Indication.TotalPassed) || report.Verdict == ContainerVerdict.Indeterminate);
    }

    private static MatchOutcome Outcome(List<Signer> valid, HashSet<string> codes, Applicant applicant, int missing)
    {
        if (codes.Any(applicant.Is))
        {
            return missing == 0 ? MatchOutcome.Matched : MatchOutcome.HouseholdIncomplete;
        }

        if (codes.Count > 0)
        {
            return MatchOutcome.RepresentativeCheck;
        }

        if (valid.Exists(s => s.Kind != SignerKind.Seal))
        {
            return MatchOutcome.IdentityCheck;
        }

        return valid.Count > 0 ? MatchOutcome.SealInsteadOfPerson : MatchOutcome.NotSigned;
    }

    /// <summary>A code of another state may have the digits of a Latvian one and be another person's.</summary>
    private static string? Code(Signer signer) =>
        signer is { Kind: SignerKind.NaturalPerson, Country: Latvia } ? PersonCode.Normalize(signer.PersonalCode) : null;
}
