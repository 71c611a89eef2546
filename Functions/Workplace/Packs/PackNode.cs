using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace SocialWorkflows.Functions.Workplace.Packs;

/// <summary>A datum of a pack as a page shows it.</summary>
/// <param name="Member">Name of the member that holds it, as the file spells it; its label is the text <c>pack.member.…</c>.</param>
/// <param name="Title">What it is called, where it is one of several.</param>
/// <param name="Value">A single value; null where it has parts.</param>
/// <param name="Dates">When it holds; null where it has no dates.</param>
/// <param name="Source">Where it comes from.</param>
internal sealed record PackNode(string Member, string? Title, string? Value, PackDates? Dates, string? Source, IReadOnlyList<PackNode> Parts)
{
    /// <summary>Members by which a datum is called, the best first.</summary>
    private static readonly string[] Titles = ["Name", "Citation", "Question", "Title", "Label", "Text", "Document", "Outcome", "Id", "Level", "Cause", "Free", "Year"];

    private static readonly string[] Own = ["ValidFrom", "ValidTo", "Source"];

    /// <summary>Reads a datum from the typed model the start itself has read, member by member, so that nothing of a file is left out; null where it is silent.</summary>
    public static PackNode? Of(string member, object? value) => value switch
    {
        null => null,
        string { Length: 0 } => null,
        string or bool or DateOnly or Enum or IFormattable => new(member, null, Text(value), null, null, []),
        IEnumerable list => OfList(member, list),
        _ => OfRecord(member, value),
    };

    /// <summary>Every member that nodes can have: of this type and all types inside it.</summary>
    public static IEnumerable<string> MembersOf(Type type, HashSet<Type>? seen = null)
    {
        seen ??= [];
        if (Element(type) is { } element)
        {
            return MembersOf(element, seen);
        }

        return IsSingle(type) || !seen.Add(type)
            ? []
            : Members(type).Where(m => !Own.Contains(m.Name)).SelectMany(m => MembersOf(m.PropertyType, seen).Prepend(Name(m)));
    }

    private static PackNode? OfList(string member, IEnumerable list)
    {
        var items = list.Cast<object>().ToList();
        return items.Count == 0 ? null
            : items.TrueForAll(i => IsSingle(i.GetType())) ? new(member, null, string.Join(", ", items.Select(Text)), null, null, [])
            : new(member, null, null, null, null, [.. items.Select(i => Of(member, i)).OfType<PackNode>()]);
    }

    private static PackNode OfRecord(string member, object value)
    {
        var type = value.GetType();
        var title = Titles.Select(name => type.GetProperty(name)).FirstOrDefault(p => p?.GetValue(value) is not null);
        return new PackNode(
            member,
            title is null ? null : Text(title.GetValue(value)!),
            null,
            PackDates.Of(value),
            type.GetProperty("Source")?.GetValue(value) as string is { Length: > 0 } source ? source : null,
            [.. Members(type).Where(m => m.Name != title?.Name && !Own.Contains(m.Name)).Select(m => Of(Name(m), m.GetValue(value))).OfType<PackNode>()]);
    }

    private static IEnumerable<PropertyInfo> Members(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p is { CanWrite: true } && p.GetIndexParameters().Length == 0);

    private static string Name(PropertyInfo member) => JsonNamingPolicy.CamelCase.ConvertName(member.Name);

    private static Type? Element(Type type) => type == typeof(string) || !typeof(IEnumerable).IsAssignableFrom(type) ? null
        : type.GetInterfaces().Append(type).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];

    private static bool IsSingle(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var plain && (plain.IsPrimitive || plain.IsEnum || plain == typeof(string) || plain == typeof(decimal) || plain == typeof(DateOnly));

    private static string Text(object value) => value switch
    {
        DateOnly day => day.ToString("dd.MM.yyyy.", CultureInfo.InvariantCulture),
        bool answer => answer ? "✓" : "✗",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };
}

/// <summary>First and last day of a datum.</summary>
internal sealed record PackDates(DateOnly From, DateOnly? To)
{
    public bool IsInForce(DateOnly day) => From <= day && day <= (To ?? DateOnly.MaxValue);

    public static PackDates? Of(object value)
    {
        var type = value.GetType();
        return type.GetProperty("ValidFrom")?.GetValue(value) is DateOnly from && from > DateOnly.MinValue ? new PackDates(from, type.GetProperty("ValidTo")?.GetValue(value) as DateOnly?) : null;
    }
}
