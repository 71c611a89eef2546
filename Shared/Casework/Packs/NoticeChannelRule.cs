namespace SocialWorkflows.Casework.Packs;

/// <summary>A lawful channel of written notice and when it counts as notified.</summary>
public sealed record NoticeChannelRule : IDated
{
    /// <summary><c>e-address</c>, <c>signed-email</c>, <c>registered</c>, <c>post</c> or <c>hand</c>.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>For staff who read English.</summary>
    public required string EnglishName { get; init; }

    /// <summary>What comes this way, in easy language and feminine, as subject of a sentence („Ierakstīta vēstule”).</summary>
    public required string EasyName { get; init; }

    /// <summary>Wording for the status e-mail: where the decision was sent („Jūsu pasta adresi”).</summary>
    public required string SentTo { get; init; }

    /// <summary><c>at-once</c>, <c>working-day</c> or <c>calendar-day</c>.</summary>
    public required string NotifiedUnit { get; init; }

    /// <summary>The n-th day after sending on which the addressee counts as notified; 0 with <c>at-once</c>.</summary>
    public required int NotifiedDays { get; init; }

    /// <summary>What follows when a notice did not arrive this way, by cause and day; for what is not named a person decides.</summary>
    public IReadOnlyList<LadderRung> Ladder { get; init; } = [];

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }
}
