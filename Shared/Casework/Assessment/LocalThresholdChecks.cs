using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Assessment;

internal static class LocalThresholdChecks
{
    /// <summary>A municipality's line lies between the poor household's threshold and the state's highest (section 33), on each of its days.</summary>
    public static IEnumerable<PackProblem> Contradictions(IncomeRules national, IReadOnlyList<LocalThreshold> local, string file)
    {
        for (var i = 0; i < local.Count; i++)
        {
            var own = local[i];
            foreach (var state in national.Thresholds.Where(t => t.ValidFrom <= own.ValidTo && own.ValidFrom <= t.ValidTo))
            {
                if (!Between(own.LowIncome.First, state.Poor.First, state.LowIncomeMost.First) || !Between(own.LowIncome.Other, state.Poor.Other, state.LowIncomeMost.Other))
                {
                    yield return new PackProblem(
                        file,
                        $"$.lowIncome[{i}].lowIncome",
                        $"{own.LowIncome.First}/{own.LowIncome.Other} does not lie between the thresholds of the state from {state.ValidFrom:yyyy-MM-dd}: "
                        + $"{state.Poor.First}/{state.Poor.Other} to {state.LowIncomeMost.First}/{state.LowIncomeMost.Other}");
                }
            }
        }
    }

    private static bool Between(decimal amount, decimal least, decimal most) => amount >= least && amount <= most;
}
