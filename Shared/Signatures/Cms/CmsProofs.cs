using System.Formats.Asn1;

namespace SocialWorkflows.Signatures.Cms;

/// <summary>Proofs that travel with a SignerInfo: time-stamp tokens, and the revocation data older PDF software stored among the signed attributes.</summary>
internal static class CmsProofs
{
    private const int Limit = 20;

    /// <summary>Tokens over the signature value (RFC 3161 appendix A).</summary>
    public static List<byte[]> TimeStamps(CmsSigner signer) =>
        [.. signer.UnsignedAttributes.Where(a => a.Oid == CmsAttributes.SignatureTimeStamp).SelectMany(a => a.Values).Take(Limit).Select(v => v.ToArray())];

    /// <summary>adbe-revocationInfoArchival: crls [0], ocsps [1], each a sequence of encoded values.</summary>
    public static (List<byte[]> Ocsp, List<byte[]> Crls) ArchivedRevocation(CmsSigner signer)
    {
        var ocsp = new List<byte[]>();
        var crls = new List<byte[]>();
        if (signer.SignedAttributes?.FirstOrDefault(a => a.Oid == CmsAttributes.AdobeRevocationInfo) is not { Values: [var value, ..] })
        {
            return (ocsp, crls);
        }

        try
        {
            var info = new AsnReader(value, AsnEncodingRules.BER).ReadSequence();
            while (info.HasData)
            {
                var tag = info.PeekTag();
                var target = tag.TagValue == 0 ? crls : ocsp;
                var values = info.ReadSequence(tag).ReadSequence();
                while (tag.TagValue < 2 && values.HasData && target.Count < Limit)
                {
                    target.Add(values.ReadEncodedValue().ToArray());
                }
            }
        }
        catch (AsnContentException)
        {
            // Unreadable proofs prove nothing; the status stays open.
            return ([], []);
        }

        return (ocsp, crls);
    }
}
