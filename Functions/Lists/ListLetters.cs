using System.Text;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Letters.Documents;
using SocialWorkflows.Letters.Pdf;

namespace SocialWorkflows.Functions.Lists;

/// <summary>
/// Lays the letters of a list ready: for who has no e-mail, and for whose mail came back. A letter stands in one bundle, which the list keeps from
/// the moment at which it exists; a person prints it, posts it and says so.
/// </summary>
internal sealed class ListLetters(
    SendLists lists, ListResults results, IDocumentStore documents, IPersonTasks tasks, MunicipalityDirectory municipalities, LetterFonts fonts, TimeProvider time)
{
    /// <summary>Repeated, it makes letters only for whom there is none yet.</summary>
    /// <returns>The list as it stands then.</returns>
    public async Task<SendList> LayReadyAsync(SendList list, CancellationToken cancellation)
    {
        var reading = await results.ReadAsync(list, cancellation);
        var all = await results.OfAsync(list, reading, cancellation);
        foreach (var kept in all.Where(r => r.State == RowStates.Safe && !r.Row.IsMailed))
        {
            await TellAsync(list, $"list-safe:{results.LetterOf(list, kept.Row)}", "safe-mail", new(
                    "Sarakstā ir persona, kurai vēstules sūtīt nedrīkst. Atrodiet to saraksta rezultātā un pasakiet jaunumus droši, kā norunāts.",
                    "The list has a person who must not be sent mail. Find them in the result of the list and tell them the news safely, as agreed."),
                cancellation);
        }

        foreach (var bundle in all.Where(r => r.NeedsLetter).Select(r => r.Row).DistinctBy(r => r.LetterKey).Chunk(LetterWriter.MostInABundle))
        {
            list = await AddAsync(list, bundle, cancellation);
        }

        for (var i = 0; i < list.Letters.Count; i++)
        {
            if (list.Letters[i] is { PostedAt: null } waiting)
            {
                await TellAsync(list, TaskOf(list, i), "list-letters", new(
                        $"Saraksta vēstules gatavas drukāšanai: {waiting.Count}. Izdrukājiet, nododiet pastā vai izsniedziet un atzīmējiet to saraksta lapā.",
                        $"Letters of the list ready to print: {waiting.Count}. Print them, post them or hand them over, and mark it on the page of the list."),
                    cancellation);
            }
        }

        return await lists.ChangeAsync(list.Municipality, list.Id, now => now!.FileId == list.FileId ? now with { IsLetterReady = true } : null, cancellation) ?? list;
    }

    /// <summary>A person says that a bundle went to the post or was handed over.</summary>
    /// <returns>False when there is no such bundle, or somebody said so already.</returns>
    public async Task<bool> PostAsync(SendList list, string fileId, StaffMember by, CancellationToken cancellation)
    {
        var changed = await lists.ChangeAsync(
            list.Municipality,
            list.Id,
            now => now!.Letters.Any(b => b.FileId == fileId && b.PostedAt is null)
                ? now with { Letters = [.. now.Letters.Select(b => b.FileId == fileId ? b with { PostedBy = by.Id, PostedAt = time.GetUtcNow() } : b)] }
                : null,
            cancellation);
        if (changed is null)
        {
            return false;
        }

        await tasks.CloseAsync(list.Municipality, TaskOf(list, changed.Letters.ToList().FindIndex(b => b.FileId == fileId)), by.Id, "list-posted", cancellation);
        return true;
    }

    private async Task<SendList> AddAsync(SendList list, ListRow[] rows, CancellationToken cancellation)
    {
        var (pack, terms, templates) = municipalities.Get(list.Municipality);
        var kind = list.KindIn(pack)!;
        var now = time.GetUtcNow();
        var easyNote = EasyReasons.Printable(pack, list.Note);
        var file = LetterWriter.WriteBundle(
            kind.Name,
            [.. rows.Select(r => ListLetter.Compose(templates, kind.Template, pack.Institution, list.Note, easyNote, new Addressee(r.Name, null, r.Address), terms.DayOf(now)))],
            fonts,
            now);
        var bundle = new LetterBundle
        {
            FileId = await documents.PutAsync(file, cancellation),
            RowsId = await documents.PutAsync(Encoding.ASCII.GetBytes(string.Join('\n', rows.Select(r => results.LetterOf(list, r)))), cancellation),
            Count = rows.Length,
            MadeAt = now,
        };
        return await lists.ChangeAsync(
            list.Municipality, list.Id, current => current!.FileId == list.FileId && current.Letters.Count == list.Letters.Count ? current with { Letters = [.. current.Letters, bundle] } : null, cancellation)
            ?? throw new InvalidOperationException($"List {list.Id} changed while its letters were made; the next round makes them.");
    }

    private Task TellAsync(SendList list, string key, string kind, Bilingual text, CancellationToken cancellation) => tasks.RaiseAsync(
        new PersonTask
        {
            Key = key,
            Municipality = list.Municipality,
            Role = Roles.Registrar,
            Kind = kind,
            SubjectId = SendList.SubjectOf(list.Id, "letters"),
            Text = text,
            RaisedAt = time.GetUtcNow(),
        },
        cancellation);

    private static string TaskOf(SendList list, int bundle) => $"list-letters:{list.Municipality}:{list.Id}:{bundle}";
}
