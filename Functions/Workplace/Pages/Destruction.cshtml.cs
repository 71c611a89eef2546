using Microsoft.AspNetCore.Mvc;
using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Functions.Housekeeping.Retention;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>A line of the destruction list as it is read. <c>Last</c>: who did what to it last, and why.</summary>
internal sealed record DestructionLine(int Index, RetentionRow Row, string From, string DueOn, string GraceUntil, string Last)
{
    public bool CanBeApproved => Row.State == RetentionStates.Proposed;

    public bool CanBeHeld => Row.State is RetentionStates.Proposed or RetentionStates.Approved;

    public bool IsHeld => Row.State == RetentionStates.Held;

    /// <summary>Where the record itself can be looked at.</summary>
    public string Place => Row.Kind switch
    {
        RetentionKinds.Case => "/cases",
        RetentionKinds.List => "/lists",
        _ => "/review",
    };

    /// <summary>As it goes with a form.</summary>
    public string Key => $"{Row.Kind}:{Row.SubjectId}";
}

/// <summary>The destruction list: the head approves, holds and lets go; whoever else may read it sees what was decided.</summary>
internal sealed class DestructionModel(IRetentionLedger list, DestructionDesk desk, CurrentStaff current, StaffDirectory staff, UiTexts texts) : StaffPage(texts)
{
    private const int LongestReason = 500;
    private const int MostDestroyed = 200;

    /// <summary>Lines approved by one press: those of a page.</summary>
    private const int MostAtOnce = ListPages.Size;

    private static readonly string[] Open = [RetentionStates.Proposed, RetentionStates.Approved, RetentionStates.Held, RetentionStates.Destroying];

    public IReadOnlyList<DestructionLine> Lines { get; private set; } = [];

    public IReadOnlyList<DestructionLine> Destroyed { get; private set; } = [];

    /// <summary>The state whose lines alone are shown; anything else shows all that are open.</summary>
    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public ListPages Pages { get; private set; } = ListPages.None;

    /// <summary>How many lines each open state has.</summary>
    public IReadOnlyList<(string State, int Count)> Counts { get; private set; } = [];

    public bool MayDecide => current.Person.Roles.Contains(Roles.Head);

    /// <summary>The municipality has confirmed at least one term; without one nothing is ever proposed.</summary>
    public bool HasTerms => current.Municipality.Pack.Retention?.Classes.Any(c => c is { Id: not RetentionKinds.Instance, Confirmed: true } && c.IsValidOn(current.Today)) ?? false;

    public Task OnGetAsync(CancellationToken cancellation) => ListAsync(cancellation);

    public Task<IActionResult> OnPostApproveAsync(string? kind, string? subject, CancellationToken cancellation) =>
        DecideAsync("-", (municipality, by, _) => desk.ApproveAsync(municipality, kind ?? string.Empty, subject ?? string.Empty, by, cancellation), cancellation);

    /// <summary>Each line by itself, as if approved one by one; a line that changed meanwhile is left and told.</summary>
    /// <param name="line">The ticked lines: kind and subject with a colon between.</param>
    /// <param name="shown">All lines of the page that may be approved.</param>
    /// <param name="all">Those of the page, not the ticked ones.</param>
    public async Task<IActionResult> OnPostApproveManyAsync(IReadOnlyList<string> line, IReadOnlyList<string> shown, bool all, CancellationToken cancellation)
    {
        var chosen = (all ? shown : line).Distinct(StringComparer.Ordinal).ToList();
        if (!MayDecide)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (chosen.Count is 0 or > MostAtOnce)
        {
            Problem = Texts["destruction.none-ticked"];
            await ListAsync(cancellation);
            return Page();
        }

        var approved = 0;
        foreach (var one in chosen)
        {
            var (kind, subject) = one.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? (one[..colon], one[(colon + 1)..]) : (string.Empty, one);
            approved += await desk.ApproveAsync(current.Person.Municipality, kind, subject, current.Person.Id, cancellation) ? 1 : 0;
        }

        if (approved == chosen.Count)
        {
            return LocalRedirect($"/destruction?state={RetentionStates.Proposed}&notice=destruction");
        }

        Problem = Texts.Format("destruction.some-changed", approved, chosen.Count - approved);
        await ListAsync(cancellation);
        return Page();
    }

    public Task<IActionResult> OnPostHoldAsync(string? kind, string? subject, string? reason, CancellationToken cancellation) =>
        DecideAsync(reason, (municipality, by, why) => desk.HoldAsync(municipality, kind ?? string.Empty, subject ?? string.Empty, by, why, cancellation), cancellation);

    public Task<IActionResult> OnPostReleaseAsync(string? kind, string? subject, string? reason, CancellationToken cancellation) =>
        DecideAsync(reason, (municipality, by, why) => desk.ReleaseAsync(municipality, kind ?? string.Empty, subject ?? string.Empty, by, why, cancellation), cancellation);

    /// <summary>Before the term is over, by the number of the case.</summary>
    public async Task<IActionResult> OnPostHoldEarlyAsync(string? number, string? reason, CancellationToken cancellation) =>
        await DecideAsync(reason, (municipality, by, why) => desk.HoldEarlyAsync(municipality, (number ?? string.Empty).Trim(), by, why, cancellation), cancellation);

    private async Task<IActionResult> DecideAsync(string? reason, Func<string, string, string, Task<bool>> decide, CancellationToken cancellation)
    {
        if (!MayDecide)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (string.IsNullOrWhiteSpace(reason) || reason.Length > LongestReason)
        {
            Problem = Texts["destruction.reason-required"];
        }
        else if (await decide(current.Person.Municipality, current.Person.Id, Masks.In(reason.Trim())))
        {
            return LocalRedirect("/destruction?notice=destruction");
        }
        else
        {
            Problem = Texts["destruction.changed"];
        }

        await ListAsync(cancellation);
        return Page();
    }

    private async Task ListAsync(CancellationToken cancellation)
    {
        State = Open.Contains(State) ? State : null;
        List<RetentionRow> rows = [];
        List<(string State, int Count)> counts = [];
        foreach (var state in Open)
        {
            var those = await list.ListAsync(current.Person.Municipality, state, cancellation);
            counts.Add((state, those.Count));
            rows.AddRange(State is null || State == state ? those : []);
        }

        Counts = counts;
        Pages = ListPages.Of(rows.Count, Number, n => State is null ? $"/destruction?p={n}" : $"/destruction?state={State}&p={n}");
        Lines = [.. rows.Skip(Pages.Skipped).Take(ListPages.Size).Select(Line)];
        var destroyed = await list.ListAsync(current.Person.Municipality, RetentionStates.Destroyed, cancellation);
        Destroyed = [.. destroyed.OrderByDescending(r => r.Steps[^1].At).Take(MostDestroyed).Select(Line)];
    }

    private DestructionLine Line(RetentionRow row, int index)
    {
        var last = row.Steps[^1];
        var person = staff.Find(last.By)?.Name ?? Texts["event.machine"];
        return new DestructionLine(
            index, row, LatvianDate.Numeric(row.From), LatvianDate.Numeric(row.DueOn), LatvianDate.Numeric(row.GraceUntil), last.Note is { } note ? $"{person}: {note}" : person);
    }
}
