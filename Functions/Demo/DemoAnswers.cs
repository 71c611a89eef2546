using System.Globalization;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Functions.Demo;

/// <summary>A command as the sample staff give it.</summary>
internal sealed record DemoAnswer(string Verb, IReadOnlyDictionary<string, string> Data);

/// <summary>What the sample staff enter on each card.</summary>
internal static class DemoAnswers
{
    /// <summary>Age of the sample people where a service asks for it and sets no upper limit.</summary>
    private const int SampleAge = 71;

    public static DemoAnswer? To(DemoPart part, Wait wait, CaseState state, MunicipalityPack pack, DateOnly today) => wait.Step switch
    {
        Steps.Registration => new(Verbs.ChooseService, Data(("serviceId", part.ServiceId), ("alsoServiceIds", string.Join(',', part.Also.Select(a => a.ServiceId))), ("ruleSet", part.RuleSet ?? string.Empty))),
        Steps.Admission => new(Verbs.Admit, Data(
            ("admittedOn", Day(state.Received!.ReceivedOn)), ("circumstances", "Uzņemta kopā ar bērnu."), ("channel", part.Channel), ("address", part.Resident.Address))),
        Steps.Documents => Review(part, state, pack),
        Steps.Needs when part.Withdraws => null,
        Steps.Needs => new(Verbs.AssessNeeds, Data(("level", "2"), ("findings", "Nepieciešama palīdzība ikdienā."))),
        Steps.Income => new(Verbs.AssessIncome, Data(
            ("monthlyIncome", "412,60"), ("householdSize", "1"), ("status", "none"), ("findings", "Vecuma pensija; apgādnieku nav."))),
        Steps.Capacity => new(Verbs.AssessCapacity, Data(
            ("answer", part.Outcome == Outcomes.Queued ? "queue" : "yes"),
            ("facilityId", part.FacilityId ?? string.Empty),
            ("findings", part.Outcome == Outcomes.Queued ? "Brīvas vietas pašlaik nav." : "Pakalpojumu var nodrošināt."))),
        Steps.Proposal => Propose(part, state.ServiceId!, today),
        Steps.Approval => new(Verbs.Approve, Data()),
        Steps.Offer => new(Verbs.AnswerOffer, Data(("answer", OfferAnswers.Accepted), ("answeredOn", Day(today)), ("note", "Piekrita pa tālruni."))),
        Steps.Start => new(Verbs.StartService, Data(("startedOn", Day(today)), ("contractOn", Day(today)), ("note", "Līgums noslēgts, bez maksas."))),
        Steps.Notice => new(Verbs.ConfirmNotice, Data(("sentOn", Day(today)), ("evidence", $"Sūtījums {part.Id}"))),
        Steps.ContestHandOver => new(Verbs.HandOverContest, Data(("original", ContestOriginals.Paper), ("sentOn", Day(today)), ("evidence", $"Nodots {part.Id}"))),
        Steps.ContestResult => new(Verbs.DecideContest, Data(
            ("result", part.Contest == DemoContest.Late ? "not-examined" : "upheld"), ("decidedOn", Day(today)), ("note", "Pašvaldības domes lēmums."))),
        Steps.Messages when part.Withdraws && state.Approval is null && state.Withdrawal is null => new(Verbs.Withdraw, Data(
            ("intakeId", state.OpenMessages[0]), ("askedOn", Day(today)), ("note", "Lūgums atsaukt saņemts e-pastā."))),
        Steps.Messages => new(Verbs.HandleMessage, Data(("intakeId", state.OpenMessages[0]), ("note", "Izlasīts."))),
        _ => null,
    };

    /// <summary>What somebody does besides what the case waits for.</summary>
    public static DemoAnswer Contest(DateOnly today) => new(Verbs.ReceiveContest, Data(("from", "applicant"), ("receivedOn", Day(today)), ("note", "Iesniegts uz papīra dienestā.")));

