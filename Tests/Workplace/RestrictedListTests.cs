using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Duty;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Workplace;

/// <summary>A restricted case in searches and narrowed lists: named, counted and paged for those who may know it only, whatever changes whose that is.</summary>
public sealed partial class RestrictedListTests(RestrictedCaseTests.TheHouse the) : IClassFixture<RestrictedCaseTests.TheHouse>
{
    private const string Colleague = "sm-dezurante";
    private const string Registrar = "sm-registratore";
    private const string Auditor = "sm-revidente";
    private const string Assignee = "sm-darbiniece";
    private const string Substitute = "sm-lietvede";
    private const string Head = "sm-vaditaja";

    /// <summary>As many as stand on one page of a list.</summary>
    private const int PageSize = 50;

    private static readonly string[] Everybody = [Colleague, Registrar, Auditor, Assignee, Substitute, Head];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="isOfBefore">The row is one that a version wrote which kept no readers in it.</param>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lists_WhateverChangesWhoseTheCaseIs_TellOfItToThoseOnly(bool isOfBefore)
    {
        var reference = await the.OpenAsync("lists", isOfBefore ? 61 : 62);
        var (book, today) = (the.House.Get<DutyBook>(), the.House.Terms.DayOf(the.House.Now));
        await AreToldAsync("it is open to all", Everybody);

        await the.RestrictAsync(reference, Assignee, "violence");
        await AreToldAsync("restricted", Assignee, Head);

        await the.RestrictAsync(reference, Head, "violence", Colleague);
        await AreToldAsync("the head let somebody in", Assignee, Colleague, Head);

        await the.House.DoAsAsync(the.Person(Head), reference, Verbs.Reassign, ("to", Substitute), ("reason", "Noslodze."));
        await AreToldAsync("handed over", Substitute, Colleague, Head);

        (await book.EnterAsync(the.Person(Substitute), new AbsenceEntered(Substitute, today, today, null), Cancellation)).ShouldBe(AbsenceProblem.None);
        await AreToldAsync("somebody stands in", Substitute, Assignee, Colleague, Head);

        var absence = (await book.RosterAsync("smiltene", Cancellation)).Absences.Single(a => a.PersonId == Substitute);
        (await book.EndAsync(the.Person(Substitute), new AbsenceEnded(absence.Id, today), Cancellation)).ShouldBe(AbsenceProblem.None);
        await the.RestrictAsync(reference, Head, "violence");
        await AreToldAsync("back, and nobody is let in any more", Substitute, Head);

        (await the.House.Get<CaseAccess>().BreakGlassAsync(await the.House.ReadAsync(reference), the.Person(Auditor), "Zvana policija.", Cancellation)).ShouldBeTrue();
        await AreToldAsync("a glass was broken", Substitute, Auditor, Head);

        the.House.Time.AdvanceTo(the.House.Now + CaseAccess.Glass);
        await AreToldAsync("an hour later", Substitute, Head);

        await the.RestrictAsync(reference, Head, "");
        await AreToldAsync("lifted", Everybody);

        async Task AreToldAsync(string when, params string[] expected)
        {
            if (isOfBefore)
            {
                ForgetReaders();
            }

            var state = await the.House.StateAsync(reference);
            var (surname, number) = (state.Received!.Applicant.Surname, state.Number!);
            foreach (var person in Everybody)
            {
                var (told, what) = (expected.Contains(person), $"{person}, {when}");
                using var browser = await CounterBrowser.SignInAsync(the.House, person);
                foreach (var text in new[] { surname, state.Received.Applicant.PersonalCode })
                {
                    Tells(await RestrictedCaseTests.TheHouse.SearchAsync(browser, text), told, only: true, what);
                }

                foreach (var path in new[] { $"/?tab=all&service={state.ServiceId}&p=999", $"/?tab=all&assignee={state.Assignee}&service={state.ServiceId}", $"/?tab=by-due&service={state.ServiceId}&stage=registered" })
                {
                    Tells(await browser.ReadAsync(path), told, only: false, $"{what}, {path}");
                }

                $"{await browser.ReadAsync("/?tab=all")}{await browser.ReadAsync("/?tab=all&p=2")}".Contains(surname, StringComparison.Ordinal).ShouldBe(told, what);
                (await the.House.Get<CaseAccess>().IsOpenToAsync(await the.House.ReadAsync(reference), the.Person(person), Cancellation)).ShouldBe(told, $"{what}, at the case itself");
            }

            void Tells(string page, bool told, bool only, string what)
            {
                page.Contains(reference.CaseId, StringComparison.Ordinal).ShouldBe(told, what);
                page.Contains(surname, StringComparison.Ordinal).ShouldBe(told, what);
                page.Contains(number, StringComparison.Ordinal).ShouldBe(told, what);
                if (only)
                {
                    Found(page).ShouldBe(told ? 1 : 0, what);
                }
            }
        }
    }

