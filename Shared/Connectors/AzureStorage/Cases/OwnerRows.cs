using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>Whose a ledger row is, for callers that know only its id. Written before the row, never changed.</summary>
internal sealed class OwnerRows(CaseTables tables, string ledger)
{
    private const string Row = "m";

    public Task WriteAsync(string id, string municipality, CancellationToken cancellation) =>
        tables.Owners.InsertAsync(new TableEntity(TableKeys.Of(ledger, id), Row) { ["Municipality"] = municipality }, cancellation);

    public async Task<string?> FindAsync(string id, CancellationToken cancellation) =>
        (await tables.Owners.FindAsync(TableKeys.Of(ledger, id), Row, cancellation))?.RequiredText("Municipality");
}
