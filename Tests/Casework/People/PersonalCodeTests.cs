using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Tests.Casework.People;

public sealed class PersonalCodeTests
{
    private static readonly byte[] Key = Enumerable.Range(0, 32).Select(n => (byte)n).ToArray();

    [Theory]
    [InlineData("161175-19997", true, false)]
    [InlineData("16117519997", true, false)]
    [InlineData("  161175-19997 ", true, false)]
    [InlineData("161175–19997", true, false)]
    [InlineData("328673-00679", true, true)]
    [InlineData("328673-00677", false, true)]
    [InlineData("391234-56789", false, true)]
    public void TryParse_GoodForm_ChecksumOnlyWarns(string text, bool checksum, bool isNew)
    {
        PersonalCode.TryParse(text, out var code).ShouldBeTrue();

        code!.ChecksumMatches.ShouldBe(checksum);
        code.IsNew.ShouldBe(isNew);
        code.IsDemo.ShouldBeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("161375-19997")]
    [InlineData("310275-19997")]
    [InlineData("290201-20007")]
    [InlineData("161175-39997")]
    [InlineData("161175 19997")]
    [InlineData("161175-1999")]
    [InlineData("161175-199977")]
    [InlineData("1611751-9997")]
    [InlineData("16117a-19997")]
    [InlineData("١٦١١٧٥-١٩٩٩٧")]
    [InlineData("311375-19997")]
    [InlineData("001326-11353")]
    [InlineData("PNOEE-16117519997")]
    public void TryParse_ImpossibleForm_Refused(string? text) => PersonalCode.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("161175-19997", "1975-11-16")]
    [InlineData("290200-20000", "2000-02-29")]
    [InlineData("010199-00000", "1899-01-01")]
    public void BirthDate_OldForm_ReadWithItsCentury(string text, string birth)
    {
        PersonalCode.TryParse(text, out var code).ShouldBeTrue();

        code!.BirthDate.ShouldBe(DateOnly.Parse(birth));
    }

    [Theory]
    [InlineData("000226-11353")]
    [InlineData("PNOXX-000226-11353")]
    [InlineData("PNOLV-000226-11353")]
    public void TryParse_DayZero_AcceptedAndMarked(string text)
    {
        PersonalCode.TryParse(text, out var code).ShouldBeTrue();

        code!.IsDemo.ShouldBeTrue();
        code.BirthDate.ShouldBeNull();
        code.Formatted.ShouldBe("000226-11353");
    }

    [Fact]
    public void ToString_Code_Masked()
    {
        PersonalCode.TryParse("000226-11353", out var code).ShouldBeTrue();

        $"{code}".ShouldBe("******-*1353");
        code!.Masked.ShouldBe("******-*1353");
    }

    [Fact]
    public void Equals_OtherSpelling_SamePerson()
    {
        PersonalCode.TryParse("00022611353", out var a).ShouldBeTrue();
        PersonalCode.TryParse("PNOLV-000226-11353", out var b).ShouldBeTrue();

        a.ShouldBe(b);
        a!.GetHashCode().ShouldBe(b!.GetHashCode());
    }

    [Fact]
    public void LookupKey_Code_IsHmacWithDomain()
    {
        PersonalCode.TryParse("000226-11353", out var code).ShouldBeTrue();

        var key = PersonKeys.LookupKey(code!, Key);

        var message = Encoding.ASCII.GetBytes("SocialWorkflows/person-lookup/v1\0" + "00022611353");
        key.ShouldBe(HmacByDefinition(Key, message));
        key.ShouldNotBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes("00022611353"))));
        PersonKeys.LookupKey(code!, Key.Reverse().ToArray()).ShouldNotBe(key);
    }

    [Fact]
    public void LookupKey_ShortSecret_Refused()
    {
        PersonalCode.TryParse("000226-11353", out var code).ShouldBeTrue();

        Should.Throw<ArgumentException>(() => PersonKeys.LookupKey(code!, Key.AsSpan(1))).Message.ShouldContain("31 bytes");
    }

    /// <summary>RFC 2104 written out, with a key of no more than one block.</summary>
    private static string HmacByDefinition(byte[] key, byte[] message)
    {
        byte[] Padded(byte pad) => [.. Enumerable.Range(0, 64).Select(i => (byte)((i < key.Length ? key[i] : 0) ^ pad))];
        var inner = SHA256.HashData([.. Padded(0x36), .. message]);
        return Convert.ToHexStringLower(SHA256.HashData([.. Padded(0x5c), .. inner]));
    }
}
