namespace SocialWorkflows.Functions.Demo;

/// <summary>Counts what was looked at and what was wrong for one invariant of the design. Nothing looked at is a failure.</summary>
internal sealed class DemoInvariant(string id)
{
    public string Id { get; } = id;

    public int Checks { get; private set; }

    public List<string> Failures { get; } = [];

    public bool Holds => Checks > 0 && Failures.Count == 0;

    /// <param name="what">Names the thing by id, never a person.</param>
    public void Check(bool isRight, string what)
    {
        Checks++;
        if (!isRight)
        {
            Failures.Add(what);
        }
    }
}
