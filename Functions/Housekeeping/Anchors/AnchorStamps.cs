using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Functions.Housekeeping.Anchors;

/// <summary>
/// A time-stamp (RFC 3161) of a trusted service beside each anchor, where one is configured: then a journal, anchors and all, cannot be written anew with a
/// day of the past. A service that is down keeps no anchor from being written; it is asked again in the next nights.
/// </summary>
internal sealed partial class AnchorStamps(IAnchorStore anchors, IOptions<AnchorOptions> options, StampingHttp http, TimeProvider time, ILogger<AnchorStamps> logger)
{
    public const string Extension = ".tst";

    /// <summary>An anchor that got no stamp within so long stays without: a later one would prove little of its day.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromDays(7);

    public static string NameOf(string anchor) => Path.ChangeExtension(anchor, Extension);

    /// <returns>How many anchors were stamped now.</returns>
    public async Task<int> StampAsync(CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(options.Value.TimeStampUrl))
        {
            return 0;
        }

        var client = new TimeStampClient(new Uri(options.Value.TimeStampUrl), http.Client, time, string.IsNullOrEmpty(options.Value.TimeStampPolicy) ? null : options.Value.TimeStampPolicy);
        var names = (await anchors.NamesAsync(cancellation)).ToHashSet(StringComparer.Ordinal);
        var oldest = Anchor.NameOf(time.GetUtcNow() - Within);
        var stamped = 0;
        foreach (var name in names.Where(n => Anchor.IsName(n) && string.CompareOrdinal(n, oldest) >= 0 && !names.Contains(NameOf(n))).Order(StringComparer.Ordinal))
        {
            try
            {
                var stamp = await client.StampAsync(SHA256.HashData((await anchors.FindAsync(name, cancellation))!), cancellation);
                stamped += await anchors.AddAsync(NameOf(name), stamp.Token, cancellation) ? 1 : 0;
                LogStamped(name, stamp.Time);
            }
            catch (TimeStampException problem)
            {
                LogNotStamped(problem, name);
                break;
            }
        }

        return stamped;
    }

    [LoggerMessage(LogLevel.Information, "The anchor {Anchor} is time-stamped: {Time}")]
    private partial void LogStamped(string anchor, DateTimeOffset time);

    [LoggerMessage(LogLevel.Warning, "The anchor {Anchor} got no time-stamp; the next night asks again.")]
    private partial void LogNotStamped(Exception problem, string anchor);
}
