using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Recognition;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.CaseView;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Board;

/// <summary>A case as one line of the board, in words.</summary>
internal sealed record BoardLine
{
    public required string CaseId { get; init; }

    public required string? Number { get; init; }

    public required string Applicant { get; init; }

    public required string Service { get; init; }

    public required string Stage { get; init; }

    public required string State { get; init; }

    public required string? Outcome { get; init; }

    public required IReadOnlyList<string> WaitsFor { get; init; }

    public required string? Role { get; init; }

    public required bool IsMine { get; init; }

    public required string? Due { get; init; }

    /// <summary>Only where it differs from the day told to people.</summary>
    public required string? SafeDue { get; init; }

    public required bool Provisional { get; init; }

    public required int? DaysLeft { get; init; }

    public required string? DaysLeftText { get; init; }

    public required bool Urgent { get; init; }

    /// <summary>Role that the running clock's last rung reached.</summary>
    public required string? Rung { get; init; }
}

/// <summary>Which cases a person sees, and how; never those of another municipality.</summary>
internal sealed class BoardLines(ICaseBoard board, ICaseJournal journal, CaseAccess access, CurrentStaff current, UiTexts texts)
{
    public const string Mine = "mine";
    public const string All = "all";
    public const string ByDue = "by-due";

    public async Task<IReadOnlyList<CaseRow>> ListAsync(string tab, CancellationToken cancellation)
    {
        var rows = await board.ListAsync(current.Person.Municipality, assignee: null, includeClosed: false, cancellation);
        return tab switch
        {
            ByDue => [.. rows.OrderBy(r => r.SafeDue is null).ThenBy(r => r.SafeDue).ThenBy(r => r.ReceivedOn)],
            All => rows,
            _ => [.. rows.Where(IsMine)],
        };
    }

    /// <summary>Number, applicant or service contains every word searched for, whatever the diacritics.</summary>
    public async Task<IReadOnlyList<CaseRow>> SearchAsync(string text, CancellationToken cancellation)
    {
        var words = LatvianText.Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var byCode = PersonalCode.TryParse(text, out var code)
            ? (await board.FindByPersonAsync(current.Person.Municipality, code.Formatted, cancellation)).ToHashSet()
            : [];
        var rows = await board.ListAsync(current.Person.Municipality, assignee: null, includeClosed: true, cancellation);
        var found = rows.Where(r => byCode.Contains(r.Case) || (words.Length > 0 && words.All(LatvianText.Fold($"{r.Number} {r.ApplicantName} {Service(r)}").Contains))).ToList();

        // Being found by a name would tell whose the restricted case is; its number tells nothing.
        var hidden = await access.HiddenAsync(found, current.Person, cancellation);
        return [.. found.Where(r => !hidden.Contains(r.Case) || LatvianText.Fold(r.Number ?? string.Empty) == LatvianText.Fold(text.Trim()))];
    }

    public async Task<IReadOnlyList<BoardLine>> DescribeAsync(IEnumerable<CaseRow> rows, CancellationToken cancellation)
    {
        List<CaseRow> page = [.. rows];
        var hidden = await access.HiddenAsync(page, current.Person, cancellation);
        List<BoardLine> lines = [];
        foreach (var row in page)
        {
            var line = Line(row, (await journal.ReadAsync(row.Case, cancellation))!.State);
            lines.Add(hidden.Contains(row.Case) ? line with { Applicant = texts["restricted.case"], Service = string.Empty, Outcome = null } : line);
        }

        return lines;
    }

    private BoardLine Line(CaseRow row, CaseState state)
    {
        var left = row.Due is { } due ? DaysLeft.Of(current.Municipality.Terms, current.Today, due) : (int?)null;
        var running = state.RunningClock;
        return new BoardLine
        {
            CaseId = row.Case.CaseId,
            Number = row.Number,
            Applicant = row.ApplicantName,
            Service = Service(row),
            Stage = row.Stage,
            State = texts.Word("stage", row.Stage),
            Outcome = row.Outcome is { } outcome ? texts.Word("outcome", outcome) : null,
            WaitsFor = [.. row.WaitsFor.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(s => texts.Word("step", s))],
            Role = row.Role.Length == 0 ? null : texts.Word("role", row.Role),
            IsMine = IsMine(row),
            Due = row.Due is { } day ? LatvianDate.Numeric(day) : null,
            SafeDue = row.SafeDue is { } safe && safe != row.Due ? LatvianDate.Numeric(safe) : null,
            Provisional = (running?.Term ?? state.Notice?.ContestTerm ?? state.Request?.AnswerTerm)?.Provisional ?? false,
            DaysLeft = left,
            DaysLeftText = left is { } count ? DaysLeft.Words(texts, count) : null,
            Urgent = row.Urgent,
            Rung = LastRung(state) is { } rung ? texts.Word("role", rung.Role) : null,
        };
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

    private string Service(CaseRow row) => row.ServiceId is { } id && current.Municipality.Pack.FindServiceAnywhere(id) is { } service
        ? texts.ServiceName(service)
        : texts["board.no-service"];

    /// <summary>Assigned to the person, or waiting for a role the person holds and for nobody in particular.</summary>
    private bool IsMine(CaseRow row)
    {
        var person = current.Person;
        return row.Assignee == person.Id
            || (person.Roles.Contains(row.Role) && (row.Role != Roles.Worker || row.Assignee is null));
    }
}
