using System.Net;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Duty;
using SocialWorkflows.Functions.Clocks;
using SocialWorkflows.Functions.Duty;
using SocialWorkflows.Functions.Workplace.Reports;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Workplace;

/// <summary>Absences, substitutes, rungs, assignment and passing on, over the running product.</summary>
public sealed class DutyPageTests
{
    private const string Staff = """
        [
          { "id": "reg", "municipality": "smiltene", "name": "Rita Reģistre", "position": "x", "roles": ["registrar"], "phone": "1" },
          { "id": "anna", "municipality": "smiltene", "name": "Anna Pirmā", "position": "x", "roles": ["worker"], "phone": "1" },
          { "id": "berta", "municipality": "smiltene", "name": "Berta Otrā", "position": "x", "roles": ["worker"], "phone": "1", "skills": ["APR_MAJAS"] },
          { "id": "duty", "municipality": "smiltene", "name": "Dace Dežure", "position": "x", "roles": ["duty"], "phone": "1" },
          { "id": "head", "municipality": "smiltene", "name": "Māra Lēmēja", "position": "x", "roles": ["head"], "phone": "1" },
          { "id": "ie", "municipality": "iecava", "name": "Ieva", "position": "x", "roles": ["registrar", "worker", "head"], "phone": "1" },
          { "id": "kr", "municipality": "kraslava", "name": "Krista", "position": "x", "roles": ["registrar", "worker", "head"], "phone": "1" }
        ]
        """;

    private static async Task<WayHouse> StartAsync(Interposer? interposer = null)
    {
        var root = Directory.CreateTempSubdirectory("socialworkflows-duty-").FullName;
        await File.WriteAllTextAsync(Path.Combine(root, "staff.json"), Staff);
        return await WayHouse.StartAsync(root, interposer: interposer);
    }

