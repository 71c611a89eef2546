using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.CaseView;

/// <summary>Another case of the same application or of the same service's time.</summary>
internal sealed record RelatedCase(string CaseId, string? Number, string Service, string Kind, string Stage);

/// <summary>Finds the cases a case was opened beside, and those opened beside it.</summary>
internal sealed class RelatedCases(CaseReader cases, UiTexts texts)
{
    public async Task<IReadOnlyList<RelatedCase>> OfAsync(CaseRecord record, MunicipalityPack pack, CancellationToken cancellation)
    {
        List<RelatedCase> related = [];
        foreach (var (other, kind) in await FindAsync(record, cancellation))
        {
            var service = other.State.ServiceId is { } id && pack.FindServiceAnywhere(id) is { } known ? texts.ServiceName(known) : texts["board.no-service"];
            related.Add(new RelatedCase(other.Case.CaseId, other.State.Number, service, texts.Word("sibling", kind), texts.Word("stage", other.Standing.Stage)));
        }

        return related;
    }

    /// <summary>The other parts of the same application only: they share one line of time.</summary>
    public async Task<IReadOnlyList<CaseRecord>> PartsAsync(CaseRecord record, CancellationToken cancellation) =>
        [.. (await FindAsync(record, cancellation)).Where(r => r.Kind == SiblingKinds.Split).Select(r => r.Other)];

    private async Task<List<(CaseRecord Other, string Kind)>> FindAsync(CaseRecord record, CancellationToken cancellation)
    {
        List<(CaseRecord, string)> found = [];
        var own = record.Case.CaseId;
        if (record.State.Received?.Origin is { } origin && await cases.FindAsync(origin.CaseId, cancellation) is { } former)
        {
            found.Add((former, origin.Kind));
            await AddSiblingsAsync(former, s => origin.Kind == SiblingKinds.Split && s.Kind == SiblingKinds.Split && s.CaseId != own);
        }

        await AddSiblingsAsync(record, _ => true);
        return found;

        async Task AddSiblingsAsync(CaseRecord of, Func<SiblingCase, bool> counts)
        {
            foreach (var sibling in (of.State.Siblings ?? []).Where(counts))
            {
                if (await cases.FindAsync(sibling.CaseId, cancellation) is { } other)
                {
                    found.Add((other, sibling.Kind));
                }
            }
        }
    }
}
