using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>
/// Says which app works on the account. Two at once would each send the mail of the other's cases and start their orchestrations: the second is refused while
/// the first is heard of. Instances of one app share its name, and its claim.
/// </summary>
internal sealed class SiteClaim(CaseTables tables)
{
    private const string Row = "site";

    /// <summary>An app that was not heard of for so long is gone. Three times what passes between two signs, and more than clocks differ.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(15);

    /// <exception cref="StorageRejectedException">Another app was heard of just now.</exception>
    public async Task HoldAsync(string site, CancellationToken cancellation)
    {
        while (true)
        {
            var stored = await tables.Installation.FindAsync(InstallationCheck.Partition, Row, cancellation);
            var now = tables.Time.GetUtcNow();
            if (stored is not null && stored.RequiredText("Site") is var holder && holder != site && now - stored.Instant("At") < Silence)
            {
                throw new StorageRejectedException(
                    $"The app '{holder}' works on this case account, and '{site}' was started on it, too. Stop one of them; when '{holder}' is gone for good, wait {Silence.TotalMinutes:0} minutes. Nothing was changed.");
            }

            var row = new TableEntity(InstallationCheck.Partition, Row) { ["Site"] = site, ["At"] = JournalChain.Instant(now) };
            if (stored is null ? await tables.Installation.InsertAsync(row, cancellation) : await tables.Installation.ReplaceAsync(row, stored.ETag!, cancellation))
            {
                return;
            }
        }
    }
}
