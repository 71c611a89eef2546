namespace SocialWorkflows.Casework.Packs;

/// <summary>One thing wrong in a data file: where it stands (JSON path from <c>$</c>) and why it is refused.</summary>
public sealed record PackProblem(string File, string Path, string Reason)
{
    public override string ToString() => $"{File} {Path}: {Reason}";
}

/// <summary>Data files were refused. Carries every problem found, so that one start shows all that must be corrected.</summary>
public sealed class PackException : Exception
{
    public PackException(IReadOnlyList<PackProblem> problems)
        : base(Describe(problems))
    {
        Problems = problems;
    }

    public PackException()
        : this([])
    {
    }

    public PackException(string message)
        : base(message)
    {
        Problems = [];
    }

    public PackException(string message, Exception innerException)
        : base(message, innerException)
    {
        Problems = [];
    }

    public IReadOnlyList<PackProblem> Problems { get; }

    private static string Describe(IReadOnlyList<PackProblem> problems) =>
        $"The municipality data has {problems.Count} problem(s); correct the files and start again.{Environment.NewLine}"
        + string.Join(Environment.NewLine, problems.Select(p => "  " + p));
}
