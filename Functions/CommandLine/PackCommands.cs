using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Municipalities.Trial;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.CommandLine;

/// <summary>Packs before they are deployed: whether the start would take them, and which open cases they would change. Nothing is written.</summary>
internal static class PackCommands
{
    private const string OfOnePack = "institution.json";

    /// <param name="directory">A folder with one folder for each municipality and <c>latvija</c>, or the folder of one pack, read among those that are deployed.</param>
    /// <param name="deployed">Where the deployed packs are.</param>
    /// <param name="output">For the answer.</param>
    /// <param name="error">For what is wrong.</param>
    /// <returns>0 when the start would take them, 1 when not, 2 when there are none.</returns>
    public static async Task<int> ValidateAsync(string directory, string deployed, TextWriter output, TextWriter error)
    {
        if (await TrialOfAsync(directory, deployed, error) is not { } trial)
        {
            return ExitCodes.BadUsage;
        }

        if (trial.Packs is not { } packs)
        {
            return await RefuseAsync(trial, error);
        }

        await output.WriteLineAsync($"The packs are right: {string.Join(", ", packs.All.Select(m => m.Pack.Id))}.");
        return ExitCodes.Ok;
    }

    /// <inheritdoc cref="ValidateAsync"/>
    /// <param name="data">Data folder with the cases; an embedded service must be stopped.</param>
    /// <param name="municipality">Only its cases; null: those of every municipality.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>0 when no open case changes, 1 when some do or the packs are refused, 2 when packs or cases cannot be read.</returns>
    public static async Task<int> DryRunAsync(string directory, string deployed, string data, string? municipality, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        if (await TrialOfAsync(directory, deployed, error) is not { } trial)
        {
            return ExitCodes.BadUsage;
        }

        if (trial.Packs is not { } candidates)
        {
            return await RefuseAsync(trial, error);
        }

        var present = MunicipalityDirectory.Load(deployed);
        if (municipality is not null && (present.Find(municipality) is null || candidates.Find(municipality) is null))
        {
            await error.WriteLineAsync($"There is no pack '{municipality}'. Known: {string.Join(", ", present.All.Select(m => m.Pack.Id))}.");
            return ExitCodes.BadUsage;
        }

        return await StoreCommands.RunAsync(
            data,
            error,
            async stores =>
            {
                var run = new DryRun(stores.Board, stores.Journal, Clock.OfTheMachine);
                var (changed, unreadable) = (0, 0);
                foreach (var one in present.All.Where(m => municipality is null || m.Pack.Id == municipality))
                {
                    if (candidates.Find(one.Pack.Id) is not { } candidate)
                    {
                        await error.WriteLineAsync($"{one.Pack.Id}: the packs to try have no such municipality; its cases would have no rules.");
                        changed++;
                        continue;
                    }

                    var result = await run.RunAsync(one, candidate, record => Task.FromResult(!record.State.IsRestricted), budget: null, cancellation);
                    await WriteAsync(one.Pack.Id, result, output);
                    (changed, unreadable) = (changed + result.Changed, unreadable + result.Unreadable.Count);
                }

                return changed + unreadable == 0 ? ExitCodes.Ok : ExitCodes.Negative;
            },
            cancellation);
    }

    /// <summary>What means and age lead to is personal and is named without values, and of a restricted case its number only.</summary>
    private static async Task WriteAsync(string municipality, DryRunResult result, TextWriter output)
    {
        await output.WriteLineAsync($"{municipality}: {result.Open} open cases, {result.Changed} would change.");
        foreach (var line in result.Lines)
        {
            if (line.IsHidden)
            {
                await output.WriteLineAsync($"  {line.Label}: restricted");
            }

            foreach (var (before, after) in line.Changes.Select(c => (c.Before, c.After)))
            {
                var what = $"  {line.Label}: {UiTexts.English[$"pack.aspect.{before.Kind}"]}{(before.Clock is { } clock ? $" ({clock.Split(':')[0]})" : "")}";
                await output.WriteLineAsync(before.IsPersonal ? what : $"{what}: {before.Value ?? "-"} -> {after.Value ?? "-"}");
            }
        }

        if (result.Changed > result.Lines.Count)
        {
            await output.WriteLineAsync($"  and {result.Changed - result.Lines.Count} more.");
        }

        foreach (var number in result.Unreadable)
        {
            await output.WriteLineAsync($"  {number}: cannot be read; see verify-journal");
        }
    }

    private static async Task<PackTrial?> TrialOfAsync(string directory, string deployed, TextWriter error)
    {
        if (!Directory.Exists(directory))
        {
            await error.WriteLineAsync($"There is no folder '{directory}'. Name the folder with the packs, or that of one pack.");
            return null;
        }

        try
        {
            return File.Exists(Path.Combine(directory, OfOnePack))
                ? PackTrial.Of(new PackDirectory(deployed), new PackCandidate(new DirectoryInfo(directory).Name, PackDirectory.FilesIn(directory), IsWhole: true))
                : PackTrial.Of(new PackDirectory(directory));
        }
        catch (PackException refused)
        {
            return new PackTrial(null, refused.Problems);
        }
    }

    private static async Task<int> RefuseAsync(PackTrial trial, TextWriter error)
    {
        foreach (var problem in trial.Problems)
        {
            await error.WriteLineAsync(problem.ToString());
        }

        await error.WriteLineAsync($"{trial.Problems.Count} problems: the program would not start with these packs.");
        return ExitCodes.Negative;
    }
}
