using System.Text;

namespace SocialWorkflows.Signatures.Containers;

/// <summary>An ASiC container sorted by role (ETSI EN 319 162-1): data files, XAdES signature files, manifest, CAdES parts.</summary>
internal sealed class AsicContainer
{
    public const string AsiceMediaType = "application/vnd.etsi.asic-e+zip";
    public const string AsicsMediaType = "application/vnd.etsi.asic-s+zip";
    private const string MetaInf = "META-INF/";
    private const int MaxMimetypeBytes = 200;

    private static readonly string[] SignatureExtensions = [".xml", ".p7s", ".json"];

    private AsicContainer(ZipContainer zip) => Zip = zip;

    public ZipContainer Zip { get; }

    public IReadOnlyList<ZipEntry> DataFiles { get; private init; } = [];

    public IReadOnlyList<ZipEntry> XadesFiles { get; private init; } = [];

    public ZipEntry? Manifest { get; private init; }

    /// <summary>mimetype and manifest: a signature may be over them, too, although they are nobody's document.</summary>
    public IReadOnlyList<ZipEntry> Metadata { get; private init; } = [];

    /// <summary>CAdES signature files.</summary>
    public IReadOnlyList<ZipEntry> CadesFiles { get; private init; } = [];

    /// <summary>META-INF/ASiCManifest*.xml: which files a CAdES signature or a time-stamp is over.</summary>
    public IReadOnlyList<ZipEntry> AsicManifests { get; private init; } = [];

    public bool HasCades => CadesFiles.Count > 0;

    /// <summary>META-INF/timestamp.tst of an ASiC-S container: a time-stamp over its one file, nobody's signature.</summary>
    public ZipEntry? TimeStampToken { get; private init; }

    public bool HasOtherTimeStamps { get; private init; }

    public bool HasJades { get; private init; }

    public bool HasEvidenceRecords { get; private init; }

    /// <summary>Parts with a meaning of their own that a container with XAdES does not need and nobody reads there.</summary>
    public IReadOnlyList<ZipEntry> UnreadBesideXades { get; private init; } = [];

    public string? MediaType { get; private init; }

    public List<string> Warnings { get; } = [];

    public static AsicContainer Sort(ZipContainer zip)
    {
        var files = zip.Entries.Where(e => !e.IsFolder).ToList();
        var meta = files.Where(e => e.Name.StartsWith(MetaInf, StringComparison.Ordinal)).ToList();
        var mimetype = zip.Find("mimetype");
        if (mimetype is { Size: > MaxMimetypeBytes })
        {
            throw ContainerException.Unsafe("The mimetype file of the container is longer than any media type.");
        }

        var container = new AsicContainer(zip)
        {
            DataFiles = [.. files.Except(meta).Where(e => e != mimetype)],
            XadesFiles = [.. meta.Where(e => IsSignatureFile(e.Name, ".xml"))],
            Manifest = zip.Find(MetaInf + "manifest.xml"),
            Metadata = [.. new[] { mimetype, zip.Find(MetaInf + "manifest.xml") }.OfType<ZipEntry>()],
            CadesFiles = [.. meta.Where(e => IsSignatureFile(e.Name, ".p7s"))],
            AsicManifests = [.. meta.Where(e => e.Name.StartsWith(MetaInf + "ASiCManifest", StringComparison.OrdinalIgnoreCase) && e.Name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))],
            TimeStampToken = zip.Find(MetaInf + "timestamp.tst"),
            HasOtherTimeStamps = meta.Exists(e => e.Name.EndsWith(".tst", StringComparison.OrdinalIgnoreCase)),
            HasJades = meta.Exists(e => IsSignatureFile(e.Name, ".json")),
            HasEvidenceRecords = meta.Exists(e => IsEvidenceRecord(e.Name[MetaInf.Length..])),
            UnreadBesideXades = [.. meta.Where(e => IsUnreadBesideXades(e.Name))],
            MediaType = mimetype is not null ? Encoding.UTF8.GetString(zip.ReadAll(mimetype)).Trim() : null,
        };
        container.CheckMimetype(mimetype);
        container.Warnings.AddRange(ZipNameRules.Warnings(files));
        container.Warnings.AddRange(meta.Where(e => !IsKnown(e.Name)).Select(e => $"\"{e.Name}\" is no part of a signature container; nobody signed it and it is not shown."));
        return container;
    }

    public static bool IsMetadata(string name) => name is "mimetype" or MetaInf + "manifest.xml";

    /// <summary>Cheap look at the names: could anybody take this ZIP for a signed container?</summary>
    public static bool LooksSigned(IEnumerable<ZipEntry> entries) => entries.Any(e =>
        (e.Size <= MaxMimetypeBytes && string.Equals(e.Name, "mimetype", StringComparison.Ordinal))
        || (e.Name.StartsWith(MetaInf, StringComparison.OrdinalIgnoreCase) && (e.Name.Contains("signature", StringComparison.OrdinalIgnoreCase) || IsEvidenceRecord(e.Name[MetaInf.Length..]))));

    /// <summary>EN 319 162-1 §A.7 and the older profiles: what has a meaning in META-INF.</summary>
    private static bool IsKnown(string name)
    {
        var file = name[MetaInf.Length..];
        return file is "manifest.xml" or "container.xml" or "metadata.xml"
            || (file.StartsWith("ASiC", StringComparison.Ordinal) && file.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) && file.Contains("Manifest", StringComparison.Ordinal))
            || file.EndsWith(".tst", StringComparison.OrdinalIgnoreCase)
            || IsEvidenceRecord(file)
            || (file.Contains("signature", StringComparison.OrdinalIgnoreCase) && SignatureExtensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase));
    }

    private static bool IsEvidenceRecord(string file) =>
        file.EndsWith(".ers", StringComparison.OrdinalIgnoreCase)
        || (file.Contains("evidencerecord", StringComparison.OrdinalIgnoreCase) && file.EndsWith(".xml", StringComparison.OrdinalIgnoreCase));

    private static bool IsUnreadBesideXades(string name) =>
        name.EndsWith(".tst", StringComparison.OrdinalIgnoreCase) || IsEvidenceRecord(name[MetaInf.Length..]) || IsSignatureFile(name, ".json")
        || name.StartsWith(MetaInf + "ASiC", StringComparison.Ordinal);

    private static bool IsSignatureFile(string name, string extension) =>
        name.EndsWith(extension, StringComparison.OrdinalIgnoreCase)
        && name[MetaInf.Length..].Contains("signature", StringComparison.OrdinalIgnoreCase);

    private void CheckMimetype(ZipEntry? mimetype)
    {
        if (mimetype is null)
        {
            Warnings.Add("The container has no mimetype file.");
        }
        else if (mimetype != Zip.Entries[0] || mimetype.Deflated || mimetype.HasExtraField)
        {
            Warnings.Add("The mimetype file is not the first, unpacked entry of the container.");
        }

        if (MediaType is not (null or AsiceMediaType or AsicsMediaType))
        {
            Warnings.Add("The mimetype file names no known signature container.");
        }
    }
}
