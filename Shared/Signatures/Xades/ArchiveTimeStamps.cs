using System.Security.Cryptography.X509Certificates;
using System.Xml;
using SocialWorkflows.Signatures.Time;
using static SocialWorkflows.Signatures.Xades.XadesNames;

namespace SocialWorkflows.Signatures.Xades;

/// <summary>
/// Archive time-stamps (EN 319 132-1 §5.5.2): each covers the signed files, the signature, and all proofs that stand before it. One that does not hold
/// proves nothing more; since it also shows that something about the proofs was changed, the signature is left to a person.
/// </summary>
internal sealed class ArchiveTimeStamps(TimeStampCheck check, DataFileDigests files)
{
    private const int Limit = 20;

    /// <param name="signature">The signature, whose references were checked before.</param>
    /// <param name="candidates">Certificates carried in the file.</param>
    /// <param name="state">Receives what is wrong, and keeps its level LTA only when every archive time-stamp holds and is trusted.</param>
    /// <param name="warnings">Receives what changes no verdict.</param>
    public void Check(XadesSignature signature, IReadOnlyCollection<X509Certificate2> candidates, SignatureState state, List<string> warnings)
    {
        var unsigned = signature.QualifyingProperties.OptionalChild("UnsignedProperties", Xades132)?.OptionalChild("UnsignedSignatureProperties", Xades132);
        var stamps = unsigned?.Children().Where(e => e.LocalName == "ArchiveTimeStamp").ToList() ?? [];
        var imprints = new ArchiveImprints(signature, files);
        foreach (var stamp in stamps.Take(Limit))
        {
            if (Problem(stamp, imprints, candidates, state, warnings) is { } problem)
            {
                state.Level = SignatureLevel.LT;
                warnings.Add(problem);
            }
        }

        if (stamps.Count > Limit)
        {
            state.Level = SignatureLevel.LT;
            state.Reasons.Add(Reason.Open(ReasonCode.TimeStampBroken, SubIndication.OutOfBoundsNoPoe, $"The signature carries more archive time-stamps than are checked ({Limit}); one of the others may not hold."));
        }
    }

    private string? Problem(XmlElement stamp, ArchiveImprints imprints, IReadOnlyCollection<X509Certificate2> candidates, SignatureState state, List<string> warnings)
    {
        if (stamp.NamespaceURI != Xades141)
        {
            return "An archive time-stamp of an old kind (XAdES 1.3.2) is present and was not checked; the signature was judged as level LT.";
        }

        var parts = UnsignedProperties.ReadTimeStamp(stamp);
        var outcome = check.Check(parts.Token, digest => imprints.Of(stamp, parts.Canonicalization, digest), candidates);
        if (outcome.TrustedTime < state.StampedAt)
        {
            state.Reasons.Add(Reason.Open(ReasonCode.TimeStampBroken, SubIndication.TimestampOrderFailure, "An archive time-stamp is older than the time-stamp of the signature."));
        }
        else if (outcome.Reason is { Effect: Indication.TotalFailed })
        {
            state.Reasons.Add(Reason.Open(ReasonCode.TimeStampBroken, SubIndication.OutOfBoundsNoPoe, "An archive time-stamp does not hold: the proofs it was made over were changed, or it belongs to another signature."));
        }

        outcome.Path.ApplyTo(state, warnings, state.Now);
        return outcome.Reason is null ? null : $"An archive time-stamp proves nothing; the signature was judged as level LT. {outcome.Reason.Text}";
    }
}