    [Fact]
    public async Task Lists_OfAPageAndARestrictedCase_HaveNoSecondPageForTheOthers()
    {
        const string surname = "Daudzskaitle";
        var reference = default(CaseRef);
        for (var i = 0; i <= PageSize; i++)
        {
            var number = i;
            reference = new CaseRef("smiltene", $"c{i:x16}");
            await the.House.Journal.AppendAsync(
                new Append
                {
                    Case = reference,
                    Key = "received",
                    Decide = append =>
                    [
                        TestCases.Received() with { IntakeId = $"many{number}", MessageId = $"many{number}@residents.example", ServiceId = "ASIST_PILNG", Applicant = new Applicant("Vizma", surname, $"0001{number:D2}-10018") },
                        new ApplicationRegistered($"SD-2026/{append.NextNumber("SD-2026")}", "ASIST_PILNG", new(2026, 6, 8), Substitute) { OuterLimit = new(2026, 7, 8) },
                    ],
                },
                Cancellation);
        }

        await the.RestrictAsync(reference, Head, "violence");
        using var own = await CounterBrowser.SignInAsync(the.House, Substitute);
        using var other = await CounterBrowser.SignInAsync(the.House, Colleague);
        foreach (var (browser, count) in new[] { (own, PageSize + 1), (other, PageSize) })
        {
            foreach (var path in new[] { "/?tab=all&service=ASIST_PILNG", $"/?tab=by-due&assignee={Substitute}&service=ASIST_PILNG&stage=registered" })
            {
                var (first, beyond) = (await browser.ReadAsync(path), await browser.ReadAsync($"{path}&p=2"));
                Found(first).ShouldBe(count, path);
                first.Contains("class=\"pages\"", StringComparison.Ordinal).ShouldBe(count > PageSize, path);
                $"{first}{beyond}".Contains(reference.CaseId, StringComparison.Ordinal).ShouldBe(count > PageSize, path);
            }

            var found = await RestrictedCaseTests.TheHouse.SearchAsync(browser, surname);
            Found(found).ShouldBe(count);
            found.Contains("class=\"pages\"", StringComparison.Ordinal).ShouldBe(count > PageSize);
        }
    }

    [Fact]
    public async Task Hidden_FromRowsThatSayWhoseTheyAre_ReadsNoJournal()
    {
        var reference = await the.OpenAsync("unread", 63);
        await the.RestrictAsync(reference, Head, "violence", Colleague);
        var journal = new CountingJournal(the.House.Journal);
        var access = new CaseAccess(the.House.Get<ILooks>(), journal, the.House.Get<IPersonTasks>(), the.House.Get<DutyBook>(), the.House.Get<MunicipalityDirectory>(), the.House.Time);

        await AreHiddenAsync();
        journal.Reads.ShouldBe(0);

        ForgetReaders();
        await AreHiddenAsync();
        journal.Reads.ShouldBeGreaterThan(0, "a row of before is asked of the journal");

        async Task AreHiddenAsync()
        {
            List<RestrictedCase> cases = [(await the.House.Get<ICaseBoard>().RestrictedAsync("smiltene", Cancellation)).Single(c => c.Case == reference)];
            foreach (var (person, isHidden) in new[] { (Colleague, false), (Assignee, false), (Head, false), (Registrar, true), (Auditor, true) })
            {
                (await access.HiddenAsync(cases, the.Person(person), Cancellation)).Contains(reference).ShouldBe(isHidden, person);
            }
        }
    }

    private static int Found(string page) => int.Parse(Count().Match(page).Groups["count"].Value, CultureInfo.InvariantCulture);

    private void ForgetReaders()
    {
        using var connection = new SqliteConnection($"Data Source={the.House.Data.Cases};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE cases SET readers=NULL";
        command.ExecuteNonQuery();
    }

    [GeneratedRegex(@"Meklēšanas rezultāti: (?<count>\d+)", RegexOptions.None, 1000)]
    private static partial Regex Count();
}
