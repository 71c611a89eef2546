using System.Text;
using System.Xml;

namespace SocialWorkflows.Signatures.Xml;

/// <summary>
/// Canonical XML of one element with everything below it (W3C REC-xml-c14n-20010315, REC-xml-c14n11-20080502, REC-xml-exc-c14n-20020718).
/// The element's ancestors are not output, but inclusive canonicalisation carries their namespaces and xml: attributes.
/// </summary>
public static class XmlCanonicalizer
{
    private const string XmlnsUri = "http://www.w3.org/2000/xmlns/";
    private const string XmlUri = "http://www.w3.org/XML/1998/namespace";

    /// <exception cref="NotSupportedException">Canonical XML 1.1 of an element below an xml:base (its joining is not implemented).</exception>
    public static byte[] Canonicalize(XmlElement apex, CanonicalizationMethod method)
    {
        ArgumentNullException.ThrowIfNull(apex);
        ArgumentNullException.ThrowIfNull(method);
        var output = new StringBuilder();
        var inherited = NamespacesAbove(apex);
        WriteElement(output, apex, method, inherited, new Dictionary<string, string>(StringComparer.Ordinal) { [""] = "" }, isApex: true);
        return Encoding.UTF8.GetBytes(output.ToString());
    }

    private static Dictionary<string, string> NamespacesAbove(XmlElement apex)
    {
        var ancestors = new Stack<XmlElement>();
        for (var node = apex.ParentNode as XmlElement; node is not null; node = node.ParentNode as XmlElement)
        {
            ancestors.Push(node);
        }

        var scope = new Dictionary<string, string>(StringComparer.Ordinal) { [""] = "" };
        foreach (var ancestor in ancestors)
        {
            scope = Declare(scope, ancestor);
        }

        return scope;
    }

    private static Dictionary<string, string> Declare(Dictionary<string, string> scope, XmlElement element)
    {
        var declarations = element.Attributes.Cast<XmlAttribute>().Where(a => a.NamespaceURI == XmlnsUri).ToList();
        if (declarations.Count == 0)
        {
            return scope;
        }

        var inner = new Dictionary<string, string>(scope, StringComparer.Ordinal);
        foreach (var declaration in declarations)
        {
            inner[declaration.Prefix.Length == 0 ? "" : declaration.LocalName] = declaration.Value;
        }

        return inner;
    }

    private static void WriteElement(
        StringBuilder output,
        XmlElement element,
        CanonicalizationMethod method,
        Dictionary<string, string> outerScope,
        Dictionary<string, string> outerRendered,
        bool isApex)
    {
        var scope = Declare(outerScope, element);
        var attributes = element.Attributes.Cast<XmlAttribute>().Where(a => a.NamespaceURI != XmlnsUri).ToList();
        var wanted = method.Version == CanonicalizationVersion.Exclusive
            ? UtilizedPrefixes(element, attributes, method).Where(scope.ContainsKey)
            : scope.Keys;
        var rendered = outerRendered;
        var added = new List<KeyValuePair<string, string>>();
        foreach (var prefix in wanted.Where(p => p != "xml"))
        {
            var uri = scope[prefix];
            if (!outerRendered.TryGetValue(prefix, out var known) || known != uri)
            {
                added.Add(new(prefix, uri));
            }
        }

        if (added.Count > 0)
        {
            rendered = new Dictionary<string, string>(outerRendered, StringComparer.Ordinal);
            added.ForEach(a => rendered[a.Key] = a.Value);
            added.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        }

        output.Append('<').Append(element.Name);
        foreach (var (prefix, uri) in added)
        {
            output.Append(prefix.Length == 0 ? " xmlns" : " xmlns:" + prefix).Append("=\"");
            EscapeAttribute(output, uri);
            output.Append('"');
        }

        var shown = attributes.Select(a => (a.NamespaceURI, a.LocalName, a.Name, a.Value)).ToList();
        if (isApex)
        {
            shown.AddRange(XmlAttributesAbove(element, method));
        }

        shown.Sort((a, b) => string.CompareOrdinal(a.NamespaceURI, b.NamespaceURI) is var byUri and not 0 ? byUri : string.CompareOrdinal(a.LocalName, b.LocalName));
        foreach (var (_, _, name, value) in shown)
        {
            output.Append(' ').Append(name).Append("=\"");
            EscapeAttribute(output, value);
            output.Append('"');
        }

        output.Append('>');
        foreach (XmlNode child in element.ChildNodes)
        {
            if (child is XmlElement childElement)
            {
                WriteElement(output, childElement, method, scope, rendered, isApex: false);
            }
            else
            {
                WriteLeaf(output, child, method);
            }
        }

        output.Append("</").Append(element.Name).Append('>');
    }

