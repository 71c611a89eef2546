using System.Text.Json;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Housekeeping.SelfCheck;

/// <summary>Keeps the look that goes on and the one that ended last, in the stores, so that every process knows them.</summary>
internal sealed class SelfCheckMemory(IMailboxMemory memory)
{
    private const string Running = "self-check-running";
    private const string Ended = "self-check-ended";

    public Task<SelfCheckReport?> RunningAsync(CancellationToken cancellation) => ReadAsync(Running, cancellation);

    /// <summary>Null before the first.</summary>
    public Task<SelfCheckReport?> EndedAsync(CancellationToken cancellation) => ReadAsync(Ended, cancellation);

    public Task KeepAsync(SelfCheckReport report, CancellationToken cancellation) => memory.WriteAsync(Running, Text(report), cancellation);

    public async Task EndAsync(SelfCheckReport report, CancellationToken cancellation)
    {
        await memory.WriteAsync(Ended, Text(report), cancellation);
        if (await memory.ReadAsync(Running, cancellation) is { } running)
        {
            await memory.ForgetAsync(Running, running, cancellation);
        }
    }

    private async Task<SelfCheckReport?> ReadAsync(string name, CancellationToken cancellation) =>
        await memory.ReadAsync(name, cancellation) is { } text ? JsonSerializer.Deserialize<SelfCheckReport>(text, JsonSerializerOptions.Web) : null;

    private static string Text(SelfCheckReport report) => JsonSerializer.Serialize(report, JsonSerializerOptions.Web);
}
