using System.Globalization;
using System.Security.Cryptography;
using SocialWorkflows.Casework.Sending;

namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>Names this process's tries, and tells those of a process that is gone.</summary>
/// <param name="isAlone">The stores are held by one process at a time, so a try of another one is over for certain.</param>
/// <param name="time">Clock of the leases.</param>
internal sealed class SendLease(bool isAlone, TimeProvider time)
{
    private readonly string _process = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
    private int _tries;

    public bool IsAlone => isAlone;

    public string New() => string.Create(CultureInfo.InvariantCulture, $"{_process}:{Interlocked.Increment(ref _tries)}");

    public bool IsOver(SendRow row) => row.State == SendStates.Sending
        && (row.DueAt is null || row.DueAt <= time.GetUtcNow() || (isAlone && row.Lease?.StartsWith(_process, StringComparison.Ordinal) != true));
}
