using System.Globalization;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake;

/// <summary>What the mailbox holds, held against the intake ledger.</summary>
/// <param name="InMailbox">Mails in the mailbox.</param>
/// <param name="InLedger">Of these, known to the ledger.</param>
/// <param name="Lost">Marked as taken in, but not in the ledger.</param>
/// <param name="Late">Not taken in, or not marked, although they came a while ago.</param>
/// <param name="Stuck">Rows of the ledger that have had no end for a day.</param>
internal sealed record IntakeBalance(int InMailbox, int InLedger, int Lost, int Late, int Stuck)
{
    public bool Holds => Lost == 0 && Late == 0 && Stuck == 0;
}

/// <summary>
/// Proves that every mail of the mailbox is in the ledger (design invariant I1) and that every row comes to an end. What does not hold is a task
/// for a person, open until it holds again; late mail is looked for anew from the beginning.
/// </summary>
internal sealed partial class IntakeReconciliation(
    IMailbox mailbox, IIntakeLedger ledger, DestroyedMails destroyed, IPersonTasks tasks, MunicipalityDirectory municipalities, TimeProvider time, ILogger<IntakeReconciliation> logger)
{
    public const string Kind = "mailbox-count";

    public static readonly TimeSpan Interval = TimeSpan.FromHours(6);

    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan LongestWork = TimeSpan.FromDays(1);

    /// <exception cref="MailboxUnavailableException">The mailbox does not answer; nothing was concluded.</exception>
    public async Task<IntakeBalance> RunAsync(CancellationToken cancellation)
    {
        var balance = await CountAsync(cancellation);
        LogBalance(balance.InMailbox, balance.InLedger, balance.Lost, balance.Late, balance.Stuck);
        if (balance.Late > 0)
        {
            await mailbox.LookFromTheBeginningAsync(cancellation);
        }

        await TellAsync(balance, cancellation);
        return balance;
    }

    private async Task<IntakeBalance> CountAsync(CancellationToken cancellation)
    {
        // Hashes of sixteen bytes: a mailbox of years is held in a few megabytes.
        HashSet<UInt128> known = [];
        var before = time.GetUtcNow() - Grace;
        List<(UInt128 Id, bool IsCompleted, bool IsOld)> entries = [];
        await foreach (var entry in mailbox.InventoryAsync(cancellation))
        {
            entries.Add((Short(entry.Item.Id), entry.IsCompleted, entry.Item.ReceivedAt < before));
        }

        // The ledger after the mailbox: what was accepted in between is then known, and not taken for lost.
        await foreach (var delivery in ledger.DeliveriesAsync(cancellation))
        {
            known.Add(Short(DeliveryIds.MailOf(delivery.ProviderId) ?? delivery.ProviderId));
        }

        foreach (var (id, _, _) in entries.Where(e => e.IsCompleted && !known.Contains(e.Id)))
        {
            if (await destroyed.IsOneAsync(id, cancellation))
            {
                known.Add(id);
            }
        }

        await CloseReadableAsync(known, cancellation);
        return new IntakeBalance(
            entries.Count,
            entries.Count(e => known.Contains(e.Id)),
            entries.Count(e => e.IsCompleted && !known.Contains(e.Id)),
            entries.Count(e => !e.IsCompleted && e.IsOld),
            await StuckAsync(cancellation));
    }

    private async Task<int> StuckAsync(CancellationToken cancellation)
    {
        var stuck = 0;
        foreach (var municipality in municipalities.All)
        {
            stuck += (await ledger.ListAsync(municipality.Pack.Id, Dispositions.Pending, cancellation)).Count(r => time.GetUtcNow() - r.ReceivedAt > LongestWork);
        }

        return stuck;
    }

    /// <summary>A mail that could not be read once and was taken in later needs nobody any more.</summary>
    private async Task CloseReadableAsync(HashSet<UInt128> known, CancellationToken cancellation)
    {
        var municipality = municipalities.Default.Pack.Id;
        foreach (var task in (await tasks.ListOpenAsync(municipality, cancellation)).Where(t => t.Kind == IncomingDesk.TaskKind))
        {
            if (IncomingDesk.EntryOf(task.Key) is { } hash && known.Contains(Short(Convert.FromHexString(hash))))
            {
                await tasks.CloseAsync(municipality, task.Key, "machine", "accepted", cancellation);
            }
        }
    }

    private async Task TellAsync(IntakeBalance balance, CancellationToken cancellation)
    {
        var municipality = municipalities.Default.Pack.Id;
        var open = (await tasks.ListOpenAsync(municipality, cancellation)).Where(t => t.Kind == Kind).ToList();
        if (balance.Holds)
        {
            foreach (var task in open)
            {
                await tasks.CloseAsync(municipality, task.Key, "machine", "balanced", cancellation);
            }
        }
        else if (open.Count == 0)
        {
            var now = time.GetUtcNow();
            await tasks.RaiseAsync(
                new PersonTask { Key = $"{Kind}:{now:yyyyMMddHHmm}", Municipality = municipality, Role = Roles.Head, Kind = Kind, Text = TextOf(balance), RaisedAt = now },
                cancellation);
        }
    }

    private static Bilingual TextOf(IntakeBalance balance) => new(
        $"Pastkaste un saņemto vēstuļu žurnāls nesakrīt. Pastkastē {balance.InMailbox}, no tām žurnālā {balance.InLedger}; atzīmētas kā saņemtas, bet žurnālā nav: {balance.Lost}; laikā nav saņemtas: {balance.Late}; vairāk nekā dienu bez gala: {balance.Stuck}. Pārbaudiet pastkasti kopā ar sistēmas uzturētāju; uzdevums aizvērsies pats, kad skaits sakritīs.",
        $"The mailbox and the ledger of received letters do not agree. In the mailbox {balance.InMailbox}, of these in the ledger {balance.InLedger}; marked as received, but not in the ledger: {balance.Lost}; not received in time: {balance.Late}; without an end for more than a day: {balance.Stuck}. Check the mailbox together with the operator; the task closes by itself when the numbers agree.");

    private static UInt128 Short(string id) => DestroyedMails.Short(id);

    private static UInt128 Short(byte[] hash) => System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);

    [LoggerMessage(LogLevel.Information, "Mailbox {InMailbox}, in the ledger {InLedger}, lost {Lost}, late {Late}; rows without an end {Stuck}.")]
    private partial void LogBalance(int inMailbox, int inLedger, int lost, int late, int stuck);
}
