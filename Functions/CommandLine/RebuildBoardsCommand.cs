namespace SocialWorkflows.Functions.CommandLine;

/// <summary>Writes board and look-up keys anew from the journal, then verifies. An embedded service must be stopped.</summary>
internal static class RebuildBoardsCommand
{
    public static Task<int> RunAsync(string dataDirectory, TextWriter output, TextWriter error, CancellationToken cancellation) => StoreCommands.RunAsync(
        dataDirectory,
        error,
        async (verifier, rebuild) =>
        {
            var cases = await rebuild.RebuildAsync(cancellation);
            var found = await verifier.VerifyAsync(cancellation);
            foreach (var problem in found.Problems)
            {
                await error.WriteLineAsync(problem);
            }

            await output.WriteLineAsync($"{cases} cases written anew: {(found.IsClean ? "clean" : $"{found.Problems.Count} problems")}.");
            return found.IsClean ? ExitCodes.Ok : ExitCodes.Negative;
        },
        cancellation);
}
