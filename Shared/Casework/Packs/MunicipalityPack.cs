using SocialWorkflows.Casework.Assessment;
using SocialWorkflows.Casework.Completeness;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Casework.Packs;

/// <summary>
/// Everything in which municipalities differ, as dated data: read from <c>Functions/Municipalities/&lt;id&gt;/</c>.
/// Code knows no threshold, term, address or text.
/// </summary>
public sealed record MunicipalityPack
{
    /// <summary>Folder name and key of isolation, for example <c>smiltene</c>.</summary>
    public required string Id { get; init; }

    public required Institution Institution { get; init; }

    /// <summary>Prefix of registration numbers, for example <c>SD</c> in <c>SD-2026/17</c>.</summary>
    public required string NumberPrefix { get; init; }

    public required CalendarRules Calendar { get; init; }

    /// <summary>The terms now in force: the newest version.</summary>
    public required TermRules Terms { get; init; }

    /// <summary>Every version of the terms, oldest first; empty in a pack that was not read from files.</summary>
    public IReadOnlyList<TermRules> TermVersions { get; init; } = [];

    public required DecisionRules Decision { get; init; }

    public required IReadOnlyList<NoticeChannelRule> Channels { get; init; }

    public required IReadOnlyList<Service> Services { get; init; }

    /// <summary>Social assistance and voluntary benefits; they go the same way as services.</summary>
    public BenefitList Benefits { get; init; } = BenefitList.None;

    public required IReadOnlyList<DocumentKind> Documents { get; init; }

    public required IReadOnlyList<Facility> Facilities { get; init; }

    public required IReadOnlyList<Regulation> Regulations { get; init; }

    /// <summary>What is shown to staff and residents as it stands: rights, duties, principles, figures, partners.</summary>
    public IReadOnlyList<InformationItem> Information { get; init; } = [];

    /// <summary>Rules of former municipalities while the unified ones are not there; null where there are none.</summary>
    public Transition? Transition { get; init; }

    /// <summary>The rules of each former municipality whose rules the data have, by its id; filled when all packs are read.</summary>
    public IReadOnlyDictionary<string, MunicipalityPack> RuleSets { get; init; } = new Dictionary<string, MunicipalityPack>(StringComparer.Ordinal);

    /// <summary>Where papers are handed over, and the official electronic address.</summary>
    public Doors Doors { get; init; } = Doors.None;

    /// <summary>The blank application it publishes; null where it publishes none.</summary>
    public FormRules? Form { get; init; }

    /// <summary>Links and neutral mail for residents; null where the municipality says nothing of its own.</summary>
    public ResidentMail? ResidentMail { get; init; }

    /// <summary>Mails to lists of people; null where the municipality sends none.</summary>
    public ListRules? Lists { get; init; }

    /// <summary>How long records are kept; null where nobody has said it, and then nothing is ever proposed to be destroyed.</summary>
    public RetentionRules? Retention { get; init; }

    public required RecognitionWords Words { get; init; }

    /// <summary>How old a paper may be, who obtains it, until when it may come: beside the list of each service.</summary>
    public DocumentRules DocumentRules { get; init; } = DocumentRules.None;

    /// <summary>Thresholds of the state and of this municipality.</summary>
    public IncomeRules Income { get; init; } = IncomeRules.None;

    /// <summary>What the state's law says about persons; null in a pack that was not read from files.</summary>
    public PersonRules? Persons { get; init; }

    /// <summary>What easy-language texts keep to; null in a pack that was not read from files.</summary>
    public EasyLanguageRules? EasyLanguage { get; init; }

    /// <summary>The state's terms for general submissions, oldest first; empty in a pack that was not read from files.</summary>
    public IReadOnlyList<SubmissionLaw> SubmissionLaws { get; init; } = [];

    /// <summary>The state's rules on contesting, oldest first; empty in a pack that was not read from files.</summary>
    public IReadOnlyList<ContestLaw> ContestLaws { get; init; } = [];

    /// <summary>The state's norms of the acts of each outcome, oldest first; empty in a pack that was not read from files.</summary>
    public IReadOnlyList<ActNorms> Acts { get; init; } = [];

    /// <summary>Handlebars templates by name without extension, for example <c>letters/decision-granted</c>, <c>mail/receipt</c>.</summary>
    public required IReadOnlyDictionary<string, string> Templates { get; init; }

    /// <summary>Statuses of households that are applied for; they go the same way as services.</summary>
    public IReadOnlyList<Service> Statuses { get; init; } = [];

    /// <summary>Everything a resident can ask for: services, then benefits, then statuses.</summary>
    public IEnumerable<Service> Requestable => Services.Concat(Benefits.Benefits).Concat(Statuses);

