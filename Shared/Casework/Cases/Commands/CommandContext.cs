using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>Everything a command's rule may look at; the case it sees is the one it is committed against.</summary>
public sealed record CommandContext(IAppendContext Case, MunicipalityPack Pack, CaseTerms Terms, StaffMember Actor, int Round, CommandInputs Inputs)
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

    /// <summary>The facility named, if it exists in the pack and has a free place.</summary>
    public string? FreeFacility(string? facilityId)
    {
        if (facilityId is null)
        {
            return null;
        }

        var facility = Pack.Facilities.FirstOrDefault(f => f.Id == facilityId)
            ?? throw new CommandRefusedException("unknown-facility", "Šādas iestādes sarakstā nav.", $"The facility '{facilityId}' is not in the pack.");
        return Case.PlacesTaken(facilityId) < facility.Places
            ? facilityId
            : throw new CommandRefusedException("no-place", $"„{facility.Name}” nav brīvu vietu. Piedāvājiet rindu vai citu iestādi.", $"The facility '{facilityId}' has no free place.");
    }
}
