using SocialWorkflows.Letters;

namespace SocialWorkflows.Tests.Letters;

public sealed class LatvianTextTests
{
    [Theory]
    [InlineData(1, "janvāris", "janvāra", "janvārim", "janvārī")]
    [InlineData(3, "marts", "marta", "martam", "martā")]
    [InlineData(4, "aprīlis", "aprīļa", "aprīlim", "aprīlī")]
    [InlineData(6, "jūnijs", "jūnija", "jūnijam", "jūnijā")]
    [InlineData(8, "augusts", "augusta", "augustam", "augustā")]
    [InlineData(12, "decembris", "decembra", "decembrim", "decembrī")]
    public void Date_EveryCase_HasItsEnding(int month, string nominative, string genitive, string dative, string locative)
    {
        var date = new DateOnly(2026, month, 30);

        LatvianText.Date(date).ShouldBe($"2026. gada 30. {nominative}");
        LatvianText.DateGenitive(date).ShouldBe($"2026. gada 30. {genitive}");
        LatvianText.DateDative(date).ShouldBe($"2026. gada 30. {dative}");
        LatvianText.DateLocative(date).ShouldBe($"2026. gada 30. {locative}");
    }

    [Theory]
    [InlineData("00022611353", "000226-11353")]
    [InlineData("000226-11353", "000226-11353")]
    [InlineData(" 000226 11353 ", "000226-11353")]
    [InlineData("AB12345", "AB12345")]
    [InlineData("123", "123")]
    [InlineData("LV00022611353", "LV00022611353")]
    public void PersonalCode_AnyShape_IsPrintedWithHyphenOrAsItCame(string code, string printed) =>
        LatvianText.PersonalCode(code).ShouldBe(printed);

    [Fact]
    public void List_OneTwoThree_IsJoinedWithUn()
    {
        LatvianText.List([]).ShouldBe("");
        LatvianText.List(["a"]).ShouldBe("a");
        LatvianText.List(["a", "b"]).ShouldBe("a un b");
        LatvianText.List(["a", "b", "c"]).ShouldBe("a, b un c");
    }

    [Fact]
    public void Months_OneAndMore_AgreeInNumber()
    {
        LatvianText.WithinMonths(1).ShouldBe("viena mēneša laikā");
        LatvianText.WithinMonths(2).ShouldBe("divu mēnešu laikā");
        LatvianText.Months(1).ShouldBe("viens mēnesis");
        LatvianText.Months(12).ShouldBe("divpadsmit mēneši");
        Should.Throw<ArgumentOutOfRangeException>(() => LatvianText.Months(13));
    }

    [Fact]
    public void Compose_DecomposedLatvian_BecomesTheSameLetters()
    {
        const string Letters = "āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ";

        LatvianText.Compose(Letters.Normalize(System.Text.NormalizationForm.FormD)).ShouldBe(Letters);
        LatvianText.Compose("āc\u030Ce\u0304g\u0327i\u0304k\u0327l\u0327n\u0327s\u030Cu\u0304z\u030C").ShouldBe("āčēģīķļņšūž");
    }
}
