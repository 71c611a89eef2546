using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.Sqlite;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Housekeeping.Backup;
using SocialWorkflows.Functions.Housekeeping.Retention;

namespace SocialWorkflows.Functions.CommandLine;

/// <summary>A copy that is known to be whole, and the way back from it.</summary>
internal static class BackupCommands
{
    /// <summary>Ends the name of a folder that a restore has not finished; the next restore of that name begins anew.</summary>
    private const string Unfinished = ".unfinished";

    /// <returns>0 when the copy is whole and its journal clean; 1 when the journal is not, in the copy as in what was copied.</returns>
    /// <exception cref="IOException">Something cannot be read or written; what was copied until then has no manifest and cannot be restored.</exception>
    public static async Task<int> BackUpAsync(string dataDirectory, string to, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        if (!File.Exists(Path.Combine(dataDirectory, "cases.db")))
        {
            await error.WriteLineAsync($"There is no case store in '{Path.GetFullPath(dataDirectory)}'. Name the data folder with --data; cases in Azure are backed up there (docs/runbook.md).");
            return ExitCodes.BadUsage;
        }

        if (Refusal(to, dataDirectory, "--out") is { } refusal)
        {
            await error.WriteLineAsync(refusal);
            return ExitCodes.BadUsage;
        }

        var madeAt = Clock.OfTheMachine.GetUtcNow();
        DataFolder.CreatePrivate(to);
        DataFolderCopy.Copy(dataDirectory, to);
        var found = await VerifyAsync(to, cancellation);
        var manifest = await BackupManifest.OfFolderAsync(to, madeAt, cancellation);
        await manifest.WriteAsync(to, cancellation);
        return await TellAsync($"Backed up {Size(manifest)} to '{Path.GetFullPath(to)}'", found, output, error);
    }

    /// <param name="from">What <c>backup</c> has written.</param>
    /// <param name="dataDirectory">The new data folder.</param>
    /// <param name="anchors">Anchors that are newer than the backup: which records were destroyed since comes from there. Null: what was destroyed since is there again.</param>
    /// <param name="output">What was done.</param>
    /// <param name="error">What is wrong.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>0 when the new data folder's journal is clean, 1 when it is not.</returns>
    /// <exception cref="InvalidDataException">The backup is not what was written.</exception>
    public static async Task<int> RestoreAsync(string from, string dataDirectory, string? anchors, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var manifest = await BackupManifest.ReadAsync(from, cancellation);
        await manifest.CheckAsync(from, cancellation);
        if (Refusal(dataDirectory, from, "--data") is { } refusal)
        {
            await error.WriteLineAsync(refusal);
            return ExitCodes.BadUsage;
        }

        if (anchors is not null && !Directory.Exists(anchors))
        {
            await error.WriteLineAsync($"There is no folder '{Path.GetFullPath(anchors)}'. Name with --anchors the folder anchors/ of the former data folder, or its copy (Stores__AnchorCopy); nothing was changed.");
            return ExitCodes.BadUsage;
        }

        // Half a restore bears another name, and the service is never started on it.
        var aside = Path.TrimEndingDirectorySeparator(Path.GetFullPath(dataDirectory)) + Unfinished;
        if (Directory.Exists(aside))
        {
            Directory.Delete(aside, recursive: true);
        }

        DataFolder.CreatePrivate(aside);
        foreach (var file in manifest.Files)
        {
            var target = Path.Combine(aside, file.Path);
            DataFolder.CreatePrivate(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(from, file.Path), target);
        }

        if (Directory.Exists(dataDirectory))
        {
            Directory.Delete(dataDirectory);
        }

        Directory.Move(aside, dataDirectory);

        await output.WriteLineAsync(anchors is null
            ? "What was destroyed after the backup is there again. Give --anchors with the newer anchors to have it destroyed anew, or approve it again on the page of the destruction list."
            : $"{BringDestroyedIds(anchors, Path.Combine(dataDirectory, "anchors"))} files say what was destroyed after the backup; the first night destroys it again.");
        return await TellAsync($"Restored {Size(manifest)} of {manifest.MadeAt:u} to '{Path.GetFullPath(dataDirectory)}'", await VerifyAsync(dataDirectory, cancellation), output, error);
    }

    private static int BringDestroyedIds(string from, string to)
    {
        DataFolder.CreatePrivate(to);
        var missing = Directory.EnumerateFiles(from).Select(f => Path.GetFileName(f)).Where(n => DestroyedIds.IsName(n) && !File.Exists(Path.Combine(to, n))).ToList();
        missing.ForEach(name => File.Copy(Path.Combine(from, name), Path.Combine(to, name)));
        return missing.Count;
    }

    /// <summary>Why a folder cannot be written to; null when it can. Nothing is ever overwritten.</summary>
    private static string? Refusal(string target, string source, string option)
    {
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
        {
            return $"The folder '{Path.GetFullPath(target)}' is not empty. Name a new one with {option}; nothing was changed.";
        }

        return IsWithin(target, source) || IsWithin(source, target)
            ? $"'{Path.GetFullPath(target)}' and '{Path.GetFullPath(source)}' lie one within the other. Name another folder with {option}; nothing was changed."
            : null;
    }

    private static bool IsWithin(string path, string folder) =>
        (Path.GetFullPath(path) + Path.DirectorySeparatorChar).StartsWith(Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static async Task<JournalVerification> VerifyAsync(string folder, CancellationToken cancellation)
    {
        var keys = AppComposition.IndexKeys(SecretKeys.LoadOrCreate(Path.Combine(folder, "keys"), mayCreate: false));
        await using var database = CaseDatabase.Open(Path.Combine(folder, "cases.db"), Clock.OfTheMachine);
        return await new JournalVerifier(database, keys).VerifyAsync(cancellation);
    }

    private static async Task<int> TellAsync(string done, JournalVerification found, TextWriter output, TextWriter error)
    {
        foreach (var problem in found.Problems)
        {
            await error.WriteLineAsync(problem);
        }

        await output.WriteLineAsync($"{done}; {found.Entries} entries in {found.Cases} cases: {(found.IsClean ? "clean" : $"{found.Problems.Count} problems")}.");
        return found.IsClean ? ExitCodes.Ok : ExitCodes.Negative;
    }

    private static string Size(BackupManifest manifest) => $"{manifest.Files.Count} files ({manifest.Files.Sum(f => f.Bytes) / (1024 * 1024.0):0.0} MB)";
}
