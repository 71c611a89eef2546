using System.Xml;

namespace SocialWorkflows.Signatures.Xml;

/// <summary>XML from strangers: no DOCTYPE, nothing fetched, bounded size and depth, white space kept for canonicalisation.</summary>
internal static class SafeXml
{
    /// <exception cref="XmlException">Not well-formed, has a DOCTYPE, or is larger or deeper than allowed.</exception>
    public static XmlDocument Load(byte[] xml, InspectionLimits limits)
    {
        RefuseDepth(xml, limits);
        using var reader = Reader(xml, limits);
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        document.Load(reader);
        return document;
    }

    /// <summary>The DOM is walked recursively later, so depth is refused before it is built.</summary>
    private static void RefuseDepth(byte[] xml, InspectionLimits limits)
    {
        using var reader = Reader(xml, limits);
        while (reader.Read())
        {
            if (reader.Depth > limits.XmlDepth)
            {
                throw new XmlException($"XML is nested deeper than {limits.XmlDepth} elements.");
            }
        }
    }

    private static XmlReader Reader(byte[] xml, InspectionLimits limits) => XmlReader.Create(
        new MemoryStream(xml, writable: false),
        new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = limits.XmlBytes,
            MaxCharactersFromEntities = 1024,
            CloseInput = true,
        });
}
