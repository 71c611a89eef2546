namespace SocialWorkflows.Casework.Cases;

/// <summary>What somebody at another door than the mailbox wrote down about an application; part of the event it came with.</summary>
public sealed record DoorEntry
{
    /// <summary>Reception place of the pack; empty for the e-address and for a first contact.</summary>
    public string PlaceId { get; init; } = "";

    public string PlaceName { get; init; } = "";

    /// <summary>The day on which it was handed over there.</summary>
    public required DateOnly TakenOn { get; init; }

    /// <summary>The day from which the municipality counts, by the rule of the place.</summary>
    public required DateOnly CountsFrom { get; init; }

    /// <summary>Declared address as the person wrote it.</summary>
    public string? DeclaredAddress { get; init; }

    /// <summary>Who lives in the household, as the person wrote it.</summary>
    public string? Household { get; init; }

    public int? HouseholdSize { get; init; }

    /// <summary>Where the written notice is to go.</summary>
    public Contact? Contact { get; init; }

    public string? Note { get; init; }

    /// <summary>Message of the first contact from which the application came; null when there was none.</summary>
    public string? FirstContact { get; init; }

    /// <summary>Who entered it; <c>machine</c> for the e-address.</summary>
    public required string By { get; init; }
}

/// <summary>
/// The same application came in a second time, at another door. The earlier day wins; outer limit and clock are those counted from it,
/// null where the day already counted is the earlier one.
/// </summary>
/// <param name="IntakeId">The second receipt in the intake ledger.</param>
/// <param name="ReceivedOn">The day of the second receipt.</param>
/// <param name="Channel">Its channel.</param>
/// <param name="By">Who said that it is the same; <c>machine</c> where signature and service say it.</param>
public sealed record ReceiptMerged(string IntakeId, DateOnly ReceivedOn, string Channel, string By) : CaseEvent
{
    public DateOnly? OuterLimit { get; init; }

    public DecisionClockStarted? Clock { get; init; }
}
