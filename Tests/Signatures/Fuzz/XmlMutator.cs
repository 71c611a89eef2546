using System.Text;
using System.Text.RegularExpressions;

namespace SocialWorkflows.Tests.Signatures.Fuzz;

/// <summary>Changes to the text of an XML signature or manifest: elements, attributes, ids, base64 and the DER inside it.</summary>
internal static partial class XmlMutator
{
    private static readonly string[] Algorithms =
    [
        "http://www.w3.org/2000/09/xmldsig#sha1", "http://www.w3.org/2001/04/xmlenc#sha512", "http://www.w3.org/TR/1999/REC-xslt-19991116", "http://www.w3.org/2000/09/xmldsig#base64",
        "http://www.w3.org/2001/10/xml-exc-c14n#", "http://www.w3.org/2006/12/xml-c14n11#WithComments", "http://www.w3.org/2000/09/xmldsig#enveloped-signature", "x",
    ];

    public static byte[] Mutate(byte[] xml, Random random)
    {
        var text = Encoding.UTF8.GetString(xml);
        return Encoding.UTF8.GetBytes(random.Next(9) switch
        {
            0 => OnElement(text, random, _ => ""),
            1 => OnElement(text, random, e => e + e),
            2 => OnElement(text, random, e => $"<ds:Object xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">{e}</ds:Object>"),
            3 => Replace(text, Attribute(), random, a => $" {a.Groups["name"].Value}=\"{(random.Next(2) == 0 ? "#x" : Algorithms[random.Next(Algorithms.Length)])}\""),
            4 => Replace(text, Attribute(), random, _ => ""),
            5 => Replace(text, Base64(), random, b => Flip(b.Value, random)),
            6 or 7 => Replace(text, Base64(), random, b => Der(b.Value, random)),
            _ => random.Next(3) switch
            {
                0 => "<!DOCTYPE x [<!ENTITY e \"eeee\">]>" + text,
                1 => Replace(text, Tag(), random, t => t.Value + "<!-- -->&#13;"),
                _ => Encoding.UTF8.GetString(ByteMutator.Mutate(xml, random)),
            },
        });
    }

    private static string OnElement(string text, Random random, Func<string, string> change) => Replace(text, Element(), random, m => change(m.Value));

    private static string Replace(string text, Regex pattern, Random random, Func<Match, string> change)
    {
        var matches = pattern.Matches(text);
        if (matches.Count == 0)
        {
            return text;
        }

        var match = matches[random.Next(matches.Count)];
        return string.Concat(text.AsSpan(0, match.Index), change(match), text.AsSpan(match.Index + match.Length));
    }

    private static string Flip(string base64, Random random)
    {
        var characters = base64.ToCharArray();
        characters[random.Next(characters.Length)] = "AZaz09+/=\n"[random.Next(10)];
        return new string(characters);
    }

    private static string Der(string base64, Random random)
    {
        try
        {
            return Convert.ToBase64String(DerMutator.Mutate(Convert.FromBase64String(base64), random));
        }
        catch (FormatException)
        {
            return Flip(base64, random);
        }
    }

    [GeneratedRegex("<(?<name>[A-Za-z0-9:]+)(?:\\s[^<>]*)?>[^<]*</\\k<name>>|<[A-Za-z0-9:]+(?:\\s[^<>]*)?/>", RegexOptions.None, 5_000)]
    private static partial Regex Element();

    [GeneratedRegex("\\s(?<name>[A-Za-z:]+)=\"[^\"<>]*\"", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Attribute();

    [GeneratedRegex("(?<=>)[A-Za-z0-9+/=\\s]{24,}(?=<)", RegexOptions.None, 5_000)]
    private static partial Regex Base64();

    [GeneratedRegex("<[A-Za-z][^<>]*>", RegexOptions.None, 5_000)]
    private static partial Regex Tag();
}
