using System.Globalization;
using SocialWorkflows.DurableTask;

namespace SocialWorkflows.Functions.Intake;

/// <summary>The row of the intake ledger a message orchestration works on.</summary>
internal sealed record MessageInput(string IntakeId)
{
    /// <summary>The message's first orchestration.</summary>
    public static string InstanceOf(string intakeId) => $"message-{intakeId}";
}

/// <summary>
/// Takes one accepted message to its end; lives minutes, or as long as the scanner is silent or a signature cannot be checked.
/// <list type="number">
/// <item>scan: without a verdict every file waits</item>
/// <item>file: read, verify signatures, match, and write it down as a new case, part of a case, or for review</item>
/// <item>answer the sender when the application has no valid signature, or one that is still being checked</item>
/// <item>look again, for a month, at a signature that could not be checked; when it turns out not to hold, tell the sender</item>
/// </list>
/// </summary>
internal sealed class MessageOrchestrator : TaskOrchestrator<MessageInput, string>
{
    /// <summary>A trusted list is fetched within the day; after a month the message stays with the person who has had it on the list since it came.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromHours(1), TimeSpan.FromHours(4), TimeSpan.FromHours(12), .. Enumerable.Repeat(TimeSpan.FromDays(1), 30)];

    private static readonly TaskOptions Patient = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 12,
        firstRetryInterval: TimeSpan.FromSeconds(10),
        backoffCoefficient: 2,
        maxRetryInterval: TimeSpan.FromHours(1)));

    public override async Task<string> RunAsync(TaskOrchestrationContext context, MessageInput input)
    {
        while (ScanResults.PauseOf(await context.CallActivityAsync<string>(FunctionNames.ScanMessage, input, Patient)) is { } pause)
        {
            context.SetCustomStatus("waiting-for-scanner");
            await context.CreateTimer(pause, CancellationToken.None);
        }

        var filed = await context.CallActivityAsync<FiledMessage>(FunctionNames.FileMessage, input, Patient);
        if (filed.Answer is not null)
        {
            await context.CallActivityAsync(FunctionNames.AnswerMessage, new AnswerInput(input.IntakeId, filed.Answer), Patient);
        }

        foreach (var pause in Pauses)
        {
            if (!filed.IsOpen)
            {
                break;
            }

            context.SetCustomStatus("checking-signature");
            await context.CreateTimer(pause, CancellationToken.None);
            filed = await context.CallActivityAsync<FiledMessage>(FunctionNames.RecheckSignature, input, Patient);

            // Until 2026-11 a repeated check had no answer, so no history has one here.
            if (filed.Answer is not null && !filed.IsOpen)
            {
                await context.CallActivityAsync(FunctionNames.AnswerMessage, new AnswerInput(input.IntakeId, filed.Answer), Patient);
            }
        }

        context.SetCustomStatus(filed.Disposition);
        return filed.Disposition;
    }
}

/// <summary>How a message was filed, and the kind of answer its sender gets, if any.</summary>
internal sealed record FiledMessage(string Disposition, string? Answer)
{
    /// <summary>The signature could not be checked yet. Absent in histories from before 2026-11, which never asked again.</summary>
    public bool IsOpen { get; init; }
}

internal sealed record AnswerInput(string IntakeId, string Kind);

/// <summary>What the scan of a message says. Persisted in histories: add, never rename.</summary>
internal static class ScanResults
{
    public const string Clean = "clean";
    public const string Infected = "infected";

    /// <summary>The scanner is silent. Alone: ask again after <see cref="UsualPause"/>; else a colon and the seconds follow.</summary>
    public const string Waiting = "waiting";

    public static readonly TimeSpan UsualPause = TimeSpan.FromMinutes(5);

    public static string WaitFor(TimeSpan pause) => pause == UsualPause ? Waiting : string.Create(CultureInfo.InvariantCulture, $"{Waiting}:{pause.TotalSeconds:0}");

    /// <summary>How long to wait before the scanner is asked again; null when it has answered.</summary>
    public static TimeSpan? PauseOf(string result) => result switch
    {
        Waiting => UsualPause,
        _ when result.StartsWith(Waiting + ":", StringComparison.Ordinal) => TimeSpan.FromSeconds(int.Parse(result.AsSpan(Waiting.Length + 1), CultureInfo.InvariantCulture)),
        _ => null,
    };
}
