namespace SocialWorkflows.Casework.Cases;

/// <summary>Somebody decided although they may be near the applicant, and said why it is right all the same.</summary>
/// <param name="Kind">One of <see cref="ConflictKinds"/>, never <see cref="ConflictKinds.Own"/>.</param>
/// <param name="Reason">In the person's words.</param>
public sealed record DeclaredConflict(string Kind, string Reason);

/// <summary>How near a member of staff may be to a case. Persisted: add, never rename.</summary>
public static class ConflictKinds
{
    /// <summary>The applicant, or whom the application is for: they decide nothing here.</summary>
    public const string Own = "own";

    /// <summary>Counted in the applicant's household, or applying for somebody in it.</summary>
    public const string Household = "household";

    /// <summary>The same surname, whatever its ending.</summary>
    public const string Surname = "surname";
}
