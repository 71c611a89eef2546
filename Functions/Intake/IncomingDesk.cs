using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake;

/// <summary>
/// Takes messages out of the mailbox: stored and in the ledger first, then given to its orchestration, and only then is the
/// mailbox told that we have it. A crash anywhere in between offers the message again; the ledger knows it.
/// </summary>
internal sealed partial class IncomingDesk(
    IMailbox mailbox,
    IDocumentStore documents,
    IIntakeLedger ledger,
    IPersonTasks tasks,
    DurableTaskClient client,
    MunicipalityDirectory municipalities,
    TimeProvider time,
    ILogger<IncomingDesk> logger)
{
    /// <summary>Accepts everything that waits; returns how many messages that were. One bad message never holds up the rest.</summary>
    public async Task<int> AcceptAllAsync(CancellationToken cancellation)
    {
        var accepted = 0;
        await foreach (var item in mailbox.UnclaimedAsync(cancellation))
        {
            try
            {
                accepted += await AcceptAsync(item, cancellation) ? 1 : 0;
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                LogNotAccepted(problem, HashOf(item.Id));
                await TellUnreadableAsync(item, cancellation);
            }
        }

        return accepted;
    }

    private async Task<bool> AcceptAsync(MailboxItem item, CancellationToken cancellation)
    {
        if (item.Problem is not null)
        {
            await TellUnreadableAsync(item, cancellation);
            return false;
        }

        if (item.IsTooLarge)
        {
            return await AcceptTooLargeAsync(item, cancellation);
        }

        if (await mailbox.ReadAsync(item, cancellation) is not { } raw)
        {
            return false;
        }

        var envelope = Envelope.Of(raw, municipalities);
        var row = await LedgerAsync(item, envelope, await documents.PutAsync(raw, cancellation), envelope.IdentityHashOf(raw.Span), cancellation);
        if (row.Disposition == Dispositions.Pending)
        {
            await StartAsync(row, cancellation);
        }

        await mailbox.CompleteAsync(item, cancellation);
        LogAccepted(row.IntakeId, row.Size);
        return true;
    }

    /// <summary>The bytes stay in the mailbox; the ledger knows the message by its place and size, and a person is told.</summary>
    private async Task<bool> AcceptTooLargeAsync(MailboxItem item, CancellationToken cancellation)
    {
        var place = HashOf($"{item.Id}\n{item.Size}");
        var row = await LedgerAsync(item, await HeadersAsync(item, cancellation), place, place, cancellation);
        await ledger.DisposeAsync(row.IntakeId, Dispositions.Review, null, "too-large", "machine", cancellation);
        await RaiseAsync(
            row.Municipality,
            $"too-large:{row.IntakeId}",
            "Vēstule ir lielāka par pieļaujamo; tā glabājas pastkastes mapē „cur”. Atveriet to tur un sazinieties ar sūtītāju.",
            row.IntakeId,
            cancellation);
        await mailbox.CompleteAsync(item, cancellation);
        LogAccepted(row.IntakeId, row.Size);
        return true;
    }

    private async Task<Envelope> HeadersAsync(MailboxItem item, CancellationToken cancellation)
    {
        try
        {
            return await mailbox.ReadHeadersAsync(item, cancellation) is { } mail ? Envelope.Of(mail, municipalities) : Envelope.Unknown(municipalities);
        }
        catch (MailFormatException)
        {
            return Envelope.Unknown(municipalities);
        }
    }

    private Task<IntakeRow> LedgerAsync(MailboxItem item, Envelope envelope, string contentHash, string identityHash, CancellationToken cancellation) => ledger.AcceptAsync(
        new AcceptedMessage
        {
            Municipality = envelope.Municipality,
            ProviderId = item.Id,
            MessageId = envelope.MessageId,
            ContentHash = contentHash,
            IdentityHash = identityHash,
            Size = item.Size,
            ReceivedAt = item.ReceivedAt,
        },
        cancellation);

    private async Task TellUnreadableAsync(MailboxItem item, CancellationToken cancellation)
    {
        LogUnreadable(HashOf(item.Id));
        await RaiseAsync(
            municipalities.All[0].Pack.Id,
            $"mailbox:{HashOf(item.Id)}",
            "Pastkastē ir vēstule, ko nevar nolasīt; tā paliek pastkastē. Pārbaudiet pastkastes mapi.",
            null,
            cancellation);
    }

    private async Task StartAsync(IntakeRow row, CancellationToken cancellation)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                FunctionNames.MessageOrchestrator,
                new MessageInput(row.IntakeId),
                new StartOrchestrationOptions($"message-{row.IntakeId}").WithDedupeStatuses(Enum.GetValues<OrchestrationRuntimeStatus>()),
                cancellation);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            LogOfferedAgain(row.IntakeId);
        }
    }

    private Task RaiseAsync(string municipality, string key, string text, string? subject, CancellationToken cancellation) => tasks.RaiseAsync(
        new PersonTask { Key = key, Municipality = municipality, Role = Roles.Registrar, Kind = "mailbox", SubjectId = subject, Text = text, RaisedAt = time.GetUtcNow() },
        cancellation);

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [LoggerMessage(LogLevel.Information, "Accepted message {IntakeId}, {Size} bytes.")]
    private partial void LogAccepted(string intakeId, long size);

    [LoggerMessage(LogLevel.Information, "Message {IntakeId} was offered again; its orchestration exists.")]
    private partial void LogOfferedAgain(string intakeId);

    [LoggerMessage(LogLevel.Error, "The mailbox entry {Entry} was not accepted; it stays there and is offered again.")]
    private partial void LogNotAccepted(Exception problem, string entry);

    [LoggerMessage(LogLevel.Error, "The mailbox entry {Entry} cannot be read; it stays there.")]
    private partial void LogUnreadable(string entry);
}
