namespace SocialWorkflows.Casework.Packs;

/// <summary>A datum that holds for a time and says where it comes from.</summary>
public interface IDated
{
    /// <summary>First day on which the datum is used; the source says where only another day, such as that of adoption, is known.</summary>
    DateOnly ValidFrom { get; }

    /// <summary>Last day, inclusive; null while no end is known.</summary>
    DateOnly? ValidTo { get; }

    string Source { get; }
}

/// <summary>How validity is asked.</summary>
public static class Validity
{
    public static bool IsValidOn(this IDated datum, DateOnly day) => datum.ValidFrom <= day && day <= (datum.ValidTo ?? DateOnly.MaxValue);

    /// <summary>The version of each id that holds on the day, in the order of the file.</summary>
    public static IReadOnlyList<T> ValidOn<T>(this IEnumerable<T> data, DateOnly day)
        where T : IDated => [.. data.Where(d => d.IsValidOn(day))];
}
