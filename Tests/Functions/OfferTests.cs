using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Tests.Letters;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>A freed place is offered in a letter, answered by mail or by word of mouth, and given back when a service ends.</summary>
public sealed class OfferTests
{
    private const string Facility = "GRUPU_DZ_KARKLI";
    private const int Places = 8;

    [Fact]
    public async Task Offer_FreedPlace_LetterTaskAndNeutralLineOnce()
    {
        await using var house = await FullAsync();
        var first = await QueuedAsync(house, "first");
        await FreeAsync(house);
        await house.MoveAsync(TimeSpan.FromHours(3));

        var state = await house.StateAsync(first);
        var (offer, letter) = (state.Queue!.Offer!, state.Queue.Letter.ShouldNotBeNull());
        (letter.Round, letter.Channel).ShouldBe((1, "registered"));
        var text = PdfTools.Words((await house.Get<IDocumentStore>().GetAsync(letter.FileId, CancellationToken.None)).ToArray());
        text.ShouldContain("Jums ir brīva vieta: " + house.Get<MunicipalityDirectory>().Get("smiltene").Pack.Facilities.Single(f => f.Id == Facility).Name);
        text.ShouldContain($"Lūdzam līdz {LatvianDate.Dative(offer.AnswerTerm.Due)} paziņot");
        text.ShouldContain("Jums ir brīva vieta Jūs gaidījāt rindā.", customMessage: "the easy-language page");
        Directory.GetFiles(house.Data.Dispatch, "brivas-vietas-piedavajums.pdf", SearchOption.AllDirectories).ShouldHaveSingleItem();
        (await house.TasksAsync()).Count(t => t.Key == $"dispatch:{first.CaseId}-offer-1" && t.Role == Roles.Registrar).ShouldBe(1);
        state.StatusMails.Count(m => m == "place-offered").ShouldBe(1);
        (await house.ReadAsync(first)).Entries.Count(e => e.Event is OfferDispatched).ShouldBe(1);
        var mail = house.Sender.To("berta@inbox.example").Single(m => m.Subject.Contains("jauna vēstule", StringComparison.Ordinal));
        mail.Text!.ShouldNotContain("viet", Case.Insensitive, "the line names no place, service or queue");
        mail.Text.ShouldNotContain("rind", Case.Insensitive);
    }

    [Fact]
    public async Task Offer_ByRegisteredLetter_AnswerIsCountedFromTheDayItCountsAsReceived()
    {
        await using var house = await FullAsync();
        var first = await QueuedAsync(house, "first");
        await FreeAsync(house);

        var offer = (await house.StateAsync(first)).Queue!.Offer!;

        offer.AnswerTerm.From.ShouldBe(offer.OfferedOn.AddDays(7));
        offer.AnswerTerm.Days.Count(d => d.Counted).ShouldBe(5);
        offer.AnswerTerm.Due.ShouldBeGreaterThan(offer.OfferedOn.AddDays(7));
    }

    [Fact]
    public async Task Offer_SecondTimeAfterALapse_NewLetter()
    {
        await using var house = await FullAsync();
        var first = await QueuedAsync(house, "first");
        await FreeAsync(house);
        var offer = (await house.StateAsync(first)).Queue!.Offer!;

        await house.MoveToAsync(house.Terms.EndOf(offer.AnswerTerm.Due) + TimeSpan.FromHours(9));

        var queue = (await house.StateAsync(first)).Queue!;
        (queue.Round, queue.Offer?.Round, queue.Letter!.Round).ShouldBe((2, 2, 2), "nobody else waits, so the place is offered again");
        (await house.ReadAsync(first)).Entries.Count(e => e.Event is OfferDispatched).ShouldBe(2);
        (await house.StateAsync(first)).StatusMails.Count(m => m == "place-offered").ShouldBe(2);
    }