    private static HashSet<string> UtilizedPrefixes(XmlElement element, List<XmlAttribute> attributes, CanonicalizationMethod method)
    {
        var prefixes = new HashSet<string>(attributes.Select(a => a.Prefix).Where(p => p.Length > 0), StringComparer.Ordinal) { element.Prefix };
        prefixes.UnionWith(method.InclusivePrefixes.Select(p => p == "#default" ? "" : p));
        return prefixes;
    }

    /// <summary>C14N 1.0 §2.4 carries every xml: attribute down to the apex; 1.1 §2.4 only xml:lang and xml:space, and would join xml:base.</summary>
    private static IEnumerable<(string NamespaceURI, string LocalName, string Name, string Value)> XmlAttributesAbove(XmlElement apex, CanonicalizationMethod method)
    {
        if (method.Version == CanonicalizationVersion.Exclusive)
        {
            yield break;
        }

        var seen = apex.Attributes.Cast<XmlAttribute>().Where(a => a.NamespaceURI == XmlUri).Select(a => a.LocalName).ToHashSet(StringComparer.Ordinal);
        for (var node = apex.ParentNode as XmlElement; node is not null; node = node.ParentNode as XmlElement)
        {
            foreach (var attribute in node.Attributes.Cast<XmlAttribute>().Where(a => a.NamespaceURI == XmlUri))
            {
                if (method.Version == CanonicalizationVersion.Inclusive11 && attribute.LocalName == "base")
                {
                    throw new NotSupportedException("xml:base above a signed element is not supported in Canonical XML 1.1.");
                }

                var carried = method.Version == CanonicalizationVersion.Inclusive10 || attribute.LocalName is "lang" or "space";
                if (carried && seen.Add(attribute.LocalName))
                {
                    yield return (XmlUri, attribute.LocalName, attribute.Name, attribute.Value);
                }
            }
        }
    }

    private static void WriteLeaf(StringBuilder output, XmlNode node, CanonicalizationMethod method)
    {
        switch (node)
        {
            case XmlProcessingInstruction instruction:
                output.Append("<?").Append(instruction.Target);
                if (instruction.Data.Length > 0)
                {
                    output.Append(' ').Append(instruction.Data.Replace("\r", "&#xD;", StringComparison.Ordinal));
                }

                output.Append("?>");
                break;
            case XmlComment comment when method.WithComments:
                output.Append("<!--").Append(comment.Data.Replace("\r", "&#xD;", StringComparison.Ordinal)).Append("-->");
                break;
            case XmlCharacterData and not XmlComment:
                EscapeText(output, node.Value!);
                break;
        }
    }

    private static void EscapeText(StringBuilder output, string text)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '&' => output.Append("&amp;"),
                '<' => output.Append("&lt;"),
                '>' => output.Append("&gt;"),
                '\r' => output.Append("&#xD;"),
                _ => output.Append(c),
            };
        }
    }

    private static void EscapeAttribute(StringBuilder output, string text)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '&' => output.Append("&amp;"),
                '<' => output.Append("&lt;"),
                '"' => output.Append("&quot;"),
                '\t' => output.Append("&#x9;"),
                '\n' => output.Append("&#xA;"),
                '\r' => output.Append("&#xD;"),
                _ => output.Append(c),
            };
        }
    }
}
