namespace SocialWorkflows.Casework.Cases;

/// <summary>Whose cases count as one's own.</summary>
/// <param name="Ids">The person, and whom they stand in for.</param>
/// <param name="Roles">What waits for one of these and for nobody in particular is theirs too.</param>
public sealed record BoardOwner(IReadOnlyList<string> Ids, IReadOnlyList<string> Roles)
{
    /// <summary>Assigned to one of the persons, or waiting for a role they hold and for no other person.</summary>
    public bool Owns(CaseRow row) => Owns(row.Assignee, row.Role);

    /// <inheritdoc cref="Owns(CaseRow)"/>
    public bool Owns(string? assignee, string role) =>
        (assignee is not null && Ids.Contains(assignee)) || (Roles.Contains(role) && (role != Cases.Roles.Worker || assignee is null));
}

/// <summary>A word searched for, folded: it stands in number or name, or is part of the name of one of these services.</summary>
public sealed record BoardWord(string Folded, IReadOnlyList<string> ServiceIds);

/// <summary>One page of a list of cases. Everything that is null or empty lets all pass.</summary>
public sealed record BoardQuery
{
    public required string Municipality { get; init; }

    /// <summary>Strictly by our own day; otherwise the urgent ones come first.</summary>
    public bool ByDue { get; init; }

    public bool IncludeClosed { get; init; }

    public BoardOwner? Owner { get; init; }

    public bool Unassigned { get; init; }

    public string? Assignee { get; init; }

    public string? ServiceId { get; init; }

    public string? Stage { get; init; }

    /// <summary>A step the case waits for, one of <see cref="Steps"/>.</summary>
    public string? Step { get; init; }

    /// <summary>Our own day is this one or sooner.</summary>
    public DateOnly? DueBy { get; init; }

    public IReadOnlyList<BoardWord> Words { get; init; } = [];

    /// <summary>Only these cases, found by a key; null: any.</summary>
    public IReadOnlyList<CaseRef>? Cases { get; init; }

    /// <summary>Of restricted cases only these; null: any, where the list is narrowed by nothing that could tell about one.</summary>
    public IReadOnlySet<CaseRef>? Known { get; init; }

    public int Skip { get; init; }

    public int Take { get; init; } = 50;

    /// <summary>Whether the row belongs to the list; the stores that cannot ask their index use this one rule.</summary>
    public bool Takes(CaseRow row) =>
        (IncludeClosed || !row.Closed)
        && (Owner is null || Owner.Owns(row))
        && (!Unassigned || row.Assignee is null)
        && (Assignee is null || row.Assignee == Assignee)
        && (ServiceId is null || row.ServiceId == ServiceId)
        && (Stage is null || row.Stage == Stage)
        && (Step is null || row.WaitsFor.Split(',').Contains(Step))
        && (DueBy is null || row.SafeDue <= DueBy)
        && (Cases is null || Cases.Contains(row.Case))
        && (Known is null || !row.Restricted || Known.Contains(row.Case))
        && (Words.Count == 0 || Words.All(w => CaseRows.SearchText(row).Contains(w.Folded, StringComparison.Ordinal) || w.ServiceIds.Contains(row.ServiceId)));
}

/// <summary>Rows in order, and how many there are in all.</summary>
public sealed record BoardPage(IReadOnlyList<CaseRow> Rows, int Total);

/// <summary>How many open cases a person, or nobody, has in a role's turn.</summary>
/// <param name="Assignee">Null: nobody's yet.</param>
/// <param name="Role">Whose turn it is.</param>
/// <param name="Open">Cases.</param>
public sealed record BoardLoad(string? Assignee, string Role, int Open);
