using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>At start: mail that was kept back because its recipient was not on the list leaves when the settings allow it by now.</summary>
internal sealed class SendReleases(ISendLedger ledger, IDocumentStore documents, RecipientGate gate, SendEnds ends, MunicipalityDirectory municipalities, TimeProvider time)
{
    /// <summary>Returns how many wait again.</summary>
    public async Task<int> ReleaseAsync(CancellationToken cancellation)
    {
        var released = 0;
        foreach (var municipality in municipalities.All)
        {
            foreach (var row in await ledger.ListAsync(municipality.Pack.Id, SendStates.Held, cancellation))
            {
                if (row is { Detail: SendDetails.NotListed, ContentId: { } content } && gate.Admits(OutgoingMailFile.Read(await documents.GetAsync(content, cancellation))))
                {
                    await ends.ChangeAsync(row.OperationId, r => r.Version == row.Version ? SendMoves.Release(r, time.GetUtcNow()) : null, cancellation);
                    released++;
                }
            }
        }

        return released;
    }
}
