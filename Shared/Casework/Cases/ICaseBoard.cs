namespace SocialWorkflows.Casework.Cases;

/// <summary>A case as lists show it; a projection of the journal, rebuilt from it at any time.</summary>
public sealed record CaseRow
{
    public required CaseRef Case { get; init; }

    public required long Version { get; init; }

    public required string? Number { get; init; }

    public required string ApplicantName { get; init; }

    public required string? ServiceId { get; init; }

    public required string Stage { get; init; }

    /// <summary>Steps the case waits for, comma-separated.</summary>
    public required string WaitsFor { get; init; }

    /// <summary>Role that must act next; empty when nobody must.</summary>
    public required string Role { get; init; }

    public required string? Assignee { get; init; }

    public required DateOnly ReceivedOn { get; init; }

    /// <summary>The day the municipality tells: the running clock, or the answer or contest term.</summary>
    public required DateOnly? Due { get; init; }

    /// <summary>The earlier day on which our own duty runs; staff only.</summary>
    public required DateOnly? SafeDue { get; init; }

    public required bool Urgent { get; init; }

    public required string? Outcome { get; init; }

    public required bool Closed { get; init; }

    /// <summary>The day touches a year whose moved working days are not known yet.</summary>
    public bool Provisional { get; init; }

    /// <summary>Role that the running clock's last rung reached; null before the first.</summary>
    public string? Rung { get; init; }

    /// <summary>Not everybody of the municipality may know more than its number: ask <see cref="People.NeedToKnow"/>.</summary>
    public bool Restricted { get; init; }

    /// <summary>Whom a restricted case itself lets in, as <see cref="People.NeedToKnow.ReadersOf"/> tells; null of an open case, and of a row of before: ask the journal.</summary>
    public IReadOnlyList<string>? Readers { get; init; }
}

/// <summary>What a list must know of a restricted case to tell whose it is: ids of staff, and nothing of the resident.</summary>
/// <param name="Case">Which.</param>
/// <param name="Number">What everybody may know of it.</param>
/// <param name="Assignee">Whose work it is; null before it is anybody's.</param>
/// <param name="Readers"><inheritdoc cref="CaseRow.Readers" path="/summary"/></param>
public sealed record RestrictedCase(CaseRef Case, string? Number, string? Assignee, IReadOnlyList<string>? Readers)
{
    /// <summary>Those of the rows that are restricted.</summary>
    public static IEnumerable<RestrictedCase> Of(IEnumerable<CaseRow> rows) =>
        rows.Where(r => r.Restricted).Select(r => new RestrictedCase(r.Case, r.Number, r.Assignee, r.Readers));
}

/// <summary>Lists of cases; never crosses municipalities.</summary>
public interface ICaseBoard
{
    /// <summary>Open cases first by due day; <paramref name="assignee"/> null means everybody's.</summary>
    Task<IReadOnlyList<CaseRow>> ListAsync(string municipality, string? assignee, bool includeClosed, CancellationToken cancellation);

    /// <summary>One page of a list, from the rows alone.</summary>
    Task<BoardPage> PageAsync(BoardQuery query, CancellationToken cancellation);

    /// <summary>Every restricted case, closed ones too, by id.</summary>
    Task<IReadOnlyList<RestrictedCase>> RestrictedAsync(string municipality, CancellationToken cancellation);

    /// <summary>Open cases by assignee and by whose turn it is.</summary>
    Task<IReadOnlyList<BoardLoad>> LoadsAsync(string municipality, CancellationToken cancellation);

    /// <summary>Cases a person applied in or is counted in as a member of the household, by keyed look-up of the personal code.</summary>
    Task<IReadOnlyList<CaseRef>> FindByPersonAsync(string municipality, string personalCode, CancellationToken cancellation);

    /// <summary>Case whose correspondence contains one of these Message-IDs, newest case first.</summary>
    Task<CaseRef?> FindByMessageAsync(string municipality, IReadOnlyList<string> messageIds, CancellationToken cancellation);

    /// <summary>The case of a number told to a resident, in the form it was given out.</summary>
    Task<CaseRef?> FindByNumberAsync(string municipality, string number, CancellationToken cancellation);

    /// <summary>Cases whose application came from this e-mail address, whatever its case; the newest first, at most ten.</summary>
    Task<IReadOnlyList<CaseRef>> FindBySenderAsync(string municipality, string address, CancellationToken cancellation);

    Task<CaseRef?> FindByAddressTokenAsync(string municipality, string token, CancellationToken cancellation);
}
