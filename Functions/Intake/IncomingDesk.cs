using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Hosting.Telemetry;
using SocialWorkflows.Functions.Synthetic;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake;

/// <summary>
/// Takes messages out of the mailbox: stored and in the ledger first, and only then is the mailbox told that we have it. A crash
/// in between offers the message again; the ledger knows it, and the queue begins what waits there.
/// </summary>
internal sealed partial class IncomingDesk(
    IMailbox mailbox,
    IDocumentStore documents,
    IIntakeLedger ledger,
    IMailboxMemory memory,
    DestroyedMails destroyed,
    IPersonTasks tasks,
    MessageQueue queue,
    Triage triage,
    UrgentLetters urgent,
    UnreadableEntries unreadable,
    Addressees addressees,
    TimeProvider time,
    ILogger<IncomingDesk> logger)
{
    /// <summary>Kind of the tasks about single mails that could not be taken in.</summary>
    public const string TaskKind = "mailbox";

    private const int MostOfARound = 1000;
    private const int QueueEvery = 50;

    /// <summary>Began the keys of the tasks about one entry each; until 2026-11-22.</summary>
    private const string UnreadableKey = "mailbox:";

    /// <summary>Instant at which a look last came to its end, as round-trip text.</summary>
    public const string LastLook = "mailbox:last-look";

    /// <summary>Accepts everything that waits; returns how many messages that were. One bad message never holds up the rest.</summary>
    public async Task<int> AcceptAllAsync(CancellationToken cancellation)
    {
        int accepted = 0, round;
        do
        {
            round = await AcceptRoundAsync(cancellation);
            accepted += round;
            await queue.AdvanceAsync(cancellation);
        }
        while (round >= MostOfARound);

        await queue.TellFloodsAsync(cancellation);
        return accepted;
    }

    /// <summary>After so many the mailbox is looked at anew, so that what came meanwhile is not behind a whole flood.</summary>
    private async Task<int> AcceptRoundAsync(CancellationToken cancellation)
    {
        var accepted = 0;
        List<string> left = [];
        try
        {
            await foreach (var item in mailbox.UnclaimedAsync(cancellation))
            {
                accepted += await TryAcceptAsync(item, left, cancellation) ? 1 : 0;
                if (accepted >= MostOfARound)
                {
                    return accepted;
                }

                if (accepted % QueueEvery == QueueEvery - 1)
                {
                    await queue.AdvanceAsync(cancellation);
                }
            }
        }
        catch (MailboxUnavailableException problem)
        {
            // The watch over the mailbox tells a person when this lasts.
            LogUnavailable(problem);
            return accepted;
        }

        await unreadable.TellAsync(left, cancellation);
        await memory.WriteAsync(LastLook, time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture), cancellation);
        return accepted;
    }

    /// <param name="item">Offered by the mailbox.</param>
    /// <param name="left">Gets the id of what cannot be taken in now.</param>
    /// <param name="cancellation">Ends the look.</param>
    private async Task<bool> TryAcceptAsync(MailboxItem item, List<string> left, CancellationToken cancellation)
    {
        if (item.Problem is not null)
        {
            LogUnreadable(HashOf(item.Id));
            left.Add(item.Id);
            return false;
        }

        try
        {
            return await AcceptAsync(item, cancellation);
        }
        catch (Exception problem) when (problem is not (OperationCanceledException or MailboxUnavailableException))
        {
            LogNotAccepted(problem, HashOf(item.Id));
            left.Add(item.Id);
            return false;
        }
    }

    private async Task<bool> AcceptAsync(MailboxItem item, CancellationToken cancellation)
    {
        if (item.IdIsLasting && await ledger.FindDeliveryAsync(item.Id, cancellation) is { } known)
        {
            // Its bytes are not ours: a kill between the ledger and its disposition left nothing that could be worked on.
            return !item.IsGone && await (known.ContentHash == PlaceOf(item) ? AcceptTooLargeAsync(item, cancellation) : FinishKnownAsync(item, known, cancellation));
        }

        if (item.IdIsLasting && await destroyed.IsOneAsync(item.Id, cancellation))
        {
            // Somebody moved it back, or took it away: it was ours once and is no more.
            if (!item.IsGone)
            {
                await mailbox.CompleteAsync(item, cancellation);
            }

            LogDestroyedBefore(HashOf(item.Id));
            return false;
        }

        if (item.IsGone)
        {
            await TellGoneAsync(item, cancellation);
            return false;
        }

        try
        {
            return item.IsTooLarge
                ? await AcceptTooLargeAsync(item, cancellation)
                : await mailbox.ReadAsync(item, cancellation) is { } raw && await AcceptAsync(item, raw, cancellation);
        }
        catch (PermanentMailException)
        {
            return await AcceptTooLargeAsync(item, cancellation);
        }
    }

    /// <summary>The door inside, for what lies in no mailbox: taken in as if the mailbox had offered it under that id.</summary>
    public async Task TakeInAsync(string id, ReadOnlyMemory<byte> raw, CancellationToken cancellation)
    {
        await LedgerAsync(new MailboxItem(id, raw.Length, time.GetUtcNow()), raw, cancellation);
        await queue.AdvanceAsync(cancellation);
    }

    private async Task<bool> AcceptAsync(MailboxItem item, ReadOnlyMemory<byte> raw, CancellationToken cancellation) =>
        await FinishAsync(item, await LedgerAsync(item, raw, cancellation), cancellation);

    /// <summary>
    /// A row for each municipality. Under the mailbox's own id only the last one is known: a kill before it offers the mail again, and the rows that are
    /// there already are recognised by what they are.
    /// </summary>
    private async Task<IntakeRow> LedgerAsync(MailboxItem item, ReadOnlyMemory<byte> raw, CancellationToken cancellation)
    {
        var envelope = Envelope.Of(raw, addressees);
        envelope = await addressees.IsSyntheticAsync(raw, cancellation) ? envelope with { Municipalities = [SyntheticMunicipality.Id] } : envelope;
        var content = await documents.PutAsync(raw, cancellation);
        IntakeRow row = null!;
        foreach (var municipality in envelope.Municipalities)
        {
            var identity = item.IsRewritten ? RewrittenMail.IdentityHashOf(raw) : await IdentityOfAsync(municipality, envelope, raw, cancellation);
            var verdict = await triage.JudgeAsync(municipality, raw, cancellation);
            row = await LedgerAsync(item with { Size = raw.Length }, municipality, envelope, content, identity, verdict.Lane, cancellation);
            if (verdict.IsUrgent && row.Disposition == Dispositions.Pending)
            {
                await urgent.TellAsync(row, cancellation);
            }
        }

        return row;
    }

    /// <summary>
    /// A row of an earlier identity is this message only when its stored bytes say so; else it is another one of the same Message-ID and the same text,
    /// and gets a row of its own.
    /// </summary>
    private async Task<string> IdentityOfAsync(string municipality, Envelope envelope, ReadOnlyMemory<byte> raw, CancellationToken cancellation)
    {
        var identity = envelope.IdentityHashOf(raw.Span);
        foreach (var earlier in envelope.EarlierIdentityHashesOf(raw.Span))
        {
            if (identity != earlier && await ledger.FindAsync(IntakeIds.Of(municipality, envelope.MessageId, earlier), cancellation) is { } row && await IsSameAsync(row, identity, cancellation))
            {
                return earlier;
            }
        }

        return identity;
    }

    private async Task<bool> IsSameAsync(IntakeRow row, string identity, CancellationToken cancellation)
    {
        try
        {
            ReadOnlyMemory<byte> stored = await documents.GetAsync(row.ContentHash, cancellation);
            return Envelope.Of(stored, addressees).IdentityHashOf(stored.Span) == identity;
        }
        catch (DocumentStoreException)
        {
            // What cannot be compared is kept as a message of its own: seen twice rather than not at all.
            return false;
        }
    }

    /// <summary>A kill between the ledger and the duty officer's task left the task out; who was told already is not told again.</summary>
    private async Task<bool> FinishKnownAsync(MailboxItem item, IntakeRow known, CancellationToken cancellation)
    {
        if (known.Disposition == Dispositions.Pending && triage.HasWordsOfDistress(known.Municipality, await documents.GetAsync(known.ContentHash, cancellation)))
        {
            await urgent.TellAsync(known, cancellation);
        }

        return await FinishAsync(item, known, cancellation);
    }

    private async Task<bool> FinishAsync(MailboxItem item, IntakeRow row, CancellationToken cancellation)
    {
        using var span = AppTelemetry.Message("take-in", row.IntakeId);
        await mailbox.CompleteAsync(item, cancellation);
        LogAccepted(row.IntakeId, row.Size);
        return true;
    }

    /// <summary>The bytes stay in the mailbox; the ledger knows the message by its place and size, and a person is told.</summary>
    private async Task<bool> AcceptTooLargeAsync(MailboxItem item, CancellationToken cancellation)
    {
        var place = PlaceOf(item);
        var envelope = await HeadersAsync(item, cancellation);
        var start = await mailbox.ReadStartAsync(item, cancellation) ?? ReadOnlyMemory<byte>.Empty;
        IntakeRow row = null!;
        foreach (var municipality in envelope.Municipalities)
        {
            var isUrgent = triage.HasWordsOfDistress(municipality, start);
            row = await LedgerAsync(item, municipality, envelope, place, place, isUrgent ? Lanes.Urgent : Lanes.Usual, cancellation);
            if (isUrgent)
            {
                await urgent.TellAsync(row, cancellation);
            }

            await ledger.DisposeAsync(row.IntakeId, Dispositions.Review, null, "too-large", "machine", cancellation);
            await RaiseAsync(
                row.Municipality,
                $"too-large:{row.IntakeId}",
                new(
                    "Vēstule ir lielāka par pieļaujamo; tā glabājas pastkastē. Atveriet to tur (Maildir mapē „cur” vai apstrādāto vēstuļu mapē) un sazinieties ar sūtītāju.",
                    "The letter is larger than allowed; it is kept in the mailbox. Open it there (folder “cur” of a Maildir, or the folder of letters dealt with) and speak to the sender."),
                row.IntakeId,
                cancellation);
        }

        return await FinishAsync(item, row, cancellation);
    }

    private async Task<Envelope> HeadersAsync(MailboxItem item, CancellationToken cancellation)
    {
        try
        {
            return await mailbox.ReadHeadersAsync(item, cancellation) is { } mail ? Envelope.Of(mail, addressees) : Envelope.Unknown(addressees);
        }
        catch (MailFormatException)
        {
            return Envelope.Unknown(addressees);
        }
    }

    private Task<IntakeRow> LedgerAsync(MailboxItem item, string municipality, Envelope envelope, string contentHash, string identityHash, int lane, CancellationToken cancellation) => ledger.AcceptAsync(
        new AcceptedMessage
        {
            Municipality = municipality,
            ProviderId = DeliveryIds.Of(item.Id, municipality, isLast: municipality == envelope.Municipalities[^1]),
            MessageId = envelope.MessageId,
            ContentHash = contentHash,
            IdentityHash = identityHash,
            Size = item.Size,
            ReceivedAt = item.ReceivedAt,
            Lane = lane,
        },
        cancellation);

    /// <summary>Somebody moved or deleted a mail that we had not taken in yet; it may lie in another folder.</summary>
    private Task TellGoneAsync(MailboxItem item, CancellationToken cancellation) => RaiseAsync(
        addressees.Default.Pack.Id,
        $"mailbox-gone:{HashOf(item.Id)}",
        new(
            "No pastkastes ir izņemta vēstule, pirms sistēma to saņēma. Atrodiet to (arī dzēsto vienumu mapē) un pārvietojiet atpakaļ uz iesūtni.",
            "A letter was taken out of the mailbox before the system had received it. Find it (look into the deleted items, too) and move it back to the inbox."),
        null,
        cancellation);

    private Task RaiseAsync(string municipality, string key, Bilingual text, string? subject, CancellationToken cancellation) => tasks.RaiseAsync(
        new PersonTask { Key = key, Municipality = municipality, Role = Roles.Registrar, Kind = TaskKind, SubjectId = subject, Text = text, RaisedAt = time.GetUtcNow() },
        cancellation);

    /// <summary>Hash of the mailbox's id of the mail that a task of an earlier version is about; null for another key.</summary>
    public static string? EntryOf(string taskKey) => taskKey.StartsWith(UnreadableKey, StringComparison.Ordinal) ? taskKey[UnreadableKey.Length..] : null;

    /// <summary>Stands in the ledger for the content of a message that is not read.</summary>
    private static string PlaceOf(MailboxItem item) => HashOf($"{item.Id}\n{item.Size}");

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [LoggerMessage(LogLevel.Warning, "The mailbox does not answer now; the next look goes on.")]
    private partial void LogUnavailable(Exception problem);

    [LoggerMessage(LogLevel.Information, "Accepted message {IntakeId}, {Size} bytes.")]
    private partial void LogAccepted(string intakeId, long size);

    [LoggerMessage(LogLevel.Information, "The mailbox entry {Entry} was destroyed here at the end of its retention; it is not stored again.")]
    private partial void LogDestroyedBefore(string entry);

    [LoggerMessage(LogLevel.Error, "The mailbox entry {Entry} was not accepted; it stays there and is offered again.")]
    private partial void LogNotAccepted(Exception problem, string entry);

    [LoggerMessage(LogLevel.Error, "The mailbox entry {Entry} cannot be read; it stays there.")]
    private partial void LogUnreadable(string entry);
}
