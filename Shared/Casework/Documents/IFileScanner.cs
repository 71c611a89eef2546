namespace SocialWorkflows.Casework.Documents;

/// <summary>A scanner's answer, in rising order of gravity.</summary>
public enum ScanVerdict
{
    Clean,

    /// <summary>No answer now: the file waits; it is never passed.</summary>
    Unavailable,

    /// <summary>Larger than the scanner reads to its end, now and later: it is never passed, and waiting does not help.</summary>
    TooLarge,

    Infected,
}

/// <summary>A malware scanner. Without a positive clean verdict no file reaches staff (design invariant I6).</summary>
public interface IFileScanner
{
    /// <summary>Journalled with every file it calls clean.</summary>
    string Name { get; }

    Task<ScanVerdict> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation);

    /// <summary>Asks how old its signatures are and whether it tells its limits. Never fails: what it does not say is in the answer.</summary>
    Task<ScannerStanding> StandingAsync(CancellationToken cancellation);
}
