namespace SocialWorkflows.Signatures.Xades;

/// <summary>SigningTime (EN 319 132-1 §5.2.1) is only what the signer's clock said: what is odd about it is told and changes no verdict.</summary>
internal static class ClaimedTimes
{
    /// <summary>So far the clocks of signers and time-stamp authorities lie apart.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    public static IEnumerable<string> Oddities(SignatureState state)
    {
        if (state.ClaimedTime is not { } claimed)
        {
            yield return "The signature does not state a readable signing time (SigningTime).";
            yield break;
        }

        if (claimed > state.Now + Tolerance)
        {
            yield return "The signing time that the signer states lies in the future.";
        }

        if (claimed > state.ProvenAt + Tolerance)
        {
            yield return "The signing time that the signer states is later than the time-stamp that proves the signature existed.";
        }
    }
}
