using System.Text.Json;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Recognition;

namespace SocialWorkflows.Casework.Cases;

/// <summary>How a case reads as a row of lists; every store writes it from here.</summary>
public static class CaseRows
{
    public static CaseRow Of(CaseRecord record)
    {
        var (state, standing) = (record.State, record.Standing);
        var (due, safeDue) = ShownDates.Of(state);
        return new CaseRow
        {
            Case = record.Case,
            Version = record.Version,
            Number = state.Number,
            ApplicantName = state.Received!.Applicant.FullName,
            ServiceId = state.ServiceId,
            Stage = standing.Stage,
            WaitsFor = string.Join(',', standing.Waits.Select(w => w.Step)),
            Role = RoleOf(standing),
            Assignee = state.Assignee,
            ReceivedOn = state.Received.ReceivedOn,
            Due = due,
            SafeDue = safeDue,
            Urgent = state.Received.Urgent,
            Outcome = state.Approval is null ? null : state.Outcome,
            Closed = state.Closed is not null,
            Provisional = (state.RunningClock?.Term ?? state.Notice?.ContestTerm ?? state.Request?.AnswerTerm)?.Provisional ?? false,
            Rung = LastRung(state)?.Role,
            Restricted = state.IsRestricted,
            Readers = state.IsRestricted ? NeedToKnow.ReadersOf(state) : null,
        };
    }

    /// <summary>What a search looks in: number and name without diacritics.</summary>
    public static string SearchText(CaseRow row) => LatvianText.Fold($"{row.Number} {row.ApplicantName}");

    /// <summary>Readers as the stores keep them. Persisted: never change.</summary>
    public static string? WriteReaders(IReadOnlyList<string>? readers) => readers is null ? null : JsonSerializer.Serialize(readers);

    /// <inheritdoc cref="WriteReaders"/>
    public static IReadOnlyList<string>? ReadReaders(string? stored) => stored is null ? null : JsonSerializer.Deserialize<string[]>(stored);

    /// <summary>Who acts next; after the notice the person who has something to do, not the term that runs beside it.</summary>
    private static string RoleOf(Standing standing)
    {
        var waits = standing.Waits;
        var acting = waits.FirstOrDefault(w => Steps.AfterNotice.Contains(w.Step) && w.Role != Roles.Time);
        return acting?.Role ?? (waits.Count == 0 ? string.Empty : waits[0].Role);
    }

    /// <summary>Of the running clock; before any runs, and where it ends sooner, of the outer legal limit.</summary>
    private static RungFired? LastRung(CaseState state)
    {
        var clock = state.RunningClock switch
        {
            (CaseClocks.Decision, var term) when OuterLimit.Of(state) is { } outer && outer.SafeDue < term.SafeDue => CaseClocks.Outer,
            { } running => running.Clock,
            null => state.Decision is null ? CaseClocks.Outer : null,
        };
        return state.Rungs.LastOrDefault(r => r.Clock == clock);
    }
}
