using SocialWorkflows.Connectors.AzureStorage.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Tests.Connectors.AzureStorage;

public sealed class LongTextTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(31_998)]
    [InlineData(31_999)]
    [InlineData(32_000)]
    [InlineData(63_999)]
    [InlineData(LongText.MostCharacters - 2)]
    public void Write_PairAtAnyPlace_NeverTornAndReadBack(int before)
    {
        var text = new string('ā', before) + "😀";
        var row = new TableEntity("p", "r");

        LongText.Write(row, "Body", text);

        TableLimits.Check(row);
        row.Properties.Values.OfType<string>().ShouldAllBe(part => part.Length == 0 || (!char.IsHighSurrogate(part[part.Length - 1]) && !char.IsLowSurrogate(part[0])));
        LongText.Read(row, "Body").ShouldBe(text);
    }
}