    public static DemoAnswer Extend(DateOnly until) => new(Verbs.ExtendTerm, Data(("until", Day(until)), ("reason", "Jāsaņem ziņas no ārvalsts iestādes.")));

    private static DemoAnswer Review(DemoPart part, CaseState state, MunicipalityPack pack)
    {
        Dictionary<string, string> data = new(Data(("channel", part.Channel), ("address", part.Resident.Address)));
        var service = pack.FindService(state.ServiceId!)!;
        if (ServiceAges.HasLimits(service))
        {
            data["recipientBirthDate"] = Day(state.Received!.ReceivedOn.AddYears(-Math.Max(service.MinimumAge ?? 0, (service.BelowAge ?? SampleAge) - 1)));
        }

        foreach (var required in service.Documents)
        {
            var isMissing = state.Review is null && part.Missing.Contains(required.Document);
            var wasAsked = state.Review?.Missing.Contains(required.Document) == true;
            data[$"dated.{required.Document}"] = Day(state.Received!.ReceivedOn);
            data[$"doc.{required.Document}"] = isMissing ? "missing" : required.When == DocumentConditions.Always || wasAsked ? "received" : "not-needed";
        }

        return new DemoAnswer(Verbs.ReviewDocuments, data);
    }

    private static DemoAnswer Propose(DemoPart part, string serviceId, DateOnly today)
    {
        var (reasoning, reason) = Why(part.Outcome);
        var fee = part.Outcome == Outcomes.Granted ? Fee(serviceId) : string.Empty;
        return new DemoAnswer(Verbs.Propose, Data(
            ("outcome", part.Outcome),
            ("findings", "Izvērtētas personas vajadzības, ienākumi un apgādnieku iespējas."),
            ("reasoning", reasoning),
            ("reason", reason),
            ("hearing", Outcomes.IsAdverse(part.Outcome) ? "Persona uzklausīta apsekošanas laikā dzīvesvietā." : string.Empty),
            ("norm", Norm(part.Outcome)),
            ("volume", part.Outcome == Outcomes.Partly ? "4 stundas nedēļā lūgto 10 stundu vietā" : string.Empty),
            ("from", Outcomes.TakesPlace(part.Outcome) ? Day(today.AddDays(14)) : string.Empty),
            ("charge", fee.Length == 0 ? string.Empty : "paid"),
            ("fee", fee)));
    }

    /// <summary>Prices of the sample; what a service really costs is the municipality's to say.</summary>
    private static string Fee(string serviceId) => serviceId switch
    {
        "APR_MAJAS" => "pakalpojuma maksa ir 7,11 euro stundā",
        "ILG_PILNG" or "GRUPU_MAJA" => "līdzmaksājums ir pēc pakalpojuma sniedzēja apstiprinātā cenrāža",
        _ => "pakalpojums ir bez maksas",
    };

    private static (string Reasoning, string Reason) Why(string outcome) => outcome switch
    {
        Outcomes.Refused => ("Personai vajadzīgo palīdzību dzīvesvietā sniedz cits pakalpojums un ģimene.", "Vajadzīgo palīdzību persona saņem dzīvesvietā citā veidā."),
        Outcomes.Partly => ("Daļu palīdzības ikdienā sniedz ģimene.", "Pārējo palīdzību nodrošina meita, kas dzīvo kopā ar iesniedzēju."),
        Outcomes.Queued => ("Persona atbilst pakalpojuma nosacījumiem, bet visas vietas ir aizņemtas.", "Pašlaik nav brīvas vietas."),
        _ => ("Persona atbilst pakalpojuma saņemšanas nosacījumiem.", string.Empty),
    };

    /// <summary>The packs know the regulations, not their points: staff name these, and so does the demo.</summary>
    private static string Norm(string outcome) =>
        Outcomes.IsAdverse(outcome) ? "Sociālo pakalpojumu un sociālās palīdzības likuma 3. panta otrā daļa (parauga norma)" : string.Empty;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Data(params (string Name, string Value)[] values) => values.ToDictionary(v => v.Name, v => v.Value);
}
