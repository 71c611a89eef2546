using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Functions.Lists;

/// <summary>
/// Lists from upload to the second look. Uploading sends nothing; somebody else looks a second time and lets it go; then <see cref="ListCourier"/> plans
/// every mail under an id made of list and address, so that nothing is sent twice, however often the list is uploaded.
/// </summary>
internal sealed class ListDesk(SendLists lists, ListResults results, IDocumentStore documents, TimeProvider time)
{
    public static bool May(StaffMember person) => person.Roles.Any(r => r is Roles.Head or Roles.Registrar);

    public static bool MayRead(StaffMember person) => May(person) || person.Roles.Contains(Roles.Auditor);

    /// <summary>Keeps the file. A list that was let go has to be let go anew when another file or text comes for it.</summary>
    public async Task<SendList> UploadAsync(string municipality, ListKind kind, string occasion, string note, byte[] file, StaffMember by, CancellationToken cancellation)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{municipality}\n{kind.Id}\n{SameOccasion(occasion)}")))[..SendList.IdLength];
        var fileId = await documents.PutAsync(file, cancellation);
        var now = time.GetUtcNow();
        return (await lists.ChangeAsync(
            municipality,
            id,
            known => known is not null && known.FileId == fileId && known.Note == note
                ? known
                : new SendList { Id = id, Municipality = municipality, Kind = kind.Id, Occasion = occasion.Trim(), Note = note, FileId = fileId, UploadedBy = by.Id, UploadedAt = now, GivenAt = known?.GivenAt, Letters = known?.Letters ?? [], Former = FormerOf(known) },
            cancellation))!;
    }

    /// <summary>The second look: another person than who brought it says how many mails and letters that are, of the file and text they saw.</summary>
    /// <returns>False when the person, number, file or text is not right, or nothing can be sent.</returns>
    public async Task<bool> ConfirmAsync(SendList seen, int sendings, StaffMember by, CancellationToken cancellation)
    {
        var reading = await results.ReadAsync(seen, cancellation);
        return IsSecond(seen, by) && reading.Problem is null && sendings > 0 && reading.Sendings == sendings && await lists.ChangeAsync(
            seen.Municipality,
            seen.Id,
            now => now is { ConfirmedAt: null } && now.FileId == seen.FileId && now.Note == seen.Note && IsSecond(now, by) ? now with { ConfirmedBy = by.Id, ConfirmedAt = time.GetUtcNow() } : null,
            cancellation) is not null;
    }

    /// <summary>Who brought a list does not let it go.</summary>
    public static bool IsSecond(SendList list, StaffMember person) => list.UploadedBy != person.Id;

    private static IReadOnlyList<string> FormerOf(SendList? known) =>
        known is null ? [] : known.ConfirmedAt is null ? known.Former : [.. known.Former.Append(known.FileId).Distinct(StringComparer.Ordinal)];

    private static string SameOccasion(string occasion) => string.Join(' ', occasion.Normalize(NormalizationForm.FormC).ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
