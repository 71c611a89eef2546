using System.Text.RegularExpressions;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Workplace;

/// <summary>Tasks and messages to review when more stand there than a page holds.</summary>
public sealed partial class LongListTests
{
    private const int PageSize = 50;

    [Fact]
    public async Task Tasks_MoreThanAPage_AreOnPagesAndWhoIsInNeedStandsFirst()
    {
        await using var house = await WayHouse.StartAsync();
        for (var i = 0; i < PageSize + 5; i++)
        {
            await RaiseAsync(house, $"plain:{i}", "mail-bounced", $"Vēstule Nr. {i} atgriezta.");
        }

        await RaiseAsync(house, "urgent:last", "urgent-letter", "Izlasiet tūlīt.");
        using var worker = await CounterBrowser.SignInAsync(house, house.Person(Roles.Registrar).Id);

        var (first, second) = (await worker.ReadAsync("/tasks"), await worker.ReadAsync("/tasks?p=2"));

        Rows().Count(first).ShouldBe(PageSize);
        first.IndexOf("Izlasiet tūlīt.", StringComparison.Ordinal).ShouldBeInRange(1, first.IndexOf("Vēstule Nr. 0 ", StringComparison.Ordinal));
        Rows().Count(second).ShouldBe(6);
        first.ShouldNotContain("Vēstule Nr. 54 ");
        second.ShouldContain("Vēstule Nr. 54 ");
    }

    [Fact]
    public async Task Review_MoreThanAPage_IsOnPagesAndWordsOfDistressStandFirst()
    {
        await using var house = await WayHouse.StartAsync();
        for (var i = 0; i < PageSize + 1; i++)
        {
            house.Deliver(Residents.Letter($"plain{i}", house.Now) with { From = new MailAddress(null, $"c{i}@inbox.example"), Subject = "Jautājums", Text = $"Kad strādājat? {i}" });
        }

        await house.SettleAsync();
        house.Time.Advance(TimeSpan.FromMinutes(5));
        house.Deliver(Residents.Letter("distress", house.Now) with { Subject = "Palīdziet", Text = "Vairs nevaru. Baidos, ka izdarīšu pašnāvību." });
        await house.SettleAsync();
        using var worker = await CounterBrowser.SignInAsync(house, house.Person(Roles.Worker).Id);

        var (first, second) = (await worker.ReadAsync("/review"), await worker.ReadAsync("/review?p=2"));

        Rows().Count(first).ShouldBe(PageSize);
        Rows().Count(second).ShouldBe(2);
        var urgent = (await house.RowOfAsync("distress@residents.example")).Number;
        Rows().Match(first).Index.ShouldBeInRange(first.IndexOf(urgent, StringComparison.Ordinal) - 100, first.IndexOf(urgent, StringComparison.Ordinal));
    }

    private static Task RaiseAsync(WayHouse house, string key, string kind, string text)
    {
        house.Time.Advance(TimeSpan.FromSeconds(1));
        return house.Get<IPersonTasks>().RaiseAsync(
            new PersonTask { Key = key, Municipality = "smiltene", Role = Roles.Registrar, Kind = kind, Text = new(text, text), RaisedAt = house.Now }, CancellationToken.None);
    }

    [GeneratedRegex("<th scope=\"row\"", RegexOptions.None, 1000)]
    private static partial Regex Rows();
}
