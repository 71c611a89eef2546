using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Tests.Casework.Packs;

public sealed class PackInheritanceTests
{
    private static readonly Dictionary<string, string> National = new(StringComparer.Ordinal)
    {
        ["services.json"] = """[{"id":"A","name":"pirmais","days":10},{"id":"B","name":"otrais","part":{"x":1,"y":2}}]""",
        ["words.json"] = """{"urgent":["x"]}""",
        ["templates/mail/receipt.hbs"] = "valsts",
        ["templates/mail/unsigned.hbs"] = "valsts",
    };

    [Fact]
    public void Resolve_ElementOfAList_TakesTheOneWithTheIdAndKeepsWhatIsGiven() =>
        Resolve("services.json", """[{"inherits":"latvija","id":"B","name":"savs","part":{"inherits":"latvija","y":3}}]""")["services.json"]
            .ShouldBe("""[{"id":"B","name":"savs","part":{"x":1,"y":3}}]""");

    [Fact]
    public void Resolve_WholeFile_IsTheBases() => Resolve("words.json", """{"inherits":"latvija"}""")["words.json"].ShouldBe("""{"urgent":["x"]}""");

    [Fact]
    public void Resolve_WithoutTheWord_NothingIsInherited()
    {
        const string own = """[ {"id": "A"} ]""";

        Resolve("services.json", own)["services.json"].ShouldBe(own);
    }

    [Fact]
    public void Resolve_Templates_OnlyWhereTheInstitutionSaysSoAndOwnOnesStay()
    {
        var files = PackInheritance.Resolve(
            new Dictionary<string, string> { ["institution.json"] = """{"templatesFrom":"latvija"}""", ["templates/mail/unsigned.hbs"] = "savs" }, Base);

        (files["templates/mail/receipt.hbs"], files["templates/mail/unsigned.hbs"]).ShouldBe(("valsts", "savs"));
        Resolve("institution.json", "{}").Keys.ShouldBe(["institution.json"]);
    }

    [Theory]
    [InlineData("services.json", """[{"inherits":"latvija","id":"C"}]""", "$[0].inherits", "nothing at this place")]
    [InlineData("services.json", """[{"inherits":"nekur","id":"A"}]""", "$[0].inherits", "no folder of a pack")]
    [InlineData("services.json", """[{"inherits":7,"id":"A"}]""", "$[0].inherits", "must be the name of a pack")]
    [InlineData("terms.json", """{"inherits":"latvija"}""", "$.inherits", "nothing at this place")]
    [InlineData("institution.json", """{"templatesFrom":"nekur"}""", "$.templatesFrom", "no folder of a pack")]
    public void Resolve_FromNothing_ToldByFilePathAndReason(string file, string json, string path, string reason)
    {
        var problem = Should.Throw<PackException>(() => Resolve(file, json)).Problems.ShouldHaveSingleItem();

        (problem.File, problem.Path).ShouldBe((file, path));
        problem.Reason.ShouldContain(reason);
    }

    [Fact]
    public void Load_PacksThatInheritInACircle_Refused()
    {
        using var folder = new PackCopy();
        File.WriteAllText(Path.Combine(folder.Root, "latvija", "words.json"), """{"inherits":"iecava"}""");

        Should.Throw<PackException>(() => PackFolder.Load(folder.Root)).Message.ShouldContain("in a circle");
    }

    [Fact]
    public void Load_RulesOfAFormerMunicipalityMissing_Refused()
    {
        using var folder = new PackCopy();
        Directory.Delete(Path.Combine(folder.Root, "dagda"), recursive: true);

        Should.Throw<PackException>(() => PackFolder.Load(folder.Root)).Problems.ShouldHaveSingleItem().ToString()
            .ShouldStartWith("kraslava/transition.json $.former: \"dagda\" has rules by the data");
    }

    private static IReadOnlyDictionary<string, string> Resolve(string file, string json) =>
        PackInheritance.Resolve(new Dictionary<string, string>(StringComparer.Ordinal) { [file] = json }, Base);

    private static IReadOnlyDictionary<string, string>? Base(string pack) => pack == "latvija" ? National : null;
}
