using System.Xml;

namespace SocialWorkflows.Signatures.Xades;

/// <summary>Strict steps through a signature's XML: by parent and name, never by searching the whole document.</summary>
internal static class XmlElements
{
    public static IEnumerable<XmlElement> Children(this XmlElement parent) => parent.ChildNodes.OfType<XmlElement>();

    public static IEnumerable<XmlElement> Children(this XmlElement parent, string name, string ns) =>
        parent.Children().Where(e => e.LocalName == name && e.NamespaceURI == ns);

    /// <exception cref="XadesFormatException">There are two.</exception>
    public static XmlElement? OptionalChild(this XmlElement parent, string name, string ns)
    {
        var found = parent.Children(name, ns).Take(2).ToList();
        return found.Count < 2 ? found.FirstOrDefault() : throw XadesFormatException.Wrapped($"The signature has two {name} elements where one is allowed.");
    }

    /// <exception cref="XadesFormatException">There is none, or more than one.</exception>
    public static XmlElement Child(this XmlElement parent, string name, string ns) =>
        parent.OptionalChild(name, ns) ?? throw XadesFormatException.Malformed($"The signature has no {name} element.");

    public static IEnumerable<XmlElement> Descendants(this XmlElement parent) =>
        parent.Children().SelectMany(c => c.Descendants().Prepend(c));

    /// <summary>The bytes of a base64 text, white space allowed.</summary>
    /// <exception cref="XadesFormatException">Not base64.</exception>
    public static byte[] Base64(this XmlElement element)
    {
        try
        {
            return Convert.FromBase64String(element.InnerText);
        }
        catch (FormatException)
        {
            throw XadesFormatException.Malformed($"{element.LocalName} is not base64.");
        }
    }

    public static string Algorithm(this XmlElement element) => element.GetAttribute("Algorithm");
}
