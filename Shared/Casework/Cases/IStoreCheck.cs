namespace SocialWorkflows.Casework.Cases;

/// <summary>The newest link of a municipality's chain and how many entries it links.</summary>
public sealed record ChainHead(string Municipality, long Entries, string Link);

/// <summary>What <see cref="IJournalVerifier"/> does at once, in pieces that can be stopped between any two, so that a night is enough for a part of it.</summary>
public interface IStoreCheck
{
    /// <summary>Every case, those whose contents were destroyed too, in a lasting order, from the one after <paramref name="after"/>.</summary>
    IAsyncEnumerable<CaseRef> CasesAsync(CaseRef? after, CancellationToken cancellation);

    /// <summary>The case's hashes recomputed, and its board row and look-up keys against what the journal adds up to. Empty: all is well.</summary>
    Task<IReadOnlyList<string>> CheckCaseAsync(CaseRef reference, CancellationToken cancellation);

    /// <summary>The link of every entry of every municipality recomputed, one after the other. Empty: all is well.</summary>
    Task<IReadOnlyList<string>> CheckChainsAsync(CancellationToken cancellation);

    Task<IReadOnlyList<ChainHead>> HeadsAsync(CancellationToken cancellation);

    /// <summary>The links at the entries of these numbers, counted from 1; those past the end of the chain are left out.</summary>
    Task<IReadOnlyDictionary<long, string>> LinksAtAsync(string municipality, IReadOnlyCollection<long> entries, CancellationToken cancellation);
}
