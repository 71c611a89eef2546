using SocialWorkflows.Casework.Documents;

namespace SocialWorkflows.Tests.EAddress;

/// <summary>Files whose process dies at one write: before it reached the store, or after. From then on nothing is written any more.</summary>
internal sealed class MortalKept(IKeptFiles inner) : IKeptFiles
{
    private int _writes;
    private bool _isDead;

    /// <summary>The write that kills; none for 0.</summary>
    public int DiesAt { get; set; }

    public bool WritesLast { get; set; }

    public int Writes => _writes;

    /// <summary>What somebody else does right before a write.</summary>
    public Func<string, Task>? Before { get; set; }

    public Task<bool> AddAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation) => WriteAsync(name, () => inner.AddAsync(name, content, cancellation));

    public Task DeleteAsync(string name, CancellationToken cancellation) => WriteAsync(name, async () =>
    {
        await inner.DeleteAsync(name, cancellation);
        return true;
    });

    public Task<int> SweepAsync(DateTimeOffset before, CancellationToken cancellation) => inner.SweepAsync(before, cancellation);

    public Task<byte[]?> FindAsync(string name, CancellationToken cancellation) => inner.FindAsync(name, cancellation);

    public Task<IReadOnlyList<string>> NamesAsync(string prefix, CancellationToken cancellation) => inner.NamesAsync(prefix, cancellation);

    /// <summary>The next process.</summary>
    public void Revive() => (_isDead, DiesAt) = (false, 0);

    private async Task<bool> WriteAsync(string name, Func<Task<bool>> write)
    {
        if (Before is { } before)
        {
            Before = null;
            await before(name);
        }

        if (_isDead || ++_writes == DiesAt)
        {
            if (!_isDead && WritesLast)
            {
                await write();
            }

            _isDead = true;
            throw new IOException("The process was killed.");
        }

        return await write();
    }
}
