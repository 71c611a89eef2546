using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Casework.Packs;

/// <summary>A social service or a benefit a resident can ask for.</summary>
public sealed record Service : IDated
{
    /// <summary>Stable catalogue id, for example <c>APR_MAJAS</c>.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string EnglishName { get; init; }

    /// <summary>One of <see cref="Families"/>.</summary>
    public required string Family { get; init; }

    /// <summary>False: the person is admitted first and the application is registered afterwards.</summary>
    public required bool PriorApplication { get; init; }

    /// <summary>Id under which the source lists several services as one, for example shelter and night shelter; null: its own.</summary>
    public string? ListedAs { get; init; }

    /// <summary>For whom it is, in Latvian, as the source says.</summary>
    public IReadOnlyList<string> TargetGroups { get; init; } = [];

    /// <summary>Who provides it, where the source names somebody beside the facilities.</summary>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>Kinds of this service that a resident may name by themselves.</summary>
    public IReadOnlyList<ServiceVariant> Variants { get; init; } = [];

    /// <summary>Youngest age in completed years; null where the source sets none.</summary>
    public int? MinimumAge { get; init; }

    /// <summary>Age in completed years at which the service ends: 18 means until the 18th birthday.</summary>
    public int? BelowAge { get; init; }

    /// <summary>The day on which the age counts: <c>application</c> or <c>start</c>, see <see cref="ServiceAges"/>.</summary>
    public string AgeOn { get; init; } = ServiceAges.OnApplication;

    /// <summary>What it is, in easy language, where the source explains it.</summary>
    public string? Description { get; init; }

    /// <summary>Lower-case stems whose presence in subject or text points to this service.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>Words beside which the recognition of this service is doubtful: another service or a child may be meant.</summary>
    public IReadOnlyList<string> DoubtWords { get; init; } = [];

    public required IReadOnlyList<RequiredDocument> Documents { get; init; }

    public IReadOnlyList<string> Facilities { get; init; } = [];

    /// <summary>Longest stay in whole months, for example 3 in a shelter; null where no limit is set.</summary>
    public int? MaximumStayMonths { get; init; }

    /// <summary>The lengths in whole months for which it may be granted, for example 3 or 6 for a status; empty where a decision is free.</summary>
    public IReadOnlyList<int> GrantMonths { get; init; } = [];

    /// <summary>Decision term of this service where it differs from <see cref="TermRules.Decision"/>.</summary>
    public WorkingDayTerm? DecisionTerm { get; init; }

    /// <summary>Legal norm printed in decisions about this service.</summary>
    public required string LegalBasis { get; init; }

    /// <summary>Id of the local regulation among those of the pack; null where the pack knows none.</summary>
    public string? Regulation { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }
}

/// <summary>Values of <see cref="Service.Family"/>; persisted nowhere.</summary>
public static class Families
{
    public const string Work = "work";
    public const string Care = "care";
    public const string Rehabilitation = "rehabilitation";

    /// <summary>Social assistance after an assessment of means, by law.</summary>
    public const string SocialBenefit = "social-benefit";

    /// <summary>A benefit of the municipality's own will.</summary>
    public const string VoluntaryBenefit = "voluntary-benefit";

    /// <summary>A status of a household, granted for whole months; it begins with its decision, nobody provides it.</summary>
    public const string Status = "status";

    public static bool IsStatus(this Service service) => service.Family is Status;

    public static bool IsBenefit(this Service service) => service.Family is SocialBenefit or VoluntaryBenefit;
}

/// <summary>A kind of a service, such as speech therapy among individual sessions.</summary>
/// <param name="Words">Stems by which a message names this kind.</param>
public sealed record ServiceVariant(string Id, string Name, IReadOnlyList<string> Words, string Source);

/// <summary>
/// The benefits of a municipality. It may say it has more of them than its sources name; the difference stays open and is
/// said so.
/// </summary>
public sealed record BenefitList : IDated
{
    public static readonly BenefitList None = new() { Claimed = 0, OpenNote = "", Benefits = [], Source = "The pack has no benefits.json." };

    /// <summary>How many kinds the municipality says it has.</summary>
    public required int Claimed { get; init; }

    /// <summary>Why fewer are listed; empty when none is missing.</summary>
    public required string OpenNote { get; init; }

    public required IReadOnlyList<Service> Benefits { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

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
