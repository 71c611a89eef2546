using System.Formats.Asn1;
using SocialWorkflows.Signatures.Revocation;

namespace SocialWorkflows.Signatures.Cms;

/// <summary>Proofs that travel with a SignerInfo: time-stamp tokens, and the revocation data older PDF software stored among the signed attributes.</summary>
internal static class CmsProofs
{
    private const int Limit = 20;

    /// <summary>Tokens over the signature value (RFC 3161 appendix A).</summary>
    /// <exception cref="CmsFormatException">There are more than anybody makes; leaving some unread could leave out a broken one.</exception>
    public static List<byte[]> TimeStamps(CmsSigner signer)
    {
        var tokens = signer.UnsignedAttributes.Where(a => a.Oid == CmsAttributes.SignatureTimeStamp).SelectMany(a => a.Values).Take(Limit + 1).Select(v => v.ToArray()).ToList();
        return tokens.Count <= Limit ? tokens : throw CmsFormatException.Malformed($"The signature carries more than {Limit} time-stamps.");
    }

    /// <summary>adbe-revocationInfoArchival: crls [0], ocsps [1], each a sequence of encoded values.</summary>
    public static (List<byte[]> Ocsp, List<byte[]> Crls) ArchivedRevocation(CmsSigner signer)
    {
        var ocsp = new List<byte[]>();
        var crls = new List<byte[]>();
        try
        {
            foreach (var value in signer.SignedAttributes?.Where(a => a.Oid == CmsAttributes.AdobeRevocationInfo).SelectMany(a => a.Values) ?? [])
            {
                ReadArchived(new AsnReader(value, AsnEncodingRules.BER).ReadSequence(), ocsp, crls);
            }
        }
        catch (AsnContentException)
        {
            ocsp.Add(RevocationEvidence.LeftUnread);
        }

        return (RevocationEvidence.Bounded(ocsp), RevocationEvidence.Bounded(crls));
    }

    private static void ReadArchived(AsnReader info, List<byte[]> ocsp, List<byte[]> crls)
    {
        while (info.HasData)
        {
            var tag = info.PeekTag();
            var target = tag.TagValue == 0 ? crls : ocsp;
            var values = info.ReadSequence(tag).ReadSequence();
            while (tag.TagValue < 2 && values.HasData && target.Count <= RevocationEvidence.Limit)
            {
                target.Add(values.ReadEncodedValue().ToArray());
            }
        }
    }
}
