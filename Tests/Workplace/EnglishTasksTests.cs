using System.Text.Json.Nodes;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Workplace;

/// <summary>Tasks in the reader's language; one of before stays in the language it was written in, and says which that is.</summary>
public sealed class EnglishTasksTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tasks_OnTheEnglishPage_AreEnglishAndOneOfBeforeIsMarkedAsLatvian()
    {
        await using var house = await WayHouse.StartAsync();
        await RaiseAsync(house, "new", new("Jauns uzdevums.", "A new task."));
        await RaiseAsync(house, "old", new("Vecs uzdevums.", English: null));
        using var worker = await CounterBrowser.SignInAsync(house, house.Person(Roles.Registrar).Id);

        var latvian = await worker.ReadAsync("/tasks");
        (await worker.PostAsync("/tasks", "/language", [("lang", Languages.English)])).Dispose();
        var english = await worker.ReadAsync("/tasks");

        latvian.ShouldContain("""lang="lv">Jauns uzdevums.</th>""");
        latvian.ShouldNotContain("A new task.");
        english.ShouldContain("""lang="en">A new task.</th>""");
        english.ShouldContain("""lang="lv">Vecs uzdevums.</th>""");
        english.ShouldNotContain("Jauns uzdevums.");
    }

    [Fact]
    public async Task Page_OfSomebodyWhoReadsEnglish_IsEnglishUntilTheyChoose()
    {
        var root = Directory.CreateTempSubdirectory("socialworkflows-english-").FullName;
        var people = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Workplace", "sample-staff.json"), Cancellation))!.AsArray();
        people.Single(p => p!["id"]!.GetValue<string>() == "sm-vaditaja")!["language"] = Languages.English;
        await File.WriteAllTextAsync(Path.Combine(root, "staff.json"), people.ToJsonString(), Cancellation);
        await using var house = await WayHouse.StartAsync(root);
        using var head = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head).Id);
        using var worker = await CounterBrowser.SignInAsync(house, house.Person(Roles.Worker).Id);

        (await head.ReadAsync("/")).ShouldContain("<html lang=\"en\"");
        (await worker.ReadAsync("/")).ShouldContain("<html lang=\"lv\"");
        (await head.PostAsync("/", "/language", [("lang", Languages.Latvian)])).Dispose();
        (await head.ReadAsync("/")).ShouldContain("<html lang=\"lv\"");
    }

    private static Task RaiseAsync(WayHouse house, string key, Bilingual text) => house.Get<IPersonTasks>().RaiseAsync(
        new PersonTask { Key = key, Municipality = "smiltene", Role = Roles.Registrar, Kind = "mail-bounced", Text = text, RaisedAt = house.Now }, Cancellation);
}
