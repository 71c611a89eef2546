using System.Text.Json.Serialization;

namespace SocialWorkflows.Tests.DurableTask.Protocol;

/// <summary>One step of a scripted orchestration, understood by both workers.</summary>
internal sealed record ScriptStep([property: JsonPropertyName("op")] string Op)
{
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("count")]
    public int Count { get; init; }

    [JsonPropertyName("hours")]
    public int Hours { get; init; }

    [JsonPropertyName("steps")]
    public IReadOnlyList<ScriptStep>? Steps { get; init; }

    /// <summary>Random steps, as far as both workers promise the same for them.</summary>
    public static IReadOnlyList<ScriptStep> Random(Random random, bool mayContinue = true)
    {
        var steps = Enumerable.Range(0, random.Next(1, 9)).Select(index => Random(random, index)).ToList();
        if (mayContinue && random.Next(5) == 0)
        {
            // A wait that was given up swallows a later event there, and not here.
            steps.RemoveAll(step => step.Op == "timeout");
            steps.Add(new("again") { Steps = Random(random, mayContinue: false) });
        }
        else if (random.Next(8) == 0)
        {
            steps.Add(new("throw"));
        }

        return steps;
    }

    private static ScriptStep Random(Random random, int index) => random.Next(11) switch
    {
        0 or 1 => new("activity") { Name = $"A{random.Next(3)}" },
        2 => new("retry") { Name = "R" },
        3 => new("child") { Name = "C" },
        4 => new("all") { Count = random.Next(1, 4) },
        5 => new("any") { Count = random.Next(2, 4) },
        6 => new("timer") { Hours = random.Next(0, 48) },
        7 => new("event") { Name = $"E{random.Next(2)}" },
        8 => new("timeout") { Name = $"T{index}", Hours = random.Next(1, 48) },
        9 => new("send") { Name = "E" },
        _ => random.Next(2) == 0 ? new("twice") : new("version"),
    };
}
