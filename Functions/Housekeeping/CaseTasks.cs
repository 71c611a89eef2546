using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Notification;

namespace SocialWorkflows.Functions.Housekeeping;

/// <summary>The tasks for people that follow from a case's facts; each fact makes one. Texts name the case by its number only.</summary>
internal static class CaseTasks
{
    /// <summary>Kind of the task about a wish for another address.</summary>
    public const string ContactChange = "contact-change";

    public static string ContactKey(CaseRef reference, int round) => $"{ContactChange}:{reference.CaseId}:{round}";

    /// <summary>Tasks that a later fact of the case has settled.</summary>
    public static IEnumerable<(string Key, string By, string Note)> Settled(CaseRecord record) =>
        record.Entries.Select(e => e.Event).OfType<ContactChangeAnswered>().Select(e => (ContactKey(record.Case, e.Round), e.By, e.Answer));

    public static IEnumerable<PersonTask> Of(CaseRecord record, MunicipalityPack pack, DateTimeOffset now) =>
        record.State.Number is { } number
            ? record.Entries.Select(e => Of(e.Event, record, pack, number)).OfType<Wanted>().Select(wanted => new PersonTask
            {
                Key = $"{wanted.Kind}:{record.Case.CaseId}:{wanted.Detail}",
                Municipality = record.Case.Municipality,
                Role = wanted.Role,
                Kind = wanted.Kind,
                SubjectId = record.Case.CaseId,
                Text = wanted.Text,
                RaisedAt = now,
            })
            : [];

    private sealed record Wanted(string Kind, string Detail, string Role, Bilingual Text);

