using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Handover;
using SocialWorkflows.Casework.Records;

namespace SocialWorkflows.Functions.Handover;

/// <summary>The files of a municipality and their receipts, oldest first, from its book.</summary>
internal sealed class HandoverBook(IRecordBooks books, IDocumentStore documents)
{
    public const string Name = "handover";

    public async Task<(IReadOnlyList<HandoverItem> Items, long After)> ReadAsync(string municipality, CancellationToken cancellation)
    {
        var entries = await books.ReadAsync(municipality, Name, cancellation);
        List<HandoverItem> items = [];
        foreach (var entry in entries)
        {
            switch (HandoverEntry.Read(entry.Body))
            {
                case HandoverMade made:
                    items.Add(new HandoverItem(made, entry.At, entry.By, null, null));
                    break;
                case HandoverReceipt receipt when items.FindIndex(i => i.Made.Id == receipt.File) is var at and >= 0:
                    items[at] = items[at] with { Receipt = receipt, ReceivedBy = entry.By };
                    break;
            }
        }

        return (items, entries.Count);
    }

    /// <summary>Null where the municipality has no such file.</summary>
    public async Task<HandoverItem?> FindAsync(string municipality, string id, CancellationToken cancellation) =>
        (await ReadAsync(municipality, cancellation)).Items.FirstOrDefault(i => i.Made.Id == id);

    public async Task<IReadOnlyList<HandedRow>> RowsAsync(HandoverMade made, CancellationToken cancellation) => HandoverSheet.ReadManifest(await documents.GetAsync(made.Manifest, cancellation));

    /// <summary>Writes the entry after those the writer saw.</summary>
    /// <exception cref="StaleBookException">Somebody else wrote meanwhile; nothing was stored.</exception>
    public Task AppendAsync(string municipality, long after, string by, HandoverEntry entry, CancellationToken cancellation) =>
        books.AppendAsync(municipality, Name, after, by, HandoverEntry.Write(entry), cancellation);
}
