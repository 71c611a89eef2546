using System.Security.Cryptography;
using System.Xml;
using SocialWorkflows.Signatures.Cryptography;
using SocialWorkflows.Signatures.Xml;
using static SocialWorkflows.Signatures.Xades.XadesNames;

namespace SocialWorkflows.Signatures.Xades;

/// <summary>
/// The imprints of a signature's archive time-stamps (EN 319 132-1 §5.5.2.2). Each covers what the one before it covered and a little more, so what is
/// common is digested once for each pair of digest and canonicalisation, and not once for each stamp.
/// </summary>
internal sealed class ArchiveImprints(XadesSignature signature, DataFileDigests files)
{
    private readonly Dictionary<(string Oid, string Method), Running> _running = [];

    /// <param name="stamp">The archive time-stamp; asked for in the order of the file.</param>
    /// <param name="method">Its canonicalisation.</param>
    /// <param name="digest">Its digest.</param>
    public byte[] Of(XmlElement stamp, CanonicalizationMethod method, DigestAlgorithm digest)
    {
        var key = (digest.Oid, $"{method.Uri} {string.Join(' ', method.InclusivePrefixes)}");
        if (!_running.TryGetValue(key, out var running))
        {
            running = new Running(Begin(method, digest), stamp.ParentNode!.FirstChild);
            _running.Add(key, running);
        }

        running.AdvanceTo(stamp, method);
        using var hash = running.Hash.Clone();
        var parent = (XmlElement)signature.SignedInfo.ParentNode!;
        foreach (var other in parent.Children("Object", Ds).Where(o => o != signature.QualifyingProperties.ParentNode))
        {
            Append(hash, other, method);
        }

        return hash.GetHashAndReset();
    }

    private IncrementalHash Begin(CanonicalizationMethod method, DigestAlgorithm digest)
    {
        var hash = IncrementalHash.CreateHash(digest.Name);
        foreach (var reference in signature.References)
        {
            if (reference.IsSameDocument)
            {
                Append(hash, signature.SignedProperties, reference.Transforms.Count == 0 ? method : XadesReader.ReadCanonicalization(reference.Transforms[0]));
            }
            else if (files.Resolve(reference.Uri) is { } name)
            {
                files.Append(name, hash);
            }
        }

        var parent = (XmlElement)signature.SignedInfo.ParentNode!;
        foreach (var element in new[] { signature.SignedInfo, signature.SignatureValue }.Concat(parent.Children("KeyInfo", Ds)))
        {
            Append(hash, element, method);
        }

        return hash;
    }

    private static void Append(IncrementalHash hash, XmlElement element, CanonicalizationMethod method) =>
        hash.AppendData(XmlCanonicalizer.Canonicalize(element, method));

    /// <summary>A digest with the next unsigned property it has not taken in yet.</summary>
    private sealed class Running(IncrementalHash hash, XmlNode? next)
    {
        private XmlNode? _next = next;

        public IncrementalHash Hash => hash;

        public void AdvanceTo(XmlElement stamp, CanonicalizationMethod method)
        {
            for (; _next is not null && _next != stamp; _next = _next.NextSibling)
            {
                if (_next is XmlElement property)
                {
                    Append(hash, property, method);
                }
            }
        }
    }
}
