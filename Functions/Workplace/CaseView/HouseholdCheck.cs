using SocialWorkflows.Casework.Assessment;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Functions.Workplace.CaseView;

/// <summary>
/// Notices a person who is counted in two households of the municipality, under the old code or the new one. It warns; a person
/// finds out.
/// </summary>
internal sealed class HouseholdCheck(ICaseBoard board, ICaseJournal journal)
{
    /// <summary>The numbers of cases that count a person of this case in a different household; null when there are none.</summary>
    public async Task<string?> ElsewhereAsync(CaseRecord record, MunicipalityPack pack, CancellationToken cancellation)
    {
        if (record.State is not { Received: { } received, Closed: null })
        {
            return null;
        }

        var others = new Dictionary<CaseRef, CaseState>();
        var own = Of(record.State);
        await ReadAsync(own);
        var applicant = Applicant(record.State);
        foreach (var same in others.Values.Select(Applicant).Where(codes => codes.Overlaps(applicant)).ToList())
        {
            applicant.UnionWith(same);
        }

        var aliases = others.Values.SelectMany(s => AliasesIn(s, own)).Except(own).ToList();
        own.UnionWith(aliases);
        await ReadAsync(aliases);

        var found = others
            .Where(o => Counts(o.Value, received.ReceivedOn, pack.Income.FullMonths) && Of(o.Value).Overlaps(own) && Differs(own, applicant, o.Value))
            .Select(o => o.Value.Registration?.Number ?? o.Key.CaseId)
            .ToList();
        return found.Count == 0 ? null : string.Join(", ", found.Distinct().Order(StringComparer.Ordinal));

        async Task ReadAsync(IEnumerable<string> codes)
        {
            foreach (var code in codes)
            {
                foreach (var other in (await board.FindByPersonAsync(record.Case.Municipality, code, cancellation)).Where(c => c != record.Case && !others.ContainsKey(c)))
                {
                    if (await journal.ReadAsync(other, cancellation) is { State: { Received: not null } state })
                    {
                        others[other] = state;
                    }
                }
            }
        }
    }

    /// <summary>
    /// An open case counts its household now. A closed one still does while what it granted runs, or when its income was taken of months
    /// that this one's is taken of too; one that ended without a grant counts nobody.
    /// </summary>
    private static bool Counts(CaseState state, DateOnly receivedOn, int fullMonths)
    {
        if (state.Closed is null)
        {
            return true;
        }

        if (state.Withdrawal is not null || state.Outcome is not { } outcome || !Outcomes.TakesPlace(outcome))
        {
            return false;
        }

        var months = Household.FullMonths(state.Received!.ReceivedOn, fullMonths);
        var runs = state.Service?.Ended is null && state.Proposal?.From is not null && !((state.Service?.Started?.Until ?? state.Proposal.Until) < receivedOn);
        return runs || Household.FullMonths(receivedOn, fullMonths).Any(months.Contains);
    }

    /// <summary>Two cases of one applicant, or of people who name each other, are one household.</summary>
    private static bool Differs(HashSet<string> own, HashSet<string> ourApplicant, CaseState other)
    {
        var theirApplicant = Applicant(other);
        return !theirApplicant.Overlaps(ourApplicant) && !(theirApplicant.Overlaps(own) && Of(other).Overlaps(ourApplicant));
    }

    /// <summary>The other code of a person of ours, where another case knows both.</summary>
    private static HashSet<string> AliasesIn(CaseState other, HashSet<string> own) => Applicant(other) is var codes && codes.Overlaps(own) ? codes : [];

    /// <summary>A person without a code is found by nobody, and is nobody else.</summary>
    private static HashSet<string> Of(CaseState state) => [.. Applicant(state), .. (state.Income?.MemberCodes ?? []).Select(Written)];

    private static HashSet<string> Applicant(CaseState state) =>
        [.. new[] { state.Received!.Applicant.PersonalCode, state.Identity?.OtherCode }.OfType<string>().Where(c => c.Length > 0).Select(Written)];

    /// <summary>One spelling for the same code, however certificate and card write it.</summary>
    private static string Written(string code) => PersonalCode.TryParse(code, out var parsed) ? parsed.Formatted : code;
}