    private static Wanted? Of(CaseEvent fact, CaseRecord record, MunicipalityPack pack, string number) => fact switch
    {
        ContactChangeAsked e => new(
            ContactChange, $"{e.Round}", Roles.Registrar, new(
                $"Lietā {number} statusa lapā lūgts mainīt {(e.What == ContactParts.Email ? "e-pastu" : "pasta adresi")}. Zvaniet uz tālruni, kas ir iesniegumā, vai sūtiet vēstuli ar skaitli, un atbildiet lietā līdz {LatvianDate.Dative(e.Until)}. Pēc tam iesniedzējs var lūgt no jauna.",
                $"In case {number} a change of the {(e.What == ContactParts.Email ? "e-mail" : "postal address")} is asked for on the status page. Call the telephone that is in the application, or send the letter with the number, and answer in the case by {EnglishDate.Text(e.Until)}. After that the applicant may ask anew.")),
        PlaceOffered e => new(
            "offer", $"{e.Round}", Roles.Worker, new(
                $"Lietā {number} ir brīva vieta („{Facility(pack, e.FacilityId)}”). Piedāvājiet to personai; atbilde vajadzīga līdz {LatvianDate.Dative(e.AnswerTerm.Due)}.",
                $"In case {number} there is a free place (“{Facility(pack, e.FacilityId)}”). Offer it to the person; the answer is needed by {EnglishDate.Text(e.AnswerTerm.Due)}.")),
        OfferLapsed e => new(
            "offer-lapsed", $"{e.Round}", Roles.Worker, new(
                $"Lietā {number} uz piedāvāto vietu nesaņēma atbildi: to piedāvā nākamajam, persona ir rindas beigās. Noskaidrojiet, vai vieta vēl vajadzīga.",
                $"In case {number} the offered place had no answer: it is offered to the next, and the person is at the end of the queue. Find out whether the place is still needed.")),
        ServiceReminded { About: ServiceReminders.Contract } e => new(
            "service", e.About, Roles.Worker, new(
                $"Lietā {number} līdz {LatvianDate.Dative(e.Day)} bija jānoslēdz līgums. Noslēdziet to vai ierakstiet, kāpēc tā nav.",
                $"In case {number} the contract was due by {EnglishDate.Text(e.Day)}. Conclude it, or write down why there is none.")),
        ServiceReminded { About: ServiceReminders.Ending } e => new(
            "service", e.About, Roles.Worker, new(
                $"Lietā {number} {(IsStatus(record, pack) ? "statuss" : "pakalpojums")} beidzas {LatvianDate.Numeric(e.Day)} Pārrunājiet ar personu, ko darīt tālāk; ja vajag, sāciet pagarināšanu.",
                $"In case {number} the {(IsStatus(record, pack) ? "status" : "service")} ends on {EnglishDate.Text(e.Day)}. Talk with the person about what comes next; if needed, begin a renewal.")),
        ServiceReminded e => new(
            "service", e.About, Roles.Worker, new(
                $"Lietā {number} pienācis pārskatīšanas datums {LatvianDate.Numeric(e.Day)} Izvērtējiet vajadzības no jauna.",
                $"Case {number} has reached its day of review, {EnglishDate.Text(e.Day)}. Assess the needs anew.")),
        ServiceEnded { By: null } e when IsStatus(record, pack) => new(
            "service-ended", "1", Roles.Worker, new(
                $"Lietā {number} statusa laiks beidzās {LatvianDate.Numeric(e.On)} Ja persona lūdz, sāciet pagarināšanu.",
                $"In case {number} the time of the status ended on {EnglishDate.Text(e.On)}. If the person asks, begin a renewal.")),
        ServiceEnded { By: null } e => new(
            "service-ended", "1", Roles.Worker, new(
                $"Lietā {number} pakalpojuma laiks beidzās {LatvianDate.Numeric(e.On)} un vieta ir atbrīvota. Pārliecinieties, ka persona ir izrakstīta.",
                $"In case {number} the time of the service ended on {EnglishDate.Text(e.On)} and the place is free. Make sure that the person has been discharged.")),
        NoticeReturned { Stands: true } e => new(
            "notice-returned", $"{e.Round}", Roles.Worker, new(
                $"Lietā {number} sūtījums atgriezās neizņemts. Pēc likuma lēmums ir paziņots un termiņi rit; pārliecinieties, ka persona par to zina.",
                $"In case {number} the letter came back uncollected. By law the decision is notified and the terms run; make sure that the person knows.")),
        NoticeReturned { Next: null } e => new(
            "notice-returned", $"{e.Round}", Roles.Registrar, new(
                $"Lietā {number} lēmumu neizdevās paziņot ({Channel(pack, e.Channel).Latvian}). Noskaidrojiet adresi un lietā norādiet, kā to sūtīt tālāk. Lieta gaida.",
                $"In case {number} the decision could not be notified ({Channel(pack, e.Channel).English}). Find out the address and say in the case how it goes on. The case waits.")),
        NoticeReturned { Next: { } next } e => new(
            "notice-returned", $"{e.Round}", Roles.Registrar, new(
                $"Lietā {number} lēmumu neizdevās paziņot ({Channel(pack, e.Channel).Latvian}). Nākamais veids: {Channel(pack, next).Latvian}. {(PrintDesk.IsPrinted(next) ? "Vēstuli un pavadlapu drukai sistēma sagatavo; kad tās nosūtītas, apstipriniet to lietā." : "Sistēma to nosūta pati; pārliecinieties lietā, ka tas izdevās.")}",
                $"In case {number} the decision could not be notified ({Channel(pack, e.Channel).English}). The next way: {Channel(pack, next).English}. {(PrintDesk.IsPrinted(next) ? "The system makes the letter and the cover sheet for printing; when they are sent, confirm it in the case." : "The system sends it by itself; make sure in the case that it did.")}")),
        NoticeSent e when record.State is { IsDiscontinuance: true, Proposal.From: { } from, Received.Prefill.Granted: { } granted } => new(
            "discontinued", $"{e.Round ?? 1}", Roles.Worker, new(
                $"Lietā {number} paziņots lēmums izbeigt lietā {granted.CaseNumber} piešķirto no {LatvianDate.Genitive(from)}. Ja lēmuma darbība nav apturēta, lietā {granted.CaseNumber} ierakstiet beigas.",
                $"In case {number} the decision was notified that what case {granted.CaseNumber} granted ends on {EnglishDate.Text(from)}. Unless the decision is suspended, write the end into case {granted.CaseNumber}.")),
        ContestReceived { HandOverTerm: { } term } e => new(
            "contest", $"{e.Round}", Roles.Registrar, new(
                $"Lietā {number} lēmums ir apstrīdēts{Doubts(e).Latvian}. To izskata {pack.Decision.ContestBodyLocative}; iesniegumu un lietu nododiet līdz {LatvianDate.Dative(term.Due)}.",
                $"In case {number} the decision is contested{Doubts(e).English}. Hand the contest and the case over to the body that examines it by {EnglishDate.Text(term.Due)}.")),
        ContestReckoned e when record.State.Contests!.Any(c => c.Received.Round == e.Round && c.HandedOver is not null) => new(
            "contest-reckoned", $"{e.Round}:{record.State.NoticeRound}", Roles.Registrar, new(
                $"Lietā {number} pēc apstrīdēšanas nodošanas mainījās paziņojums{Reckoned(e).Latvian}. Paziņojiet to iestādei, kas apstrīdēšanu izskata.",
                $"In case {number} the notice changed after the contest was handed over{Reckoned(e).English}. Tell the body that examines the contest.")),
        ContestDecided { Result: "changed" or "annulled" } e => new(
            "contest-decided", $"{e.Round}", Roles.Worker, new(
                $"Lietā {number} apstrīdēšanas iestāde lēmumu {(e.Result == "annulled" ? "atcēla" : "grozīja")}. Izpildiet tās nolēmumu: ja vajadzīgs jauns lēmums, sāciet jaunu lietu; ja mainās pakalpojums, izlabojiet to. Pārliecinieties, ka persona par to zina.",
                $"In case {number} the body that examined the contest {(e.Result == "annulled" ? "annulled" : "changed")} the decision. Do as it ruled: if a new decision is needed, open a new case; if the service changes, mend it. Make sure that the person knows.")),
        ContestReceived e => new(
            "contest", $"{e.Round}", Roles.Worker, new(
                $"Lietā {number} saņemta apstrīdēšana, bet paziņota lēmuma vēl nav{Doubts(e).Latvian}. Atbildiet personai un turpiniet lietu.",
                $"In case {number} a contest came in, but there is no notified decision yet{Doubts(e).English}. Answer the person and go on with the case.")),
        _ => null,
    };

