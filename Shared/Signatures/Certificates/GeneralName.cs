using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SocialWorkflows.Signatures.Certificates;

/// <summary>RFC 5280 §4.2.1.6 GeneralName, of a certificate or as the base of a constraint.</summary>
/// <param name="Kind">The tag number.</param>
/// <param name="Text">Of mail addresses, host names and URIs.</param>
/// <param name="Parts">Of directory names: one text for each relative name, written alike for comparison.</param>
/// <param name="Bytes">Of addresses of the internet protocol, and of kinds that are not compared.</param>
internal sealed record GeneralName(int Kind, string Text, IReadOnlyList<string> Parts, byte[] Bytes)
{
    private const int Mail = 1;
    private const int Dns = 2;
    private const int Directory = 4;
    private const int Uri = 6;
    private const int Address = 7;
    private const string EmailAttribute = "1.2.840.113549.1.9.1";
    private const string SubjectAlternativeName = "2.5.29.17";

    /// <exception cref="AsnContentException">Not a GeneralName.</exception>
    public static GeneralName Read(AsnReader reader)
    {
        var tag = reader.PeekTag();
        if (tag.TagClass != TagClass.ContextSpecific)
        {
            throw new AsnContentException("Not a general name.");
        }

        return tag.TagValue switch
        {
            Mail or Dns or Uri => new(tag.TagValue, reader.ReadCharacterString(UniversalTagNumber.IA5String, tag).Trim().ToLowerInvariant(), [], []),
            Directory => new(Directory, "", Relative(reader.ReadSequence(tag)), []),
            Address => new(Address, "", [], reader.ReadOctetString(tag)),
            _ => new(tag.TagValue, "", [], reader.ReadEncodedValue().ToArray()),
        };
    }

    /// <summary>Everything a certificate calls its subject.</summary>
    /// <exception cref="AsnContentException">A name cannot be read.</exception>
    public static List<GeneralName> Of(X509Certificate2 certificate)
    {
        var names = new List<GeneralName>();
        if (certificate.Extensions[SubjectAlternativeName] is { } extension)
        {
            var list = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
            while (list.HasData)
            {
                names.Add(Read(list));
            }
        }

        var subject = Relative(new AsnReader(certificate.SubjectName.RawData, AsnEncodingRules.DER));
        if (subject.Count > 0)
        {
            names.Add(new(Directory, "", subject, []));
        }

        // §4.2.1.10: without an alternative name, the mail address in the subject is the one that is bound.
        if (!names.Exists(n => n.Kind == Mail))
        {
            names.AddRange(subject.Where(p => p.StartsWith(EmailAttribute + "=", StringComparison.Ordinal))
                .Select(p => new GeneralName(Mail, p[(EmailAttribute.Length + 1)..].ToLowerInvariant(), [], [])));
        }

        return names;
    }

    /// <summary>For permissions: what is not understood lies nowhere.</summary>
    public bool LiesWithin(GeneralName subtree) => subtree.Kind == Kind && Kind switch
    {
        Directory => subtree.Parts.Count <= Parts.Count && subtree.Parts.SequenceEqual(Parts.Take(subtree.Parts.Count), StringComparer.Ordinal),
        Mail => MailLiesWithin(subtree.Text),
        Dns => subtree.Text.Length == 0 || Text == subtree.Text || Text.EndsWith("." + subtree.Text.TrimStart('.'), StringComparison.Ordinal),
        Uri => System.Uri.TryCreate(Text, UriKind.Absolute, out var uri) && HostLiesWithin(uri.Host, subtree.Text),
        Address => AddressLiesWithin(subtree.Bytes),
        _ => false,
    };

    /// <summary>For exclusions: what is not understood might lie there.</summary>
    public bool MayLieWithin(GeneralName subtree) => subtree.Kind == Kind && (!IsUnderstood || LiesWithin(subtree));

    private bool IsUnderstood => Kind is Directory or Mail or Dns or Address || (Kind == Uri && System.Uri.TryCreate(Text, UriKind.Absolute, out _));

    private bool MailLiesWithin(string subtree)
    {
        if (subtree.Contains('@'))
        {
            return Text == subtree;
        }

        var at = Text.LastIndexOf('@');
        return at >= 0 && HostLiesWithin(Text[(at + 1)..], subtree);
    }

    /// <summary>With a dot in front it means hosts below, without one that host alone.</summary>
    private static bool HostLiesWithin(string host, string subtree) => subtree.StartsWith('.') ? host.EndsWith(subtree, StringComparison.Ordinal) : host == subtree;

    private bool AddressLiesWithin(byte[] subtree)
    {
        if (subtree.Length != 2 * Bytes.Length)
        {
            return false;
        }

        for (var i = 0; i < Bytes.Length; i++)
        {
            var mask = subtree[Bytes.Length + i];
            if ((Bytes[i] & mask) != (subtree[i] & mask))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>§7.1: case and repeated white space do not count.</summary>
    private static List<string> Relative(AsnReader outer)
    {
        var names = outer.ReadSequence();
        var parts = new List<string>();
        while (names.HasData)
        {
            var set = names.ReadSetOf(skipSortOrderValidation: true);
            var attributes = new List<string>();
            while (set.HasData)
            {
                var attribute = set.ReadSequence();
                attributes.Add($"{attribute.ReadObjectIdentifier()}={Value(attribute)}");
            }

            parts.Add(string.Join('+', attributes.Order(StringComparer.Ordinal)));
        }

        return parts;
    }

    private static string Value(AsnReader attribute)
    {
        var tag = attribute.PeekTag();
        if (tag.TagClass != TagClass.Universal || (UniversalTagNumber)tag.TagValue is not (UniversalTagNumber.UTF8String or UniversalTagNumber.PrintableString
            or UniversalTagNumber.IA5String or UniversalTagNumber.BMPString or UniversalTagNumber.T61String))
        {
            return Convert.ToHexString(attribute.ReadEncodedValue().Span);
        }

        var text = attribute.ReadCharacterString((UniversalTagNumber)tag.TagValue).Normalize(NormalizationForm.FormKC).ToUpperInvariant();
        return string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
