using System.Text;
using System.Xml;
using SocialWorkflows.Signatures;
using SocialWorkflows.Signatures.Xml;

namespace SocialWorkflows.Tests.Signatures;

public sealed class SafeXmlTests
{
    private const int Documents = 1_000;

    [Fact]
    public void Load_RandomDocuments_IsWhatDotNetLoads()
    {
        var random = new Random(20260303);
        for (var i = 0; i < Documents; i++)
        {
            var xml = "<?xml version=\"1.0\"?>\n<!-- before --><?instruction x?>" + RandomXml.Document(random) + "\n<!-- after -->";
            var expected = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
            expected.LoadXml(xml);

            var ours = SafeXml.Load(Encoding.UTF8.GetBytes(xml), InspectionLimits.Default);

            ours.DocumentElement!.OuterXml.ShouldBe(expected.DocumentElement!.OuterXml, xml);
            XmlCanonicalizer.Canonicalize(ours.DocumentElement, CanonicalizationMethod.Default)
                .ShouldBe(XmlCanonicalizer.Canonicalize(expected.DocumentElement, CanonicalizationMethod.Default), xml);
        }
    }

    [Fact]
    public void Load_AsDeepAsAllowed_IsReadAndOneDeeperRefused()
    {
        byte[] Nested(int depth) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a>", depth)) + string.Concat(Enumerable.Repeat("</a>", depth)));
        var limits = InspectionLimits.Default;

        SafeXml.Load(Nested(limits.XmlDepth + 1), limits).DocumentElement.ShouldNotBeNull();
        Should.Throw<XmlException>(() => SafeXml.Load(Nested(limits.XmlDepth + 2), limits)).Message.ShouldContain("deeper");
    }

    [Theory]
    [InlineData("")]
    [InlineData("<a>")]
    [InlineData("<a/><b/>")]
    [InlineData("<!DOCTYPE a><a/>")]
    [InlineData("<a>&x;</a>")]
    [InlineData("<a b=\"1\" b=\"2\"/>")]
    public void Load_NotOneSafeElement_IsRefused(string xml) =>
        Should.Throw<XmlException>(() => SafeXml.Load(Encoding.UTF8.GetBytes(xml), InspectionLimits.Default));
}
