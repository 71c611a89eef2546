namespace SocialWorkflows.Functions.Workplace.Teams;

/// <summary>What stands in the place of a user where the conversation is a municipality's. Persisted: add, never rename.</summary>
internal static class ChannelKinds
{
    /// <summary>A channel of a team.</summary>
    public const string Team = "channel";

    public const string GroupChat = "groupChat";
}