    [Fact]
    public async Task Offer_AnsweredByMail_TheMessageIsDealtWithByTheAnswer()
    {
        await using var house = await FullAsync();
        var first = await QueuedAsync(house, "first");
        await FreeAsync(house);
        house.Deliver(Residents.Letter("answer", house.Now) with { Subject = "Re: vēstule", Text = "Jā, vietu ņemšu.", InReplyTo = "first@residents.example", References = ["first@residents.example"] });
        await house.SettleAsync();
        var message = (await house.StateAsync(first)).OpenMessages.ShouldHaveSingleItem();
        (await Should.ThrowAsync<CommandRefusedException>(() => house.DoAsync(
            first, Verbs.AnswerOffer, ("answer", "accepted"), ("answeredOn", Today(house)), ("note", "x"), ("intakeId", "nav")))).Code.ShouldBe("unknown-message");

        await house.DoAsync(first, Verbs.AnswerOffer, ("answer", "accepted"), ("answeredOn", Today(house)), ("note", "Atbildēja e-pastā."), ("intakeId", message));

        var state = await house.StateAsync(first);
        state.OpenMessages.ShouldBeEmpty();
        (state.Queue!.Ended, state.Siblings!.Single().Kind).ShouldBe((QueueStanding.EndedAccepted, SiblingKinds.Place));
    }

    [Fact]
    public async Task EndService_BeforeTheNoticeByTheRegistrar_FreesThePlace()
    {
        await using var house = await FullAsync();
        await house.CountOutsideAsync(Facility, Places - 1);
        var living = await OpenAsync(house, "living");
        await house.PrepareAsync(living);
        await house.DoAsync(living, Verbs.Propose, [("findings", "Fakti."), ("reasoning", "Izvērtējums."), .. house.Grant(("facilityId", Facility))]);
        await house.DoAsync(living, Verbs.Approve);
        (await house.UseAsync(Facility)).Held.ShouldBe(Places);

        await house.DoAsAsync(house.Person(Roles.Registrar), living, Verbs.EndService, ("endedOn", Today(house)), ("note", "Persona mirusi."));

        (await house.UseAsync(Facility)).Held.ShouldBe(Places - 1);
        await house.SignAsync(living);
        await house.ConfirmNoticeAsync(living);
        (await house.WaitsAsync(living)).ShouldBe([Steps.Contest], "nothing is left to begin");
        await house.DoAsync(living, Verbs.EndService, ("endedOn", Today(house)), ("note", "x"));
        (await house.ReadAsync(living)).Entries.Count(e => e.Event is ServiceEnded).ShouldBe(1, "a second tap finds the first");
    }

    [Fact]
    public async Task EndService_WhoWasLetInFirstLeavesBeforeTheDecision_TheDecisionTakesNoPlace()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("crisis", house.Now) with { Subject = "Krīzes centrs", Text = "Esmu krīzes centrā kopš vakardienas." });
        await house.DoAsync(reference, Verbs.Admit, ("admittedOn", Today(house)), ("circumstances", "Uzņemta."), ("channel", "hand"), ("address", "Uz vietas"), ("facilityId", Facility));
        (await house.UseAsync(Facility)).Held.ShouldBe(1);

        await house.DoAsync(reference, Verbs.EndService, ("endedOn", Today(house)), ("note", "Aizgāja."));

        (await house.UseAsync(Facility)).Held.ShouldBe(0);
        await house.DoAsync(reference, Verbs.Propose, ("outcome", "admitted"), ("findings", "f"), ("reasoning", "r"), ("from", Today(house)));
        await house.DoAsync(reference, Verbs.Approve);
        (await house.UseAsync(Facility)).Held.ShouldBe(0);
    }

    private static async Task<WayHouse> FullAsync()
    {
        var house = await WayHouse.StartAsync();
        await house.CountOutsideAsync(Facility, Places);
        return house;
    }

    private static async Task FreeAsync(WayHouse house)
    {
        await house.CountOutsideAsync(Facility, Places - 1);
        await house.SettleAsync();
    }

    private static Task<CaseRef> OpenAsync(WayHouse house, string id) => house.OpenCaseAsync(
        Residents.Application(id, house.Now) with { Subject = "Iesniegums grupu mājas pakalpojumam", Text = "Vēlos dzīvot grupu dzīvoklī." });

    private static async Task<CaseRef> QueuedAsync(WayHouse house, string id)
    {
        var reference = await OpenAsync(house, id);
        await house.DecideAsync(reference, WayHouse.Queue(Facility));
        house.Time.Advance(TimeSpan.FromMinutes(1));
        return reference;
    }

    private static string Today(WayHouse house) => WayHouse.Day(house.Terms.DayOf(house.Now));
}
