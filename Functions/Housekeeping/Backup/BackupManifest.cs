using System.Security.Cryptography;
using System.Text.Json;

namespace SocialWorkflows.Functions.Housekeeping.Backup;

/// <param name="Path">Below the backup's folder, with forward slashes.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
internal sealed record BackupFile(string Path, long Bytes, string Sha256);

/// <summary>What a backup consists of. It is written last: a folder without it is a backup that was not finished.</summary>
internal sealed record BackupManifest(int Version, DateTimeOffset MadeAt, IReadOnlyList<BackupFile> Files)
{
    public const string FileName = "backup.json";

    private const int Current = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    public static async Task<BackupManifest> OfFolderAsync(string folder, DateTimeOffset madeAt, CancellationToken cancellation)
    {
        var files = new List<BackupFile>();
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            files.Add(await OfFileAsync(folder, path, cancellation));
        }

        return new BackupManifest(Current, madeAt, files);
    }

    /// <exception cref="InvalidDataException">There is none, or it is not one of this version.</exception>
    public static async Task<BackupManifest> ReadAsync(string folder, CancellationToken cancellation)
    {
        var path = System.IO.Path.Combine(folder, FileName);
        try
        {
            await using var file = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync<BackupManifest>(file, Json, cancellation) is { Version: Current } manifest
                ? manifest
                : throw new InvalidDataException($"'{path}' is not a backup of this version.");
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException($"There is no '{path}': the folder is no backup, or the backup was not finished. Take an earlier one.", problem);
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"'{path}' cannot be read: {problem.Message} Take an earlier backup.", problem);
        }
    }

    public async Task WriteAsync(string folder, CancellationToken cancellation)
    {
        await using var file = File.Create(System.IO.Path.Combine(folder, FileName));
        await JsonSerializer.SerializeAsync(file, this, Json, cancellation);
        file.Flush(flushToDisk: true);
    }

    /// <exception cref="InvalidDataException">A file is missing, was added, or is not what was written.</exception>
    public async Task CheckAsync(string folder, CancellationToken cancellation)
    {
        var found = (await OfFolderAsync(folder, MadeAt, cancellation)).Files.Where(f => f.Path != FileName);
        var wrong = found.Except(Files).Concat(Files.Except(found)).Select(f => f.Path).Distinct(StringComparer.Ordinal).ToList();
        if (wrong.Count > 0)
        {
            throw new InvalidDataException($"{wrong.Count} files of the backup '{folder}' are missing, added or changed, the first is '{wrong[0]}'. Take an earlier backup.");
        }
    }

    private static async Task<BackupFile> OfFileAsync(string folder, string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        var hash = await SHA256.HashDataAsync(file, cancellation);
        return new BackupFile(System.IO.Path.GetRelativePath(folder, path).Replace('\\', '/'), file.Length, Convert.ToHexStringLower(hash));
    }
}