    private static async Task<(HttpStatusCode Status, string Body)> PostAsync(StaffBrowser browser, string handler, params (string, string)[] fields)
    {
        using var answer = await browser.SendAsync("/duty", $"/duty?handler={handler}", fields);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Absence_SubstituteNamed_NewCaseRungAndBoardGoToThem()
    {
        await using var house = await StartAsync();
        var first = await house.OpenCaseAsync(Residents.Application("duty-1", house.Now));
        (await house.StateAsync(first)).Registration!.ShouldSatisfyAllConditions(r => r.Assignee.ShouldBe("anna"), r => r.AssignedBecause.ShouldBe("load"));
        var today = house.Terms.DayOf(house.Now);
        await RungToldLateAsync(house, first, today);
        using (var anna = await StaffBrowser.SignInAsync(house.Address, "anna"))
        {
            (await PostAsync(anna, "Absence", ("person", "anna"), ("from", WayHouse.Day(today)), ("until", WayHouse.Day(today.AddDays(60))), ("substitute", "berta"))).Status.ShouldBe(HttpStatusCode.Redirect);
            (await PostAsync(anna, "Absence", ("person", "berta"), ("from", WayHouse.Day(today)), ("until", WayHouse.Day(today)))).Body.ShouldContain("Jums nav tiesību ierakstīt cita prombūtni");
            (await PostAsync(anna, "Absence", ("person", "anna"), ("from", WayHouse.Day(today)), ("until", WayHouse.Day(today)))).Body.ShouldContain("jau ir ierakstīta");
            (await PostAsync(anna, "Absence", ("person", "anna"), ("from", "x"), ("until", ""))).Body.ShouldContain("Norādiet pirmo un pēdējo dienu");
        }

        var number = (await house.StateAsync(first)).Number!;
        using (var berta = await StaffBrowser.SignInAsync(house.Address, "berta"))
        {
            (await berta.ReadAsync("/?tab=mine")).ShouldContain(number, customMessage: "the substitute's board has the case of whom she stands in for");
        }

        house.Time.Advance(TimeSpan.FromDays(50));
        await house.SettleAsync();
        var rungs = (await house.StateAsync(first)).Rungs;
        rungs.ShouldNotBeEmpty();
        rungs.Where(r => r.Role == Roles.Assignee).ShouldAllBe(r => r.Person == "berta");
        rungs.GroupBy(r => (r.Clock, r.WorkingDaysLeft, r.Restart)).ShouldAllBe(g => g.Count() == 1, "each once");
    }

    /// <summary>After an outage: the rung's day is past, and its person is away by now.</summary>
    private static async Task RungToldLateAsync(WayHouse house, CaseRef reference, DateOnly today)
    {
        var staff = house.Get<SocialWorkflows.Functions.StaffDirectory>();
        var roster = new DutyRoster([.. staff.People.Where(p => p.Municipality == "smiltene")], [new Absence("1", "anna", today.AddDays(80), today.AddDays(90), "berta")]);
        var record = await house.ReadAsync(reference);

        string PersonAt(DateTimeOffset now) => house.Get<CaseDesk>().Schedule(record, roster, now).Select(f => f.Fact).OfType<RungFired>().First(r => r.Role == Roles.Assignee).Person;

        PersonAt(house.Now).ShouldBe("anna");
        PersonAt(house.Now.AddDays(85)).ShouldBe("berta");
    }

    /// <summary>In the gap between the look at what is due and the writing of the first rung, the head passes all of Anna's cases on.</summary>
    [Fact]
    public async Task Reassign_ManyCasesWhileTheirRungsFire_EachIsToldOnceToWhomItIsThen()
    {
        var interposer = new Interposer();
        await using var house = await StartAsync(interposer);
        List<CaseRef> cases = [];
        for (var i = 0; i < 4; i++)
        {
            cases.Add(await house.OpenCaseAsync(Residents.Application($"bulk-{i}", house.Now, Residents.Person($"bulk-{i}", "Vizma", $"Partija{(char)('a' + i)}", $"000160-1004{i}"))));
        }

        List<CaseRef> annas = [];
        foreach (var reference in cases)
        {
            await house.PrepareAsync(reference);
            if ((await house.StateAsync(reference)).Assignee == "anna")
            {
                annas.Add(reference);
            }
        }

        annas.Count.ShouldBeGreaterThan(1);
        using var head = await StaffBrowser.SignInAsync(house.Address, "head");
        await head.ReadAsync("/duty");
        var passed = 0;
        interposer.Before = async (_, append) =>
        {
            if (append.Key.StartsWith("rung:", StringComparison.Ordinal) && Interlocked.Exchange(ref passed, 1) == 0)
            {
                // A case whose rung fires at this very moment is stale; the head is told and passes it on from the fresh page.
                List<CaseRef> left = [.. annas];
                while (left.Count > 0)
                {
                    List<(string, string)> fields = [("to", "berta"), ("reason", "Anna slimo.")];
                    foreach (var reference in left)
                    {
                        fields.Add(("cases", $"{reference.CaseId}|{(await house.ReadAsync(reference)).Version}|"));
                    }

                    (await PostAsync(head, "Reassign", [.. fields])).Status.ShouldBe(HttpStatusCode.OK);
                    left = await StillOfAsync(house, left, "anna");
                }
            }
        };

        for (var day = 0; day < 14; day++)
        {
            await house.MoveAsync(TimeSpan.FromDays(1));
        }

        passed.ShouldBe(1, "a rung fired");
        foreach (var reference in annas)
        {
            var record = await house.ReadAsync(reference);
            record.State.Assignee.ShouldBe("berta");
            record.State.Rungs.ShouldNotBeEmpty();
            record.State.Rungs.GroupBy(r => (r.Clock, r.WorkingDaysLeft, r.Restart)).ShouldAllBe(g => g.Count() == 1, "each once");
            string? whose = null;
            foreach (var entry in record.Entries)
            {
                whose = entry.Event switch { CaseAssigned to => to.To, ApplicationRegistered first => first.Assignee, _ => whose };
                if (entry.Event is RungFired { Role: Roles.Assignee } rung)
                {
                    rung.Person.ShouldBe(whose, $"rung of {rung.WorkingDaysLeft} days at version {entry.Version}");
                }
            }
        }
    }

    private static async Task<List<CaseRef>> StillOfAsync(WayHouse house, List<CaseRef> cases, string person)
    {
        List<CaseRef> still = [];
        foreach (var reference in cases)
        {
            if ((await house.StateAsync(reference)).Assignee == person)
            {
                still.Add(reference);
            }
        }

        return still;
    }

    [Fact]
    public async Task Absence_OfTheOnlyFreeWorker_NewCaseGoesToTheOther()
    {
        await using var house = await StartAsync();
        var book = house.Get<DutyBook>();
        var today = house.Terms.DayOf(house.Now);
        (await book.EnterAsync(house.Get<SocialWorkflows.Functions.StaffDirectory>().Find("anna")!, new AbsenceEntered("anna", today, today.AddDays(20), null), CancellationToken.None)).ShouldBe(AbsenceProblem.None);

        var opened = await house.OpenCaseAsync(Residents.Application("duty-2", house.Now));

        (await house.StateAsync(opened)).Assignee.ShouldBe("berta");
    }

    [Fact]
    public async Task Forecast_AwayWithoutSubstitute_OneTapPassesOnAndTheSecondIsTold()
    {
        await using var house = await StartAsync();
        var opened = await house.OpenCaseAsync(Residents.Application("duty-3", house.Now));
        await house.PrepareAsync(opened);
        var staff = house.Get<SocialWorkflows.Functions.StaffDirectory>();
        var today = house.Terms.DayOf(house.Now);
        (await house.Get<DutyBook>().EnterAsync(staff.Find("anna")!, new AbsenceEntered("anna", today, today.AddDays(60), null), CancellationToken.None)).ShouldBe(AbsenceProblem.None);
        using var head = await StaffBrowser.SignInAsync(house.Address, "head");
        var page = await head.ReadAsync("/duty");
        page.ShouldContain("prombūtnē, neviens neaizvieto");
        page.ShouldContain("Nodot: Berta Otrā");
        var restricted = await house.DoAsAsync(staff.Find("head")!, opened, Verbs.Restrict, ("labels", "violence"), ("reason", "Persona lūdza."));
        using (var dutyOfficer = await StaffBrowser.SignInAsync(house.Address, "duty"))
        {
            var hidden = await dutyOfficer.ReadAsync("/duty");
            hidden.ShouldContain(restricted.State.Number!);
            hidden.ShouldNotContain("prombūtnē, neviens neaizvieto", customMessage: "why it is late would tell whose the restricted case is");
            hidden.ShouldNotContain("Nodot: Berta Otrā");
            hidden.ShouldNotContain($"value=\"{opened.CaseId}|");
        }

        var version = (await house.ReadAsync(opened)).Version;
        using var worker = await StaffBrowser.SignInAsync(house.Address, "berta");

        (await PostAsync(worker, "Reassign", ("one", $"{opened.CaseId}|{version}|berta"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await PostAsync(head, "Reassign", ("one", $"{opened.CaseId}|{version}|ie"))).Body.ShouldContain("Šim darbiniekam lietu nodot nevar");
        (await PostAsync(head, "Reassign", ("one", $"{opened.CaseId}|{version}|berta"))).Body.ShouldContain("Lieta nodota citam darbiniekam");
        (await house.StateAsync(opened)).Assignee.ShouldBe("berta");
        var moved = (await house.ReadAsync(opened)).Version;
        (await PostAsync(head, "Reassign", ("one", $"{opened.CaseId}|{moved}|anna"))).Body.ShouldContain("Šis darbinieks šodien ir prombūtnē");
        (await house.StateAsync(opened)).Assignee.ShouldBe("berta", "nobody who is away is given a case");
        var (_, second) = await PostAsync(head, "Reassign", ("cases", $"{opened.CaseId}|{version - 1}|anna"), ("to", "anna"), ("reason", "Lielā partija"));
        second.ShouldContain("pa šo laiku ir mainījusies");
        (await house.StateAsync(opened)).Assignee.ShouldBe("berta", "a stale command changes nothing");
        (await house.ReadAsync(opened)).Entries.Count(e => e.Event is CaseAssigned).ShouldBe(1);
        (await PostAsync(head, "Reassign")).Body.ShouldContain("Izvēlieties vismaz vienu lietu");
    }

    [Fact]
    public async Task Report_CaseThatCannotBeRead_IsNamedAndTheOthersCounted()
    {
        await using var house = await StartAsync();
        var broken = await house.OpenCaseAsync(Residents.Application("report-2", house.Now));
        await house.OpenCaseAsync(Residents.Application("report-3", house.Now, Residents.Person("report-3", "Vizma", "Neesošā", "000160-10033")));
        using var desk = new ReportDesk(house.Get<ICaseBoard>(), new OneUnreadable(house.Journal, broken), house.Get<SocialWorkflows.Functions.Consultations.ConsultationBook>(), house.Get<SocialWorkflows.Functions.Municipalities.MunicipalityDirectory>());
        var today = house.Terms.DayOf(house.Now);

        var report = await desk.OfAsync("smiltene", new DateOnly(today.Year, 1, 1), today, CancellationToken.None);

        report.Unreadable.ShouldBe([(await house.StateAsync(broken)).Number!]);
        report.Year.Cases.ShouldBe(1);
    }

    private sealed class OneUnreadable(ICaseJournal inner, CaseRef broken) : ICaseJournal
    {
        public Task<CaseRecord?> ReadAsync(CaseRef reference, CancellationToken cancellation) =>
            reference == broken ? throw new System.Text.Json.JsonException("Version 1 cannot be opened.") : inner.ReadAsync(reference, cancellation);

        public Task<AppendResult> AppendAsync(Append append, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<OutboxMark>> ReadMarksAsync(CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<OutboxMark>> ReadMarksOfAsync(CaseRef reference, CancellationToken cancellation) => throw new NotSupportedException();

        public Task ClearMarkAsync(OutboxMark mark, CancellationToken cancellation) => throw new NotSupportedException();
    }

    [Fact]
    public async Task Report_AsPageAndFile_SmallCountsAreHiddenAndBadDaysTold()
    {
        await using var house = await StartAsync();
        await house.OpenCaseAsync(Residents.Application("report-1", house.Now));
        using var head = await StaffBrowser.SignInAsync(house.Address, "head");

        (await head.ReadAsync("/reports")).ShouldContain("nerāda");
        var sheet = await head.ReadAsync("/reports/file");
        sheet.ShouldContain("\"Lietas\";\"Lietas periodā\";\"nerāda\"");
        sheet.ShouldContain("\"Noslodze: atvērtās lietas\";\"Anna Pirmā\";\"nerāda\"");
        sheet.ShouldContain("\"Ko lietas gaida\";");
        (await head.ReadAsync("/reports?from=2026-05-01&until=2020-01-01")).ShouldContain("Norādiet dienas");
        (await head.GetAsync("/reports/file?until=2999-01-01")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await head.ReadAsync("/reports?from=2026-01-01&until=2026-01-02")).ShouldNotContain("Anna Pirmā", customMessage: "nothing was there yet on that day");
    }
}
