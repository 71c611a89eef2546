using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using SocialWorkflows.Casework.Handover;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Handover;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Functions.Workplace.CaseView;
using SocialWorkflows.Functions.Workplace.Files;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>One file for a register of the state: what it is, its download, and its receipt. One of another municipality is not there.</summary>
internal sealed class HandoverModel(HandoverBook book, HandoverDesk desk, StaffDirectory staff, ILooks looks, CurrentStaff current, UiTexts texts) : StaffPage(texts)
{
    public HandoverItem Item { get; private set; } = null!;

    public bool MayHandOver => HandoverDesk.MayHandOver(current.Person);

    public string Name(string id) => staff.Find(id)?.Name ?? id;

    public string At(DateTimeOffset instant) => LocalTime.Text(instant, current.Municipality.Pack.Calendar.TimeZone);

    public DateOnly Today => current.Today;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation) => await RefusalAsync(id, HandoverDesk.MayRead(current.Person), cancellation) ?? Page();

    public async Task<IActionResult> OnGetFileAsync(string id, CancellationToken cancellation)
    {
        if (await RefusalAsync(id, MayHandOver, cancellation) is { } refusal)
        {
            return refusal;
        }

        if (await desk.ContentAsync(current.Person.Municipality, Item.Made, cancellation) is not { } content)
        {
            Problem = Texts["handover.problem.changed"];
            return Page();
        }

        foreach (var subject in (await desk.RestrictedAsync(current.Person.Municipality, Item.Made, cancellation)).Prepend(id))
        {
            await looks.WriteAsync(new Look { Municipality = current.Person.Municipality, SubjectId = subject, PersonId = current.Person.Id, Kind = LookKinds.List, What = id }, cancellation);
        }

        return File(content, "text/csv; charset=utf-8", $"nodosana-{id}.csv");
    }

    public async Task<IActionResult> OnPostReceiptAsync(string id, string? result, string? on, string? reference, string? reason, string? refused, CancellationToken cancellation)
    {
        if (await RefusalAsync(id, MayHandOver, cancellation) is { } refusal)
        {
            return refusal;
        }

        var day = DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : default;
        string[] numbers = [.. (refused ?? string.Empty).Split([' ', ',', ';', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
        var problem = await desk.ReceiveAsync(
            current.Person,
            new HandoverReceipt(id, result ?? string.Empty, day, Masks.In((reference ?? string.Empty).Trim()), string.IsNullOrWhiteSpace(reason) ? null : Masks.In(reason.Trim()), numbers),
            cancellation);
        if (problem == HandoverProblem.None)
        {
            return LocalRedirect($"/handover/{id}?notice=handover-receipt");
        }

        Problem = Texts[$"handover.problem.{problem}"];
        await RefusalAsync(id, allowed: true, cancellation);
        return Page();
    }

    /// <summary>Who may not is refused before anything is looked for, and so learns nothing of what there is.</summary>
    private async Task<IActionResult?> RefusalAsync(string id, bool allowed, CancellationToken cancellation)
    {
        if (!allowed)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (await book.FindAsync(current.Person.Municipality, id, cancellation) is not { } item)
        {
            return NotFound();
        }

        Item = item;
        return null;
    }
}
