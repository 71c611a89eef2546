using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures;
using SocialWorkflows.Signatures.Certificates;
using SocialWorkflows.Signatures.Revocation;
using SocialWorkflows.Tests.Signatures.Certificates;
using static SocialWorkflows.Tests.Signatures.Certificates.PathPki;

namespace SocialWorkflows.Tests.Signatures.Trust;

/// <summary>Revocation of those who vouch for others: issuers, time-stamp authorities, responders.</summary>
public sealed class ServiceRevocationTests(SignaturesFixture fixture)
{
    private const string PointUrl = "http://lists.example.invalid/1.crl";

    [Fact]
    public void Of_IssuerOnTheListOfItsIssuer_IsRevoked() => Standing(list: true, revoked: X509RevocationReason.KeyCompromise).ShouldBe(ServiceStanding.Revoked);

    [Fact]
    public void Of_IssuerNotOnTheList_IsGood() => Standing(list: true).ShouldBe(ServiceStanding.Good);

    [Fact]
    public void Of_IssuerThatNamesASourceAndNothingCarried_IsUnknown() => Standing(list: false).ShouldBe(ServiceStanding.Unknown);

    [Fact]
    public void Of_IssuerThatNamesNoSource_IsGood() => Standing(list: false, namesSource: false).ShouldBe(ServiceStanding.Good);

    [Theory]
    [InlineData(X509RevocationReason.KeyCompromise, ServiceStanding.Revoked)]
    [InlineData(X509RevocationReason.Unspecified, ServiceStanding.Revoked)]
    [InlineData(X509RevocationReason.Superseded, ServiceStanding.Good)]
    [InlineData(X509RevocationReason.CessationOfOperation, ServiceStanding.Good)]
    public void Of_IssuerRevokedLater_DependsOnTheReason(X509RevocationReason reason, object standing) =>
        Standing(list: true, revoked: reason, revokedAt: Now.AddDays(3), listAt: Now.AddDays(4)).ShouldBe((ServiceStanding)standing);

    [Theory]
    [InlineData(PointUrl, true)]
    [InlineData("http://lists.example.invalid/2.crl", false)]
    [InlineData(null, true)]
    public void Find_ListOfOneDistributionPoint_SpeaksOnlyForItsOwn(string? point, bool speaks)
    {
        var root = Root();
        var issuing = Authority(root, extensions: Source);
        var list = RevocationList.Read(List(root, point));

        list.Scope.ShouldNotBeNull().Includes(issuing).ShouldBe(speaks);
    }

    [Theory]
    [InlineData(1, false, true)]
    [InlineData(2, true, false)]
    [InlineData(5, false, false)]
    [InlineData(4, false, false)]
    public void Find_ListOfUsersAuthoritiesOrAttributes_LeavesTheOthersOut(int kind, bool forAuthority, bool forPerson)
    {
        var root = Root();
        var scope = RevocationList.Read(List(root, null, flag: kind)).Scope;

        ((scope?.Includes(Authority(root)) ?? false), (scope?.Includes(Person(root)) ?? false)).ShouldBe((forAuthority, forPerson));
    }

    [Fact]
    public void Inspect_TimeStampAuthorityRevoked_ProvesNoTime()
    {
        var list = new CertificateRevocationListBuilder();
        list.AddEntry(fixture.Pki.TimeStampAuthority.Certificate, SignaturesFixture.Now.AddDays(-1), X509RevocationReason.KeyCompromise);
        var encoded = list.Build(fixture.Pki.Issuing, 1, SignaturesFixture.Now.AddDays(9), HashAlgorithmName.SHA384, thisUpdate: SignaturesFixture.Now);
        var container = Container.Open(fixture.Signed());
        container.EditSignature("</xades:RevocationValues>", $"<xades:CRLValues><xades:EncapsulatedCRLValue>{Convert.ToBase64String(encoded)}</xades:EncapsulatedCRLValue></xades:CRLValues></xades:RevocationValues>");

        var report = fixture.Inspect(container.Pack());

        report.Verdict.ShouldBe(ContainerVerdict.Indeterminate);
        report.Signatures[0].HasTrustedTimeStamp.ShouldBeFalse();
        report.Signatures[0].Reasons.ShouldContain(r => r.Code == ReasonCode.TimeStampNotTrusted && r.Text.Contains("revoked", StringComparison.Ordinal));
    }

    private static ServiceStanding Standing(bool list, bool namesSource = true, X509RevocationReason? revoked = null, DateTimeOffset? revokedAt = null, DateTimeOffset? listAt = null)
    {
        var root = Root();
        var issuing = Authority(root, extensions: namesSource ? [Source] : []);
        var person = Person(issuing);
        var trust = TrustStore.FromCertificates([root]);
        var paths = new CertificatePaths(trust);
        var path = paths.Find(person, [issuing], Now, leafMayBeAnchor: false);
        var evidence = new RevocationEvidence([], list ? [List(root, null, issuing, revoked, revokedAt ?? Now.AddDays(-2), listAt ?? Now)] : []);
        return new ServiceRevocation(paths, evidence).Of(path, from: 1, [issuing], Now);
    }

    private static X509Extension Source => CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([PointUrl]);

    private static byte[] List(
        X509Certificate2 issuer, string? point, X509Certificate2? entry = null, X509RevocationReason? reason = null, DateTimeOffset? revokedAt = null, DateTimeOffset? at = null, int? flag = null)
    {
        var builder = new CertificateRevocationListBuilder();
        if (entry is not null && reason is { } why)
        {
            builder.AddEntry(entry, revokedAt ?? Now, why == X509RevocationReason.Unspecified ? null : why);
        }

        var made = at ?? Now;
        var plain = builder.Build(issuer, 1, made.AddDays(7), HashAlgorithmName.SHA256, thisUpdate: made.AddMinutes(-1));
        return point is null && flag is null ? plain : WithPoint(plain, issuer, point, flag);
    }

    /// <summary>.NET writes no issuing distribution point: the list is taken apart, extended and signed anew.</summary>
    private static byte[] WithPoint(byte[] list, X509Certificate2 issuer, string? point, int? flag)
    {
        var outer = new AsnReader(list, AsnEncodingRules.DER).ReadSequence();
        var body = outer.ReadSequence();
        var algorithm = outer.ReadEncodedValue();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            while (body.HasData)
            {
                if (!body.PeekTag().HasSameClassAndValue(new Asn1Tag(TagClass.ContextSpecific, 0)))
                {
                    writer.WriteEncodedValue(body.ReadEncodedValue().Span);
                    continue;
                }

                body.ReadEncodedValue();
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                using (writer.PushSequence())
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier("2.5.29.28");
                    writer.WriteBoolean(true);
                    writer.WriteOctetString(Point(point, flag));
                }
            }
        }

        var signed = writer.Encode();
        using var key = issuer.GetECDsaPrivateKey()!;
        var whole = new AsnWriter(AsnEncodingRules.DER);
        using (whole.PushSequence())
        {
            whole.WriteEncodedValue(signed);
            whole.WriteEncodedValue(algorithm.Span);
            whole.WriteBitString(key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        }

        return whole.Encode();
    }

    private static byte[] Point(string? url, int? flag)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            if (url is not null)
            {
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                {
                    writer.WriteCharacterString(UniversalTagNumber.IA5String, url, new Asn1Tag(TagClass.ContextSpecific, 6));
                }
            }

            if (flag is { } tag)
            {
                writer.WriteBoolean(true, new Asn1Tag(TagClass.ContextSpecific, tag));
            }
        }

        return writer.Encode();
    }
}
