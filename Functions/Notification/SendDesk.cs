using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Notification;

/// <summary>One e-mail for one reason. The subject id is a case or intake id.</summary>
internal sealed record SendOrder(string Municipality, string SubjectId, string Kind, int Round, Func<string, string, OutgoingMail> Compose)
{
    /// <summary>What the one mail is for when several subjects ask for the same, such as a sender's one answer a day; only the first of them sends.</summary>
    public string? SharedKey { get; init; }

    /// <summary>The same reason always has the same id, whoever asks and however often.</summary>
    public string OperationId => IdOf(Municipality, SharedKey ?? SubjectId, Kind, Round);

    /// <summary>Whether the planned send is this order's own. Until 2026-11 a shared one was planned under its key.</summary>
    public bool Owns(SendRow row) => row.SubjectId == SubjectId || row.SubjectId == SharedKey;

    public static string IdOf(string municipality, string subjectId, string kind, int round) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{municipality}\n{subjectId}\n{kind}\n{round}")))[..32];
}

/// <summary>
/// Sends through the ledger: planned first, tried only while planned, and what may or may not have left belongs to a person.
/// </summary>
internal sealed partial class SendDesk(ISendLedger ledger, IMailSender sender, IPersonTasks tasks, TimeProvider time, ILogger<SendDesk> logger)
{
    /// <summary>
    /// Tries before a mail server that says "later" is a person's matter: an hour and a half under the activities' retry policy.
    /// Fewer than that policy's own attempts, so that a silent mail server never stops a case and its clocks.
    /// </summary>
    public const int MaximumAttempts = 10;

    /// <summary>Whether this was planned already, whatever became of it.</summary>
    public async Task<bool> IsKnownAsync(string operationId, CancellationToken cancellation) => await ledger.FindAsync(operationId, cancellation) is not null;

    /// <summary>True when the mail is known to have left, now or before.</summary>
    public async Task<bool> SendOnceAsync(SendOrder order, string domain, CancellationToken cancellation)
    {
        var id = order.OperationId;
        var row = await ledger.PlanAsync(
            new SendRow
            {
                OperationId = id,
                Municipality = order.Municipality,
                SubjectId = order.SubjectId,
                Kind = order.Kind,
                Channel = "email",
                MessageId = $"{id}@{domain}",
                State = SendStates.Planned,
                Attempts = 0,
                PlannedAt = time.GetUtcNow(),
                ChangedAt = time.GetUtcNow(),
            },
            cancellation);

        if (!order.Owns(row))
        {
            // Another message of the same sender asks for it at this moment, or did: what it does with the mail server is not to be judged from here.
            return row.State == SendStates.Sent;
        }

        if (row.State == SendStates.Sending && sender.IsIdempotent)
        {
            await ledger.MoveAsync(id, SendStates.Sending, SendStates.Planned, "interrupted", cancellation);
        }
        else if (row.State == SendStates.Sending)
        {
            await GiveToPersonAsync(row, SendStates.Sending, SendStates.Unknown, "interrupted", cancellation);
        }

        if (await ledger.MoveAsync(id, SendStates.Planned, SendStates.Sending, null, cancellation))
        {
            await TryAsync(row, order.Compose(id, row.MessageId), cancellation);
        }

        return (await ledger.FindAsync(id, cancellation))!.State == SendStates.Sent;
    }

    private async Task TryAsync(SendRow row, OutgoingMail mail, CancellationToken cancellation)
    {
        try
        {
            var result = await sender.SendAsync(mail, cancellation);
            if (result.Outcome == MailSendOutcome.Unknown)
            {
                await GiveToPersonAsync(row, SendStates.Sending, SendStates.Unknown, "no-answer", cancellation);
                return;
            }

            await ledger.MoveAsync(row.OperationId, SendStates.Sending, SendStates.Sent, null, cancellation);
            LogSent(row.Kind, row.OperationId);
        }
        catch (TransientMailException) when (row.Attempts + 1 >= MaximumAttempts)
        {
            await GiveToPersonAsync(row, SendStates.Sending, SendStates.Failed, "transient", cancellation);
        }
        catch (TransientMailException)
        {
            await ledger.MoveAsync(row.OperationId, SendStates.Sending, SendStates.Planned, "transient", cancellation);
            throw;
        }
        catch (PermanentMailException)
        {
            await GiveToPersonAsync(row, SendStates.Sending, SendStates.Failed, "permanent", cancellation);
        }
    }

    private async Task GiveToPersonAsync(SendRow row, string from, string to, string detail, CancellationToken cancellation)
    {
        var text = to == SendStates.Unknown
            ? "Nav zināms, vai paziņojums ir nosūtīts. Pārbaudiet un, ja vajag, sazinieties ar iesniedzēju."
            : "Paziņojumu nevarēja nosūtīt. Pārbaudiet adresi un sazinieties ar iesniedzēju citādi.";
        await tasks.RaiseAsync(
            new PersonTask
            {
                Key = $"send:{row.OperationId}",
                Municipality = row.Municipality,
                Role = Roles.Registrar,
                Kind = to == SendStates.Unknown ? "send-unknown" : "send-failed",
                SubjectId = row.SubjectId,
                Text = text,
                RaisedAt = time.GetUtcNow(),
            },
            cancellation);
        await ledger.MoveAsync(row.OperationId, from, to, detail, cancellation);
        LogGivenToPerson(row.Kind, row.OperationId, to);
    }

    [LoggerMessage(LogLevel.Information, "Sent {Kind} {OperationId}.")]
    private partial void LogSent(string kind, string operationId);

    [LoggerMessage(LogLevel.Warning, "Send {Kind} {OperationId} is {State}: a person must look.")]
    private partial void LogGivenToPerson(string kind, string operationId, string state);
}
