using FsCheck;
using FsCheck.Fluent;
using SocialWorkflows.Casework.Assessment;

namespace SocialWorkflows.Tests.Casework.Assessment;

public sealed class EuroTextTests
{
    [Theory]
    [InlineData("1.234,56", AmountQuestion.Grouped)]
    [InlineData("1,234.56", AmountQuestion.Grouped)]
    [InlineData("1 000 000", AmountQuestion.Grouped)]
    [InlineData("1'234", AmountQuestion.Grouped)]
    [InlineData("1.234", AmountQuestion.Ambiguous)]
    [InlineData("12,345", AmountQuestion.Ambiguous)]
    [InlineData("-312", AmountQuestion.Negative)]
    [InlineData("−5,00", AmountQuestion.Negative)]
    [InlineData("(40)", AmountQuestion.Negative)]
    [InlineData("300 USD", AmountQuestion.Currency)]
    [InlineData("300 EUR + 20 $", AmountQuestion.Currency)]
    [InlineData("412 eiro", AmountQuestion.Currency)]
    [InlineData("3 600 gadā", AmountQuestion.Period)]
    [InlineData("5,20/h", AmountQuestion.Period)]
    [InlineData("0,12345", AmountQuestion.OutOfRange)]
    [InlineData("1234567890", AmountQuestion.OutOfRange)]
    [InlineData("pensija", AmountQuestion.NotANumber)]
    [InlineData(",5", AmountQuestion.NotANumber)]
    [InlineData("5,", AmountQuestion.NotANumber)]
    [InlineData("١٢", AmountQuestion.NotANumber)]
    [InlineData("", AmountQuestion.NotANumber)]
    public void B68_Read_TwoReadings_AskedNotGuessed(string text, AmountQuestion question)
    {
        var reading = EuroText.Read(text);

        reading.Amount.ShouldBeNull();
        reading.Question.ShouldBe(question);
        AmountQuestions.Latvian(question, "Ienākumi").ShouldContain("Ienākumi");
    }

    [Theory]
    [InlineData("312", "312")]
    [InlineData(" 312,5 ", "312.5")]
    [InlineData("312.50", "312.5")]
    [InlineData("0", "0")]
    [InlineData("1000000", "1000000")]
    [InlineData("0,07", "0.07")]
    public void B68_Read_OneReading_Amount(string text, string amount) =>
        EuroText.Read(text).ShouldBe(new EuroReading(Decimals.Of(amount), null));

    [Fact]
    public void Write_AnyCents_ReadsBackTheSame() => Prop.ForAll(
        Arb.From(Gen.Choose(0, 99_999_999)),
        cents => EuroText.Read(EuroText.Write(cents / 100m)).Amount == cents / 100m).QuickCheckThrowOnFailure();
}