    /// <summary>A service, a benefit or a status. Of several versions the newest; ask <see cref="On"/> first for those of a day.</summary>
    public Service? FindService(string id) => Requestable.LastOrDefault(s => s.Id == id);

    public DocumentKind? FindDocument(string id) => Documents.LastOrDefault(d => d.Id == id);

    public NoticeChannelRule? FindChannel(string id) => Channels.FirstOrDefault(c => c.Id == id);

    /// <summary>The pack as it holds on a day; a case keeps the rules of its day (design invariant I9).</summary>
    public MunicipalityPack On(DateOnly day) => this with
    {
        TermVersions = TermVersions.Count == 0 ? [] : [TermsOn(day)],
        Terms = TermsOn(day),
        Services = Services.ValidOn(day),
        Benefits = Benefits with { Benefits = Benefits.Benefits.ValidOn(day) },
        Statuses = Statuses.ValidOn(day),
        Documents = Documents.ValidOn(day),
        Facilities = Facilities.ValidOn(day),
        Regulations = Regulations.ValidOn(day),
        Information = Information.ValidOn(day),
    };

    /// <summary>The law on general submissions of a day, or null where the data have none. It goes by the day of the submission, not of a case.</summary>
    public SubmissionLaw? SubmissionOn(DateOnly day) => SubmissionLaws.FirstOrDefault(l => l.IsValidOn(day));

    /// <summary>Passing on to the competent institution what came on a day, or null where the data have no rule.</summary>
    public WorkingDayTerm? ForwardingOn(DateOnly day) => SubmissionOn(day)?.Forwarding;

    /// <summary>The norms an act of this outcome rests on, as a letter lists them; null where the data name none.</summary>
    public string? NormsOn(DateOnly day, string outcome) => Acts.FirstOrDefault(a => a.Outcome == outcome && a.IsValidOn(day)) is { } acts ? string.Join("; ", acts.Norms) : null;

    /// <summary>The rules on contesting of a day, with what this municipality has entered as exceptions before those of the state; null where the data have none.</summary>
    public ContestLaw? ContestOn(DateOnly day) => ContestLaws.FirstOrDefault(l => l.IsValidOn(day)) is { } law
        ? law with { Exceptions = [.. Decision.SuspensionExceptions, .. law.Exceptions] }
        : null;

    /// <summary>The transition in force on a day, or null.</summary>
    public Transition? TransitionOn(DateOnly day) => Transition is { } transition && transition.IsValidOn(day) ? transition : null;

    /// <summary>What can be applied for under any rules; a service with several versions comes several times.</summary>
    public IEnumerable<Service> AllServices() => Requestable.Concat(RuleSets.Values.SelectMany(rules => rules.Requestable));

    /// <summary>A service by its id in any version and under any rules, for showing its name.</summary>
    public Service? FindServiceAnywhere(string id) =>
        FindService(id) ?? RuleSets.Values.Select(rules => rules.FindService(id)).FirstOrDefault(service => service is not null);

    /// <summary>The rules of a case: those of its day and, where one was chosen, of its former municipality.</summary>
    /// <exception cref="ArgumentException">The data have no rules of this former municipality.</exception>
    public MunicipalityPack For(string? ruleSet, DateOnly day) => ruleSet switch
    {
        null => On(day),
        _ when ruleSet == Id => On(day),
        _ when RuleSets.TryGetValue(ruleSet, out var rules) => Under(rules).On(day),
        _ => throw new ArgumentException($"The pack '{Id}' has no rules of '{ruleSet}'.", nameof(ruleSet)),
    };

    /// <summary>
    /// The pack with the rules of a former municipality in place of its own: services, benefits, documents, facilities,
    /// regulations and terms. Mailbox, staff, numbers, channels and contest body stay those of the municipality that decides.
    /// </summary>
    private MunicipalityPack Under(MunicipalityPack rules) => this with
    {
        Services = rules.Services,
        Benefits = rules.Benefits,
        Statuses = rules.Statuses,
        Documents = rules.Documents,
        DocumentRules = rules.DocumentRules,
        Facilities = rules.Facilities,
        Regulations = rules.Regulations,
        Terms = rules.Terms,
        TermVersions = rules.TermVersions,
        Information = rules.Information,
    };

    /// <summary>Of days before the first version nothing else is known, so the first stands for them too.</summary>
    private TermRules TermsOn(DateOnly day) =>
        TermVersions.FirstOrDefault(t => t.IsValidOn(day)) ?? (TermVersions is [var first, ..] && day < first.ValidFrom ? first : Terms);
}
