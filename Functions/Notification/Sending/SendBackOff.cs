namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>How long to wait before the next try: twice as long each time, between half and the whole of it at random, so that many do not come back at once.</summary>
/// <param name="Next">Random numbers from 0 up to 1.</param>
internal sealed record SendBackOff(Func<double> Next)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <param name="failures">How often it failed, from 1.</param>
    public TimeSpan After(int failures)
    {
        var whole = Math.Min(First.TotalSeconds * Math.Pow(2, Math.Min(failures, 20) - 1), Longest.TotalSeconds);
        return TimeSpan.FromSeconds(whole * (0.5 + (Next() / 2)));
    }
}
