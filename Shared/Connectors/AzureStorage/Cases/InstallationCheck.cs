using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>
/// Remembers which secrets the account's cases were indexed with. Other secrets, or another installation's account, would
/// find no person and no reply address, and nobody would notice: the start is refused.
/// </summary>
internal sealed class InstallationCheck(CaseTables tables)
{
    private const string Partition = "installation";
    private const string Row = "secrets";

    /// <param name="fingerprint">Of the secrets, not the secrets themselves.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="StorageRejectedException">The account belongs to other secrets.</exception>
    public async Task CheckAsync(string fingerprint, CancellationToken cancellation)
    {
        await tables.Installation.InsertAsync(new TableEntity(Partition, Row) { ["Fingerprint"] = fingerprint }, cancellation);
        var stored = await tables.Installation.FindAsync(Partition, Row, cancellation);
        if (stored?.RequiredText("Fingerprint") != fingerprint)
        {
            throw new StorageRejectedException(
                "The case account was filled with other secrets than these (Stores:PersonLookupKey, Stores:CaseAddressKey). "
                + "Either the settings name another installation's account, or the secrets were changed: put back the account or the secrets it was filled with.");
        }
    }
}
