using System.Net;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Intake.Doors;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Doors;

/// <summary>Calls and visits, and people who are let in before any application.</summary>
public sealed class FirstContactTests
{
    private const string Worker = "sm-darbiniece";

    [Fact]
    public async Task B71_SomethingICannotAnyMore_WaitsForAPersonAndTheDutyOfficerIsTold()
    {
        await using var house = await WayHouse.StartAsync();

        var row = await ContactAsync(house, ("way", "call"), ("about", "Vairs nevaru. Baidos, ka izdarīšu pašnāvību."), ("phone", "20000000"));

        (row.Disposition, row.Reason).ShouldBe((Dispositions.Review, DoorFiling.FirstContact));
        var task = (await house.TasksAsync()).ShouldHaveSingleItem();
        (task.Kind, task.Role, task.SubjectId).ShouldBe(("urgent-contact", Roles.Duty, row.IntakeId));
        $"{task.Text}".ShouldNotContain("20000000");
    }

    [Fact]
    public async Task B71_ServiceWeDoNotHave_FirstContactWithoutAlarm()
    {
        await using var house = await WayHouse.StartAsync();

        var row = await ContactAsync(house, ("way", "visit"), ("about", "Vajag cilvēku, kas pastaigājas ar suni."));

        row.Reason.ShouldBe(DoorFiling.FirstContact);
        (await house.TasksAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Contact_BecomesAnApplication_IsNoLongerOnTheList()
    {
        await using var house = await WayHouse.StartAsync();
        var row = await ContactAsync(house, ("way", "visit"), ("about", "Vajag palīdzību mājās."), ("given", "Berta"), ("surname", "Izdomātā"), ("code", "000155-10015"));
        using var registrar = await CounterBrowser.SignInAsync(house, "sm-lietvede");
        var form = await registrar.ReadAsync($"/counter?contact={row.IntakeId}");
        form.ShouldContain("value=\"Izdomātā\"");
        form.ShouldContain("Vajag palīdzību mājās.");

        var (_, reference) = await CounterTests.RegisterAsync(house, [.. CounterTests.Paper("2026-06-08"), ("contact", row.IntakeId)]);

        var end = (await house.Intake.FindAsync(row.IntakeId, CancellationToken.None))!;
        (end.Disposition, end.CaseId, end.Reason).ShouldBe((Dispositions.ExistingCase, reference!.Value.CaseId, "became-application"));
        (await house.StateAsync(reference.Value)).Received!.Entry!.FirstContact.ShouldBe(row.IntakeId);
    }

    [Fact]
    public async Task Contact_OfAnotherMunicipality_IsNotShownInTheForm()
    {
        await using var house = await WayHouse.StartAsync();
        var row = await ContactAsync(house, ("way", "call"), ("about", "Noslēpums."), ("surname", "Slepenā"));
        using var foreign = await CounterBrowser.SignInAsync(house, "ie-darbiniece");

        (await foreign.ReadAsync($"/counter?contact={row.IntakeId}")).ShouldNotContain("Slepenā");
    }

    [Fact]
    public async Task Contact_SecondApplicationFromIt_WaitsWithTheFirstOnesCase()
    {
        await using var house = await WayHouse.StartAsync();
        var row = await ContactAsync(house, ("way", "visit"), ("about", "Vajag palīdzību mājās."));
        (string, string)[] paper = [.. CounterTests.Paper("2026-06-08"), ("code", ""), ("document", "UA FE123456"), ("contact", row.IntakeId)];
        var (_, first) = await CounterTests.RegisterAsync(house, [.. paper, ("form", "one")]);

        var (second, _) = await CounterTests.RegisterAsync(house, [.. paper, ("form", "two")]);

        (second.Disposition, second.Reason).ShouldBe((Dispositions.Review, DoorFiling.SamePerson));
        using var registrar = await CounterBrowser.SignInAsync(house, "sm-lietvede");
        await registrar.PostAsync($"/counter/{second.IntakeId}", $"/counter/{second.IntakeId}", [("joinCaseId", first!.Value.CaseId)]);
        (await house.Intake.FindAsync(second.IntakeId, CancellationToken.None))!.CaseId.ShouldBe(first.Value.CaseId);
    }

    /// <summary>The form of an application shows a first contact only, and who saw it is written down.</summary>
    [Fact]
    public async Task Contact_OnlyAnOpenOneIsShownInTheForm_AndTheLookIsKept()
    {
        await using var house = await WayHouse.StartAsync();
        var open = await ContactAsync(house, ("way", "call"), ("about", "Vajag palīdzību."), ("surname", "Redzamā"));
        var (filed, _) = await CounterTests.RegisterAsync(house, [.. CounterTests.Paper("2026-06-08")]);
        using var registrar = await CounterBrowser.SignInAsync(house, "sm-lietvede");

        (await registrar.ReadAsync($"/counter?contact={filed.IntakeId}")).ShouldNotContain("000155-10015");
        (await registrar.ReadAsync($"/counter?contact={open.IntakeId}")).ShouldContain("Redzamā");

        var looks = house.Get<ILooks>();
        (await looks.ListAsync("smiltene", filed.IntakeId, null, 10, CancellationToken.None)).ShouldBeEmpty();
        (await looks.ListAsync("smiltene", open.IntakeId, null, 10, CancellationToken.None)).ShouldHaveSingleItem().PersonId.ShouldBe("sm-lietvede");
    }

    [Fact]
    public async Task B71_WordsAboutAThirdPerson_TheDutyOfficerIsTold()
    {
        await using var house = await WayHouse.StartAsync();

        var row = await ContactAsync(house, ("way", "call"), ("about", "Kaimiņiene zvana: viņas māsa negrib vairs dzīvot."));

        (await house.TasksAsync()).ShouldHaveSingleItem().SubjectId.ShouldBe(row.IntakeId);
    }

    [Fact]
    public async Task Contact_WithoutText_IsNotKept()
    {
        await using var house = await WayHouse.StartAsync();
        using var browser = await CounterBrowser.SignInAsync(house, Worker);

        var answer = await browser.PostAsync("/counter/contact", "/counter/contact", [("way", "pigeon"), ("about", " ")]);

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await house.Intake.ListAsync("smiltene", null, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Admit_NightShelterWithoutNameOrPaper_AdmittedFirstAndRegisteredAfter()
    {
        await using var house = await WayHouse.StartAsync();

        var reference = await AdmitAsync(house, ("serviceId", "NAKTSPATVERSME"), ("admittedOn", "2026-06-07"), ("circumstances", "Atrasts uz ielas, auksts."));

        var record = await house.ReadAsync(reference);
        record.Entries.Take(3).Select(e => e.Event.GetType()).ShouldBe([typeof(ApplicationReceived), typeof(PersonAdmitted), typeof(ApplicationRegistered)]);
        (record.State.AdmitFirst, record.State.Admission!.AdmittedOn, record.State.Admission.By).ShouldBe((true, new DateOnly(2026, 6, 7), Worker));
        record.State.Registration!.Number.ShouldStartWith("SD-2026/");
        record.State.Received!.Applicant.PersonalCode.ShouldBe("");
    }

    [Fact]
    public async Task Admit_CrisisCentreAndPaperTheNextDay_PaperJoinsTheCase()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await AdmitAsync(
            house, ("serviceId", "KRIZES_C"), ("admittedOn", "2026-06-08"), ("circumstances", "Vardarbība."), ("given", "Berta"), ("surname", "Izdomātā"), ("code", "000155-10015"));

        var (row, _) = await CounterTests.RegisterAsync(house, [.. CounterTests.Paper("2026-06-08"), ("serviceId", "KRIZES_C")]);
        row.Reason.ShouldBe(DoorFiling.SamePerson);
        using var registrar = await CounterBrowser.SignInAsync(house, "sm-lietvede");
        await registrar.PostAsync($"/counter/{row.IntakeId}", $"/counter/{row.IntakeId}", [("joinCaseId", reference.CaseId)]);
        await house.SettleAsync();

        (await house.StateAsync(reference)).Files.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("PATVERSME")]
    [InlineData("APR_MAJAS")]
    public async Task Admit_ServiceThatNeedsAnApplication_IsRefused(string service)
    {
        await using var house = await WayHouse.StartAsync();
        using var browser = await CounterBrowser.SignInAsync(house, Worker);

        var answer = await browser.PostAsync("/counter/admission", "/counter/admission", [("serviceId", service), ("admittedOn", "2026-06-08"), ("circumstances", "Lūdz.")]);

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("href=\"#serviceId\"");
    }

    private static async Task<IntakeRow> ContactAsync(WayHouse house, params (string Name, string Value)[] fields)
    {
        using var browser = await CounterBrowser.SignInAsync(house, Worker);
        return await SendAsync(house, browser, "/counter/contact", fields);
    }

    private static async Task<CaseRef> AdmitAsync(WayHouse house, params (string Name, string Value)[] fields)
    {
        using var browser = await CounterBrowser.SignInAsync(house, Worker);
        return new CaseRef("smiltene", (await SendAsync(house, browser, "/counter/admission", fields)).CaseId!);
    }

    private static async Task<IntakeRow> SendAsync(WayHouse house, CounterBrowser browser, string path, (string Name, string Value)[] fields)
    {
        var answer = await browser.PostAsync(path, path, fields);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        await house.SettleAsync();
        return (await house.Intake.FindAsync(answer.Headers.Location!.ToString().Split('/')[^1], CancellationToken.None))!;
    }
}