    private static Bilingual Doubts(ContestReceived contest)
    {
        List<Bilingual> doubts = [];
        if (contest.DaysLate > 0)
        {
            doubts.Add(new(
                $"{Days(contest.DaysLate)} pēc termiņa; par termiņa atjaunošanu lemj apstrīdēšanas iestāde",
                $"{EnglishDays(contest.DaysLate)} after the term; whether the term is renewed is for the body that examines the contest"));
        }

        if (contest.From == "stranger")
        {
            doubts.Add(new("to iesniegusi cita persona, pārbaudiet pārstāvības tiesības", "another person handed it in, check their right to represent"));
        }

        if (contest.Route == ContestRoutes.OtherBody)
        {
            doubts.Add(new("iesniegts citā iestādē, skaita no iesniegšanas dienas tur", "handed in at another institution, it counts from the day it was handed in there"));
        }

        return doubts.Count == 0
            ? new(string.Empty, string.Empty)
            : new($" ({string.Join("; ", doubts.Select(d => d.Latvian))})", $" ({string.Join("; ", doubts.Select(d => d.English))})");
    }

    private static Bilingual Reckoned(ContestReckoned contest) => contest switch
    {
        { ContestUntil: null } => new(": lēmums pagaidām nav paziņots", ": the decision is not notified for now"),
        { ContestUntil: { } until, DaysLate: 0 } => new(
            $": apstrīdēt varēja līdz {LatvianDate.Dative(until)}, un tas ir izdarīts laikā",
            $": it could be contested until {EnglishDate.Text(until)}, and that was done in time"),
        { ContestUntil: { } until } => new(
            $": apstrīdēt varēja līdz {LatvianDate.Dative(until)}, un tas izdarīts {Days(contest.DaysLate)} pēc termiņa",
            $": it could be contested until {EnglishDate.Text(until)}, and that was done {EnglishDays(contest.DaysLate)} after the term"),
    };

    /// <summary>Accusative, „how long”: „1 dienu”, „21 dienu”, „11 dienas”.</summary>
    private static string Days(int count) => $"{count} {(count % 10 == 1 && count % 100 != 11 ? "dienu" : "dienas")}";

    private static string EnglishDays(int count) => count == 1 ? "1 day" : $"{count} days";

    private static bool IsStatus(CaseRecord record, MunicipalityPack pack) => pack.FindService(record.State.ServiceId ?? string.Empty)?.IsStatus() ?? false;

    private static Bilingual Channel(MunicipalityPack pack, string id) => pack.FindChannel(id) is { } channel ? new(channel.Name, channel.EnglishName) : new(id, id);

    private static string Facility(MunicipalityPack pack, string id) => pack.Facilities.FirstOrDefault(f => f.Id == id)?.Name ?? id;
}
