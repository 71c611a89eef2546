using SocialWorkflows.Casework.Assessment;
using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Casework.Packs;

/// <summary>The data of the state: what holds for every municipality, and the texts they take over with <c>inherits</c>.</summary>
public sealed record NationalPack
{
    /// <summary>Name of the folder.</summary>
    public const string Id = "latvija";

    public required NationalCalendar Calendar { get; init; }

    /// <summary>The state's thresholds; a municipality adds its own line.</summary>
    public required IncomeRules Income { get; init; }

    public required PersonRules Persons { get; init; }

    /// <summary>Terms for general submissions, oldest first.</summary>
    public required IReadOnlyList<SubmissionLaw> Submissions { get; init; }

    /// <summary>What easy-language texts keep to, everywhere.</summary>
    public required EasyLanguageRules EasyLanguage { get; init; }

    /// <summary>Norms of the acts of each outcome, oldest first.</summary>
    public required IReadOnlyList<ActNorms> Acts { get; init; }

    /// <summary>Rules on contesting, oldest first.</summary>
    public required IReadOnlyList<ContestLaw> Contest { get; init; }

    /// <summary>Terms of the state, oldest first; a municipality may be quicker, never slower.</summary>
    public required IReadOnlyList<TermRules> Terms { get; init; }

    /// <summary>The lawful channels of notice; a municipality may count a notice later, never earlier.</summary>
    public required IReadOnlyList<NoticeChannelRule> Channels { get; init; }

    /// <summary>Services as the national page describes them.</summary>
    public required IReadOnlyList<Service> Services { get; init; }

    /// <summary>Names of the letters and mails there are: every municipality that serves has each of them, its own or taken over.</summary>
    public required IReadOnlyList<string> Templates { get; init; }

    /// <summary>What a municipality says of its own that the state's data do not allow.</summary>
    public IEnumerable<PackProblem> Contradictions(MunicipalityPack pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        return
        [
            .. LocalThresholdChecks.Contradictions(Income, pack.Income.Local, PackFiles.Income),
            .. NationalLimits.OfTerms(Terms, pack.TermVersions),
            .. NationalLimits.OfChannels(Channels, pack.Channels),
        ];
    }

    /// <summary>Letters that could not be written; found at the start instead of on the day they are due.</summary>
    public IEnumerable<PackProblem> MissingTemplates(MunicipalityPack pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        return Templates.Where(name => !pack.Templates.ContainsKey(name)).Select(name => new PackProblem(
            PackFiles.Institution, "$.templatesFrom", $"templates/{name}.hbs is missing: bring it, or name with templatesFrom the pack whose templates are used"));
    }
}
