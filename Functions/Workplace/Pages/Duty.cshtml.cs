using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Duty;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Duty;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Board;
using SocialWorkflows.Functions.Workplace.Commands;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>A case of the forecast, in words.</summary>
/// <param name="IsHidden">It is restricted and not the reader's work: whose turn it is, why it is late and who knows its service would tell about it.</param>
internal sealed record ForecastView(ForecastLine Line, BoardLine Row, string? Person, string? Suggested, bool IsHidden)
{
    public bool CanBePassedOn => !IsHidden && Line.Case.Assignee is not null;
}

/// <summary>What became of one case that was passed on.</summary>
/// <param name="IsNear">Refused until somebody says why the person gets it although they may be near the applicant.</param>
internal sealed record PassedOn(string CaseId, string? Number, bool Done, string Message, bool IsNear);

/// <summary>The morning: what will miss its day and why, who could take it, and who is away.</summary>
internal sealed class DutyModel(ForecastDesk forecasts, DutyBook duty, BoardLines board, CaseAccess access, CommandDoor door, ICaseJournal journal, StaffDirectory staff, CurrentStaff current, UiTexts texts) : StaffPage(texts)
{
    private const int MostAtOnce = 100;
    private const int LongestReason = 500;

    public IReadOnlyList<IGrouping<DateOnly, ForecastView>> Days { get; private set; } = [];

    public IReadOnlyList<PassedOn> Passed { get; private set; } = [];

    public DutyRoster Roster { get; private set; } = null!;

    /// <summary>Absences that have not ended.</summary>
    public IReadOnlyList<Absence> Absences { get; private set; } = [];

    public DateOnly Today => current.Today;

    public bool MayPassOn => CommandRules.Allows(CommandRules.Find(Verbs.Reassign)!, current.Person);

    public bool MayEnter => current.Person.Roles.Any(Roles.OfCasework.Contains);

    /// <summary>Whose absence the person may enter.</summary>
    public IEnumerable<StaffMember> Enterable => Roster.People.Where(p => DutyBook.May(current.Person, p.Id));

    public IEnumerable<StaffMember> Carriers => Roster.People.Where(p => staff.MayCarry(p.Municipality, p.Id));

    public string NameOf(string? id) => id is null ? Texts["duty.nobody"] : staff.Find(id)?.Name ?? id;

    public bool MayEnd(Absence absence) => DutyBook.May(current.Person, absence.PersonId);

    public string DayName(DateOnly day) => $"{Texts[$"weekday.{(int)day.DayOfWeek}"]}, {Casework.Calendars.LatvianDate.Numeric(day)}";

    public Task OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    /// <summary>Each case is a command of its own on the version that was shown: one that moved meanwhile is told and left alone.</summary>
    public async Task<IActionResult> OnPostReassignAsync(string[]? cases, string? one, string? to, string? reason, string? conflictReason, CancellationToken cancellation)
    {
        if (!MayPassOn)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        List<string[]> asked = [.. (one is { Length: > 0 } ? [one] : cases ?? []).Take(MostAtOnce).Select(c => c.Split('|')).Where(c => c.Length == 3)];
        var why = string.IsNullOrWhiteSpace(reason) ? Texts["duty.default-reason"] : reason.Trim();
        if (asked.Count == 0 || why.Length > LongestReason || conflictReason?.Length > LongestReason)
        {
            Problem = Texts["duty.choose"];
        }
        else
        {
            List<PassedOn> passed = [];
            foreach (var parts in asked)
            {
                passed.Add(await PassOnAsync(parts[0], parts[1], one is null && to is { Length: > 0 } ? to : parts[2], why, conflictReason, cancellation));
            }

            Passed = passed;
        }

        await ShowAsync(cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostAbsenceAsync(string? person, string? from, string? until, string? substitute, CancellationToken cancellation)
    {
        var problem = Day(from) is { } first && Day(until) is { } last
            ? await duty.EnterAsync(current.Person, new AbsenceEntered(person ?? string.Empty, first, last, string.IsNullOrEmpty(substitute) ? null : substitute), cancellation)
            : AbsenceProblem.Days;
        return await AnswerAsync(problem, "absence", cancellation);
    }

    public async Task<IActionResult> OnPostBackAsync(string? absence, CancellationToken cancellation) =>
        await AnswerAsync(await duty.EndAsync(current.Person, new AbsenceEnded(absence ?? string.Empty, current.Today), cancellation), "back", cancellation);

    private async Task<IActionResult> AnswerAsync(AbsenceProblem problem, string notice, CancellationToken cancellation)
    {
        if (problem == AbsenceProblem.None)
        {
            return LocalRedirect($"/duty?notice={notice}");
        }

        Problem = Texts[$"absence.{problem.ToString().ToLowerInvariant()}"];
        await ShowAsync(cancellation);
        return Page();
    }

    private async Task<PassedOn> PassOnAsync(string caseId, string version, string to, string reason, string? conflictReason, CancellationToken cancellation)
    {
        var command = new CaseCommand
        {
            Case = new CaseRef(current.Person.Municipality, caseId),
            Version = long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : 0,
            Round = 1,
            Verb = Verbs.Reassign,
            Actor = current.Person,
            Data = JsonSerializer.SerializeToElement(new { to, reason, conflictReason }),
        };
        var outcome = await door.CarryOutAsync(command, Texts, cancellation);
        var number = outcome.Code == "not-found" ? null : (await journal.ReadAsync(command.Case, cancellation))?.State.Number;
        return new PassedOn(caseId, number, outcome.Status == CommandStatuses.Done, outcome.Message, outcome.Code == "conflict");
    }

    private async Task ShowAsync(CancellationToken cancellation)
    {
        Roster = await duty.RosterAsync(current.Person.Municipality, cancellation);
        Absences = [.. Roster.Absences.Where(a => a.Until >= current.Today)];
        var lines = await forecasts.OfAsync(current.Person.Municipality, cancellation);
        var rows = await board.DescribeAsync(lines.Select(l => l.Case), cancellation);
        var hidden = await access.HiddenAsync(lines.Select(l => l.Case), current.Person, cancellation);
        Days = [.. lines.Zip(rows, (line, row) => View(line, row, hidden.Contains(line.Case.Case))).GroupBy(v => v.Line.Due)];
    }

    private ForecastView View(ForecastLine line, BoardLine row, bool isHidden) => isHidden
        ? new ForecastView(line, row, null, null, true)
        : new ForecastView(line, row, line.PersonId is { } person ? NameOf(person) : null, line.Suggested is { } suggested ? NameOf(suggested) : null, false);

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
