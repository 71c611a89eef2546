using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Letters.Mail;

namespace SocialWorkflows.Functions.Lists;

/// <summary>What became of one row of a list; words that texts are named by.</summary>
internal static class RowStates
{
    public const string Waiting = "waiting";
    public const string Sent = "sent";
    public const string Bounced = "bounced";

    /// <summary>It may have left, or certainly did not: a task tells a person.</summary>
    public const string Person = "person";

    /// <summary>No e-mail: it goes by the print file.</summary>
    public const string Print = "print";

    /// <summary>The address is on a case whose mail is not safe: nothing was sent.</summary>
    public const string Safe = "safe";

    public static readonly IReadOnlyList<string> All = [Waiting, Sent, Bounced, Person, Print, Safe];
}

internal sealed record RowResult(ListRow Row, string State);

/// <summary>
/// Lists from upload to result. Uploading sends nothing; somebody looks a second time and lets it go; every row leaves through the send ledger under an
/// id made of list and row, so that nothing is sent twice, however often the list is uploaded.
/// </summary>
internal sealed class ListDesk(
    SendLists lists, IDocumentStore documents, ISendLedger ledger, MunicipalityDirectory municipalities, SecretKeys keys, TimeProvider time)
{
    /// <summary>Persisted in the send ledger.</summary>
    public const string MailKind = "list";

    private readonly byte[] _key = HMACSHA256.HashData(keys.Lookup, "SocialWorkflows/list-row/v1"u8);

    public static bool May(StaffMember person) => person.Roles.Any(r => r is Roles.Head or Roles.Registrar);

    /// <summary>Keeps the file. A list that was let go has to be let go anew when another file comes for it.</summary>
    public async Task<SendList> UploadAsync(string municipality, ListKind kind, string occasion, string note, byte[] file, StaffMember by, CancellationToken cancellation)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{municipality}\n{kind.Id}\n{occasion.Trim().ToLowerInvariant()}")))[..SendList.IdLength];
        var fileId = await documents.PutAsync(file, cancellation);
        var now = time.GetUtcNow();
        return (await lists.ChangeAsync(
            municipality,
            id,
            known => known is not null && known.FileId == fileId && known.Note == note
                ? known
                : new SendList { Id = id, Municipality = municipality, Kind = kind.Id, Occasion = occasion.Trim(), Note = note, FileId = fileId, UploadedBy = by.Id, UploadedAt = now },
            cancellation))!;
    }

    public async Task<ListReading> ReadAsync(SendList list, CancellationToken cancellation) => ListReader.Read(await documents.GetAsync(list.FileId, cancellation));

    /// <summary>The second look: whoever lets it go says how many mails that are, of the file they saw.</summary>
    /// <returns>False when the number or the file is another one, or nothing can be sent.</returns>
    public async Task<bool> ConfirmAsync(SendList seen, int mails, StaffMember by, CancellationToken cancellation)
    {
        var reading = await ReadAsync(seen, cancellation);
        return reading.Problem is null && reading.Mailed == mails && await lists.ChangeAsync(
            seen.Municipality,
            seen.Id,
            now => now is { ConfirmedAt: null } && now.FileId == seen.FileId ? now with { ConfirmedBy = by.Id, ConfirmedAt = time.GetUtcNow() } : null,
            cancellation) is not null;
    }

    /// <summary>The mail as everybody of the list gets it.</summary>
    public StatusMail Compose(SendList list)
    {
        var municipality = municipalities.Get(list.Municipality);
        var kind = municipality.Pack.Lists!.Kinds.First(k => k.Id == list.Kind);
        return ListMail.Compose(municipality.Templates, kind.Template, municipality.Pack.Institution, list.Note);
    }

    public async Task<IReadOnlyList<RowResult>> ResultsAsync(SendList list, ListReading reading, CancellationToken cancellation)
    {
        List<RowResult> results = [];
        foreach (var row in reading.Rows)
        {
            var sent = row.IsMailed ? await ledger.FindAsync(OperationOf(list, row), cancellation) : null;
            results.Add(new RowResult(row, StateOf(list, row, sent)));
        }

        return results;
    }

    /// <summary>Names the row without showing who it is.</summary>
    public string SubjectOf(SendList list, ListRow row) =>
        $"list-{list.Id}-{Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(ListReader.Identity(row))))[..24]}";

    public string OperationOf(SendList list, ListRow row) => SendOrder.IdOf(list.Municipality, SubjectOf(list, row), MailKind, 0);

    private static string StateOf(SendList list, ListRow row, SendRow? sent) => sent?.State switch
    {
        _ when !row.IsMailed => RowStates.Print,
        null => list.IsPlanned ? RowStates.Safe : RowStates.Waiting,
        SendStates.Sent or SendStates.Delivered => RowStates.Sent,
        SendStates.Bounced => RowStates.Bounced,
        SendStates.Unknown or SendStates.Failed or SendStates.Held => RowStates.Person,
        _ => RowStates.Waiting,
    };
}
