namespace SocialWorkflows.Casework.Packs;

/// <summary>The doors of a municipality beside its mailbox.</summary>
public sealed record Doors
{
    /// <summary>A pack that does not say where papers are taken: the counter page tells so.</summary>
    public static readonly Doors None = new() { Places = [] };

    /// <summary>Where papers are handed over.</summary>
    public required IReadOnlyList<ReceptionPlace> Places { get; init; }

    /// <summary>The official electronic address; null where the municipality has not said what it is.</summary>
    public EAddressRule? EAddress { get; init; }

    /// <summary>What one message to an e-address may carry; null where nobody has said: then nothing is refused for it.</summary>
    public EAddressLimitRule? EAddressLimits { get; init; }

    /// <summary>From which addresses the municipality's own web forms write; empty where it has none, or has not named them.</summary>
    public IReadOnlyList<WebFormSender> WebForms { get; init; } = [];

    public bool IsWebForm(string address, DateOnly day) => WebForms.Any(f => f.IsValidOn(day) && f.Address.Equals(address, StringComparison.OrdinalIgnoreCase));

    public ReceptionPlace? FindPlace(string? id, DateOnly day) => Places.FirstOrDefault(p => p.Id == id && p.IsValidOn(day));
}

/// <summary>An office that takes papers for the social service.</summary>
public sealed record ReceptionPlace : IDated
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string EnglishName { get; init; }

    /// <summary>One of <see cref="CountedFrom"/>: from which day the municipality counts what was handed over here.</summary>
    public required string Counts { get; init; }

    /// <summary>There are several of the kind and the registrar writes which one.</summary>
    public bool AskWhich { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }
}

/// <summary>Values of <see cref="ReceptionPlace.Counts"/>.</summary>
public static class CountedFrom
{
    /// <summary>The day on which the office took the paper.</summary>
    public const string There = "taken-there";

    /// <summary>The day on which the paper reached the social service.</summary>
    public const string Here = "arrived-here";

    internal static readonly IReadOnlyList<string> All = [There, Here];
}

/// <summary>The official electronic address and what a message from it proves.</summary>
public sealed record EAddressRule : IDated
{
    /// <summary>The municipality's own, like <c>_DEFAULT@90000000000</c>; null while nobody has said it.</summary>
    public string? Address { get; init; }

    /// <summary>True: whoever writes from the address of a person is that person, and no other signature is needed.</summary>
    public required bool ProvesSender { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }
}

/// <summary>
/// The technical address of a web form: a program writes from it what a person typed. Believed only where the mail server vouches for the sender's domain, and never
/// answered.
/// </summary>
public sealed record WebFormSender : IDated
{
    /// <summary>Lower case.</summary>
    public required string Address { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    /// <summary>Who said so, or where the form is.</summary>
    public required string Source { get; init; }
}

/// <summary>What the state's e-address takes in one message.</summary>
public sealed record EAddressLimitRule : IDated
{
    public required int MaxFiles { get; init; }

    public required long MaxFileBytes { get; init; }

    /// <summary>Lower case, with the dot.</summary>
    public required IReadOnlyList<string> Extensions { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }
}
