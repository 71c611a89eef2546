using SocialWorkflows.Connectors.Sqlite;
using SocialWorkflows.Functions.Hosting;

namespace SocialWorkflows.Functions.CommandLine;

/// <summary>Checks the hash chain and that the stored state is what the journal adds up to. Reads only; the service must be stopped.</summary>
internal static class VerifyJournalCommand
{
    public static async Task<int> RunAsync(string dataDirectory, bool json, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        if (new FileInfo(Path.Combine(dataDirectory, "cases.db")) is not { Exists: true, Length: > 0 })
        {
            await error.WriteLineAsync($"There is no case store in '{Path.GetFullPath(dataDirectory)}', or its file is empty. Name the data folder with --data, or restore the backup.");
            return ExitCodes.BadUsage;
        }

        using var data = DataFolder.Open(dataDirectory);
        await using var database = CaseDatabase.Open(data.Cases, Clock.OfTheMachine);
        var found = await new JournalVerifier(database, AppComposition.IndexKeys(SecretKeys.LoadOrCreate(data.Keys, mayCreate: false))).VerifyAsync(cancellation);
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
    }
}
