using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Clocks;

/// <summary>What every activity of a case needs: the journal, the municipality's rules, and the view it answers with.</summary>
internal sealed class CaseDesk(ICaseJournal journal, MunicipalityDirectory municipalities, StaffDirectory staff)
{
    public async Task<CaseRecord> ReadAsync(CaseRef reference, CancellationToken cancellation) =>
        await journal.ReadAsync(reference, cancellation)
        ?? throw new InvalidOperationException($"The journal has no case {reference}.");

    public Municipality Of(CaseRef reference) => municipalities.Get(reference.Municipality);

    /// <summary>The municipality with the rules of this case.</summary>
    public Municipality Of(CaseRef reference, CaseState state) => Of(reference).For(state);

    /// <summary>Appends under the orchestration's generation and answers with how the case stands then.</summary>
    public async Task<CaseRecord> AppendAsync(CaseInput input, string key, Func<IAppendContext, IReadOnlyList<CaseEvent>> decide, CancellationToken cancellation)
    {
        var result = await journal.AppendAsync(
            new Append { Case = input.Reference, Key = key, Generation = input.Generation, Decide = decide },
            cancellation);
        return result.Case;
    }

    public IReadOnlyList<TimedFact> Schedule(CaseRecord record) => CaseSchedule.Of(
        record.State,
        Of(record.Case, record.State).Terms,
        role => staff.PersonFor(record.Case.Municipality, role));

    public async Task<CaseView> ViewAsync(CaseInput input, CancellationToken cancellation) =>
        View(await ReadAsync(input.Reference, cancellation));

    public CaseView View(CaseRecord record)
    {
        var next = Schedule(record);
        return new CaseView
        {
            Version = record.Version,
            Waits = record.Standing.Waits,
            WakeAt = next.Count == 0 ? null : next[0].At.UtcDateTime,
            Approved = record.State.Approval is not null,
            Closed = record.State.Closed is not null,
            Answered = record.State.Submission is { IsEnded: true },
        };
    }
}
