using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>Everything a command's rule may look at; the case it sees is the one it is committed against.</summary>
/// <param name="Package">What was made and kept for the hand-over of a contest, from the version the person saw; null for every other command.</param>
/// <param name="Conflict">How near the actor may be to the applicant, a word of <see cref="ConflictKinds"/>; null where nothing speaks for it.</param>
public sealed record CommandContext(
    IAppendContext Case, MunicipalityPack Pack, CaseTerms Terms, StaffMember Actor, int Round, CommandInputs Inputs, string CaseId = "", HandedPackage? Package = null, string? Conflict = null)
{
    public CaseState State => Case.State;

    public DateOnly Today => Terms.DayOf(Case.Now);

    public Service Service => Pack.FindService(State.ServiceId!)
        ?? throw new InvalidOperationException($"The pack '{Pack.Id}' no longer has the service {State.ServiceId}.");

    /// <summary>Where the notice goes: what the person entered, else what is known.</summary>
    public Contact Contact()
    {
        if (Inputs.Optional("address") is null && State.Contact is { } known)
        {
            return known;
        }

        var channel = Inputs.OneOf("channel", "Paziņošanas veids", [.. Pack.Channels.Select(c => c.Id)]);
        return new Contact(channel, Inputs.Text("address", "Adrese"));
    }

    /// <exception cref="CommandRefusedException">The day lies in the future or before the application.</exception>
    public DateOnly PastDay(string name, string label, DateOnly notBefore)
    {
        var day = Inputs.Day(name, label);
        return day >= notBefore && day <= Today
            ? day
            : throw new CommandRefusedException(
                "bad-date",
                $"Laukā „{label}” norādiet datumu no {notBefore:dd.MM.yyyy.} līdz {Today:dd.MM.yyyy.}",
                $"The field '{name}' must lie between {notBefore:yyyy-MM-dd} and {Today:yyyy-MM-dd}.");
    }

    /// <summary>
    /// The facility named, if it exists in the pack and has a free place. A free place belongs to who waits for it: a new grant
    /// is refused while others are in the queue, an admission in need is not.
    /// </summary>
    public string? FreeFacility(string? facilityId, bool passesQueue = false)
    {
        if (KnownFacility(facilityId) is not { } facility)
        {
            return null;
        }

        if (Case.PlacesTaken(facility.Id) >= facility.Places)
        {
            throw new CommandRefusedException("no-place", $"„{facility.Name}” nav brīvu vietu. Piedāvājiet rindu vai citu iestādi.", $"The facility '{facility.Id}' has no free place.");
        }

        return passesQueue || Case.HoldsPlace(facility.Id) || Case.PlacesTaken(facility.Id) + Case.QueueAhead(facility.Id) < facility.Places
            ? facility.Id
            : throw new CommandRefusedException("queue", $"Uz brīvajām vietām iestādē „{facility.Name}” gaida rinda. Uzņemiet personu rindā.", $"Others wait in the queue of the facility '{facility.Id}'.");
    }

    /// <summary>The facility whose queue is joined: one that can take nobody now.</summary>
    public string? FullFacility(string? facilityId)
    {
        if (KnownFacility(facilityId) is not { } facility)
        {
            return null;
        }

        return Case.PlacesTaken(facility.Id) + Case.QueueAhead(facility.Id) >= facility.Places
            ? facility.Id
            : throw new CommandRefusedException("place-free", $"„{facility.Name}” ir brīva vieta: rinda nav vajadzīga.", $"The facility '{facility.Id}' has a free place.");
    }

    private Facility? KnownFacility(string? facilityId) => facilityId is null
        ? null
        : Pack.Facilities.FirstOrDefault(f => f.Id == facilityId)
            ?? throw new CommandRefusedException("unknown-facility", "Šādas iestādes sarakstā nav.", $"The facility '{facilityId}' is not in the pack.");
}
