using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using SocialWorkflows.Signatures.Xml;

namespace SocialWorkflows.Tests.Signatures;

/// <summary>Our canonicalisation against .NET's own transforms and hand-worked cases of the recommendations.</summary>
public sealed class CanonicalizerTests
{
    private const int Documents = 3_000;

    [Theory]
    [InlineData(CanonicalizationVersion.Inclusive10, false)]
    [InlineData(CanonicalizationVersion.Inclusive10, true)]
    [InlineData(CanonicalizationVersion.Inclusive11, false)]
    [InlineData(CanonicalizationVersion.Exclusive, false)]
    [InlineData(CanonicalizationVersion.Exclusive, true)]
    public void Canonicalize_RandomDocuments_IsByteIdenticalToDotNet(CanonicalizationVersion version, bool withComments)
    {
        var random = new Random(20260302);
        for (var i = 0; i < Documents; i++)
        {
            var xml = RandomXml.Document(random);
            var document = Load(xml);

            var ours = Encoding.UTF8.GetString(XmlCanonicalizer.Canonicalize(document.DocumentElement!, new(version, withComments)));

            ours.ShouldBe(DotNet(document, version, withComments), xml);
        }
    }

    [Fact]
    public void Canonicalize_ElementInside_CarriesNamespacesAndXmlAttributesOfAncestors()
    {
        var inner = (XmlElement)Load("<a xmlns=\"urn:d\" xmlns:p=\"urn:p\" xml:lang=\"lv\" xml:id=\"i\"><b x=\"1\"/></a>").DocumentElement!.FirstChild!;

        Text(inner, CanonicalizationVersion.Inclusive10).ShouldBe("<b xmlns=\"urn:d\" xmlns:p=\"urn:p\" x=\"1\" xml:id=\"i\" xml:lang=\"lv\"></b>");
        Text(inner, CanonicalizationVersion.Inclusive11).ShouldBe("<b xmlns=\"urn:d\" xmlns:p=\"urn:p\" x=\"1\" xml:lang=\"lv\"></b>");
        Text(inner, CanonicalizationVersion.Exclusive).ShouldBe("<b xmlns=\"urn:d\" x=\"1\"></b>");
    }

    [Fact]
    public void Canonicalize_InclusivePrefixes_AreShownWithoutBeingUsed()
    {
        var inner = (XmlElement)Load("<a xmlns=\"urn:d\" xmlns:p=\"urn:p\"><q:b xmlns:q=\"urn:q\"/></a>").DocumentElement!.FirstChild!;

        var bytes = XmlCanonicalizer.Canonicalize(inner, new(CanonicalizationVersion.Exclusive, false) { InclusivePrefixes = ["p", "#default"] });

        Encoding.UTF8.GetString(bytes).ShouldBe("<q:b xmlns=\"urn:d\" xmlns:p=\"urn:p\" xmlns:q=\"urn:q\"></q:b>");
    }

    [Fact]
    public void Canonicalize_XmlBaseAboveIn11_IsRefused()
    {
        var inner = (XmlElement)Load("<a xml:base=\"http://x/\"><b/></a>").DocumentElement!.FirstChild!;

        Should.Throw<NotSupportedException>(() => XmlCanonicalizer.Canonicalize(inner, new(CanonicalizationVersion.Inclusive11, false)));
    }

    [Fact]
    public void Canonicalize_CarriageReturnReference_StaysVisible() =>
        Text(Load("<a b=\"&#13;&#9;\">x&#13;\r\n</a>").DocumentElement!, CanonicalizationVersion.Inclusive11).ShouldBe("<a b=\"&#xD;&#x9;\">x&#xD;\n</a>");

    private static string Text(XmlElement element, CanonicalizationVersion version) => Encoding.UTF8.GetString(XmlCanonicalizer.Canonicalize(element, new(version, false)));

    private static XmlDocument Load(string xml)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        using var reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        document.Load(reader);
        return document;
    }

    private static string DotNet(XmlDocument document, CanonicalizationVersion version, bool withComments)
    {
        Transform transform = version == CanonicalizationVersion.Exclusive ? new XmlDsigExcC14NTransform(withComments) : new XmlDsigC14NTransform(withComments);
        transform.LoadInput(document);
        using var reader = new StreamReader((Stream)transform.GetOutput(typeof(Stream)), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
