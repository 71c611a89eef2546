namespace SocialWorkflows.Signatures.Cryptography;

/// <summary>
/// Until when SHA-1 is believed of a trust service about itself: its certificates, OCSP answers and time-stamps. A collision must be
/// prepared before signing, so an old one could only be forged with the service's help; the first collision was published in February 2017.
/// Signers' own signatures are never believed with SHA-1: they choose what they sign.
/// </summary>
internal static class Sha1Policy
{
    public static readonly DateTimeOffset ServicesStopped = new(2017, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
