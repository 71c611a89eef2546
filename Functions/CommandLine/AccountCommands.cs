using Microsoft.Extensions.Logging.Abstractions;
using SocialWorkflows.Connectors.AzureStorage.Cases;
using SocialWorkflows.Connectors.AzureStorage.Copies;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Housekeeping.Anchors;

namespace SocialWorkflows.Functions.CommandLine;

/// <summary>Copies the cases of an installation in Azure into another account, and restores them from there. What was written is verified.</summary>
internal static class AccountCommands
{
    /// <returns>0 when the journal of the copy is clean, 1 when it is not.</returns>
    public static async Task<int> CopyAsync(TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var (live, copy, fingerprint) = Stores();
        var report = await new InstallationCopy(live, copy, fingerprint).BackUpAsync(cancellation);
        return await TellAsync("Copied", report, copy, output, error, cancellation);
    }

    /// <summary>The app must be stopped. Its task hub may be empty: every open case gets its orchestration from the journal.</summary>
    /// <returns>0 when the restored journal is clean, 1 when it is not.</returns>
    public static async Task<int> RestoreAsync(bool evenUnfinished, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var (live, copy, fingerprint) = Stores();
        var report = await new InstallationCopy(live, copy, fingerprint).RestoreAsync(evenUnfinished, cancellation);
        await output.WriteLineAsync("What was destroyed after the copy was made is there again until its line is approved anew.");
        return await TellAsync("Restored", report, live, output, error, cancellation);
    }

    private static (AzureCaseStore Live, AzureCaseStore Copy, string Fingerprint) Stores()
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var live = StoresOptions.Read(configuration);
        var copy = StoresCopyOptions.Read(configuration, live)
            ?? throw new StoresException("StoresCopy:Account is not set: there is no account to copy into or from. A data folder is copied by the command backup.");
        return (CaseStores.OnAccount(live, Clock.OfTheMachine, NullLoggerFactory.Instance), CaseStores.OnAccount(copy, Clock.OfTheMachine, NullLoggerFactory.Instance), CaseStores.Fingerprint(live.Secrets()));
    }

    private static async Task<int> TellAsync(string done, CopyReport report, AzureCaseStore written, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var found = await written.Verifier.VerifyAsync(cancellation);
        List<string> problems = [.. found.Problems, .. await new AnchorCheck(written.Check, written.Anchors).CompareAsync(cancellation)];
        foreach (var problem in problems)
        {
            await error.WriteLineAsync(problem);
        }

        await output.WriteLineAsync(
            $"{done}: {report.RowsWritten} rows and {report.FilesWritten} files written, {report.RowsDeleted} rows and {report.FilesDeleted} files deleted; "
            + $"{found.Entries} entries in {found.Cases} cases: {(problems.Count == 0 ? "clean" : $"{problems.Count} problems")}.");
        return problems.Count == 0 ? ExitCodes.Ok : ExitCodes.Negative;
    }
}
