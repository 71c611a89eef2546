using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Letters.Documents;

namespace SocialWorkflows.Letters.Decisions;

/// <summary>Everything a decision letter says, as facts of the case. The wording around them is the municipality's template.</summary>
public sealed record DecisionLetterFacts
{
    public required Institution Institution { get; init; }

    public required DecisionOutcome Outcome { get; init; }

    public required DateOnly DecisionDate { get; init; }

    /// <summary>Number of the decision.</summary>
    public required string Number { get; init; }

    public required Addressee Addressee { get; init; }

    /// <summary>When the application was registered.</summary>
    public required DateOnly ApplicationDate { get; init; }

    /// <summary>When it was received, where that was another day; null: the same.</summary>
    public DateOnly? ReceivedOn { get; init; }

    /// <summary>Number under which the application is registered.</summary>
    public required string RegistrationNumber { get; init; }

    /// <summary>Nominative, without quotation marks.</summary>
    public required string ServiceName { get; init; }

    /// <summary>A benefit, not a service: the letter says „pabalsts”.</summary>
    public bool IsBenefit { get; init; }

    /// <summary>A status of a household: the letter says „statuss”.</summary>
    public bool IsStatus { get; init; }

    /// <summary>Documents that came with the application, each in the nominative.</summary>
    public IReadOnlyList<string> EnclosedDocuments { get; init; } = [];

    /// <summary>What was found: needs, income, supporters, other means; paragraphs separated by line breaks.</summary>
    public string Findings { get; init; } = "";

    /// <summary>Calculations the findings rest on: income, household, fee.</summary>
    public IReadOnlyList<TableBlock> Tables { get; init; } = [];

    /// <summary>How the person was heard (section 62 of the Administrative Procedure Law), a whole sentence.</summary>
    public string? Hearing { get; init; }

    /// <summary>Citations down to section, paragraph and point.</summary>
    public IReadOnlyList<string> LegalNorms { get; init; } = [];

    /// <summary>Why the norms do or do not apply to the findings; paragraphs separated by line breaks.</summary>
    public string Reasoning { get; init; } = "";

    /// <summary>
    /// What is decided beyond the first point, which the template words from outcome, service and period. A partial grant
    /// must say here what is granted and what is not.
    /// </summary>
    public IReadOnlyList<string> OperativePoints { get; init; } = [];

    /// <summary>Why not, or not all, or not yet; required for every adverse outcome.</summary>
    public string? RefusalReason { get; init; }

    /// <summary>The same reason in easy language; when absent the easy page says that the reason stands in the decision.</summary>
    public string? EasyReason { get; init; }

    /// <summary>Operative wording after „noteikt, ka”: „pakalpojums ir bez maksas”.</summary>
    public string? Fee { get; init; }

    /// <summary>The same where it is easy to read; null: the easy page says where it stands.</summary>
    public string? EasyFee { get; init; }

    /// <summary>How much, where it is easy to read.</summary>
    public string? EasyVolume { get; init; }

    /// <summary>By when the person is invited to conclude the contract; null where none is needed.</summary>
    public DateOnly? ContractBy { get; init; }

    /// <summary>By when the need is looked at again.</summary>
    public DateOnly? ReviewOn { get; init; }

    public ServicePeriod? Period { get; init; }

    /// <summary>Required for every administrative act.</summary>
    public ContestInstructions? Contest { get; init; }

    /// <summary>Only when withdrawn: the day of the person's request.</summary>
    public DateOnly? WithdrawnOn { get; init; }

    /// <summary>Only when discontinued: the decision that granted it; null where it is not known.</summary>
    public FormerDecision? Granted { get; init; }

    /// <summary>Only when forwarded: to whom, dative, with how to reach them.</summary>
    public ReceivingInstitution? ForwardedTo { get; init; }

    public required Signatory Signatory { get; init; }
}

/// <param name="Until">Null: without an end.</param>
public sealed record ServicePeriod(DateOnly From, DateOnly? Until);

/// <summary>Where and by when a decision can be contested.</summary>
/// <param name="BodyLocative">„Smiltenes novada pašvaldības domē”.</param>
/// <param name="BodyAddress">Postal address of the body.</param>
/// <param name="HandedInLocative">Where the submission is handed in: „Smiltenes novada Sociālajā dienestā”.</param>
/// <param name="Months">From the day the decision takes effect, 1 to 12.</param>
public sealed record ContestInstructions(string BodyLocative, string BodyAddress, string HandedInLocative, int Months)
{
    /// <summary>When a letter counts as received, for the easy page: by the way it is sent, and by those that follow when it does not arrive.</summary>
    public IReadOnlyList<NoticeChannelRule> Channels { get; init; } = [];

    /// <summary>What the pack says for this municipality.</summary>
    public static ContestInstructions From(DecisionRules rules, MonthTerm term, params IEnumerable<NoticeChannelRule> channels) =>
        new(rules.ContestBodyLocative, rules.ContestBodyAddress, rules.ContestHandedInLocative, term.Months) { Channels = [.. channels] };
}

/// <param name="NameDative">„Raunas pagasta pārvaldei”.</param>
public sealed record ReceivingInstitution(string NameDative, string Contacts);

/// <summary>The decision that granted what is discontinued now.</summary>
public sealed record FormerDecision(string Number, DateOnly Date);
