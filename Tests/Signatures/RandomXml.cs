using System.Text;

namespace SocialWorkflows.Tests.Signatures;

/// <summary>Random well-formed XML that is rich in what canonicalisation is about: namespaces redeclared, undeclared, unused; attributes to sort; text to escape.</summary>
internal static class RandomXml
{
    private static readonly string[] Prefixes = ["", "a", "b", "ds"];
    private static readonly string[] Uris = ["urn:one", "urn:two", "http://www.w3.org/2000/09/xmldsig#"];
    private static readonly string[] Texts = ["text", "ā č ē", "&amp;&lt;&gt;\"'", "&#13;", "\n  ", "\t", "<![CDATA[<x>&]]>", "&#x1F600;", "]]&gt;"];
    private static readonly string[] Values = ["v", "ļķ", "&amp;&lt;&quot;", "&#13;&#10;&#9;", " a  b ", "'>"];

    public static string Document(Random random)
    {
        var output = new StringBuilder();
        Element(output, random, 0, new(StringComparer.Ordinal));
        return output.ToString();
    }

    private static void Element(StringBuilder output, Random random, int depth, Dictionary<string, string> outer)
    {
        var scope = new Dictionary<string, string>(outer, StringComparer.Ordinal);
        var declarations = new StringBuilder();
        foreach (var prefix in Prefixes.Where(_ => random.Next(3) == 0))
        {
            var uri = prefix.Length == 0 && random.Next(3) == 0 ? "" : Uris[random.Next(Uris.Length)];
            scope[prefix] = uri;
            declarations.Append(prefix.Length == 0 ? $" xmlns=\"{uri}\"" : $" xmlns:{prefix}=\"{uri}\"");
        }

        var usable = Prefixes.Where(p => p.Length == 0 || scope.ContainsKey(p)).ToList();
        var name = Name(usable[random.Next(usable.Count)], "e" + random.Next(3));
        output.Append('<').Append(name).Append(declarations);
        Attributes(output, random, usable, scope);
        output.Append('>');
        for (var i = random.Next(4); i > 0; i--)
        {
            if (depth < 5 && random.Next(2) == 0)
            {
                Element(output, random, depth + 1, scope);
            }
            else
            {
                output.Append(random.Next(8) switch
                {
                    0 => "<!-- c -->",
                    1 => "<?pi data?>",
                    _ => Texts[random.Next(Texts.Length)],
                });
            }
        }

        output.Append("</").Append(name).Append('>');
    }

    private static void Attributes(StringBuilder output, Random random, List<string> usable, Dictionary<string, string> scope)
    {
        var used = new HashSet<(string, string)>();
        for (var i = random.Next(4); i > 0; i--)
        {
            var prefix = usable[random.Next(usable.Count)];
            var local = "n" + random.Next(4);
            if (used.Add((prefix.Length == 0 ? "" : scope[prefix], local)))
            {
                output.Append($" {Name(prefix, local)}=\"{Values[random.Next(Values.Length)]}\"");
            }
        }

        if (random.Next(6) == 0)
        {
            output.Append(" xml:lang=\"lv\"");
        }
    }

    private static string Name(string prefix, string local) => prefix.Length == 0 ? local : $"{prefix}:{local}";
}
