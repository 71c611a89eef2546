using FsCheck;
using FsCheck.Fluent;

namespace SocialWorkflows.Tests.DurableTask.Protocol;

/// <summary>Random orchestrations, as far as both workers promise the same for them.</summary>
internal static class RandomScript
{
    private const int MostSteps = 8;

    /// <summary>A script, and the numbers from which its host makes its choices.</summary>
    public static Arbitrary<(IReadOnlyList<ScriptStep> Steps, int[] Choices)> WithChoices { get; } = Arb.From(
        from steps in Script(mayContinue: true)
        from choices in Gen.Choose(0, int.MaxValue - 1).ArrayOf(12)
        select (steps, choices),
        Shrink);

    private static Gen<IReadOnlyList<ScriptStep>> Script(bool mayContinue) =>
        from count in Gen.Choose(1, MostSteps)
        from steps in Gen.CollectToArray(Enumerable.Range(0, count).Select(Step))
        from end in Gen.Choose(0, 39)
        from next in mayContinue && end < 8 ? Script(mayContinue: false) : Gen.Constant<IReadOnlyList<ScriptStep>>([])
        select (IReadOnlyList<ScriptStep>)With(steps, end, next);

    private static ScriptStep[] With(ScriptStep[] steps, int end, IReadOnlyList<ScriptStep> next) => next.Count > 0
        // A wait that was given up swallows a later event there, and not here.
        ? [.. steps.Where(step => step.Op != "timeout"), new ScriptStep("again") { Steps = next }]
        : end >= 35 ? [.. steps, new ScriptStep("throw")] : steps;

    private static Gen<ScriptStep> Step(int index) => Gen.Frequency(
        (2, Gen.Choose(0, 2).Select(name => new ScriptStep("activity") { Name = $"A{name}" })),
        (1, Gen.Constant(new ScriptStep("retry") { Name = "R" })),
        (1, Gen.Constant(new ScriptStep("child") { Name = "C" })),
        (1, Gen.Choose(1, 3).Select(count => new ScriptStep("all") { Count = count })),
        (1, Gen.Choose(2, 3).Select(count => new ScriptStep("any") { Count = count })),
        (1, Gen.Choose(0, 47).Select(hours => new ScriptStep("timer") { Hours = hours })),
        (1, Gen.Choose(0, 1).Select(name => new ScriptStep("event") { Name = $"E{name}" })),
        (1, Gen.Choose(1, 47).Select(hours => new ScriptStep("timeout") { Name = $"T{index}", Hours = hours })),
        (1, Gen.Constant(new ScriptStep("send") { Name = "E" })),
        (1, Gen.Elements("twice", "version", "parallel").Select(op => new ScriptStep(op))));

    /// <summary>Fewer steps first, then the plainest host.</summary>
    private static IEnumerable<(IReadOnlyList<ScriptStep> Steps, int[] Choices)> Shrink((IReadOnlyList<ScriptStep> Steps, int[] Choices) input)
    {
        for (var left = 0; left < input.Steps.Count && input.Steps.Count > 1; left++)
        {
            yield return ([.. input.Steps.Where((_, index) => index != left)], input.Choices);
        }

        if (input.Choices.Length > 1)
        {
            yield return (input.Steps, input.Choices[..^1]);
        }
    }
}
