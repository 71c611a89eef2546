using System.Xml;
using SocialWorkflows.Signatures.Xml;

namespace SocialWorkflows.Signatures.Containers;

/// <summary>META-INF/manifest.xml (OpenDocument 1.2 part 3): the files of the container and their media types.</summary>
internal sealed class AsicManifest
{
    private const string Namespace = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";

    private AsicManifest(IReadOnlyDictionary<string, string> mediaTypes) => MediaTypes = mediaTypes;

    public IReadOnlyDictionary<string, string> MediaTypes { get; }

    /// <exception cref="XmlException">The manifest is not XML, or has a DOCTYPE.</exception>
    /// <exception cref="ContainerException">A file is listed twice.</exception>
    public static AsicManifest Read(byte[] xml, InspectionLimits limits)
    {
        var document = SafeXml.Load(xml, limits);
        var mediaTypes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in document.DocumentElement!.ChildNodes.OfType<XmlElement>()
            .Where(e => e.LocalName == "file-entry" && e.NamespaceURI == Namespace))
        {
            var path = entry.GetAttribute("full-path", Namespace);
            if (path.EndsWith('/'))
            {
                continue;
            }

            if (!mediaTypes.TryAdd(path, entry.GetAttribute("media-type", Namespace)))
            {
                throw ContainerException.Unsafe("The manifest lists a file twice.");
            }
        }

        return new AsicManifest(mediaTypes);
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

    private static Reason Mismatch(string text) => Reason.Failed(ReasonCode.ManifestMismatch, SubIndication.FormatFailure, text);
}
