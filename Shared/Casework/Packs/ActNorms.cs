namespace SocialWorkflows.Casework.Packs;

/// <summary>
/// Norms that the acts of one outcome rest on, beside the basis of the service itself: section, part and point (Administratīvā procesa likums,
/// section 67(2)), as they hold for a time.
/// </summary>
public sealed record ActNorms : IDated
{
    public required string Outcome { get; init; }

    /// <summary>Each in the words in which a letter cites it.</summary>
    public required IReadOnlyList<string> Norms { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }

    /// <exception cref="PackException">Carries every problem with its JSON path.</exception>
    public static IReadOnlyList<ActNorms> Read(string file, string json)
    {
        string[] known = [Cases.Outcomes.Granted, Cases.Outcomes.Partly, Cases.Outcomes.Refused, Cases.Outcomes.Queued, Cases.Outcomes.Admitted, Cases.Outcomes.Discontinued];
        var problems = new ProblemList();
        var read = StrictJson.Read<List<ActNorms>>(file, json, problems);
        problems.ThrowIfAny();
        VersionChecks.List(read!, n => n.Outcome, file, i => $"$[{i}]", problems);
        for (var i = 0; i < read!.Count; i++)
        {
            var (norms, path) = (read[i], $"$[{i}]");
            problems.Check(known.Contains(norms.Outcome, StringComparer.Ordinal), file, $"{path}.outcome", $"\"{norms.Outcome}\" must be one of {string.Join(", ", known)}");
            problems.Check(norms.Norms.Count > 0, file, $"{path}.norms", "is empty: name at least one norm");
            problems.Check(norms.Norms.Distinct(StringComparer.Ordinal).Count() == norms.Norms.Count, file, $"{path}.norms", "names a norm twice");
            for (var n = 0; n < norms.Norms.Count; n++)
            {
                problems.Text(norms.Norms[n], file, $"{path}.norms[{n}]");
            }
        }

        problems.ThrowIfAny();
        return read;
    }
}
