using System.Xml;
using SocialWorkflows.Signatures.Cms;
using SocialWorkflows.Signatures.Containers;
using SocialWorkflows.Signatures.Cryptography;
using SocialWorkflows.Signatures.Xades;
using SocialWorkflows.Signatures.Xml;
using static SocialWorkflows.Signatures.Xades.XadesNames;

namespace SocialWorkflows.Signatures.Asics;

/// <summary>
/// The mathematics of CAdES signatures in a container (EN 319 162-1 §4.3.3.3, §4.4.3): digests and value, so that a person knows whether the files are
/// what was signed. Nothing is said about time, trust and qualification: the container stays UNSUPPORTED.
/// </summary>
internal sealed class CadesParts(AsicContainer container, TimeProvider time, InspectionLimits limits)
{
    private readonly DataFileDigests _digests = new(container);
    private static readonly CmsProfile Profile = new(RequiresSignedAttributes: true, RequiresSigningCertificate: true, BindsCertificate: true);

    public IReadOnlyList<SignatureResult> Read() => container.CadesFiles.Count <= limits.Signatures
        ? [.. container.CadesFiles.Select(Read)]
        : throw ContainerException.Unsafe($"The container holds more than {limits.Signatures} signatures.");

    private SignatureResult Read(ZipEntry file)
    {
        var state = new SignatureState { Format = "CAdES", Level = SignatureLevel.B };
        try
        {
            Check(file, state);
        }
        catch (CmsFormatException e)
        {
            state.Reasons.Add(e.Reason);
        }
        catch (Exception e) when (e is XmlException or XadesFormatException)
        {
            state.Crypto = CryptoState.Broken;
            state.Reasons.Add(CmsFormatException.Malformed("The list of files that the signature is over cannot be read.").Reason);
        }

        state.Reasons.Add(Reason.Open(ReasonCode.UnknownAlgorithm, SubIndication.FormatFailure, "CAdES signatures are verified only as far as digests and value; a person has to look at them."));
        return state.ToResult(time.GetUtcNow());
    }

    private void Check(ZipEntry file, SignatureState state)
    {
        if (file.Size > limits.XmlBytes)
        {
            throw CmsFormatException.Malformed("The signature file is too large.");
        }

        var message = CmsReader.Read(container.Zip.ReadAll(file));
        if (message is not { Signers: [var signer], Content: null })
        {
            throw CmsFormatException.Malformed("The signature's CMS does not hold exactly one signer and nothing else.");
        }

        var manifest = container.MediaType == AsicContainer.AsicsMediaType ? null : ManifestOf(file);
        if (manifest is null && container.DataFiles.Count != 1)
        {
            throw CmsFormatException.Malformed("The signature does not say which files it is over.");
        }

        var signed = manifest?.Entry ?? container.DataFiles[0];
        CmsSignatureCheck.Check(message, signer, d => Hash(signed, d), Profile, state);
        var digests = manifest?.Digests ?? [];
        var changed = digests.FirstOrDefault(d => container.Zip.Find(d.Name) is not { } entry || !Hash(entry, d.Digest).AsSpan().SequenceEqual(d.Value));
        if (changed is not null)
        {
            state.Crypto = CryptoState.Broken;
            state.Reasons.Add(Reason.Failed(ReasonCode.DataChanged, SubIndication.HashFailure, $"\"{changed.Name}\" was changed after signing."));
        }

        state.Covered = state.Crypto != CryptoState.Ok ? [] : manifest is null ? [signed.Name] : [.. digests.Select(d => d.Name)];
    }

    private byte[] Hash(ZipEntry entry, DigestAlgorithm digest) => _digests.Compute(entry.Name, digest);

    /// <summary>The ASiCManifest that names this signature file; null when none does.</summary>
    private SignedManifest? ManifestOf(ZipEntry signature)
    {
        foreach (var entry in container.AsicManifests.Where(m => m.Size <= limits.XmlBytes))
        {
            var root = SafeXml.Load(container.Zip.ReadAll(entry), limits).DocumentElement!;
            if (root is not { LocalName: "ASiCManifest", NamespaceURI: Asic } || root.OptionalChild("SigReference", Asic)?.GetAttribute("URI") != signature.Name)
            {
                continue;
            }

            return new SignedManifest(entry, [.. root.Children("DataObjectReference", Asic).Select(r => new SignedDigest(
                Uri.UnescapeDataString(r.GetAttribute("URI")),
                DigestAlgorithm.FromXmlUri(r.Child("DigestMethod", Ds).Algorithm()) ?? throw CmsFormatException.Malformed("A file was digested in a way that is not accepted."),
                r.Child("DigestValue", Ds).Base64()))]);
        }

        return null;
    }

    private sealed record SignedManifest(ZipEntry Entry, IReadOnlyList<SignedDigest> Digests);

    private sealed record SignedDigest(string Name, DigestAlgorithm Digest, byte[] Value);
}
