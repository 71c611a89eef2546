namespace SocialWorkflows.Casework.Packs;

public sealed record TermRules : IDated
{
    /// <summary>Decision after all documents are received and registered.</summary>
    public required WorkingDayTerm Decision { get; init; }

    /// <summary>Written notice after the decision.</summary>
    public required WorkingDayTerm Notice { get; init; }

    /// <summary>How long a resident has to send missing documents.</summary>
    public required WorkingDayTerm DocumentRequest { get; init; }

    /// <summary>A reminder goes out this many working days before the document request ends.</summary>
    public required WorkingDayTerm DocumentReminder { get; init; }

    /// <summary>Outer legal limit, in months from receipt.</summary>
    public required MonthTerm OuterLimit { get; init; }

    /// <summary>How far the term to decide may be moved for objective reasons; null where no rule is known.</summary>
    public ExtensionRule? Extension { get; init; }

    /// <summary>How long a person is given to be heard before what was granted is discontinued; null where no rule is known.</summary>
    public HearingRule? Hearing { get; init; }

    /// <summary>Time to contest, in months from notification.</summary>
    public required MonthTerm Contest { get; init; }

    /// <summary>How long a person has to take an offered place; where the pack is silent, as long as for documents.</summary>
    public WorkingDayTerm? OfferAnswer { get; init; }

    /// <summary>Staff are told this many working days before a service ends; where the pack is silent, as many as a document request lasts.</summary>
    public WorkingDayTerm? ServiceEndReminder { get; init; }

    /// <summary>Looking at a message that comes in a case. Null: the pack has no rule, such a message has no clock.</summary>
    public WorkingDayTerm? Reply { get; init; }

    /// <summary>Who is reminded when so many working days remain; each fires once.</summary>
    public required IReadOnlyList<Rung> Rungs { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public string Source { get; init; } = "";
}

/// <param name="Months">From receipt, all in all.</param>
/// <param name="Basis">The norm as printed in letters.</param>
public sealed record ExtensionRule(int Months, string Basis, string Source);

/// <param name="WorkingDays">From the day on which the invitation counts as received.</param>
/// <param name="Basis">The norm as printed in letters.</param>
public sealed record HearingRule(int WorkingDays, string Basis, string Source);

/// <summary>One step of escalation: at <paramref name="WorkingDaysLeft"/> before the due date (0 = on it) the <paramref name="Role"/> is told.</summary>
public sealed record Rung(int WorkingDaysLeft, string Role);
