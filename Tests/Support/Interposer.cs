using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Tests.Support;

/// <summary>Lets something happen in the instant before a certain append: the gaps in which races live.</summary>
internal sealed class Interposer
{
    private ICaseJournal? _inner;

    /// <summary>Called with the journal underneath before every append through the interposed one.</summary>
    public Func<ICaseJournal, Append, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public ICaseJournal Around(ICaseJournal inner)
    {
        _inner = inner;
        return new Interposed(this);
    }

    private sealed class Interposed(Interposer owner) : ICaseJournal
    {
        private ICaseJournal Inner => owner._inner!;

        public Task<CaseRecord?> ReadAsync(CaseRef reference, CancellationToken cancellation) => Inner.ReadAsync(reference, cancellation);

        public async Task<AppendResult> AppendAsync(Append append, CancellationToken cancellation)
        {
            await owner.Before(Inner, append);
            return await Inner.AppendAsync(append, cancellation);
        }

        public Task<IReadOnlyList<OutboxMark>> ReadMarksAsync(CancellationToken cancellation) => Inner.ReadMarksAsync(cancellation);

        public Task<IReadOnlyList<OutboxMark>> ReadMarksOfAsync(CaseRef reference, CancellationToken cancellation) => Inner.ReadMarksOfAsync(reference, cancellation);

        public Task ClearMarkAsync(OutboxMark mark, CancellationToken cancellation) => Inner.ClearMarkAsync(mark, cancellation);
    }
}
