using System.Globalization;
using System.Text;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Functions.Lists;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Housekeeping.Retention;

/// <summary>
/// Which records were destroyed, written once beside the anchors before anything goes. A restored backup that is older than a destruction finds there what it
/// has to destroy again; how far it has read is kept in the stores, and so goes back with them.
/// </summary>
internal sealed partial class DestroyedIds(IAnchorStore anchors, IRetentionLedger list, IIntakeLedger intake, IMailboxMemory memory, SendLists lists, DestructionBook book, TimeProvider time, ILogger<DestroyedIds> logger)
{
    public const string Prefix = "destroyed-";
    public const string Extension = ".ids";

    private const string ReadUntil = "destroyed-ids-read";

    /// <summary>Ids, days and the rule; no reason that a person wrote.</summary>
    public Task WriteAsync(IReadOnlyList<RetentionRow> rows, CancellationToken cancellation)
    {
        var name = Prefix + time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HHmmssfff", CultureInfo.InvariantCulture) + Extension;
        var lines = rows.Select(r => RetentionJson.Write(r.WithoutPlan() with { Steps = [.. r.Steps.Select(s => s with { Note = null })] }));
        return anchors.AddAsync(name, Encoding.UTF8.GetBytes(string.Join('\n', lines)), cancellation);
    }

    /// <summary>Approves again what had been destroyed when it is there again, unless somebody decided about it since.</summary>
    /// <returns>How many lines were approved.</returns>
    public async Task<int> RenewAsync(CancellationToken cancellation)
    {
        var until = await memory.ReadAsync(ReadUntil, cancellation);
        var renewed = 0;
        foreach (var name in (await anchors.NamesAsync(cancellation)).Where(n => IsName(n) && string.CompareOrdinal(n, until) > 0))
        {
            foreach (var line in Encoding.UTF8.GetString((await anchors.FindAsync(name, cancellation))!).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                renewed += await RenewAsync(RetentionJson.Read(line), cancellation) ? 1 : 0;
            }

            await memory.WriteAsync(ReadUntil, name, cancellation);
        }

        return renewed;
    }

    public static bool IsName(string name) => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Extension, StringComparison.Ordinal);

    private async Task<bool> RenewAsync(RetentionRow destroyed, CancellationToken cancellation)
    {
        if ((destroyed.Kind == RetentionKinds.Message && await intake.FindAsync(destroyed.SubjectId, cancellation) is null)
            || (destroyed.Kind == RetentionKinds.List && await lists.FindAsync(destroyed.Municipality, destroyed.SubjectId, cancellation) is null))
        {
            return false;
        }

        var now = await list.FindAsync(destroyed.Municipality, destroyed.Kind, destroyed.SubjectId, cancellation);
        if (now is { State: RetentionStates.Approved or RetentionStates.Destroying or RetentionStates.Destroyed } || now?.Steps[^1].At > destroyed.Steps[^1].At)
        {
            return false;
        }

        var approved = (destroyed with { Version = now?.Version ?? 0 }).Then(RetentionStates.Approved, time.GetUtcNow(), "machine", "Bija iznīcināts; atjaunots no vecākas kopijas.");
        await book.EnterAsync(approved, DestructionBook.Renewed, "machine", cancellation);
        var written = now is null ? await list.AddAsync(approved, cancellation) : await list.ReplaceAsync(approved, cancellation);
        LogAgain(destroyed.Kind, destroyed.SubjectId);
        return written;
    }

    [LoggerMessage(LogLevel.Warning, "The {Kind} {Subject} had been destroyed and is there again, as after a restore: it is destroyed anew.")]
    private partial void LogAgain(string kind, string subject);
}
