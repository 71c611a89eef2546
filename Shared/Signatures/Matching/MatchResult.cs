namespace SocialWorkflows.Signatures.Matching;

/// <summary>How the signatures stand to the application.</summary>
public enum MatchOutcome
{
    /// <summary>The applicant, and everybody else who had to, signed.</summary>
    Matched,

    /// <summary>The applicant signed; others who had to, have not (yet).</summary>
    HouseholdIncomplete,

    /// <summary>Somebody else signed for the applicant: is there a power of attorney, custody or guardianship?</summary>
    RepresentativeCheck,

    /// <summary>An organisation's seal stands where a person's signature is needed.</summary>
    SealInsteadOfPerson,

    /// <summary>A signature is good, but its certificate holds no Latvian personal code to compare.</summary>
    IdentityCheck,

    /// <summary>No valid signature to compare.</summary>
    NotSigned,
}

/// <summary>The comparison of signers and application, with words for staff.</summary>
/// <param name="Outcome">The one thing that decides what happens next.</param>
/// <param name="MissingSignatures">How many of those who had to sign have no valid signature.</param>
/// <param name="OtherSigners">How many persons signed beside those named.</param>
/// <param name="HasInvalidSignatures">Some signature in the file did not pass; a person looks at it whatever the outcome.</param>
public sealed record MatchResult(MatchOutcome Outcome, int MissingSignatures, int OtherSigners, bool HasInvalidSignatures)
{
    /// <summary>May the application go on without a person comparing names?</summary>
    public bool NeedsPerson => Outcome != MatchOutcome.Matched || OtherSigners > 0 || HasInvalidSignatures;

    /// <summary>Latvian, one or two sentences, naming nobody.</summary>
    public string ForStaff => MatchSentences.ForStaff(this);
}
