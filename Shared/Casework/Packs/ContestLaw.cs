using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Casework.Packs;

/// <summary>The state's rules on contesting a decision (Administratīvā procesa likums, sections 79 and 80) as they hold for a time.</summary>
public sealed record ContestLaw : IDated
{
    /// <summary>Whether contesting in time suspends the effect of the decision.</summary>
    public required bool Suspends { get; init; }

    /// <summary>Where it is otherwise; the first that fits holds.</summary>
    public IReadOnlyList<SuspensionExclusion> Exceptions { get; init; } = [];

    /// <summary>Time to contest, from the day the decision takes effect, where its letter does not say how.</summary>
    public required MonthTerm WithoutInstruction { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }

    /// <summary>Whether a contest suspends this decision, and by what rule.</summary>
    public (bool Suspends, string Source) EffectOn(string? serviceId, string? outcome) =>
        Exceptions.FirstOrDefault(e => e.Fits(serviceId, outcome)) is { } exception ? (exception.Suspends, exception.Source) : (Suspends, Source);

    /// <exception cref="PackException">Carries every problem with its JSON path.</exception>
    public static IReadOnlyList<ContestLaw> Read(string file, string json)
    {
        var problems = new ProblemList();
        var read = StrictJson.Read<List<ContestLaw>>(file, json, problems);
        problems.ThrowIfAny();
        VersionChecks.List(read!, _ => "contest", file, i => $"$[{i}]", problems);
        VersionChecks.Open(read!, file, i => $"$[{i}]", problems);
        for (var i = 0; i < read!.Count; i++)
        {
            TermChecks.Months(read[i].WithoutInstruction, file, $"$[{i}].withoutInstruction", problems);
            SuspensionExclusion.Check(read[i].Exceptions, file, $"$[{i}].exceptions", problems);
        }

        problems.ThrowIfAny();
        return read;
    }
}

/// <summary>Decisions for which contesting has another effect than the rule says.</summary>
public sealed record SuspensionExclusion
{
    /// <summary>Services it is about; empty: all.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Outcomes it is about; empty: all.</summary>
    public IReadOnlyList<string> Outcomes { get; init; } = [];

    public required bool Suspends { get; init; }

    public required string Source { get; init; }

    internal bool Fits(string? serviceId, string? outcome) =>
        (Services.Count == 0 || (serviceId is not null && Services.Contains(serviceId, StringComparer.Ordinal)))
        && (Outcomes.Count == 0 || (outcome is not null && Outcomes.Contains(outcome, StringComparer.Ordinal)));

    internal static void Check(IReadOnlyList<SuspensionExclusion> exceptions, string file, string path, ProblemList problems)
    {
        string[] known = [Cases.Outcomes.Granted, Cases.Outcomes.Partly, Cases.Outcomes.Refused, Cases.Outcomes.Queued, Cases.Outcomes.Admitted, Cases.Outcomes.Discontinued];
        for (var i = 0; i < exceptions.Count; i++)
        {
            problems.Text(exceptions[i].Source, file, $"{path}[{i}].source");
            problems.Check(exceptions[i] is not { Services.Count: 0, Outcomes.Count: 0 }, file, $"{path}[{i}]", "names neither services nor outcomes: it would be the rule itself");
            foreach (var outcome in exceptions[i].Outcomes.Where(o => !known.Contains(o, StringComparer.Ordinal)))
            {
                problems.Add(file, $"{path}[{i}].outcomes", $"\"{outcome}\" must be one of {string.Join(", ", known)}");
            }
        }
    }
}
