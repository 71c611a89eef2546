using System.Globalization;
using System.ServiceModel.Channels;
using System.Xml;

namespace SocialWorkflows.Connectors.EAddress.Div;

/// <summary>
/// The body of an answer: its XML with white space kept (parts of it are signed again), files beside it. Read with bounded depth and size; the reader
/// knows no DOCTYPE and fetches nothing.
/// </summary>
internal sealed class DivReply
{
    private const int MaxDepth = 64;
    private const int MaxNodes = 500_000;

    private readonly Dictionary<XmlElement, byte[]> _contents = [];

    private DivReply(XmlDocument document)
    {
        Document = document;
    }

    public XmlDocument Document { get; }

    public XmlElement Body => Document.DocumentElement!;

    /// <summary>The bytes of a Contents element; null when it has none.</summary>
    public byte[]? BytesOf(XmlElement? contents) => contents is not null && _contents.TryGetValue(contents, out var bytes) ? bytes : null;

    /// <exception cref="XmlException">Not well-formed, empty, too deep or too many pieces.</exception>
    public static DivReply Read(Message message)
    {
        var reply = new DivReply(new XmlDocument { PreserveWhitespace = true, XmlResolver = null });
        if (message.IsEmpty)
        {
            reply.Document.AppendChild(reply.Document.CreateElement("Empty"));
            return reply;
        }

        using var reader = message.GetReaderAtBodyContents();
        reply.Fill(reader);
        return reply;
    }

    private void Fill(XmlDictionaryReader reader)
    {
        XmlNode parent = Document;
        var depth = 0;
        var nodes = 0;
        while (reader.NodeType is not XmlNodeType.None)
        {
            nodes += 1 + reader.AttributeCount;
            if (depth > MaxDepth || nodes > MaxNodes)
            {
                throw new XmlException("The answer is nested deeper or has more pieces than is read.");
            }

            switch (reader.NodeType)
            {
                case XmlNodeType.Element when parent == Document && Document.DocumentElement is not null:
                    return;
                case XmlNodeType.Element:
                    var element = Element(reader);
                    parent.AppendChild(element);
                    Declare(element);
                    if (element.LocalName == "Contents" && element.NamespaceURI == DivNames.Service)
                    {
                        _contents[element] = reader.ReadElementContentAsBase64();
                        continue;
                    }

                    if (!element.IsEmpty)
                    {
                        parent = element;
                        depth++;
                    }

                    break;
                case XmlNodeType.EndElement when parent == Document:
                    return;
                case XmlNodeType.EndElement:
                    parent = parent.ParentNode!;
                    depth--;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace when parent != Document:
                    parent.AppendChild(Document.CreateTextNode(reader.Value));
                    break;
                default:
                    break;
            }

            if (!reader.Read())
            {
                break;
            }
        }

        if (Document.DocumentElement is null)
        {
            throw new XmlException("The answer has no element.");
        }
    }

    private XmlElement Element(XmlDictionaryReader reader)
    {
        var element = Document.CreateElement(reader.Prefix, reader.LocalName, reader.NamespaceURI);
        element.IsEmpty = reader.IsEmptyElement;
        while (reader.MoveToNextAttribute())
        {
            var attribute = Document.CreateAttribute(reader.Prefix, reader.LocalName, reader.NamespaceURI);
            attribute.Value = reader.Value;
            element.Attributes.Append(attribute);
        }

        reader.MoveToElement();
        return element;
    }

    /// <summary>What an ancestor outside the body declared is declared here: signing again needs it.</summary>
    private static void Declare(XmlElement element)
    {
        DivXml.Declare(element, element.Prefix, element.NamespaceURI);
        foreach (var attribute in element.Attributes.OfType<XmlAttribute>().Where(a => a.Prefix.Length > 0 && a.Prefix is not ("xml" or "xmlns")).ToList())
        {
            DivXml.Declare(element, attribute.Prefix, attribute.NamespaceURI);
        }
    }
}

/// <summary>Reading by local names: clients of the service have seen the same element in either of its namespaces.</summary>
internal static class DivXml
{
    public static IEnumerable<XmlElement> Children(this XmlElement? element, string name) =>
        element is null ? [] : element.ChildNodes.OfType<XmlElement>().Where(child => child.LocalName == name);

    public static XmlElement? Child(this XmlElement? element, params ReadOnlySpan<string> path)
    {
        var found = element;
        foreach (var name in path)
        {
            found = found.Children(name).FirstOrDefault();
        }

        return found;
    }

    /// <summary>Trimmed; empty when it is not there.</summary>
    public static string Text(this XmlElement? element, params ReadOnlySpan<string> path) => element.Child(path)?.InnerText.Trim() ?? "";

    public static bool IsTrue(this XmlElement? element, string name) => element.Text(name) is "true" or "1";

    public static int Number(this XmlElement? element, string name) =>
        int.TryParse(element.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>A time without an offset is Latvia's own, as the service is.</summary>
    public static DateTimeOffset? Time(this XmlElement? element, params ReadOnlySpan<string> path)
    {
        var text = element.Text(path);
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var local))
        {
            return null;
        }

        return local.Kind == DateTimeKind.Unspecified
            ? new DateTimeOffset(local, Riga.GetUtcOffset(local))
            : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
    }

    private static readonly TimeZoneInfo Riga = TimeZoneInfo.FindSystemTimeZoneById("Europe/Riga");

    public static XmlElement Add(this XmlNode parent, string space, string name, string? text = null, string prefix = "")
    {
        var document = parent as XmlDocument ?? parent.OwnerDocument!;
        var element = document.CreateElement(prefix, name, space);
        if (text is not null)
        {
            element.InnerText = text;
        }

        parent.AppendChild(element);
        Declare(element, prefix, space);
        return element;
    }

    /// <summary>Canonicalisation goes by declarations that stand in the document.</summary>
    public static void Declare(XmlElement element, string prefix, string space)
    {
        var name = prefix.Length == 0 ? "xmlns" : "xmlns:" + prefix;
        for (XmlNode? node = element; node is XmlElement scope; node = scope.ParentNode)
        {
            if (scope.HasAttribute(name))
            {
                if (scope.GetAttribute(name) == space)
                {
                    return;
                }

                break;
            }
        }

        if (space.Length > 0 || prefix.Length > 0)
        {
            element.SetAttribute(name, space);
        }
    }
}
