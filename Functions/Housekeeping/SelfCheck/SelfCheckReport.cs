namespace SocialWorkflows.Functions.Housekeeping.SelfCheck;

/// <summary>One thing that is not as it should be. <c>Text</c> is English, with ids only.</summary>
internal sealed record SelfCheckFinding(string Municipality, string? CaseId, string Text);

/// <summary>A look at everything: it may take several nights.</summary>
internal sealed record SelfCheckReport
{
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null while it goes on.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    public long Cases { get; init; }

    public long Files { get; init; }

    /// <summary>The case it stopped after; null at the beginning and at the end.</summary>
    public string? AfterMunicipality { get; init; }

    public string? AfterCase { get; init; }

    /// <summary>The first <see cref="MostFindings"/>.</summary>
    public IReadOnlyList<SelfCheckFinding> Findings { get; init; } = [];

    /// <summary>How many there are, those that are not listed included.</summary>
    public long Found { get; init; }

    public const int MostFindings = 100;

    public SelfCheckReport With(IReadOnlyList<SelfCheckFinding> more) => this with
    {
        Findings = [.. Findings.Concat(more).Take(MostFindings)],
        Found = Found + more.Count,
    };
}
