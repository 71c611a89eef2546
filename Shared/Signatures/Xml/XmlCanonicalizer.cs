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
        var run = new Run(method);
        run.Write(apex);
        return Encoding.UTF8.GetBytes(run.Output.ToString());
    }

    /// <summary>
    /// One walk. What is in scope and what was output already are kept in two tables that are changed on the way down and changed back on the way up:
    /// below the apex only what an element itself declares or uses is looked at, so that the cost follows the size of the document.
    /// </summary>
    private sealed class Run(CanonicalizationMethod method)
    {
        private readonly Dictionary<string, string> _scope = new(StringComparer.Ordinal) { [""] = "" };
        private readonly Dictionary<string, string> _rendered = new(StringComparer.Ordinal) { [""] = "" };
        private readonly HashSet<string> _inclusive = [.. method.InclusivePrefixes.Select(p => p == "#default" ? "" : p)];

        private int _charged;

        public StringBuilder Output { get; } = new();

        public void Write(XmlElement apex)
        {
            var ancestors = new Stack<XmlElement>();
            for (var node = apex.ParentNode as XmlElement; node is not null; node = node.ParentNode as XmlElement)
            {
                ancestors.Push(node);
            }

            foreach (var ancestor in ancestors)
            {
                Declare(ancestor, null);
            }

            WriteElement(apex, isApex: true);
        }

        private void WriteElement(XmlElement element, bool isApex)
        {
            var declared = new List<(string Prefix, string? Before)>();
            Declare(element, declared);
            var attributes = Attributes(element);
            var rendered = Render(element, attributes, declared, isApex);
            Output.Append('<').Append(element.Name);
            foreach (var (prefix, _) in rendered)
            {
                Output.Append(prefix.Length == 0 ? " xmlns" : " xmlns:" + prefix).Append("=\"");
                EscapeAttribute(Output, _rendered[prefix]);
                Output.Append('"');
            }

            WriteAttributes(element, attributes, isApex);
            Output.Append('>');
            Charge();
            for (var child = element.FirstChild; child is not null; child = child.NextSibling)
            {
                if (child is XmlElement childElement)
                {
                    WriteElement(childElement, isApex: false);
                }
                else
                {
                    WriteLeaf(Output, child, method);
                }
            }

            Output.Append("</").Append(element.Name).Append('>');
            Charge();
            Restore(_rendered, rendered);
            Restore(_scope, declared);
        }

        private void Charge()
        {
            InspectionWork.Canonicalize(Output.Length - _charged);
            _charged = Output.Length;
        }

        private void Declare(XmlElement element, List<(string Prefix, string? Before)>? declared)
        {
            foreach (XmlAttribute attribute in element.Attributes)
            {
                if (attribute.NamespaceURI == XmlnsUri)
                {
                    var prefix = attribute.Prefix.Length == 0 ? "" : attribute.LocalName;
                    declared?.Add((prefix, _scope.GetValueOrDefault(prefix)));
                    _scope[prefix] = attribute.Value;
                }
            }
        }

        /// <summary>The namespaces this element has to show, in the order of their prefixes, each with what was shown before.</summary>
        private List<(string Prefix, string? Before)> Render(XmlElement element, List<XmlAttribute> attributes, List<(string Prefix, string? Before)> declared, bool isApex)
        {
            var wanted = new HashSet<string>(StringComparer.Ordinal);
            if (method.Version == CanonicalizationVersion.Exclusive)
            {
                wanted.UnionWith(attributes.Select(a => a.Prefix).Where(p => p.Length > 0));
                wanted.Add(element.Prefix);
                wanted.UnionWith(isApex ? _inclusive : declared.Select(d => d.Prefix).Where(_inclusive.Contains));
            }
            else
            {
                wanted.UnionWith(isApex ? _scope.Keys : declared.Select(d => d.Prefix));
            }

            wanted.Remove("xml");
            var added = new List<(string Prefix, string? Before)>();
            foreach (var prefix in wanted.Order(StringComparer.Ordinal))
            {
                var known = _rendered.GetValueOrDefault(prefix);
                if (_scope.TryGetValue(prefix, out var uri) && known != uri)
                {
                    added.Add((prefix, known));
                    _rendered[prefix] = uri;
                }
            }

            return added;
        }

        private void WriteAttributes(XmlElement element, List<XmlAttribute> attributes, bool isApex)
        {
            var shown = attributes.ConvertAll(a => (a.NamespaceURI, a.LocalName, a.Name, a.Value));
            if (isApex)
            {
                shown.AddRange(XmlAttributesAbove(element, method));
            }

            shown.Sort((a, b) => string.CompareOrdinal(a.NamespaceURI, b.NamespaceURI) is var byUri and not 0 ? byUri : string.CompareOrdinal(a.LocalName, b.LocalName));
            foreach (var (_, _, name, value) in shown)
            {
                Output.Append(' ').Append(name).Append("=\"");
                EscapeAttribute(Output, value);
                Output.Append('"');
            }
        }

        private static List<XmlAttribute> Attributes(XmlElement element)
        {
            var attributes = new List<XmlAttribute>(element.Attributes.Count);
            foreach (XmlAttribute attribute in element.Attributes)
            {
                if (attribute.NamespaceURI != XmlnsUri)
                {
                    attributes.Add(attribute);
                }
            }

            return attributes;
        }

        private static void Restore(Dictionary<string, string> table, List<(string Prefix, string? Before)> changed)
        {
            for (var i = changed.Count - 1; i >= 0; i--)
            {
                var (prefix, before) = changed[i];
                if (before is null)
                {
                    table.Remove(prefix);
                }
                else
                {
                    table[prefix] = before;
                }
            }
        }
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
