namespace SocialWorkflows.Casework.Cases;

/// <summary>Small files that are written once and never changed or deleted, outside the journal they vouch for.</summary>
public interface IAnchorStore
{
    /// <summary>False when there is a file of this name already; it stays as it is.</summary>
    Task<bool> AddAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation);

    /// <summary>Null when there is none.</summary>
    Task<byte[]?> FindAsync(string name, CancellationToken cancellation);

    /// <summary>Names in ordinal order.</summary>
    Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellation);
}
