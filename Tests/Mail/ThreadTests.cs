using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Tests.Mail;

public sealed class ThreadTests
{
    private static readonly byte[] Key = SHA256.HashData("atslēga"u8);

    [Theory]
    [InlineData("Re: Iesniegums", "Iesniegums")]
    [InlineData("Atb.: Iesniegums", "Iesniegums")]
    [InlineData("ATB: VS: Re[2]: FWD: Fw : Pārs.: Iesniegums", "Iesniegums")]
    [InlineData("pārsūtīt: Iesniegums", "Iesniegums")]
    [InlineData("RE:Iesniegums: aprūpe", "Iesniegums: aprūpe")]
    [InlineData("Rezultāts: labs", "Rezultāts: labs")]
    [InlineData("Re", "Re")]
    [InlineData("  Re:  ", "")]
    public void Strip_Prefixes_AreRemoved(string subject, string expected) => SubjectLine.Strip(subject).ShouldBe(expected);

    [Fact]
    public void Create_SameCase_GivesTheTokenOfHmacSha256()
    {
        var address = CaseAddress.Create("soc.dienests@smiltene.example", "case-17", Key);

        // The oracle: Python's base64.b32encode(hmac.digest(key, b"case-address/1\0case-17", "sha256")[:10]).lower().
        var mac = HMACSHA256.HashData(Key, Encoding.ASCII.GetBytes("case-address/1\0case-17"));
        var number = mac[..10].Aggregate(System.Numerics.BigInteger.Zero, (n, b) => (n << 8) | b);
        var token = string.Concat(Enumerable.Range(0, 16).Select(i => "abcdefghijklmnopqrstuvwxyz234567"[(int)((number >> (75 - (5 * i))) & 31)]));
        address.ShouldBe($"soc.dienests+l{token}@smiltene.example");
    }

    [Fact]
    public void TryReadToken_CreatedAddressInAnyCase_GivesTheToken()
    {
        var address = CaseAddress.Create("soc.dienests@smiltene.example", "case-17", Key);

        CaseAddress.TryReadToken(address.ToUpperInvariant(), out var token).ShouldBeTrue();
        token.ShouldBe(CaseAddress.Token("case-17", Key));
        CaseAddress.Token("case-18", Key).ShouldNotBe(token);
        CaseAddress.Token("case-17", SHA256.HashData("cita"u8)).ShouldNotBe(token);
    }

    [Theory]
    [InlineData("soc.dienests@smiltene.example")]
    [InlineData("soc.dienests+l@smiltene.example")]
    [InlineData("soc.dienests+labcdefghijklmno@smiltene.example")]
    [InlineData("soc.dienests+labcdefghijklmnopq@smiltene.example")]
    [InlineData("soc.dienests+labcdefghijklmno1@smiltene.example")]
    [InlineData("+labcdefghijklmnop@smiltene.example")]
    [InlineData("")]
    public void TryReadToken_OtherAddresses_AreNone(string address) => CaseAddress.TryReadToken(address, out _).ShouldBeFalse();

    [Fact]
    public void Create_ShortKeyOrNoMailbox_IsRefused()
    {
        Should.Throw<ArgumentException>(() => CaseAddress.Create("a@b.lv", "1", new byte[16])).Message.ShouldContain("at least 32");
        Should.Throw<ArgumentException>(() => CaseAddress.Create("nav adrese", "1", Key)).Message.ShouldContain("name@domain");
    }
}
