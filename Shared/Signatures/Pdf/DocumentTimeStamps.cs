using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Certificates;
using SocialWorkflows.Signatures.Time;

namespace SocialWorkflows.Signatures.Pdf;

/// <summary>A document time-stamp (EN 319 142-1 §5.4.3) and what it is worth.</summary>
/// <param name="Signature">The dictionary it stands in.</param>
/// <param name="Time">Null when it proves nothing.</param>
/// <param name="Reason">Why it proves nothing.</param>
internal sealed record DocumentTimeStamp(PdfSignature Signature, DateTimeOffset? Time, Reason? Reason)
{
    /// <summary>The way to the anchor of a trusted stamp.</summary>
    public CertificatePath Path { get; private init; } = CertificatePath.None;

    public static DocumentTimeStamp Check(PdfSignature signature, TimeStampCheck check, IReadOnlyCollection<X509Certificate2> candidates)
    {
        if ((signature.CheckForm() ?? signature.Ranges!.Check(signature.Contents!)) is { } malformed)
        {
            return new(signature, null, malformed);
        }

        var outcome = check.Check(signature.Token(), signature.Ranges!.Hash, candidates);
        return new(signature, outcome.TrustedTime, outcome.Reason) { Path = outcome.Path };
    }
}
