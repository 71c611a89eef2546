using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Casework.People;

/// <summary>Where a member of staff is reached in Teams: the bot's personal conversation with them; or a municipality's channel.</summary>
public sealed record TeamsConversation
{
    private const string ChannelPrefix = "channel:";

    /// <summary>The person; of a channel or group chat <see cref="ChannelOf"/>.</summary>
    public required string PersonId { get; init; }

    public required Uri ServiceUrl { get; init; }

    public required string ConversationId { get; init; }

    /// <summary>The person as this channel names them, <c>29:…</c>.</summary>
    public required string UserId { get; init; }

    /// <summary>The bot as this channel names it, <c>28:…</c>.</summary>
    public required string BotId { get; init; }

    /// <summary>Stands for the one channel or group chat of the municipality in the place of a person. No id of a person has a colon.</summary>
    public static string ChannelOf(string municipality) => $"{ChannelPrefix}{municipality}";

    public bool IsChannel => PersonId.StartsWith(ChannelPrefix, StringComparison.Ordinal);
}

/// <summary>One card a person was sent. <c>Version</c>: the case version it shows. <c>Open</c>: it still asks for something.</summary>
public sealed record CardCopy
{
    public required CaseRef Case { get; init; }

    public required string Step { get; init; }

    public required int Round { get; init; }

    public required string PersonId { get; init; }

    public required string ActivityId { get; init; }

    public required long Version { get; init; }

    public required bool Open { get; init; }
}

/// <summary>What the bot knows: who talks to it, and which cards stand where.</summary>
public interface ITeamsDoor
{
    /// <summary>Also replaces an older conversation of the person.</summary>
    Task OpenAsync(TeamsConversation conversation, CancellationToken cancellation);

    /// <summary>The person removed or blocked the bot, or left.</summary>
    Task CloseAsync(string personId, CancellationToken cancellation);

    Task<TeamsConversation?> FindAsync(string personId, CancellationToken cancellation);

    /// <summary>Every open conversation, of people and channels.</summary>
    Task<IReadOnlyList<TeamsConversation>> ConversationsAsync(CancellationToken cancellation);

    /// <summary>Every case of which the person has a copy, open or closed; also what stands for a case in the couriers' own marks.</summary>
    Task<IReadOnlyList<CaseRef>> CasesOfAsync(string personId, CancellationToken cancellation);

    /// <summary>Every case of which anybody has a copy; also what stands for a case in the couriers' own marks.</summary>
    Task<IReadOnlyList<CaseRef>> CasesAsync(CancellationToken cancellation);

    Task<IReadOnlyList<CardCopy>> CopiesAsync(CaseRef reference, CancellationToken cancellation);

    /// <summary>Adds the copy or replaces what was known of it.</summary>
    Task SaveAsync(CardCopy copy, CancellationToken cancellation);

    /// <summary>Forgets a copy that nothing will change any more; one that is not there is no error.</summary>
    Task DropAsync(CardCopy copy, CancellationToken cancellation);

    /// <summary>Cases whose cards were last brought up to date at an older version than the newest, at most so many.</summary>
    Task<IReadOnlyList<CaseRef>> BehindAsync(int most, CancellationToken cancellation);

    /// <summary>The cards show this version.</summary>
    Task CaughtUpAsync(CaseRef reference, long version, CancellationToken cancellation);

    /// <summary>The case is behind although it did not move: its cards are looked at anew. One that is there no more is no error.</summary>
    Task OweAsync(CaseRef reference, CancellationToken cancellation);
}
