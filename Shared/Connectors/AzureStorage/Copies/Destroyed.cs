using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Connectors.AzureStorage.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Copies;

/// <summary>What the installation itself says was destroyed, by its approved list or at the end of a term: that may go from the copy, too.</summary>
internal sealed class Destroyed(CaseTables live)
{
    private readonly OwnerRows _owners = new(live, "intake");
    private readonly TableLooks _looks = new(live);

    /// <summary>How many files the destroyed lines took along, and those that are being destroyed may have.</summary>
    public async Task<long> FilesAsync(CancellationToken cancellation)
    {
        var files = 0L;
        foreach (var state in new[] { RetentionStates.Destroyed, RetentionStates.Destroying })
        {
            await foreach (var row in live.Retention.QueryAsync(TableFilter.Is("State", state), cancellation))
            {
                var line = RetentionJson.Read(LongText.Read(row, "Body"));
                files += state == RetentionStates.Destroyed ? line.FilesGone : line.Files.Count;
            }
        }

        return files;
    }

    /// <summary>A delivery of a message that was forgotten, or a look whose chain now begins after it, as is written down beside it.</summary>
    public async Task<bool> ExplainsAsync(TableEntity gone, CancellationToken cancellation)
    {
        if (gone.Text("IntakeId") is { } message)
        {
            return await _owners.FindAsync(message, cancellation) is { } municipality
                && await live.Intake.FindAsync(TableKeys.Of(municipality), TableKeys.Of(message), cancellation) is { } row
                && row.Text("ProviderId") is null or "";
        }

        return await _looks.IsCutAsync(gone, cancellation);
    }
}
