using System.Xml;
using SocialWorkflows.Signatures.Xml;

namespace SocialWorkflows.Signatures.Containers;

/// <summary>META-INF/manifest.xml (OpenDocument 1.2 part 3): the files of the container and their media types.</summary>
internal sealed class AsicManifest
{
    private const string Namespace = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";

    private readonly bool _hasOtherRoot;
    private readonly string? _rootMediaType;

    private AsicManifest(IReadOnlyDictionary<string, string> mediaTypes, bool hasOtherRoot, string? rootMediaType)
    {
        MediaTypes = mediaTypes;
        _hasOtherRoot = hasOtherRoot;
        _rootMediaType = rootMediaType;
    }

    public IReadOnlyDictionary<string, string> MediaTypes { get; }

    /// <exception cref="XmlException">The manifest is not XML, or has a DOCTYPE.</exception>
    /// <exception cref="ContainerException">A file is listed twice.</exception>
    public static AsicManifest Read(byte[] xml, InspectionLimits limits)
    {
        var document = SafeXml.Load(xml, limits);
        var mediaTypes = new Dictionary<string, string>(StringComparer.Ordinal);
        string? rootMediaType = null;
        var root = document.DocumentElement!;
        foreach (var entry in root.ChildNodes.OfType<XmlElement>()
            .Where(e => e.LocalName == "file-entry" && e.NamespaceURI == Namespace))
        {
            var path = entry.GetAttribute("full-path", Namespace);
            if (path.EndsWith('/'))
            {
                rootMediaType = path == "/" ? entry.GetAttribute("media-type", Namespace) : rootMediaType;
                continue;
            }

            if (!mediaTypes.TryAdd(path, entry.GetAttribute("media-type", Namespace)))
            {
                throw ContainerException.Unsafe("The manifest lists a file twice.");
            }
        }

        return new AsicManifest(mediaTypes, root is not { LocalName: "manifest", NamespaceURI: Namespace }, rootMediaType);
    }

    /// <summary>The manifest must list the data files, all of them and no others.</summary>
    public IEnumerable<Reason> Compare(IReadOnlyList<ZipEntry> dataFiles)
    {
        var inContainer = dataFiles.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in inContainer.Where(n => !MediaTypes.ContainsKey(n)))
        {
            yield return Mismatch($"\"{name}\" is in the container but not in its manifest.");
        }

        foreach (var name in MediaTypes.Keys.Where(n => !inContainer.Contains(n)))
        {
            yield return Mismatch($"\"{name}\" is in the manifest but not in the container.");
        }
    }

    /// <summary>What contradicts the format (OpenDocument 1.2 part 3 §4.2, §4.3) without hiding a file.</summary>
    /// <param name="containerMediaType">As the mimetype file says; null without one.</param>
    public IEnumerable<string> Oddities(string? containerMediaType)
    {
        if (_hasOtherRoot)
        {
            yield return "The manifest's outermost element is not \"manifest\".";
        }

        if (containerMediaType is not null && _rootMediaType is { Length: > 0 } stated && !string.Equals(stated, containerMediaType, StringComparison.OrdinalIgnoreCase))
        {
            yield return "The manifest calls the container another media type than its mimetype file.";
        }
    }

    private static Reason Mismatch(string text) => Reason.Failed(ReasonCode.ManifestMismatch, SubIndication.FormatFailure, text);
}
