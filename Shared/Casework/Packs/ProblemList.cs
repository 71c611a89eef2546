namespace SocialWorkflows.Casework.Packs;

/// <summary>Collects problems; a check never stops at the first one.</summary>
internal sealed class ProblemList
{
    private readonly List<PackProblem> _problems = [];

    public int Count => _problems.Count;

    public void Add(string file, string path, string reason) => _problems.Add(new PackProblem(file, path, reason));

    public void AddAll(IEnumerable<PackProblem> problems) => _problems.AddRange(problems);

    public void Check(bool holds, string file, string path, string reason)
    {
        if (!holds)
        {
            Add(file, path, reason);
        }
    }

    public void Text(string? value, string file, string path) =>
        Check(!string.IsNullOrWhiteSpace(value), file, path, "is empty: write the text, or for a source where the datum comes from");

    /// <summary>A text that may be left out, but not left blank.</summary>
    public void OptionalText(string? value, string file, string path)
    {
        if (value is not null)
        {
            Text(value, file, path);
        }
    }

    public void Texts(IReadOnlyList<string> values, string file, string path)
    {
        for (var i = 0; i < values.Count; i++)
        {
            Text(values[i], file, $"{path}[{i}]");
        }
    }

    /// <summary>Words are stems in lower case; an empty list would never recognise anything.</summary>
    public void Words(IReadOnlyList<string> words, string file, string path)
    {
        Check(words.Count > 0, file, path, "has no words: give at least one stem");
        for (var i = 0; i < words.Count; i++)
        {
            Text(words[i], file, $"{path}[{i}]");
            Check(!words[i].Any(char.IsUpper), file, $"{path}[{i}]", $"\"{words[i]}\" must be in lower case");
        }
    }

    /// <summary>Every id once; reported at the repeated place.</summary>
    public void Unique(IEnumerable<string> ids, string file, Func<int, string> path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var id in ids)
        {
            Check(seen.Add(id), file, path(index), $"\"{id}\" stands twice");
            index++;
        }
    }

    public void ThrowIfAny()
    {
        if (_problems.Count > 0)
        {
            throw new PackException([.. _problems]);
        }
    }
}
