using System.Globalization;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Hosting.Health;

/// <summary>How long ago the mailbox was last looked through to its end; before the first look, since the start of the process.</summary>
internal sealed class MailboxAge(IMailboxMemory memory, TimeProvider time)
{
    private readonly DateTimeOffset _start = time.GetUtcNow();
    private DateTimeOffset _last = time.GetUtcNow();

    /// <summary>By what was read last.</summary>
    public TimeSpan LastKnown => Since(_last);

    public async Task<TimeSpan> ReadAsync(CancellationToken cancellation)
    {
        var last = await memory.ReadAsync(IncomingDesk.LastLook, cancellation) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : DateTimeOffset.MinValue;
        _last = last > _start ? last : _start;
        return LastKnown;
    }

    private TimeSpan Since(DateTimeOffset instant) => time.GetUtcNow() > instant ? time.GetUtcNow() - instant : TimeSpan.Zero;
}
