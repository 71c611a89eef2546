using SocialWorkflows.Connectors.AzureStorage.Copies;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>
/// Remembers which secrets the account's cases were indexed with, and in which form they are stored. Other secrets, or another installation's account, would
/// find no person and no reply address, and nobody would notice: the start is refused. So it is on a copy, and on what a newer program has written.
/// </summary>
internal sealed class InstallationCheck(CaseTables tables)
{
    /// <summary>
    /// The form that this program writes and reads. Raised by one with every change that an older program would misread; adding what an older one ignores is none.
    /// </summary>
    public const long Form = 1;

    internal const string Partition = "installation";

    private const string SecretsRow = "secrets";
    private const string FormRow = "form";

    /// <param name="fingerprint">Of the secrets, not the secrets themselves.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="StorageRejectedException">The account belongs to other secrets or to a newer program, or is a copy.</exception>
    public async Task CheckAsync(string fingerprint, CancellationToken cancellation)
    {
        if (await CopyMark.FindAsync(tables, cancellation) is { } mark)
        {
            throw new StorageRejectedException(mark.Refusal);
        }

        await ClaimAsync(fingerprint, cancellation);
        if (await FindFingerprintAsync(cancellation) != fingerprint)
        {
            throw OtherSecrets();
        }

        await CheckFormAsync(cancellation);
    }

    /// <summary>Makes an account that is nobody's this installation's.</summary>
    public Task ClaimAsync(string fingerprint, CancellationToken cancellation) =>
        tables.Installation.InsertAsync(new TableEntity(Partition, SecretsRow) { ["Fingerprint"] = fingerprint }, cancellation);

    /// <summary>Null: the account is nobody's yet.</summary>
    public async Task<string?> FindFingerprintAsync(CancellationToken cancellation) =>
        (await tables.Installation.FindAsync(Partition, SecretsRow, cancellation))?.RequiredText("Fingerprint");

    /// <summary>Writes down the form where none is, or an older one.</summary>
    /// <exception cref="StorageRejectedException">A newer program has written here.</exception>
    public async Task CheckFormAsync(CancellationToken cancellation)
    {
        var row = new TableEntity(Partition, FormRow) { ["Number"] = Form };
        if (await tables.Installation.InsertAsync(row, cancellation) || (await tables.Installation.FindAsync(Partition, FormRow, cancellation))?.Number("Number") is not { } stored)
        {
            return;
        }

        if (stored > Form)
        {
            throw new StorageRejectedException(
                $"The case account was written by a newer version of this program (form {stored}; this one knows {Form}). Deploy that version or a newer one again; to go back, restore a copy that was made before it (docs/runbook.md).");
        }

        if (stored < Form)
        {
            await tables.Installation.PutAsync(row, cancellation);
        }
    }

    public static StorageRejectedException OtherSecrets() => new(
        "The case account was filled with other secrets than these (Stores:PersonLookupKey, Stores:CaseAddressKey). "
        + "Either the settings name another installation's account, or the secrets were changed: put back the account or the secrets it was filled with.");
}
