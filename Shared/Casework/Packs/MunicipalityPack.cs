using SocialWorkflows.Casework.Assessment;
using SocialWorkflows.Casework.Completeness;

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

    public required TermRules Terms { get; init; }

    public required DecisionRules Decision { get; init; }

    public required IReadOnlyList<NoticeChannelRule> Channels { get; init; }

    public required IReadOnlyList<Service> Services { get; init; }

    public required IReadOnlyList<DocumentKind> Documents { get; init; }

    public required IReadOnlyList<Facility> Facilities { get; init; }

    public required IReadOnlyList<Regulation> Regulations { get; init; }

    public required RecognitionWords Words { get; init; }

    /// <summary>How old a paper may be, who obtains it, until when it may come: beside the list of each service.</summary>
    public DocumentRules DocumentRules { get; init; } = DocumentRules.None;

    /// <summary>Thresholds of the state and of this municipality.</summary>
    public IncomeRules Income { get; init; } = IncomeRules.None;

    /// <summary>Handlebars templates by name without extension, for example <c>letters/decision-granted</c>, <c>mail/receipt</c>.</summary>
    public required IReadOnlyDictionary<string, string> Templates { get; init; }

    public Service? FindService(string id) => Services.FirstOrDefault(s => s.Id == id);

    public DocumentKind? FindDocument(string id) => Documents.FirstOrDefault(d => d.Id == id);

    public NoticeChannelRule? FindChannel(string id) => Channels.FirstOrDefault(c => c.Id == id);
}

/// <summary>The municipal institution as it appears in letters; Latvian case forms are data, never guessed.</summary>
public sealed record Institution
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

    /// <summary>Where name, address and contacts come from; never empty in a pack that was read from files.</summary>
    public string Source { get; init; } = "";
}

public sealed record CalendarRules
{
    /// <summary>Whether this municipality follows the Cabinet's moved working days.</summary>
    public required bool FollowsMovedDays { get; init; }

    /// <summary>False while the municipality has not confirmed the switch; shown to staff beside dates it changes.</summary>
    public required bool FollowsMovedDaysConfirmed { get; init; }

    /// <summary>IANA zone of civil days, <c>Europe/Riga</c>.</summary>
    public required string TimeZone { get; init; }

    public required string Source { get; init; }
}

/// <summary>A term counted in working days, with where it comes from.</summary>
public sealed record WorkingDayTerm(int WorkingDays, string Source);

public sealed record TermRules
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

    /// <summary>Who is reminded when so many working days remain; each fires once.</summary>
    public required IReadOnlyList<Rung> Rungs { get; init; }
}

public sealed record MonthTerm(int Months, string Source);

/// <param name="Months">From receipt, all in all.</param>
/// <param name="Basis">The norm as printed in letters.</param>
public sealed record ExtensionRule(int Months, string Basis, string Source);

/// <summary>One step of escalation: at <paramref name="WorkingDaysLeft"/> before the due date (0 = on it) the <paramref name="Role"/> is told.</summary>
public sealed record Rung(int WorkingDaysLeft, string Role);

public sealed record DecisionRules
{
    /// <summary>Whether author and approver must be two persons.</summary>
    public required bool TwoPersons { get; init; }

    /// <summary>Body to which a decision is contested, in the locative: „Smiltenes novada pašvaldības domē”.</summary>
    public required string ContestBodyLocative { get; init; }

    public required string ContestBodyAddress { get; init; }

    /// <summary>Where the contest submission is handed in, in the locative.</summary>
    public required string ContestHandedInLocative { get; init; }

    public required string Source { get; init; }
}

/// <summary>A lawful channel of written notice and when it counts as notified.</summary>
public sealed record NoticeChannelRule
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

    public required string Source { get; init; }
}

public sealed record Service
{
    /// <summary>Stable catalogue id, for example <c>APR_MAJAS</c>.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string EnglishName { get; init; }

    /// <summary><c>work</c>, <c>care</c> or <c>rehabilitation</c>.</summary>
    public required string Family { get; init; }

    /// <summary>False: the person is admitted first and the application is registered afterwards.</summary>
    public required bool PriorApplication { get; init; }

    /// <summary>Lower-case stems whose presence in subject or text points to this service.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>Words beside which the recognition of this service is doubtful: another service or a child may be meant.</summary>
    public IReadOnlyList<string> DoubtWords { get; init; } = [];

    public required IReadOnlyList<RequiredDocument> Documents { get; init; }

    public IReadOnlyList<string> Facilities { get; init; } = [];

    /// <summary>Longest stay in whole months, for example 3 in a shelter; null where no limit is set.</summary>
    public int? MaximumStayMonths { get; init; }

    /// <summary>Decision term of this service where it differs from <see cref="TermRules.Decision"/>.</summary>
    public WorkingDayTerm? DecisionTerm { get; init; }

    /// <summary>Legal norm printed in decisions about this service.</summary>
    public required string LegalBasis { get; init; }

    public required string Source { get; init; }
}

/// <summary>A document a service needs; <c>When</c> is <c>always</c> or a condition a person answers.</summary>
public sealed record RequiredDocument
{
    public required string Document { get; init; }

    /// <summary><c>always</c> or <c>if-applicable</c> (a person decides; never asked for automatically).</summary>
    public required string When { get; init; }

    public string? Condition { get; init; }

    public required string Source { get; init; }
}

public sealed record DocumentKind
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string EasyName { get; init; }

    /// <summary>Lower-case stems in a file name that suggest this document; only a suggestion, a person confirms.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>True for the application itself; exactly one document kind of a pack has it.</summary>
    public bool IsApplication { get; init; }

    /// <summary>Where the requirement is described; never empty in a pack that was read from files.</summary>
    public string Source { get; init; } = "";
}

public sealed record Facility
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required int Places { get; init; }

    public required string Source { get; init; }
}

public sealed record Regulation
{
    public required string Id { get; init; }

    public required string Citation { get; init; }

    /// <summary>Day from which the rules are applied; the source says where only the day of adoption is known.</summary>
    public required DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }
}

/// <summary>Words (lower-case stems) by which the intake recognises what a message is about.</summary>
public sealed record RecognitionWords
{
    /// <summary>Marks a withdrawal: „atsauc”.</summary>
    public required IReadOnlyList<string> Withdrawal { get; init; }

    /// <summary>Marks a person in danger; such a message is flagged to a human first.</summary>
    public required IReadOnlyList<string> Urgent { get; init; }

    /// <summary>Why these words; never empty in a pack that was read from files.</summary>
    public string Source { get; init; } = "";
}
