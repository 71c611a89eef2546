using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Duty;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Clocks;

/// <summary>What every activity of a case needs: the journal, the municipality's rules, and the view it answers with.</summary>
internal sealed class CaseDesk(ICaseJournal journal, MunicipalityDirectory municipalities, StaffDirectory staff)
{
    public async Task<CaseRecord> ReadAsync(CaseRef reference, CancellationToken cancellation) =>
        await journal.ReadAsync(reference, cancellation)
        ?? throw new InvalidOperationException($"The journal has no case {reference}.");

    /// <summary>The case, for an orchestration that is about to act on it.</summary>
    /// <exception cref="StaleGenerationException">The orchestration was presumed dead and replaced: it may do nothing any more, outside either.</exception>
    public async Task<CaseRecord> ReadAsync(CaseInput input, CancellationToken cancellation)
    {
        var record = await ReadAsync(input.Reference, cancellation);
        return record.State.Generation > input.Generation
            ? throw new StaleGenerationException(input.Reference, input.Generation, record.State.Generation)
            : record;
    }

    public Municipality Of(CaseRef reference) => municipalities.Get(reference.Municipality);

    /// <summary>The municipality with the rules of this case.</summary>
    public Municipality Of(CaseRef reference, CaseState state) => Of(reference).For(state);

    /// <summary>Appends under the orchestration's generation and answers with how the case stands then.</summary>
    public async Task<CaseRecord> AppendAsync(CaseInput input, string key, Func<IAppendContext, IReadOnlyList<CaseEvent>> decide, CancellationToken cancellation, bool wakes = false)
    {
        var result = await journal.AppendAsync(
            new Append { Case = input.Reference, Key = key, Generation = input.Generation, Decide = decide, Wakes = wakes },
            cancellation);
        return result.Case;
    }

    /// <summary>What time does and when. A rung tells whoever is there on the day it is told, which after an outage is later than its own.</summary>
    /// <param name="record">The case.</param>
    /// <param name="roster">Who is away, and who stands in.</param>
    /// <param name="now">When what is due is carried out.</param>
    public IReadOnlyList<TimedFact> Schedule(CaseRecord record, DutyRoster roster, DateTimeOffset now)
    {
        var terms = Of(record.Case, record.State).Terms;
        var today = terms.DayOf(now);
        return CaseSchedule.Of(record.State, terms, (role, assignee, _) => roster.PersonFor(role, assignee, today) ?? staff.PersonFor(record.Case.Municipality, role));
    }

    public async Task<CaseView> ViewAsync(CaseInput input, CancellationToken cancellation) =>
        View(await ReadAsync(input, cancellation));

    public CaseView View(CaseRecord record)
    {
        var next = CaseSchedule.Of(record.State, Of(record.Case, record.State).Terms, role => staff.PersonFor(record.Case.Municipality, role));
        return new CaseView
        {
            Version = record.Version,
            Waits = record.Standing.Waits,
            WakeAt = next.Count == 0 ? null : next[0].At.UtcDateTime,
            Approved = record.State.Approval is not null,
            Closed = record.State.Closed is not null,
            Answered = record.State.Submission is { IsEnded: true } || record.State.Dropped is not null,
        };
    }
}
