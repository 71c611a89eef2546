using System.Text.Json;
using SocialWorkflows.Functions.Workplace.Commands;

namespace SocialWorkflows.Tests.Workplace;

public sealed class TypedCodesTests
{
    [Theory]
    [InlineData("comment", "Skatīt 000155-10015, ienākumi.", "Skatīt ******-*0015, ienākumi.")]
    [InlineData("findings", "000155-10015 un 000166-20026", "******-*0015 un ******-*0026")]
    [InlineData("note", "Zvanīt +37120000000 vai 37120000000.", null)]
    [InlineData("note", "Reģ. nr. 90009067337", null)]
    [InlineData("note", "Lieta 2026-000155-10015-77777777", "Lieta 2026-******-*0015-77777777")]
    [InlineData("memberCodes", "000155-10015", null)]
    [InlineData("otherCode", "000155-10015", null)]
    [InlineData("comment", "1000155-10015", null)]
    public void B89_CodesAndWhatOnlyLooksLikeOne_AreToldApart(string field, string typed, string? stored)
    {
        var (data, masked) = TypedCodes.Hide(JsonSerializer.SerializeToElement(new Dictionary<string, object> { [field] = typed, ["other"] = 1 }));

        masked.ShouldBe(stored is not null);
        data.GetProperty(field).GetString().ShouldBe(stored ?? typed);
        data.GetProperty("other").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"comment\":[\"000155-10015\"]}")]
    public void Hide_OtherShapes_AreLeftToTheRules(string json) => TypedCodes.Hide(JsonSerializer.Deserialize<JsonElement>(json)).Masked.ShouldBeFalse();
}
