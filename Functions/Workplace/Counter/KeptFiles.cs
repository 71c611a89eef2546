using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Functions.Intake.Doors;

namespace SocialWorkflows.Functions.Workplace.Counter;

/// <summary>A scan that is stored already, while the form around it is being corrected.</summary>
internal sealed record KeptFile(string FileId, string Name, long Size);

/// <summary>
/// A browser forgets chosen files when a form comes back with a problem. So they are stored at once, and the form carries a token that
/// only the same person's next form can use.
/// </summary>
internal sealed class KeptFiles(IDocumentStore documents, IDataProtectionProvider protection)
{
    public const int Most = 60;
    public const long MostBytes = 40L * 1024 * 1024;

    public async Task<IReadOnlyList<KeptFile>> StoreAsync(IFormFileCollection files, CancellationToken cancellation)
    {
        List<KeptFile> kept = [];
        foreach (var file in files.Where(f => f.Length > 0))
        {
            using var content = new MemoryStream();
            await file.CopyToAsync(content, cancellation);
            kept.Add(new KeptFile(await documents.PutAsync(content.ToArray(), cancellation), Path.GetFileName(file.FileName), file.Length));
        }

        return kept;
    }

    public string Token(IReadOnlyList<KeptFile> files, string person) => files.Count == 0 ? "" : Protector(person).Protect(JsonSerializer.Serialize(files));

    /// <summary>What an earlier round of the same form stored; nothing for a token that is not ours or not this person's.</summary>
    public IReadOnlyList<KeptFile> Read(string? token, string person)
    {
        try
        {
            return string.IsNullOrEmpty(token) ? [] : JsonSerializer.Deserialize<List<KeptFile>>(Protector(person).Unprotect(token)) ?? [];
        }
        catch (CryptographicException)
        {
            return [];
        }
    }

    public async Task<IReadOnlyList<DoorFile>> LoadAsync(IReadOnlyList<KeptFile> files, CancellationToken cancellation)
    {
        List<DoorFile> loaded = [];
        foreach (var file in files)
        {
            loaded.Add(new DoorFile(file.Name, await documents.GetAsync(file.FileId, cancellation)));
        }

        return loaded;
    }

    private IDataProtector Protector(string person) => protection.CreateProtector("counter-files", person);
}
