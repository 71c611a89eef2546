namespace SocialWorkflows.Casework.Packs;

/// <summary>What the easy-language texts keep to: every text a resident gets has such a twin. Words are stems in lower case.</summary>
public sealed record EasyLanguageRules
{
    /// <summary>Most words of one sentence; numbers are not counted.</summary>
    public required int MostWords { get; init; }

    /// <summary>Words that open a subordinate clause; a sentence may have one such clause.</summary>
    public required IReadOnlyList<string> Subordinating { get; init; }

    /// <summary>Words that join a second statement after a comma: two ideas, so two sentences.</summary>
    public required IReadOnlyList<string> Joining { get; init; }

    /// <summary>Stems of words of offices and laws.</summary>
    public required IReadOnlyList<string> Bureaucratic { get; init; }

    /// <summary>Stems of foreign words that have a plain Latvian one.</summary>
    public required IReadOnlyList<string> Foreign { get; init; }

    /// <summary>Abbreviations in lower case, with their full stops; words of capitals alone are found without a list.</summary>
    public required IReadOnlyList<string> Abbreviations { get; init; }

    public required string Source { get; init; }

    /// <exception cref="PackException">Carries every problem with its JSON path.</exception>
    public static EasyLanguageRules Read(string file, string json)
    {
        const int least = 5, most = 20;
        var problems = new ProblemList();
        var read = StrictJson.Read<EasyLanguageRules>(file, json, problems);
        problems.ThrowIfAny();
        problems.Check(read!.MostWords is >= least and <= most, file, "$.mostWords", $"{read.MostWords} must be {least} to {most}");
        problems.Words(read.Subordinating, file, "$.subordinating");
        problems.Words(read.Joining, file, "$.joining");
        problems.Words(read.Bureaucratic, file, "$.bureaucratic");
        problems.Words(read.Foreign, file, "$.foreign");
        problems.Words(read.Abbreviations, file, "$.abbreviations");
        problems.Text(read.Source, file, "$.source");
        problems.ThrowIfAny();
        return read;
    }
}
