using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Tests.Support;

/// <summary>A journal that says how often it was read.</summary>
internal sealed class CountingJournal(ICaseJournal inner) : ICaseJournal
{
    public int Reads { get; private set; }

    public Task<CaseRecord?> ReadAsync(CaseRef reference, CancellationToken cancellation)
    {
        Reads++;
        return inner.ReadAsync(reference, cancellation);
    }

    public Task<AppendResult> AppendAsync(Append append, CancellationToken cancellation) => inner.AppendAsync(append, cancellation);

    public Task<IReadOnlyList<OutboxMark>> ReadMarksAsync(CancellationToken cancellation) => inner.ReadMarksAsync(cancellation);

    public Task<IReadOnlyList<OutboxMark>> ReadMarksOfAsync(CaseRef reference, CancellationToken cancellation) => inner.ReadMarksOfAsync(reference, cancellation);

    public Task ClearMarkAsync(OutboxMark mark, CancellationToken cancellation) => inner.ClearMarkAsync(mark, cancellation);
}
