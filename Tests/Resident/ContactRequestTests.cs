using System.Net;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Resident;

/// <summary>Another address: asked for by whoever reads the mailbox, in force only when a person has made sure by another way.</summary>
public sealed class ContactRequestTests
{
    private const string Other = "jauna@inbox.example";

    [Fact]
    public async Task Asked_OnThePage_ChangesNothingTellsTheFormerAddressAndAPerson()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        using var browser = await ResidentHouse.EnterAsync(house);
        var before = house.Sender.Left.Count;

        var answer = await AskAsync(browser, Other);

        answer.ShouldContain("Mēs saņēmām Jūsu lūgumu.");
        answer.ShouldContain("Adrese vēl nav mainīta.");
        var state = await house.StateAsync(reference);
        state.Received!.ReplyTo.ShouldBe(ResidentHouse.Address);
        var asked = state.ContactRequest!.Asked;
        (asked.What, asked.Value, asked.Until, asked.Number.Length).ShouldBe((ContactParts.Email, Other, house.Terms.DayOf(house.Now).AddDays(21), 6));
        var mail = house.Sender.Left.Skip(before).ShouldHaveSingleItem();
        mail.To.Single().Address.ShouldBe(ResidentHouse.Address);
        mail.Text.ShouldContain("Ja to nelūdzāt Jūs, atbildiet uz šo e-pastu vai zvaniet");
        foreach (var text in new[] { mail.Text, mail.Html!, answer, await browser.ReadAsync("/status/contact") })
        {
            text.ShouldNotContain(Other);
            text.ShouldNotContain(asked.Number);
        }

