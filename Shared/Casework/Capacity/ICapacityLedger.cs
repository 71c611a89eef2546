using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Casework.Capacity;

/// <summary>A case in a queue, first come first.</summary>
/// <param name="Position">1 for the one whose turn is next; one with an open offer keeps its number until it answers.</param>
public sealed record QueuedCase(CaseRef Case, int Position, DateTimeOffset Since, bool HasOffer);

/// <summary>Who holds a facility's places and who waits for one.</summary>
/// <param name="HeldByCases">Granted, admitted or offered.</param>
/// <param name="HeldOutside">By people who have no case here, as staff counted them last.</param>
public sealed record FacilityUse(string FacilityId, int HeldByCases, int HeldOutside, IReadOnlyList<QueuedCase> Queue)
{
    public static FacilityUse None(string facilityId) => new(facilityId, 0, 0, []);

    public int Held => HeldByCases + HeldOutside;
}

/// <summary>One count of the places that people without a case hold.</summary>
public sealed record OutsideCount(string Municipality, string FacilityId, int Places, string Note, string By, DateTimeOffset At);

/// <summary>
/// Places and queues of one municipality. What cases hold is a projection of their journals, committed with the event; the places
/// of people without a case are counted by staff in an append-only, hash-chained list of their own.
/// </summary>
public interface ICapacityLedger
{
    /// <summary>Every facility somebody holds a place in or waits for; the others are absent.</summary>
    Task<IReadOnlyDictionary<string, FacilityUse>> ReadAsync(string municipality, CancellationToken cancellation);

    /// <summary>The newest count of each facility, with who made it.</summary>
    Task<IReadOnlyList<OutsideCount>> OutsideAsync(string municipality, CancellationToken cancellation);

    /// <summary>Writes a new count; the same count twice in a row is written once.</summary>
    Task CountOutsideAsync(string municipality, string facilityId, int places, string note, string by, CancellationToken cancellation);
}
