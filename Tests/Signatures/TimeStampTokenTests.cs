using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text.RegularExpressions;
using SocialWorkflows.Signatures.Certificates;
using SocialWorkflows.Signatures.Cms;
using SocialWorkflows.Signatures.Time;
using SocialWorkflows.Tests.Signatures.Fuzz;

namespace SocialWorkflows.Tests.Signatures;

/// <summary>Our reader of time-stamp tokens against .NET's, which it replaced for speed.</summary>
public sealed partial class TimeStampTokenTests(SignaturesFixture fixture, ITestOutputHelper output)
{
    private const int Mutations = 6_000;

    [Fact]
    public void FindAuthority_TokensOfTheCorpus_AgreesWithDotNet()
    {
        var tokens = SignatureCorpus.Rows("asice").Select(r => r.Read()).SelectMany(Tokens).ToList();

        foreach (var token in tokens)
        {
            OurTime(token).ShouldBe(DotNetTime(token));
        }

        output.WriteLine($"{tokens.Count} tokens, {tokens.Count(t => OurTime(t) is not null)} hold");
        tokens.Count(t => OurTime(t) is not null).ShouldBeGreaterThan(20);
    }

    /// <summary>A changed token may still hold when only an unsigned part was changed; then it says exactly what the original said.</summary>
    [Fact]
    public void FindAuthority_ChangedTokens_NeverSayAnythingElse()
    {
        var random = new Random(20260304);
        byte[][] originals = [fixture.Pki.TimeStampAuthority.Stamp([1, 2, 3], SignaturesFixture.Now), .. SignatureCorpus.IsPresent ? Tokens(SignatureCorpus.Rows("asice").Single(r => r.File == "asice/SampleFile.edoc").Read()) : []];
        var held = 0;
        for (var i = 0; i < Mutations; i++)
        {
            var original = originals[i % originals.Length];
            var changed = DerMutator.Mutate(original, random);
            if (OurTime(changed) is not null)
            {
                held++;
                TimeStampToken.Read(changed)!.Info.ToArray().ShouldBe(TimeStampToken.Read(original)!.Info.ToArray(), $"change {i}");
            }
        }

        output.WriteLine($"{held} of {Mutations} changed tokens hold (unsigned parts of the CMS)");
    }

    private static DateTimeOffset? OurTime(byte[] token)
    {
        try
        {
            return TimeStampToken.Read(token) is { ImprintDigest.IsHandMade: false } stamp && stamp.FindAuthority([]) is { } authority
                && CertificateUse.IsForTimeStampingOnly(authority) && CertificatePaths.IsInForce(authority, stamp.Time)
                ? stamp.Time
                : null;
        }
        catch (CmsFormatException)
        {
            return null;
        }
    }

    private static DateTimeOffset? DotNetTime(byte[] token)
    {
        try
        {
            return Rfc3161TimestampToken.TryDecode(token, out var decoded, out var length) && length == token.Length
                && decoded.VerifySignatureForHash(decoded.TokenInfo.GetMessageHash().Span, decoded.TokenInfo.HashAlgorithmId, out _)
                ? decoded.TokenInfo.Timestamp
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static IEnumerable<byte[]> Tokens(byte[] container)
    {
        try
        {
            var opened = Container.Open(container);
            return [.. opened.Names.Where(n => n.StartsWith("META-INF/", StringComparison.Ordinal) && n.EndsWith(".xml", StringComparison.Ordinal)).Distinct()
                .SelectMany(n => Encapsulated().Matches(System.Text.Encoding.UTF8.GetString(opened[n])))
                .Select(m => Convert.FromBase64String(m.Groups["token"].Value.Replace("&#13;", "", StringComparison.Ordinal)))];
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or InvalidOperationException)
        {
            return [];
        }
    }

    [GeneratedRegex("EncapsulatedTimeStamp[^>]*>(?<token>[^<]+)<", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Encapsulated();
}
