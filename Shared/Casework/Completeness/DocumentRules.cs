namespace SocialWorkflows.Casework.Completeness;

/// <summary>What completeness knows beyond the list of each service, as dated data of a municipality.</summary>
public sealed record DocumentRules
{
    public static readonly DocumentRules None = new() { Documents = [], Circumstances = [] };

    public required IReadOnlyList<DocumentRule> Documents { get; init; }

    public required IReadOnlyList<Circumstance> Circumstances { get; init; }

    /// <summary>The rule for a document of a service: its own before the general one; null when there is none.</summary>
    public DocumentRule? For(string document, string service) =>
        Documents.FirstOrDefault(r => r.Document == document && r.Services.Contains(service))
        ?? Documents.FirstOrDefault(r => r.Document == document && r.Services.Count == 0);
}

public sealed record DocumentRule
{
    public required string Document { get; init; }

    /// <summary>Services the rule is for; none = all.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Oldest a paper may be on the day it is received, in months; null = any age.</summary>
    public int? NotOlderThanMonths { get; init; }

    /// <summary>Where the service obtains it itself, in the locative or as a name; the resident is then not asked for it.</summary>
    public string? ObtainedFrom { get; init; }

    /// <summary>Working days the resident has for this paper where it takes longer than others.</summary>
    public int? AnswerWorkingDays { get; init; }

    /// <summary>Every adult of the household brings one.</summary>
    public bool OfEachAdult { get; init; }

    public required string Source { get; init; }
}

/// <summary>A question whose answer makes documents necessary or not.</summary>
public sealed record Circumstance
{
    public required string Id { get; init; }

    /// <summary>„Vai personai ir noteikta invaliditāte?”.</summary>
    public required string Question { get; init; }

    /// <summary>Needed when the answer is yes, not needed when it is no.</summary>
    public required IReadOnlyList<string> Documents { get; init; }

    public required string Source { get; init; }
}
