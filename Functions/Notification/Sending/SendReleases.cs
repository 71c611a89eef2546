using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>At start: mail that was kept back because its recipient was not on the list leaves when the settings allow it by now.</summary>
internal sealed partial class SendReleases(
    ISendLedger ledger, IDocumentStore documents, RecipientGate gate, SendEnds ends, MunicipalityDirectory municipalities, TimeProvider time, ILogger<SendReleases> logger)
{
    /// <summary>Returns how many wait again. One that cannot be read stays held until the next start, and holds up no other.</summary>
    public async Task<int> ReleaseAsync(CancellationToken cancellation)
    {
        var released = 0;
        foreach (var municipality in municipalities.All)
        {
            foreach (var row in await ledger.ListAsync(municipality.Pack.Id, SendStates.Held, cancellation))
            {
                try
                {
                    released += await ReleaseAsync(row, cancellation) ? 1 : 0;
                }
                catch (Exception problem) when (problem is not OperationCanceledException)
                {
                    LogStaysHeld(problem, row.OperationId);
                }
            }
        }

        return released;
    }

    private async Task<bool> ReleaseAsync(SendRow row, CancellationToken cancellation) =>
        row is { Detail: SendDetails.NotListed, ContentId: { } content }
        && gate.Admits(OutgoingMailFile.Read(await documents.GetAsync(content, cancellation)))
        && await ends.ChangeAsync(row.OperationId, r => r.Version == row.Version ? SendMoves.Release(r, time.GetUtcNow()) : null, cancellation) is not null;

    [LoggerMessage(LogLevel.Error, "Held mail {OperationId} cannot be read and stays held; put its document back and start anew.")]
    private partial void LogStaysHeld(Exception problem, string operationId);
}
