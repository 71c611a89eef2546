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

    private sealed record Wanted(string Kind, string Detail, string Role, string Text);

    private static Wanted? Of(CaseEvent fact, CaseRecord record, MunicipalityPack pack, string number) => fact switch
    {
        ContactChangeAsked e => new(
            ContactChange, $"{e.Round}", Roles.Registrar, $"Lietā {number} statusa lapā lūgts mainīt {(e.What == ContactParts.Email ? "e-pastu" : "pasta adresi")}. Zvaniet uz tālruni, kas ir iesniegumā, vai sūtiet vēstuli ar skaitli, un atbildiet lietā līdz {LatvianDate.Dative(e.Until)}. Pēc tam iesniedzējs var lūgt no jauna."),
        PlaceOffered e => new(
            "offer", $"{e.Round}", Roles.Worker, $"Lietā {number} ir brīva vieta („{Facility(pack, e.FacilityId)}”). Piedāvājiet to personai; atbilde vajadzīga līdz {LatvianDate.Dative(e.AnswerTerm.Due)}."),
        OfferLapsed e => new(
            "offer-lapsed", $"{e.Round}", Roles.Worker, $"Lietā {number} uz piedāvāto vietu nesaņēma atbildi: to piedāvā nākamajam, persona ir rindas beigās. Noskaidrojiet, vai vieta vēl vajadzīga."),
        ServiceReminded { About: ServiceReminders.Contract } e => new(
            "service", e.About, Roles.Worker, $"Lietā {number} līdz {LatvianDate.Dative(e.Day)} bija jānoslēdz līgums. Noslēdziet to vai ierakstiet, kāpēc tā nav."),
        ServiceReminded { About: ServiceReminders.Ending } e => new(
            "service", e.About, Roles.Worker, $"Lietā {number} {(IsStatus(record, pack) ? "statuss" : "pakalpojums")} beidzas {LatvianDate.Numeric(e.Day)} Pārrunājiet ar personu, ko darīt tālāk; ja vajag, sāciet pagarināšanu."),
        ServiceReminded e => new(
            "service", e.About, Roles.Worker, $"Lietā {number} pienācis pārskatīšanas datums {LatvianDate.Numeric(e.Day)} Izvērtējiet vajadzības no jauna."),
        ServiceEnded { By: null } e when IsStatus(record, pack) => new(
            "service-ended", "1", Roles.Worker, $"Lietā {number} statusa laiks beidzās {LatvianDate.Numeric(e.On)} Ja persona lūdz, sāciet pagarināšanu."),
        ServiceEnded { By: null } e => new(
            "service-ended", "1", Roles.Worker, $"Lietā {number} pakalpojuma laiks beidzās {LatvianDate.Numeric(e.On)} un vieta ir atbrīvota. Pārliecinieties, ka persona ir izrakstīta."),
        NoticeReturned { Stands: true } e => new(
            "notice-returned", $"{e.Round}", Roles.Worker, $"Lietā {number} sūtījums atgriezās neizņemts. Pēc likuma lēmums ir paziņots un termiņi rit; pārliecinieties, ka persona par to zina."),
        NoticeReturned { Next: null } e => new(
            "notice-returned", $"{e.Round}", Roles.Registrar, $"Lietā {number} lēmumu neizdevās paziņot ({Channel(pack, e.Channel)}). Noskaidrojiet adresi un lietā norādiet, kā to sūtīt tālāk. Lieta gaida."),
        NoticeReturned { Next: { } next } e => new(
            "notice-returned", $"{e.Round}", Roles.Registrar, $"Lietā {number} lēmumu neizdevās paziņot ({Channel(pack, e.Channel)}). Nākamais veids: {Channel(pack, next)}. {(PrintDesk.IsPrinted(next) ? "Vēstuli un pavadlapu drukai sistēma sagatavo; kad tās nosūtītas, apstipriniet to lietā." : "Sistēma to nosūta pati; pārliecinieties lietā, ka tas izdevās.")}"),
        NoticeSent e when record.State is { IsDiscontinuance: true, Proposal.From: { } from, Received.Prefill.Granted: { } granted } => new(
            "discontinued", $"{e.Round ?? 1}", Roles.Worker, $"Lietā {number} paziņots lēmums izbeigt lietā {granted.CaseNumber} piešķirto no {LatvianDate.Genitive(from)}. Ja lēmuma darbība nav apturēta, lietā {granted.CaseNumber} ierakstiet beigas."),
        ContestReceived { HandOverTerm: { } term } e => new(
            "contest", $"{e.Round}", Roles.Registrar, $"Lietā {number} lēmums ir apstrīdēts{Doubts(e)}. To izskata {pack.Decision.ContestBodyLocative}; iesniegumu un lietu nododiet līdz {LatvianDate.Dative(term.Due)}."),
        ContestReckoned e when record.State.Contests!.Any(c => c.Received.Round == e.Round && c.HandedOver is not null) => new(
            "contest-reckoned", $"{e.Round}:{record.State.NoticeRound}", Roles.Registrar, $"Lietā {number} pēc apstrīdēšanas nodošanas mainījās paziņojums{Reckoned(e)}. Paziņojiet to iestādei, kas apstrīdēšanu izskata."),
        ContestDecided { Result: "changed" or "annulled" } e => new(
            "contest-decided", $"{e.Round}", Roles.Worker, $"Lietā {number} apstrīdēšanas iestāde lēmumu {(e.Result == "annulled" ? "atcēla" : "grozīja")}. Izpildiet tās nolēmumu: ja vajadzīgs jauns lēmums, sāciet jaunu lietu; ja mainās pakalpojums, izlabojiet to. Pārliecinieties, ka persona par to zina."),
        ContestReceived e => new(
            "contest", $"{e.Round}", Roles.Worker, $"Lietā {number} saņemta apstrīdēšana, bet paziņota lēmuma vēl nav{Doubts(e)}. Atbildiet personai un turpiniet lietu."),
        _ => null,
    };

    private static string Doubts(ContestReceived contest)
    {
        List<string> doubts = [];
        if (contest.DaysLate > 0)
        {
            doubts.Add($"{Days(contest.DaysLate)} pēc termiņa; par termiņa atjaunošanu lemj apstrīdēšanas iestāde");
        }

        if (contest.From == "stranger")
        {
            doubts.Add("to iesniegusi cita persona, pārbaudiet pārstāvības tiesības");
        }

        if (contest.Route == ContestRoutes.OtherBody)
        {
            doubts.Add("iesniegts citā iestādē, skaita no iesniegšanas dienas tur");
        }

        return doubts.Count == 0 ? string.Empty : $" ({string.Join("; ", doubts)})";
    }

    private static string Reckoned(ContestReckoned contest) => contest switch
    {
        { ContestUntil: null } => ": lēmums pagaidām nav paziņots",
        { DaysLate: 0 } => $": apstrīdēt varēja līdz {LatvianDate.Dative(contest.ContestUntil.Value)}, un tas ir izdarīts laikā",
        _ => $": apstrīdēt varēja līdz {LatvianDate.Dative(contest.ContestUntil.Value)}, un tas izdarīts {Days(contest.DaysLate)} pēc termiņa",
    };

    /// <summary>Accusative, „how long”: „1 dienu”, „21 dienu”, „11 dienas”.</summary>
    private static string Days(int count) => $"{count} {(count % 10 == 1 && count % 100 != 11 ? "dienu" : "dienas")}";

    private static bool IsStatus(CaseRecord record, MunicipalityPack pack) => pack.FindService(record.State.ServiceId ?? string.Empty)?.IsStatus() ?? false;

    private static string Channel(MunicipalityPack pack, string id) => pack.FindChannel(id)?.Name ?? id;

    private static string Facility(MunicipalityPack pack, string id) => pack.Facilities.FirstOrDefault(f => f.Id == id)?.Name ?? id;
}
