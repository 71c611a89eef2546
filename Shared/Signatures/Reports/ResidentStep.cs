namespace SocialWorkflows.Signatures;

/// <summary>What a report asks of the resident; the sentences for the resident say the same in words.</summary>
public enum ResidentStep
{
    Nothing,

    /// <summary>It is being checked here, and the day of submission is kept.</summary>
    Wait,
    SignAgain,

    /// <summary>Their means of signing cannot be used any more.</summary>
    ComeInPerson,
}
