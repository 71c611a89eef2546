using System.Text;
using SocialWorkflows.Connectors.AzureStorage.Blobs;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>
/// Says in the host's account which case account a task hub works for. Two installations on one hub would run each other's instances: each would find cases
/// that it does not have. The second is refused.
/// </summary>
internal sealed class HubClaim(BlobContainer marks)
{
    public const string Container = "socialworkflows-hubs";

    /// <param name="hub">Name of the task hub; its case does not tell two apart.</param>
    /// <param name="installation">Tells one installation's stores from another's.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="StorageRejectedException">The hub works for another installation.</exception>
    public async Task HoldAsync(string hub, string installation, CancellationToken cancellation)
    {
        var name = hub.ToLowerInvariant();
        await marks.CreateIfMissingAsync(cancellation);
        await marks.PutAsync(name, Encoding.UTF8.GetBytes(installation), BlobCondition.CreateOnly, cancellation);
        var holder = Encoding.UTF8.GetString(await marks.FindAsync(name, cancellation) ?? []);
        if (holder != installation)
        {
            throw new StorageRejectedException(
                $"The task hub '{hub}' works for the cases in {holder}, and this app for those in {installation}. Give each installation a hub of its own (extensions.durableTask.hubName) or a host account of its own. "
                + $"When the other is gone for good, as after a restore into a new account, empty the hub and delete '{name}' in the container '{Container}' of the host's account. Nothing was changed.");
        }
    }
}
