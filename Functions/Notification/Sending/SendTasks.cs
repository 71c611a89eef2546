using System.Globalization;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Lists;

namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>What people are asked to do about mail that did not simply leave, once for each reason.</summary>
internal sealed class SendTasks(IPersonTasks tasks, TimeProvider time)
{
    /// <summary>Kind of the task about mail that waits because of a setting.</summary>
    public const string Held = "send-held";

    /// <summary>About a row that was given up; by what it says of itself, so that it can be repeated.</summary>
    public Task RaiseAsync(SendRow row, CancellationToken cancellation) => row switch
    {
        { State: SendStates.Held, Detail: SendEnds.SafeMode } => RaiseAsync(row, SafeKeyOf(row), "safe-mail", row.SubjectId, SendTexts.NotSafe, cancellation),
        { State: SendStates.Held } => RaiseAsync(row, $"{Held}:{row.Municipality}:{Today}", Held, null, SendTexts.Held, cancellation),
        _ => RaiseAsync(row, KeyOf(row), $"send-{row.State}", row.SubjectId, SendTexts.GivenUp(row), cancellation),
    };

    /// <summary>One for each mail; of a list one while it is open, because its result names them all.</summary>
    public async Task RaiseBouncedAsync(SendRow row, string subject, string cause, CancellationToken cancellation)
    {
        if (SendList.IdIn(row.SubjectId) is not { } list)
        {
            await RaiseAsync(row, $"bounced:{row.OperationId}", "mail-bounced", subject, SendTexts.Bounced(cause), cancellation);
            return;
        }

        var start = $"bounced-list:{list}:";
        if (!(await tasks.ListOpenAsync(row.Municipality, cancellation)).Any(t => t.Key.StartsWith(start, StringComparison.Ordinal)))
        {
            await RaiseAsync(row, $"{start}{row.OperationId}", "mail-bounced", row.SubjectId, SendTexts.BouncedOfList, cancellation);
        }
    }

    /// <param name="row">The decision that left after all.</param>
    /// <param name="number">Of its case.</param>
    /// <param name="cancellation">Stops the writing.</param>
    public Task RaiseTwoWaysAsync(SendRow row, string number, CancellationToken cancellation) =>
        RaiseAsync(row, $"notice-two-ways:{row.OperationId}", "notice-two-ways", row.SubjectId, SendTexts.TwoWays(number), cancellation, Roles.Head);

    /// <summary>Mail kept back for so long that what it says may no longer be true: one task for each lot, known by its first mail.</summary>
    public Task RaiseTooOldAsync(SendRow first, int count, IReadOnlyCollection<string> numbers, CancellationToken cancellation) =>
        RaiseAsync(first, $"send-too-old:{first.OperationId}", "send-too-old", null, SendTexts.TooOld(count, numbers), cancellation);

    /// <summary>The truth came: it has left.</summary>
    public Task CloseAsync(SendRow row, CancellationToken cancellation) => tasks.CloseAsync(row.Municipality, KeyOf(row), "machine", "mail-has-left", cancellation);

    /// <summary>Nothing waits for a setting any more.</summary>
    public async Task CloseHeldAsync(string municipality, CancellationToken cancellation)
    {
        foreach (var task in (await tasks.ListOpenAsync(municipality, cancellation)).Where(t => t.Kind == Held))
        {
            await tasks.CloseAsync(municipality, task.Key, "machine", "mail-released", cancellation);
        }
    }

    private string Today => time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Key of the task about a mail that was kept back because the person's mail is not safe.</summary>
    public static string SafeKeyOf(SendRow row) => $"safe-mail:{row.SubjectId}:{row.Kind}:{row.Round}";

    private static string KeyOf(SendRow row) => $"send:{row.OperationId}";

    private Task RaiseAsync(SendRow row, string key, string kind, string? subject, Bilingual text, CancellationToken cancellation, string role = Roles.Registrar) => tasks.RaiseAsync(
        new PersonTask { Key = key, Municipality = row.Municipality, Role = role, Kind = kind, SubjectId = subject, Text = text, RaisedAt = time.GetUtcNow() }, cancellation);
}
