using SocialWorkflows.Functions.Housekeeping.Anchors;
using SocialWorkflows.Functions.Housekeeping.Retention;

namespace SocialWorkflows.Functions.CommandLine;

/// <summary>Checks the hash chain, that it is the one of the anchors, and that the stored state is what the journal adds up to. Reads only; an embedded service must be stopped.</summary>
internal static class VerifyJournalCommand
{
    public static Task<int> RunAsync(string dataDirectory, bool json, TextWriter output, TextWriter error, CancellationToken cancellation) => StoreCommands.RunAsync(
        dataDirectory,
        error,
        async stores =>
        {
            var found = await stores.Verifier.VerifyAsync(cancellation);
            found = found with { Problems = [.. found.Problems, .. await new AnchorCheck(stores.Check, stores.Anchors).CompareAsync(cancellation), .. await UnapprovedAsync(stores, cancellation)] };
            if (json)
            {
                await output.WriteLineAsync(System.Text.Json.JsonSerializer.Serialize(found, System.Text.Json.JsonSerializerOptions.Web));
                return found.IsClean ? ExitCodes.Ok : ExitCodes.Negative;
            }

            foreach (var problem in found.Problems)
            {
                await error.WriteLineAsync(problem);
            }

            await output.WriteLineAsync($"{found.Entries} entries in {found.Cases} cases: {(found.IsClean ? "clean" : $"{found.Problems.Count} problems")}.");
            return found.IsClean ? ExitCodes.Ok : ExitCodes.Negative;
        },
        cancellation);

    private static async Task<IReadOnlyList<string>> UnapprovedAsync(OpenStores stores, CancellationToken cancellation)
    {
        var approvals = new ApprovalCheck(stores.Shredder, stores.Retention, new DestructionBook(stores.Books)).Begin();
        List<string> problems = [];
        await foreach (var reference in stores.Check.CasesAsync(null, cancellation))
        {
            if (await approvals.LookAsync(reference, cancellation) is { } problem)
            {
                problems.Add(problem);
            }
        }

        return problems;
    }
}
