using SocialWorkflows.Signatures.Containers;
using SocialWorkflows.Signatures.Cryptography;
using SocialWorkflows.Signatures.Xml;

namespace SocialWorkflows.Signatures.Xades;

/// <summary>Which files the references protect, what is wrong with them, and the signed media types by file.</summary>
internal sealed record ReferenceOutcome(IReadOnlyList<string> Covered, IReadOnlyList<Reason> Reasons, IReadOnlyDictionary<string, string?> ReferenceIds);

/// <summary>
/// XML Signature core validation of the references. A reference may name a file of the container or the signature's own
/// SignedProperties, nothing else; nothing is ever fetched; the only transform is a canonicalisation of SignedProperties.
/// </summary>
internal sealed class ReferenceCheck(DataFileDigests files)
{
    public ReferenceOutcome Check(XadesSignature signature)
    {
        var covered = new List<string>();
        var reasons = new List<Reason>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var ids = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var reference in signature.References)
        {
            var digest = DigestAlgorithm.FromXmlUri(reference.DigestUri);
            if (digest is null)
            {
                reasons.Add(Reason.Open(ReasonCode.UnknownAlgorithm, SubIndication.CryptoConstraintsFailure, "A reference uses a digest that is not accepted."));
                continue;
            }

            if (digest.IsWeak)
            {
                reasons.Add(Reason.Open(ReasonCode.WeakAlgorithm, SubIndication.CryptoConstraintsFailure, $"A reference uses {digest.Title}."));
            }

            if (reference.IsSameDocument)
            {
                CheckSignedProperties(signature, reference, digest, reasons);
            }
            else if (FindFile(reference, reasons) is { } name)
            {
                if (!seen.Add(name))
                {
                    throw XadesFormatException.Wrapped("A file is referenced twice by one signature.");
                }

                var isDocument = !AsicContainer.IsMetadata(name);
                if (isDocument)
                {
                    ids.Add(name, reference.Id);
                }

                var holds = files.Compute(name, digest).AsSpan().SequenceEqual(reference.DigestValue);
                if (holds && isDocument)
                {
                    covered.Add(name);
                }
                else if (!holds)
                {
                    reasons.Add(Reason.Failed(ReasonCode.DataChanged, SubIndication.HashFailure, $"\"{name}\" was changed after signing."));
                }
            }
        }

        return new ReferenceOutcome(covered, reasons, ids);
    }

    private static void CheckSignedProperties(XadesSignature signature, XadesReference reference, DigestAlgorithm digest, List<Reason> reasons)
    {
        if (reference.Transforms.Count > 1)
        {
            throw new XadesFormatException(ReasonCode.ForbiddenTransform, SubIndication.SigConstraintsFailure, "The signed properties go through more than one transform.");
        }

        var method = reference.Transforms.Count == 0 ? CanonicalizationMethod.Default : XadesReader.ReadCanonicalization(reference.Transforms[0]);
        if (!digest.Hash(XmlCanonicalizer.Canonicalize(signature.SignedProperties, method)).AsSpan().SequenceEqual(reference.DigestValue))
        {
            reasons.Add(Reason.Failed(ReasonCode.SignaturePropertiesChanged, SubIndication.HashFailure, "The signed properties were changed after signing."));
        }
    }

    private string? FindFile(XadesReference reference, List<Reason> reasons)
    {
        if (!IsPlainName(reference.Uri))
        {
            throw new XadesFormatException(ReasonCode.ForbiddenReference, SubIndication.FormatFailure, "A reference points outside the container.");
        }

        if (reference.Transforms.Count > 0)
        {
            throw new XadesFormatException(ReasonCode.ForbiddenTransform, SubIndication.SigConstraintsFailure, "A file goes through a transform before it is digested.");
        }

        if (files.Resolve(reference.Uri) is not { } name)
        {
            reasons.Add(Reason.Open(ReasonCode.SignedFileMissing, SubIndication.SignedDataNotFound, $"The signed file \"{reference.Uri}\" is not in the container."));
            return null;
        }

        return name;
    }

    private static bool IsPlainName(string uri)
    {
        var name = Uri.UnescapeDataString(uri);
        return name.Length > 0
            && name[0] != '/'
            && !name.Contains('\\')
            && !uri.Contains('#') && !uri.Contains('?')
            && !name.Split('/').Contains("..")
            && !HasScheme(uri);
    }

    /// <summary>RFC 3986 §4.2: a colon before the first slash makes it an absolute URI.</summary>
    private static bool HasScheme(string uri)
    {
        var colon = uri.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && char.IsAsciiLetter(uri[0]) && uri.AsSpan(0, colon).IndexOfAnyExcept(SchemeCharacters) < 0;
    }

    private static readonly System.Buffers.SearchValues<char> SchemeCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
}
