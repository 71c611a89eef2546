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

    public required RecognitionWords Words { get; init; }

    /// <summary>How old a paper may be, who obtains it, until when it may come: beside the list of each service.</summary>
    public DocumentRules DocumentRules { get; init; } = DocumentRules.None;

    /// <summary>Thresholds of the state and of this municipality.</summary>
    public IncomeRules Income { get; init; } = IncomeRules.None;

    /// <summary>What the state's law says about persons; null in a pack that was not read from files.</summary>
    public PersonRules? Persons { get; init; }

    /// <summary>Handlebars templates by name without extension, for example <c>letters/decision-granted</c>, <c>mail/receipt</c>.</summary>
    public required IReadOnlyDictionary<string, string> Templates { get; init; }

    /// <summary>Everything a resident can ask for: services, then benefits.</summary>
    public IEnumerable<Service> Requestable => Services.Concat(Benefits.Benefits);

    /// <summary>A service or a benefit. Of several versions the newest; ask <see cref="On"/> first for those of a day.</summary>
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
        Documents = Documents.ValidOn(day),
        Facilities = Facilities.ValidOn(day),
        Regulations = Regulations.ValidOn(day),
        Information = Information.ValidOn(day),
    };

    /// <summary>The transition in force on a day, or null.</summary>
    public Transition? TransitionOn(DateOnly day) => Transition is { } transition && transition.IsValidOn(day) ? transition : null;

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
        Documents = rules.Documents,
        DocumentRules = rules.DocumentRules,
        Facilities = rules.Facilities,
        Regulations = rules.Regulations,
        Terms = rules.Terms,
        TermVersions = rules.TermVersions,
        Information = rules.Information,
    };

    private TermRules TermsOn(DateOnly day) => TermVersions.FirstOrDefault(t => t.IsValidOn(day)) ?? Terms;
}

/// <summary>The municipal institution as it appears in letters; Latvian case forms are data, never guessed.</summary>
public sealed record Institution : IDated
{
    /// <summary>Nominative: „Smiltenes novada Sociālais dienests”.</summary>
    public required string Name { get; init; }

    /// <summary>Locative: „Smiltenes novada Sociālajā dienestā”.</summary>
    public required string NameLocative { get; init; }

    /// <summary>Parent body line of the letterhead, if any.</summary>
    public string? ParentLine { get; init; }

    public string? RegistrationNumber { get; init; }

    public required string Address { get; init; }

    public required string Phone { get; init; }

    /// <summary>The public mailbox; also the base of per-case reply addresses.</summary>
    public required string Email { get; init; }

    /// <summary>Place of decisions in the locative: „Smiltenē”.</summary>
    public required string PlaceLocative { get; init; }

    public required string Website { get; init; }

    /// <summary>Who stands in the place of the institution of the source texts after a reform, or null.</summary>
    public LegalSuccessor? LegalSuccessor { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    /// <summary>Where name, address and contacts come from; never empty in a pack that was read from files.</summary>
    public string Source { get; init; } = "";
}

/// <summary>The municipality that took over rights and duties of another one.</summary>
public sealed record LegalSuccessor : IDated
{
    public required string Name { get; init; }

    /// <summary>What staff must know about it, in Latvian.</summary>
    public required string Note { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }
}

public sealed record CalendarRules : IDated
{
    /// <summary>Whether this municipality follows the Cabinet's moved working days.</summary>
    public required bool FollowsMovedDays { get; init; }

    /// <summary>False while the municipality has not confirmed the switch; shown to staff beside dates it changes.</summary>
    public required bool FollowsMovedDaysConfirmed { get; init; }

    /// <summary>IANA zone of civil days, <c>Europe/Riga</c>.</summary>
    public required string TimeZone { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }
}

/// <summary>A term counted in working days, with where it comes from.</summary>
public sealed record WorkingDayTerm(int WorkingDays, string Source);

public sealed record TermRules : IDated
{
    /// <summary>Decision after all documents are received and registered.</summary>
    public required WorkingDayTerm Decision { get; init; }

    /// <summary>Written notice after the decision.</summary>
    public required WorkingDayTerm Notice { get; init; }

    /// <summary>How long a resident has to send missing documents.</summary>
    public required WorkingDayTerm DocumentRequest { get; init; }

