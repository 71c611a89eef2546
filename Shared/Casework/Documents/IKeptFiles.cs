namespace SocialWorkflows.Casework.Documents;

/// <summary>
/// Named files of one purpose that must outlive the machine's disk and are seen by every instance. Names have parts between slashes and no personal data.
/// A file is written once; what is written anew is deleted first.
/// </summary>
public interface IKeptFiles
{
    /// <summary>Durable when the task completes. False when there is one of that name: then nothing changed.</summary>
    Task<bool> AddAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation);

    /// <summary>Null when there is none.</summary>
    Task<byte[]?> FindAsync(string name, CancellationToken cancellation);

    /// <summary>Names that begin so, in ordinal order; all of them for an empty prefix.</summary>
    Task<IReadOnlyList<string>> NamesAsync(string prefix, CancellationToken cancellation);

    /// <summary>One that is gone already is as good as deleted.</summary>
    Task DeleteAsync(string name, CancellationToken cancellation);

    /// <summary>Deletes what a kill left half written before that moment of the machine's clock: files under no name, which nothing else finds.</summary>
    /// <returns>How many there were. Repeatable.</returns>
    Task<int> SweepAsync(DateTimeOffset before, CancellationToken cancellation);
}
