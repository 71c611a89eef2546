namespace SocialWorkflows.Casework.Cases;

/// <summary>Which channel a notice takes at the moment of sending. Pure; the caller asks the state's service.</summary>
public static class NoticeWay
{
    public const string Active = "active";
    public const string Inactive = "inactive";
    public const string Unknown = "unknown";

    private const string EAddress = "e-address";

    /// <summary>
    /// Active: only the e-address (Oficiālās elektroniskās adreses likums, section 12(1)), unless it failed for this very decision.
    /// Otherwise what a person said last, the ladder, or the person's recorded word. Null when nobody has said anything.
    /// </summary>
    public static NoticeChannelChecked? Choose(CaseState state, string standing)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Contact is not { } contact)
        {
            return null;
        }

        var (round, recorded) = (state.NoticeRound, state.NoticeRedirect?.Channel ?? state.NoticeReturn?.Next ?? contact.Channel);
        if (standing == Active && recorded != EAddress && !HasFailedByEAddress(state))
        {
            return new(round, contact.Channel, EAddress, standing, NoticeReasons.EAddressActive);
        }

        var because = state switch
        {
            { NoticeRedirect: not null } => NoticeReasons.Redirected,
            { NoticeReturn: not null } => NoticeReasons.Ladder,
            _ when standing == Unknown => NoticeReasons.NotChecked,
            _ => NoticeReasons.Recorded,
        };
        return new(round, contact.Channel, recorded, standing, because);
    }

    /// <summary>It was tried for this very decision and came back: the duty to write only there is met.</summary>
    public static bool HasFailedByEAddress(CaseState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return (state.NoticeReturns ?? []).Any(r => r.Channel == EAddress);
    }

    /// <summary>The person closed the e-address the notice was to go to.</summary>
    public static bool IsClosed(NoticeChannelChecked way)
    {
        ArgumentNullException.ThrowIfNull(way);
        return way is { Channel: EAddress, Standing: Inactive };
    }

    /// <summary>Whether the present round waits for a person to say where the notice goes.</summary>
    public static bool NeedsPerson(CaseState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state is { Notice: null, Dispatch: null, NoticeReturn: { Next: null }, NoticeRedirect: null };
    }
}
