using System.Xml;
using SocialWorkflows.Signatures.Containers;
using SocialWorkflows.Signatures.Xml;

namespace SocialWorkflows.Signatures.Xades;

/// <summary>Judges an ASiC container with XAdES: every signature, and whether container, manifest and signatures tell the same story.</summary>
internal sealed class AsicValidator(TrustStore trust, TimeProvider time, InspectionLimits limits)
{
    public SignatureReport Validate(string file, AsicContainer container) => Validate(file, container, "ASiC-E", needsManifest: true);

    /// <summary>ASiC-S (EN 319 162-1 §4.3): one file, so that a manifest is optional.</summary>
    public SignatureReport ValidateSimple(string file, AsicContainer container) => Validate(file, container, "ASiC-S", needsManifest: false);

    private SignatureReport Validate(string file, AsicContainer container, string format, bool needsManifest)
    {
        var warnings = new List<string>(container.Warnings);
        var validator = new XadesValidator(trust, time, new DataFileDigests(container));
        var signatures = ValidateFiles(container, validator, warnings);
        if (signatures.Count == 0)
        {
            return Named(file, container, ContainerVerdict.NotSigned, "The container holds no signature.", warnings);
        }

        if (container.DataFiles.Count == 0)
        {
            throw new ContainerException(ReasonCode.NoDataFile, "The container holds signatures but no file that they could protect.");
        }

        warnings.AddRange(container.UnreadBesideXades.Select(f => $"\"{f.Name}\" was not read: beside XAdES signatures it adds nothing to the verdict."));
        warnings.AddRange(container.DataFiles.Where(f => f.Size == 0).Select(f => $"\"{f.Name}\" is empty."));
        var problems = new List<Reason>();
        var manifest = ReadManifest(container, problems, needsManifest);
        warnings.AddRange(manifest?.Oddities(container.MediaType) ?? []);
        problems.AddRange(validator.SignedMediaTypes.Distinct()
            .Where(s => manifest?.MediaTypes.GetValueOrDefault(s.Name) is { Length: > 0 } listed && !string.Equals(listed, s.MediaType, StringComparison.OrdinalIgnoreCase))
            .Select(s => Reason.Failed(ReasonCode.MediaTypeMismatch, SubIndication.FormatFailure, $"\"{s.Name}\" was signed as another media type than the manifest says."))
            .DistinctBy(r => r.Text));
        var covered = signatures.SelectMany(s => s.CoveredFiles).ToHashSet(StringComparer.Ordinal);
        var files = container.DataFiles.Select(f => new InspectedFile(f.Name, covered.Contains(f.Name), manifest?.MediaTypes.GetValueOrDefault(f.Name))).ToList();
        problems.AddRange(UnsignedFiles(files, signatures));
        return new SignatureReport
        {
            File = file,
            Container = format,
            Verdict = Worst(signatures, problems),
            Signatures = signatures,
            Files = files,
            Problems = problems,
            Warnings = [.. warnings.Distinct(StringComparer.Ordinal)],
            Content = new ContainerContent(container.Zip, files),
        };
    }

    private static SignatureReport Named(string file, AsicContainer container, ContainerVerdict verdict, string warning, List<string> warnings) => new()
    {
        File = file,
        Container = container.MediaType == AsicContainer.AsiceMediaType ? "ASiC-E" : "ZIP",
        Verdict = verdict,
        Files = [.. container.DataFiles.Select(f => new InspectedFile(f.Name, false, null))],
        Warnings = [warning, .. warnings],
    };

    /// <summary>The signatures alone, whatever the container around them.</summary>
    /// <exception cref="ContainerException">There are too many of them.</exception>
    public IReadOnlyList<SignatureResult> Validate(AsicContainer container) => ValidateFiles(container, new XadesValidator(trust, time, new DataFileDigests(container)), []);

    private List<SignatureResult> ValidateFiles(AsicContainer container, XadesValidator validator, List<string> warnings)
    {
        var results = new List<SignatureResult>();
        foreach (var file in container.XadesFiles)
        {
            var (elements, repeatedId, unreadable) = Read(container, file);
            if (unreadable is not null)
            {
                results.Add(Unreadable(unreadable));
            }

            else if (elements.Count == 0)
            {
                warnings.Add($"\"{file.Name}\" is named like a signature file and holds no signature.");
            }

            foreach (var element in elements)
            {
                if (results.Count == limits.Signatures)
                {
                    throw ContainerException.Unsafe($"The container holds more than {limits.Signatures} signatures.");
                }

                results.Add(validator.Validate(element, warnings, repeatedId));
            }
        }

        return results;
    }

    private (IReadOnlyList<XmlElement> Elements, Reason? RepeatedId, Reason? Unreadable) Read(AsicContainer container, ZipEntry file)
    {
        try
        {
            var document = file.Size <= limits.XmlBytes
                ? SafeXml.Load(container.Zip.ReadAll(file), limits)
                : throw XadesFormatException.Malformed("The signature file is too large.");
            return (XadesReader.Signatures(document), XadesReader.RepeatedId(document), null);
        }
        catch (XmlException)
        {
            return ([], null, XadesFormatException.Malformed("The signature file is not safe, well-formed XML.").Reason);
        }
        catch (XadesFormatException e)
        {
            return ([], null, e.Reason);
        }
    }

    private SignatureResult Unreadable(Reason reason) =>
        new SignatureState { Reasons = { reason }, Crypto = reason.Code == ReasonCode.WrappedSignature ? CryptoState.Broken : CryptoState.NotApplicable }.ToResult(time.GetUtcNow());

    private AsicManifest? ReadManifest(AsicContainer container, List<Reason> problems, bool needed)
    {
        if (container.Manifest is not { } entry)
        {
            if (needed)
            {
                problems.Add(Reason.Failed(ReasonCode.ManifestMissing, SubIndication.FormatFailure, "The container has no manifest (META-INF/manifest.xml)."));
            }

            return null;
        }

        try
        {
            var manifest = entry.Size <= limits.XmlBytes ? AsicManifest.Read(container.Zip.ReadAll(entry), limits) : throw new XmlException("Too large.");
            problems.AddRange(manifest.Compare(container.DataFiles));
            return manifest;
        }
        catch (XmlException)
        {
            problems.Add(Reason.Failed(ReasonCode.ManifestMismatch, SubIndication.FormatFailure, "The manifest is not safe, well-formed XML."));
            return null;
        }
    }

    /// <summary>A file is unsigned when no signature mentions it; one whose digest is wrong has its own reason already.</summary>
    private static IEnumerable<Reason> UnsignedFiles(List<InspectedFile> files, List<SignatureResult> signatures)
    {
        var mentioned = signatures.SelectMany(s => s.MentionedFiles).ToHashSet(StringComparer.Ordinal);
        return files.Where(f => !mentioned.Contains(f.Name))
            .Select(f => Reason.Failed(ReasonCode.UnsignedFile, SubIndication.SigConstraintsFailure, $"\"{f.Name}\" is in the container but nobody signed it."));
    }

    private static ContainerVerdict Worst(List<SignatureResult> signatures, List<Reason> problems) =>
        signatures.Select(s => s.Indication).Concat(problems.Select(p => p.Effect)).Max() switch
        {
            Indication.TotalPassed => ContainerVerdict.TotalPassed,
            Indication.Indeterminate => ContainerVerdict.Indeterminate,
            _ => ContainerVerdict.TotalFailed,
        };
}
