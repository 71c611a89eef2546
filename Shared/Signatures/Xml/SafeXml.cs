using System.Xml;

namespace SocialWorkflows.Signatures.Xml;

/// <summary>XML from strangers: no DOCTYPE, nothing fetched, bounded size and depth, white space kept for canonicalisation.</summary>
internal static class SafeXml
{
    /// <summary>Appending looks for doubles among all before: without a limit a small file costs minutes. No signature format needs more.</summary>
    private const int MaxAttributes = 1_000;

    /// <exception cref="XmlException">Not well-formed, has a DOCTYPE, or is larger, deeper or in more pieces than allowed.</exception>
    public static XmlDocument Load(byte[] xml, InspectionLimits limits)
    {
        InspectionWork.ReadXml(xml.Length);
        using var reader = Reader(xml, limits);
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        Fill(document, reader, limits);
        return document.DocumentElement is null ? throw new XmlException("The XML has no element.") : document;
    }

    /// <summary>Built here and not by <see cref="XmlDocument.Load(XmlReader)"/>, because the DOM is walked recursively later: what is too deep must not be built.</summary>
    private static void Fill(XmlDocument document, XmlReader reader, InspectionLimits limits)
    {
        XmlNode parent = document;
        var nodes = 0;
        while (reader.Read())
        {
            nodes += 1 + reader.AttributeCount;
            if (nodes > limits.XmlNodes)
            {
                throw new XmlException($"The XML has more than {limits.XmlNodes} elements, attributes and texts.");
            }

            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (reader.Depth > limits.XmlDepth)
                    {
                        throw new XmlException($"XML is nested deeper than {limits.XmlDepth} elements.");
                    }

                    var element = Element(document, reader);
                    parent.AppendChild(element);
                    parent = reader.IsEmptyElement ? parent : element;
                    break;
                case XmlNodeType.EndElement:
                    parent = parent.ParentNode!;
                    break;
                default:
                    if (Leaf(document, reader) is { } leaf)
                    {
                        parent.AppendChild(leaf);
                    }

                    break;
            }
        }
    }

    private static XmlElement Element(XmlDocument document, XmlReader reader)
    {
        var element = document.CreateElement(reader.Prefix, reader.LocalName, reader.NamespaceURI);
        element.IsEmpty = reader.IsEmptyElement;
        if (reader.AttributeCount > MaxAttributes)
        {
            throw new XmlException($"An XML element has {reader.AttributeCount} attributes; {MaxAttributes} are read.");
        }

        while (reader.MoveToNextAttribute())
        {
            var attribute = document.CreateAttribute(reader.Prefix, reader.LocalName, reader.NamespaceURI);
            attribute.Value = reader.Value;
            element.Attributes.Append(attribute);
        }

        reader.MoveToElement();
        return element;
    }

    private static XmlNode? Leaf(XmlDocument document, XmlReader reader) => reader.NodeType switch
    {
        XmlNodeType.Text => document.CreateTextNode(reader.Value),
        XmlNodeType.CDATA => document.CreateCDataSection(reader.Value),
        XmlNodeType.Whitespace => document.CreateWhitespace(reader.Value),
        XmlNodeType.SignificantWhitespace => document.CreateSignificantWhitespace(reader.Value),
        XmlNodeType.Comment => document.CreateComment(reader.Value),
        XmlNodeType.ProcessingInstruction => document.CreateProcessingInstruction(reader.Name, reader.Value),
        _ => null,
    };

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
