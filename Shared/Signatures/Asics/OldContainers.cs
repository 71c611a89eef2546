using SocialWorkflows.Signatures.Containers;

namespace SocialWorkflows.Signatures.Asics;

/// <summary>Signed ZIP formats that are named and left to a person: what they are, in words, instead of a wrong "not valid".</summary>
internal static class OldContainers
{
    public const string Edoc1 = "EDOC 1.0";
    public const string Adoc = "ADOC";
    public const string Bdoc1 = "BDOC 1.0";
    public const string Office = "Office document";
    public const string EvidenceOnly = "ASiC evidence record";
    private const string AdocMediaType = "application/vnd.lt.archyvai.adoc";
    private const string Bdoc1MediaType = "application/vnd.bdoc";
    private const string OpenDocumentMediaType = "application/vnd.oasis.opendocument";

    public static SignatureReport? Name(string file, AsicContainer container, TimeProvider time, InspectionLimits limits)
    {
        if (Begins(container, OpenDocumentMediaType))
        {
            return container.XadesFiles.Count > 0
                ? Unsupported(file, "OpenDocument", "The office document carries its own kind of signature, which is not validated.", null)
                : Unsupported(file, "OpenDocument", "The file is an office document without a signature.", null) with { Verdict = ContainerVerdict.NotSigned };
        }

        if (Begins(container, AdocMediaType) || HasExtension(file, ".adoc"))
        {
            return Unsupported(file, Adoc, "The file is a Lithuanian ADOC container, which is not validated; a person has to look at it.", container);
        }

        if (Begins(container, Bdoc1MediaType))
        {
            return Unsupported(file, Bdoc1, "The file is an old Estonian BDOC 1.0 container, which is not validated; a person has to look at it.", container);
        }

        if (container.MediaType is null && container.XadesFiles.Count == 0 && OpcPackage.Find(container.Zip) is { } package && (package.IsSigned || HasExtension(file, ".edoc")))
        {
            return package is { IsSigned: true, IsOffice: true }
                ? Unsupported(file, Office, "The office document carries a signature of its own kind (OPC), which is not validated; a person has to look at it.", null)
                : Unsupported(file, Edoc1, "The file is an old EDOC 1.0 container, which is not validated; a person has to look at it.", container);
        }

        if (container.HasCades)
        {
            return WithMathematics(
                Unsupported(file, container.MediaType == AsicContainer.AsicsMediaType ? "ASiC-S" : "ASiC-E", "The container is signed with CAdES, of which only digests and values were verified; a person has to look at it.", container),
                new CadesParts(container, time, limits).Read());
        }

        if (container.XadesFiles.Count == 0 && container.HasJades)
        {
            return Unsupported(file, "ASiC with JAdES", "The container is signed with JAdES, which is not validated; a person has to look at it.", container);
        }

        if (container is { XadesFiles.Count: 0, TimeStampToken: null, HasOtherTimeStamps: false, HasEvidenceRecords: true })
        {
            return Unsupported(file, EvidenceOnly, "The container holds an evidence record (ERS) over its files and nobody's signature; it is not validated.", container);
        }

        return container is { XadesFiles.Count: 0, TimeStampToken: null, HasOtherTimeStamps: true }
            ? Unsupported(file, "ASiC-E", "The container holds time-stamps over its files and nobody's signature; it is not validated.", container)
            : null;
    }

    private static SignatureReport WithMathematics(SignatureReport report, IReadOnlyList<SignatureResult> signatures) => report with
    {
        Signatures = signatures,
        Files = [.. report.Files.Select(f => f with { Covered = signatures.Any(s => s.CoveredFiles.Contains(f.Name, StringComparer.Ordinal)) })],
    };

    private static bool Begins(AsicContainer container, string mediaType) => container.MediaType?.StartsWith(mediaType, StringComparison.Ordinal) == true;

    private static bool HasExtension(string file, string extension) => file.EndsWith(extension, StringComparison.OrdinalIgnoreCase);

    private static SignatureReport Unsupported(string file, string format, string warning, AsicContainer? container) => new()
    {
        File = file,
        Container = format,
        Verdict = ContainerVerdict.Unsupported,
        Files = [.. (container?.DataFiles ?? []).Select(f => new InspectedFile(f.Name, false, null))],
        Warnings = [warning, .. container?.Warnings ?? []],
    };
}
