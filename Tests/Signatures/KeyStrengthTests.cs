using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Cryptography;

namespace SocialWorkflows.Tests.Signatures;

/// <summary>Estonian cards of 2013 and 2014: 2047 bits behind a zero that DER forbids, 2048 bits without the zero that DER asks for.</summary>
public sealed class KeyStrengthTests
{
    [Theory]
    [InlineData("0076", 2048, true)]
    [InlineData("76", 2048, true)]
    [InlineData("00C6", 2048, true)]
    [InlineData("36", 2048, false)]
    [InlineData("0036", 2048, false)]
    [InlineData("C6", 2048, true)]
    [InlineData("0076", 1024, false)]
    public void IsStrong_ModulusAsWritten_CountsItsBits(string first, int bits, bool strong)
    {
        using var certificate = WithModulus([.. Convert.FromHexString(first), .. Enumerable.Repeat((byte)0x5B, (bits / 8) - 1)]);

        KeyStrength.IsStrong(certificate).ShouldBe(strong);
    }

    private static X509Certificate2 WithModulus(byte[] modulus)
    {
        using var issuer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = new PublicKey(new Oid("1.2.840.113549.1.1.1"), new AsnEncodedData([0x05, 0x00]), new AsnEncodedData(RsaPublicKey(modulus)));
        var request = new CertificateRequest(new X500DistinguishedName("CN=DEMO"), key, HashAlgorithmName.SHA256);
        return request.Create(new X500DistinguishedName("CN=DEMO ICA"), X509SignatureGenerator.CreateForECDsa(issuer), SignaturesFixture.Now, SignaturesFixture.Now.AddYears(1), [1]);
    }

    private static byte[] RsaPublicKey(byte[] modulus)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue([0x02, .. modulus.Length < 256 ? [0x81] : new byte[] { 0x82, (byte)(modulus.Length >> 8) }, (byte)modulus.Length, .. modulus]);
            writer.WriteInteger(65537);
        }

        return writer.Encode();
    }
}
