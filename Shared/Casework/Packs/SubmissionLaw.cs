namespace SocialWorkflows.Casework.Packs;

/// <summary>
/// The terms of the state for general submissions (Iesniegumu likums) as they hold for a time. The answer is counted either in
/// working days or in months.
/// </summary>
public sealed record SubmissionLaw : IDated
{
    public WorkingDayTerm? Answer { get; init; }

    public MonthTerm? AnswerMonths { get; init; }

    /// <summary>Passing on to the competent institution.</summary>
    public required WorkingDayTerm Forwarding { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }

    /// <exception cref="PackException">Carries every problem with its JSON path.</exception>
    public static IReadOnlyList<SubmissionLaw> Read(string file, string json)
    {
        var problems = new ProblemList();
        var read = StrictJson.Read<List<SubmissionLaw>>(file, json, problems);
        problems.ThrowIfAny();
        VersionChecks.List(read!, _ => "submissions", file, i => $"$[{i}]", problems);
        VersionChecks.Open(read!, file, i => $"$[{i}]", problems);
        for (var i = 0; i < read!.Count; i++)
        {
            var (law, path) = (read[i], $"$[{i}]");
            problems.Check(law.Answer is null != (law.AnswerMonths is null), file, path, "must have either answer or answerMonths");
            TermChecks.Term(law.Forwarding, file, $"{path}.forwarding", problems);
            if (law.Answer is { } answer)
            {
                TermChecks.Term(answer, file, $"{path}.answer", problems);
            }

            if (law.AnswerMonths is { } months)
            {
                TermChecks.Months(months, file, $"{path}.answerMonths", problems);
            }
        }

        problems.ThrowIfAny();
        return read;
    }
}
