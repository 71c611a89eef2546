using System.Text.Json;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Lists;

/// <summary>Keeps lists by name beside the mailbox's memory; their files lie in the document store, their sends in the send ledger.</summary>
internal sealed class SendLists(IMailboxMemory memory) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly SemaphoreSlim _one = new(1, 1);

    public async Task<SendList?> FindAsync(string municipality, string id, CancellationToken cancellation) =>
        await memory.ReadAsync(NameOf(municipality, id), cancellation) is { } text ? JsonSerializer.Deserialize<SendList>(text, Json) : null;

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<SendList>> ListAsync(string municipality, CancellationToken cancellation)
    {
        List<SendList> lists = [];
        foreach (var id in await IdsAsync(municipality, cancellation))
        {
            if (await FindAsync(municipality, id, cancellation) is { } list)
            {
                lists.Add(list);
            }
        }

        return [.. lists.OrderByDescending(l => l.UploadedAt)];
    }

    /// <summary>Changes the list as it stands then; nothing is written when <paramref name="change"/> gives null.</summary>
    public async Task<SendList?> ChangeAsync(string municipality, string id, Func<SendList?, SendList?> change, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            if (change(await FindAsync(municipality, id, cancellation)) is not { } changed)
            {
                return null;
            }

            await memory.WriteAsync(NameOf(municipality, id), JsonSerializer.Serialize(changed, Json), cancellation);
            var ids = await IdsAsync(municipality, cancellation);
            if (!ids.Contains(id))
            {
                await memory.WriteAsync(IndexOf(municipality), string.Join(' ', ids.Append(id)), cancellation);
            }

            return changed;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>At the end of its retention, when its files and what its sends said are gone. Repeatable.</summary>
    public async Task ForgetAsync(string municipality, string id, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            if (await memory.ReadAsync(NameOf(municipality, id), cancellation) is { } text)
            {
                await memory.ForgetAsync(NameOf(municipality, id), text, cancellation);
            }

            // The index last: a name in it whose list is gone is passed over.
            await memory.WriteAsync(IndexOf(municipality), string.Join(' ', (await IdsAsync(municipality, cancellation)).Where(i => i != id)), cancellation);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<IReadOnlyList<string>> IdsAsync(string municipality, CancellationToken cancellation) =>
        (await memory.ReadAsync(IndexOf(municipality), cancellation))?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static string NameOf(string municipality, string id) => $"list:{municipality}:{id}";

    private static string IndexOf(string municipality) => $"lists:{municipality}";
}