    /// <summary>A reminder goes out this many working days before the document request ends.</summary>
    public required WorkingDayTerm DocumentReminder { get; init; }

    /// <summary>Outer legal limit, in months from receipt.</summary>
    public required MonthTerm OuterLimit { get; init; }

    /// <summary>How far the term to decide may be moved for objective reasons; null where no rule is known.</summary>
    public ExtensionRule? Extension { get; init; }

    /// <summary>Time to contest, in months from notification.</summary>
    public required MonthTerm Contest { get; init; }

    /// <summary>How long a person has to take an offered place; where the pack is silent, as long as for documents.</summary>
    public WorkingDayTerm? OfferAnswer { get; init; }

    /// <summary>Staff are told this many working days before a service ends; where the pack is silent, as many as a document request lasts.</summary>
    public WorkingDayTerm? ServiceEndReminder { get; init; }

    /// <summary>Answer to a general submission. Null: this municipality's pack has no rule for them.</summary>
    public WorkingDayTerm? Submission { get; init; }

    /// <summary>Passing a submission or a contest on to the competent institution. Null: the pack has no rule.</summary>
    public WorkingDayTerm? Forwarding { get; init; }

    /// <summary>Who is reminded when so many working days remain; each fires once.</summary>
    public required IReadOnlyList<Rung> Rungs { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public string Source { get; init; } = "";
}

public sealed record MonthTerm(int Months, string Source);

/// <param name="Months">From receipt, all in all.</param>
/// <param name="Basis">The norm as printed in letters.</param>
public sealed record ExtensionRule(int Months, string Basis, string Source);

/// <summary>One step of escalation: at <paramref name="WorkingDaysLeft"/> before the due date (0 = on it) the <paramref name="Role"/> is told.</summary>
public sealed record Rung(int WorkingDaysLeft, string Role);

public sealed record DecisionRules : IDated
{
    /// <summary>Whether author and approver must be two persons.</summary>
    public required bool TwoPersons { get; init; }

    /// <summary>Body to which a decision is contested, in the locative: „Smiltenes novada pašvaldības domē”.</summary>
    public required string ContestBodyLocative { get; init; }

    public required string ContestBodyAddress { get; init; }

    /// <summary>Where the contest submission is handed in, in the locative.</summary>
    public required string ContestHandedInLocative { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }
}

/// <summary>A lawful channel of written notice and when it counts as notified.</summary>
public sealed record NoticeChannelRule : IDated
{
    /// <summary><c>e-address</c>, <c>signed-email</c>, <c>registered</c>, <c>post</c> or <c>hand</c>.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Wording for the status e-mail: where the decision was sent („Jūsu pasta adresi”).</summary>
    public required string SentTo { get; init; }

    /// <summary><c>at-once</c>, <c>working-day</c> or <c>calendar-day</c>.</summary>
    public required string NotifiedUnit { get; init; }

    /// <summary>The n-th day after sending on which the addressee counts as notified; 0 with <c>at-once</c>.</summary>
    public required int NotifiedDays { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }
}

public sealed record DocumentKind : IDated
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string EasyName { get; init; }

    /// <summary>Lower-case stems in a file name that suggest this document; only a suggestion, a person confirms.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>True for the application itself; exactly one document kind of a pack has it.</summary>
    public bool IsApplication { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    /// <summary>Where the requirement is described; never empty in a pack that was read from files.</summary>
    public string Source { get; init; } = "";
}

public sealed record Facility : IDated
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required int Places { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }
}

public sealed record Regulation : IDated
{
    public required string Id { get; init; }

    /// <summary>What it governs, for example <c>services</c>; of one subject one act follows the other without a gap.</summary>
    public required string Subject { get; init; }

    public required string Citation { get; init; }

    /// <summary>Day from which the rules are applied; the source says where only the day of adoption is known.</summary>
    public required DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }
}

/// <summary>Words (lower-case stems) by which the intake recognises what a message is about.</summary>
public sealed record RecognitionWords : IDated
{
    /// <summary>Marks a withdrawal: „atsauc”.</summary>
    public required IReadOnlyList<string> Withdrawal { get; init; }

    /// <summary>Marks a person in danger; such a message is flagged to a human first.</summary>
    public required IReadOnlyList<string> Urgent { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    /// <summary>Why these words; never empty in a pack that was read from files.</summary>
    public string Source { get; init; } = "";
}
