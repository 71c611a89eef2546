using System.Security.Cryptography;
using SocialWorkflows.Connectors.AzureStorage.Blobs;

namespace SocialWorkflows.Connectors.AzureStorage.Copies;

/// <summary>Brings the documents of one container that another does not have. A document never changes, so its name and size tell whether it is there.</summary>
/// <param name="from">What is copied.</param>
/// <param name="to">What is written.</param>
/// <param name="turn">Of this run.</param>
/// <param name="accounted">How many files were destroyed by the approved list since the last comparison: so many more may be gone.</param>
internal sealed class BlobMirror(BlobContainer from, BlobContainer to, CopyTurn turn, long accounted)
{
    /// <summary>More than so many files that nobody accounts for, or more than one of so many, are not deleted in one run: they were lost, not destroyed.</summary>
    private const int FewFiles = 50;
    private const int OneOf = 10;

    public long Written { get; private set; }

    public long Deleted { get; private set; }

    /// <exception cref="StorageException">Stopped in the middle; another run goes on.</exception>
    public async Task RunAsync(Func<Task> reached, CancellationToken cancellation)
    {
        List<string> gone = [];
        long kept = 0;
        await using var source = new InOrder<BlobInfo>(from.ListAsync(string.Empty, cancellation), b => (b.Name, string.Empty));
        await using var copy = new InOrder<BlobInfo>(to.ListAsync(string.Empty, cancellation), b => (b.Name, string.Empty));
        await source.NextAsync();
        await copy.NextAsync();
        while (source.Current is not null || copy.Current is not null)
        {
            await (await turn.KeepAsync(cancellation) ? reached() : Task.CompletedTask);
            var order = source.Against(copy);
            if (order > 0)
            {
                gone.Add(copy.Current!.Name);
            }
            else if (order < 0 || source.Current!.Size != copy.Current!.Size)
            {
                await BringAsync(source.Current!.Name, cancellation);
            }
            else
            {
                kept++;
            }

            await (order <= 0 ? source.NextAsync() : Task.CompletedTask);
            await (order >= 0 ? copy.NextAsync() : Task.CompletedTask);
        }

        await DeleteAsync(gone, kept, cancellation);
    }

    private async Task BringAsync(string name, CancellationToken cancellation)
    {
        await using var file = new FileStream(Path.GetTempFileName(), new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });
        if (!await from.CopyToAsync(name, file, cancellation))
        {
            return; // deleted since it was listed
        }

        file.Position = 0;
        if (name.Length > 64 && Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation)) != name[^64..])
        {
            throw new StorageCorruptException($"The file {name} in '{from.Name}' is not what its name says; it was changed there. Undelete its former version or bring it back from an older copy, then copy again.");
        }

        file.Position = 0;
        await to.PutAsync(name, file, BlobCondition.None, cancellation);
        Written++;
    }

    private async Task DeleteAsync(List<string> gone, long kept, CancellationToken cancellation)
    {
        var unexplained = gone.Count - accounted;
        if (unexplained > FewFiles || unexplained > (gone.Count + kept) / OneOf)
        {
            throw new StorageRejectedException(
                $"{gone.Count} of {gone.Count + kept} files of the copy are no longer in '{from.Name}', and the destruction list accounts for {accounted}. The others are lost rather than destroyed: nothing was deleted. "
                + "Look there first and undelete them; if it is right, delete them in the copy's container and copy again.");
        }

        foreach (var name in gone)
        {
            await turn.KeepAsync(cancellation);
            await to.DeleteAsync(name, BlobCondition.None, cancellation);
            Deleted++;
        }
    }
}