        var task = (await house.TasksAsync()).Single(t => t.Kind == "contact-change");
        (task.Role, task.SubjectId).ShouldBe((Roles.Registrar, reference.CaseId));
        $"{task.Text}".ShouldNotContain("@");
    }

    [Fact]
    public async Task Confirmed_ByTelephone_IsTheCasesAddressAndTheJournalSaysWhoAndHow()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        using var browser = await ResidentHouse.EnterAsync(house);
        await AskAsync(browser, Other);

        await house.DoAsync(reference, Verbs.AnswerContactRequest, ("answer", ContactAnswers.Phone));

        var record = await house.ReadAsync(reference);
        record.State.Received!.ReplyTo.ShouldBe(Other);
        record.Entries.Select(e => e.Event).OfType<ContactChangeAnswered>().ShouldHaveSingleItem()
            .ShouldBe(new ContactChangeAnswered(1, ContactAnswers.Phone, "", house.Person(Roles.Worker).Id));
        (await house.TasksAsync()).ShouldNotContain(t => t.Kind == "contact-change");
        (await browser.GetAsync("/status")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await house.ReviewAsync(reference, "IENAKUMI");
        house.Sender.Left[^1].To.Single().Address.ShouldBe(Other);

        // The second of two taps finds the first.
        await house.DoAsync(reference, Verbs.AnswerContactRequest, ("answer", ContactAnswers.Refused), ("note", "Vēlāk."));
        (await house.ReadAsync(reference)).Entries.Count(e => e.Event is ContactChangeAnswered).ShouldBe(1);
    }

    [Fact]
    public async Task Answered_WithoutARequest_IsRefusedInWords()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);

        (await RefusedAsync(house, reference, ("answer", ContactAnswers.Phone))).ShouldBe("no-request");
    }

    [Fact]
    public async Task Confirmed_ByLetter_NeedsTheNumberOfTheLetter()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        using var browser = await ResidentHouse.EnterAsync(house);
        await AskAsync(browser, Other);
        var number = (await house.StateAsync(reference)).ContactRequest!.Asked.Number;

        (await RefusedAsync(house, reference, ("answer", ContactAnswers.Letter))).ShouldBe("wrong-number");
        (await RefusedAsync(house, reference, ("answer", ContactAnswers.Letter), ("number", number == "123456" ? "123457" : "123456"))).ShouldBe("wrong-number");
        (await house.StateAsync(reference)).Received!.ReplyTo.ShouldBe(ResidentHouse.Address);

        await house.DoAsync(reference, Verbs.AnswerContactRequest, ("answer", ContactAnswers.Letter), ("number", number));

        (await house.StateAsync(reference)).Received!.ReplyTo.ShouldBe(Other);
    }

    [Fact]
    public async Task NotConfirmed_ChangesNothingAndCanBeAskedAgain()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        using var browser = await ResidentHouse.EnterAsync(house);
        await AskAsync(browser, Other);
        (await RefusedAsync(house, reference, ("answer", ContactAnswers.Refused))).ShouldBe("missing-field");

        await house.DoAsync(reference, Verbs.AnswerContactRequest, ("answer", ContactAnswers.Refused), ("note", "Iesniedzēja to nelūdza."));

        (await house.StateAsync(reference)).Received!.ReplyTo.ShouldBe(ResidentHouse.Address);
        (await house.TasksAsync()).ShouldNotContain(t => t.Kind == "contact-change");
        (await AskAsync(browser, Other)).ShouldContain("Mēs saņēmām Jūsu lūgumu.");
        (await house.StateAsync(reference)).ContactRequest!.Asked.Round.ShouldBe(2);
        (await house.TasksAsync()).Count(t => t.Kind == "contact-change").ShouldBe(1);
    }

    [Fact]
    public async Task FormerAddress_Answers_NothingIsConfirmedUntilSomebodyHasRead()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        using var browser = await ResidentHouse.EnterAsync(house);
        await AskAsync(browser, Other);
        var told = house.Sender.Left[^1];
        await house.MoveAsync(TimeSpan.FromMinutes(5));
        house.Deliver(Residents.Letter("stop", house.Now) with { Subject = told.Subject, InReplyTo = told.MessageId, Text = "Es to nelūdzu!" });
        await house.SettleAsync();

        (await RefusedAsync(house, reference, ("answer", ContactAnswers.InPerson))).ShouldBe("unread");

        var message = (await house.StateAsync(reference)).OpenMessages.ShouldHaveSingleItem();
        await house.DoAsync(reference, Verbs.HandleMessage, ("intakeId", message), ("note", "Izlasīts."));
        await house.DoAsync(reference, Verbs.AnswerContactRequest, ("answer", ContactAnswers.InPerson));
        (await house.StateAsync(reference)).Received!.ReplyTo.ShouldBe(Other);
    }

    [Fact]
    public async Task Asked_AndNotConfirmedInTime_ExpiresAndCanBeAskedAgain()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        using (var browser = await ResidentHouse.EnterAsync(house))
        {
            await AskAsync(browser, Other);
        }

        await house.MoveAsync(TimeSpan.FromDays(22));
        (await RefusedAsync(house, reference, ("answer", ContactAnswers.Phone))).ShouldBe("expired");
        await house.ReviewAsync(reference, "IENAKUMI");
        using var again = await ResidentHouse.EnterAsync(house);
        (await again.ReadAsync("/status/contact")).ShouldContain("Jaunais e-pasts");
        (await AskAsync(again, "vel@inbox.example")).ShouldContain("Mēs saņēmām Jūsu lūgumu.");
        await house.DoAsync(reference, Verbs.AnswerContactRequest, ("answer", ContactAnswers.Phone));
        (await house.StateAsync(reference)).Received!.ReplyTo.ShouldBe("vel@inbox.example");
    }

    [Fact]
    public async Task Asked_AndNotConfirmedInTime_TheTaskEndsWithTheTermAndNotBefore()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        using var browser = await ResidentHouse.EnterAsync(house);
        await AskAsync(browser, Other);
        var until = (await house.StateAsync(reference)).ContactRequest!.Asked.Until;

        await house.MoveToAsync(house.Terms.EndOf(until) - TimeSpan.FromHours(1));
        await HourAsync(house);
        (await house.TasksAsync()).Count(t => t.Kind == "contact-change").ShouldBe(1, "it can be confirmed on its last day");

        await house.MoveToAsync(house.Terms.EndOf(until) + TimeSpan.FromHours(1));
        await HourAsync(house);
        (await house.TasksAsync()).ShouldNotContain(t => t.Kind == "contact-change");
    }

    /// <summary>As many rounds of housekeeping as an hour has.</summary>
    private static async Task HourAsync(WayHouse house)
    {
        for (var i = 0; i < 60; i++)
        {
            await house.Get<Housekeeper>().SweepAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task Asked_WhileAnotherWaits_IsToldSoAndTheSameIsOne()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        using var browser = await ResidentHouse.EnterAsync(house);
        (await AskAsync(browser, ResidentHouse.Address.ToUpperInvariant())).ShouldContain("Šo adresi mēs jau zinām.");
        await AskAsync(browser, Other);
        var before = house.Sender.Left.Count;

        (await PostAsync(browser, "Ask", ("email", Other))).ShouldContain("Mēs saņēmām Jūsu lūgumu.");
        (await PostAsync(browser, "Ask", ("email", "tresa@inbox.example"))).ShouldContain("Viens Jūsu lūgums vēl gaida.");

        house.Sender.Left.Count.ShouldBe(before);
        (await house.ReadAsync(reference)).Entries.Count(e => e.Event is ContactChangeAsked).ShouldBe(1);
    }

    [Fact]
    public async Task PostalAddress_Confirmed_IsWhereLettersGoAndOnlyWhileNothingIsDecided()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        await house.ReviewAsync(reference);
        using var browser = await ResidentHouse.EnterAsync(house);
        (await PostAsync(browser, "Address", ("address", "Jaunā iela 5, Smiltene, LV-4729"))).ShouldContain("Mēs saņēmām Jūsu lūgumu.");
        (await house.StateAsync(reference)).Contact!.Address.ShouldBe("Izdomu iela 1, Smiltene");

        await house.DoAsync(reference, Verbs.AnswerContactRequest, ("answer", ContactAnswers.InPerson));
        (await house.StateAsync(reference)).Contact.ShouldBe(new Contact("registered", "Jaunā iela 5, Smiltene, LV-4729"));
        (await house.StateAsync(reference)).Received!.ReplyTo.ShouldBe(ResidentHouse.Address);

        (await PostAsync(browser, "Address", ("address", "Cita iela 7, Smiltene, LV-4729"))).ShouldContain("Mēs saņēmām Jūsu lūgumu.");
        await house.AssessAsync(reference);
        await house.ProposeAsync(reference);
        await house.DoAsync(reference, Verbs.Approve);
        (await RefusedAsync(house, reference, ("answer", ContactAnswers.InPerson))).ShouldBe("decided");
    }

    [Theory]
    [InlineData("Ask", "email", "", "Ierakstiet vienu e-pasta adresi")]
    [InlineData("Ask", "email", "nav adrese", "Ierakstiet vienu e-pasta adresi")]
    [InlineData("Ask", "email", "a@b@c.lv", "Ierakstiet vienu e-pasta adresi")]
    [InlineData("Ask", "email", "a@b.lv, c@d.lv", "Ierakstiet vienu e-pasta adresi")]
    [InlineData("Ask", "email", "a@b.lv\nBcc: c@d.lv", "Ierakstiet vienu e-pasta adresi")]
    [InlineData("Address", "address", "Liepu", "Ierakstiet pasta adresi vienā rindā")]
    [InlineData("Address", "address", "Liepu iela 1\nSmiltene", "Ierakstiet pasta adresi vienā rindā")]
    [InlineData("Address", "address", "Liepu iela 1, Smiltene", "Pasta adresi šeit vairs mainīt nevar")]
    public async Task Address_Unusable_IsToldAndNothingIsSent(string handler, string field, string value, string words)
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        using var browser = await ResidentHouse.EnterAsync(house);
        var before = house.Sender.Left.Count;

        (await PostAsync(browser, handler, (field, value))).ShouldContain(words);

        house.Sender.Left.Count.ShouldBe(before);
        (await house.StateAsync(reference)).ContactRequest.ShouldBeNull();
    }

    private static Task<string> AskAsync(CounterBrowser browser, string address) => PostAsync(browser, "Ask", ("email", address));

    /// <summary>With the token of the status page: the form itself is gone while a wish waits.</summary>
    private static async Task<string> PostAsync(CounterBrowser browser, string handler, params (string, string)[] fields) =>
        WebUtility.HtmlDecode(await (await browser.PostAsync("/status", $"/status/contact?handler={handler}", fields)).Content.ReadAsStringAsync());

    private static async Task<string> RefusedAsync(WayHouse house, CaseRef reference, params (string, string)[] data) =>
        (await Should.ThrowAsync<CommandRefusedException>(() => house.DoAsync(reference, Verbs.AnswerContactRequest, data))).Code;
}
