using Microsoft.AspNetCore.Mvc;
using SocialWorkflows.Casework.Capacity;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Capacity;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Functions.Workplace.CaseView;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>A case in a queue, as its line.</summary>
/// <param name="CaseId">Null: restricted and not the reader's work; only that somebody waits at this place in the queue is shown.</param>
internal sealed record QueueLine(int Position, string? CaseId, string? Number, string Since, bool HasOffer);

/// <summary>A facility with its places. <c>CountedBy</c>: who counted the people without a case last, and when.</summary>
internal sealed record FacilityLine(int Index, Facility Facility, FacilityUse Use, int Free, string? CountedBy, IReadOnlyList<QueueLine> Queue);

/// <summary>Places and queue of every facility; people without a case here are counted by hand.</summary>
internal sealed class PlacesModel(ICapacityLedger capacity, CaseReader cases, CurrentStaff current, StaffDirectory staff, UiTexts texts) : StaffPage(texts)
{
    private const int LongestNote = 500;
    private const int MostPlaces = 10_000;

    public IReadOnlyList<FacilityLine> Facilities { get; private set; } = [];

    public bool MayCount => current.Person.Roles.Any(r => r is Roles.Worker or Roles.Registrar or Roles.Head);

    public Task OnGetAsync(CancellationToken cancellation) => ListAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(string? facilityId, int? places, string? note, CancellationToken cancellation)
    {
        if (!MayCount)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (FacilityList.Of(current.Municipality.Pack).FirstOrDefault(f => f.Id == facilityId) is not { } facility)
        {
            return NotFound();
        }

        if (places is not (>= 0 and <= MostPlaces) || string.IsNullOrWhiteSpace(note) || note.Length > LongestNote)
        {
            Problem = Texts["places.count-required"];
            await ListAsync(cancellation);
            return Page();
        }

        await capacity.CountOutsideAsync(current.Person.Municipality, facility.Id, places.Value, Masks.In(note.Trim()), current.Person.Id, cancellation);
        return LocalRedirect("/places?notice=counted");
    }

    private async Task ListAsync(CancellationToken cancellation)
    {
        var municipality = current.Municipality;
        var uses = await capacity.ReadAsync(municipality.Pack.Id, cancellation);
        var counts = (await capacity.OutsideAsync(municipality.Pack.Id, cancellation)).ToDictionary(c => c.FacilityId, StringComparer.Ordinal);
        List<FacilityLine> lines = [];
        foreach (var facility in FacilityList.Of(municipality.Pack))
        {
            var use = uses.GetValueOrDefault(facility.Id) ?? FacilityUse.None(facility.Id);
            var count = counts.GetValueOrDefault(facility.Id);
            lines.Add(new FacilityLine(
                lines.Count,
                facility,
                use,
                Math.Max(0, facility.Places - use.Held),
                count is null ? null : Texts.Format("places.counted-by", staff.Find(count.By)?.Name ?? count.By, Local(count.At), count.Note),
                await QueueAsync(use, cancellation)));
        }

        Facilities = lines;
    }

    private async Task<IReadOnlyList<QueueLine>> QueueAsync(FacilityUse use, CancellationToken cancellation)
    {
        List<QueueLine> lines = [];
        foreach (var queued in use.Queue)
        {
            var record = await cases.FindAsync(queued.Case.CaseId, cancellation);
            lines.Add(record is null
                ? new QueueLine(queued.Position, null, null, string.Empty, false)
                : new QueueLine(queued.Position, queued.Case.CaseId, record.State.Number, Local(queued.Since), queued.HasOffer));
        }

        return lines;
    }

    private string Local(DateTimeOffset at) => LocalTime.Text(at, current.Municipality.Pack.Calendar.TimeZone);
}
