using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions;
using SocialWorkflows.Tests.Mail;

namespace SocialWorkflows.Tests.Workplace;

/// <summary>A staff file with roles that cannot be meant is refused at start, with the person and what to do.</summary>
public sealed class StaffFileTests
{
    [Theory]
    [InlineData("\"revidents\"", "has the role 'revidents', which does not exist. The roles are registrar, worker, substitute, duty, head, auditor, operator.")]
    [InlineData("\"auditor\", \"worker\"", "is auditor and works on cases")]
    [InlineData("\"assignee\"", "has the role 'assignee', which does not exist")]
    public void Load_RolesThatCannotBeMeant_IsRefused(string roles, string why)
    {
        using var folder = new TemporaryFolder();

        var refused = Should.Throw<InvalidDataException>(() => StaffDirectory.Load(Written(folder, roles)));

        refused.Message.ShouldContain("sm-x");
        refused.Message.ShouldContain(why);
    }

    [Theory]
    [InlineData("\"auditor\"")]
    [InlineData("\"operator\", \"registrar\"")]
    [InlineData("\"auditor\", \"operator\"")]
    public void Load_RolesThatGoTogether_AreRead(string roles)
    {
        using var folder = new TemporaryFolder();

        StaffDirectory.Load(Written(folder, roles)).Find("sm-x").ShouldNotBeNull();
    }

    [Fact]
    public void Load_LanguageOfAPerson_IsReadAndLatvianWithoutOne()
    {
        using var folder = new TemporaryFolder();

        StaffDirectory.Load(Written(folder, "\"worker\"", ",\"language\":\"en\"")).Find("sm-x")!.Language.ShouldBe(Languages.English);
        StaffDirectory.Load(Written(folder, "\"worker\"")).Find("sm-x")!.Language.ShouldBe(Languages.Latvian);
        Should.Throw<InvalidDataException>(() => StaffDirectory.Load(Written(folder, "\"worker\"", ",\"language\":\"ru\"")))
            .Message.ShouldContain("gives sm-x the language 'ru'. It is lv or en");
    }

    private static string Written(TemporaryFolder folder, string roles, string more = "")
    {
        var file = folder.File("staff.json");
        File.WriteAllText(file, $$"""[{"id":"sm-x","municipality":"smiltene","name":"Iks","position":"P","roles":[{{roles}}]{{more}}}]""");
        return file;
    }
}
