using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Recognition;
using SocialWorkflows.Functions.Duty;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.CaseView;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Board;

/// <summary>How many open cases there are.</summary>
internal sealed record BoardCounts(int Mine, int Unassigned, int All);

/// <summary>Which cases a person sees, and how, from the rows of the lists alone; never those of another municipality.</summary>
internal sealed class BoardLines(ICaseBoard board, DutyBook duty, CaseAccess access, CurrentStaff current, StaffDirectory staff, UiTexts texts)
{
    public const string Mine = "mine";
    public const string Unassigned = "unassigned";
    public const string All = "all";
    public const string ByDue = "by-due";

    /// <summary>Working days left at which a case is called at risk.</summary>
    private const int RiskDays = 2;

    private const int MostWords = 8;

    private BoardOwner? _owner;

    public async Task<BoardPage> ListAsync(BoardFilter filter, int skip, int take, CancellationToken cancellation) => await board.PageAsync(
        new BoardQuery
        {
            Municipality = current.Person.Municipality,
            ByDue = filter.Tab == ByDue,
            Owner = filter.Tab == Mine ? await OwnerAsync(cancellation) : null,
            Unassigned = filter.Tab == Unassigned,
            Assignee = filter.Assignee,
            ServiceId = filter.Service,
            Stage = filter.Stage,
            Step = filter.Step,
            DueBy = filter.Late switch
            {
                BoardFilter.Overdue => current.Today.AddDays(-1),
                BoardFilter.AtRisk => RiskDay(),
                _ => null,
            },
            Known = filter.Service is null && filter.Assignee is null ? null : await KnownAsync(cancellation),
            Skip = skip,
            Take = take,
        },
        cancellation);

    /// <summary>Number, applicant or service contains every word searched for, whatever the diacritics; or the person has this whole personal code.</summary>
    public async Task<BoardPage> SearchAsync(string text, int skip, int take, CancellationToken cancellation)
    {
        var municipality = current.Person.Municipality;

        // Being found by a name, a code or a service would tell whose the restricted case is; its number tells nothing.
        var query = new BoardQuery { Municipality = municipality, IncludeClosed = true, Known = await KnownAsync(cancellation, text.Trim()), Skip = skip, Take = take };
        if (PersonalCode.TryParse(text, out var code))
        {
            return await board.PageAsync(query with { Cases = await board.FindByPersonAsync(municipality, code.Formatted, cancellation) }, cancellation);
        }

        BoardWord[] words = [.. LatvianText.Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MostWords).Select(w => new BoardWord(w, ServicesCalled(w)))];
        return words.Length == 0 ? new BoardPage([], 0) : await board.PageAsync(query with { Words = words }, cancellation);
    }

    public async Task<BoardCounts> CountAsync(CancellationToken cancellation)
    {
        var owner = await OwnerAsync(cancellation);
        var loads = await board.LoadsAsync(current.Person.Municipality, cancellation);
        return new BoardCounts(
            loads.Where(l => owner.Owns(l.Assignee, l.Role)).Sum(l => l.Open),
            loads.Where(l => l.Assignee is null).Sum(l => l.Open),
            loads.Sum(l => l.Open));
    }

    public async Task<IReadOnlyList<BoardLine>> DescribeAsync(IEnumerable<CaseRow> rows, CancellationToken cancellation)
    {
        var owner = await OwnerAsync(cancellation);
        List<CaseRow> page = [.. rows];
        var hidden = await access.HiddenAsync(page, current.Person, cancellation);
        return [.. page.Select(row => hidden.Contains(row.Case) ? Line(row, owner) with { Applicant = texts["restricted.case"], Service = string.Empty, Assignee = null, Outcome = null } : Line(row, owner))];
    }

    /// <summary>The restricted cases of which the person may know more than the number, and the one whose number was asked for.</summary>
    private async Task<IReadOnlySet<CaseRef>> KnownAsync(CancellationToken cancellation, string? number = null)
    {
        var cases = await board.RestrictedAsync(current.Person.Municipality, cancellation);
        var hidden = await access.HiddenAsync(cases, current.Person, cancellation);
        return cases.Where(c => !hidden.Contains(c.Case) || string.Equals(c.Number, number, StringComparison.OrdinalIgnoreCase)).Select(c => c.Case).ToHashSet();
    }

    /// <summary>One's own cases and those of whom one stands in for today.</summary>
    private async Task<BoardOwner> OwnerAsync(CancellationToken cancellation) => _owner ??= new BoardOwner(
        (await duty.RosterAsync(current.Person.Municipality, cancellation)).ActsFor(current.Person.Id, current.Today), current.Person.Roles);

    private BoardLine Line(CaseRow row, BoardOwner owner)
    {
        var left = row.Due is { } due ? DaysLeft.Of(current.Municipality.Terms, current.Today, due) : (int?)null;
        return new BoardLine
        {
            CaseId = row.Case.CaseId,
            Version = row.Version,
            Number = row.Number,
            Applicant = row.ApplicantName,
            Service = Service(row.ServiceId),
            Assignee = row.Assignee is { } assignee ? staff.Find(assignee)?.Name ?? assignee : null,
            Stage = row.Stage,
            State = texts.Word("stage", row.Stage),
            Outcome = row.Outcome is { } outcome ? texts.Word("outcome", outcome) : null,
            WaitsFor = [.. row.WaitsFor.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(s => texts.Word("step", s))],
            Role = row.Role.Length == 0 ? null : texts.Word("role", row.Role),
            IsMine = owner.Owns(row),
            Due = row.Due is { } day ? LatvianDate.Numeric(day) : null,
            SafeDue = row.SafeDue is { } safe && safe != row.Due ? LatvianDate.Numeric(safe) : null,
            Provisional = row.Provisional,
            DaysLeft = left,
            DaysLeftText = left is { } count ? DaysLeft.Words(texts, count) : null,
            Urgent = row.Urgent,
            Rung = row.Rung is { } rung ? texts.Word("role", rung) : null,
        };
    }

    private DateOnly RiskDay()
    {
        var (day, left) = (current.Today, RiskDays);
        while (left > 0)
        {
            day = day.AddDays(1);
            left -= current.Municipality.Terms.IsWorkingDay(day) ? 1 : 0;
        }

        return day;
    }

    private string[] ServicesCalled(string word) =>
        [.. current.Municipality.Pack.AllServices().Where(s => LatvianText.Fold(texts.ServiceName(s)).Contains(word, StringComparison.Ordinal)).Select(s => s.Id).Distinct()];

    private string Service(string? id) => id is not null && current.Municipality.Pack.FindServiceAnywhere(id) is { } service
        ? texts.ServiceName(service)
        : texts["board.no-service"];
}
