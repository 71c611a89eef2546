using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Cases;

/// <summary>What follows when a notice did not arrive: the pack's rule of the day, each channel at most once. Pure.</summary>
public static class NoticeLadder
{
    /// <summary>The fact of a return with what follows from it.</summary>
    /// <param name="on">The day on which it came back or could not leave; the rule of this day holds.</param>
    /// <exception cref="InvalidOperationException">No notice is under way or sent.</exception>
    public static NoticeReturned Return(CaseState state, MunicipalityPack pack, string cause, DateOnly on, string note, string by)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(pack);
        var channel = state.Notice?.Channel ?? state.Dispatch?.Channel ?? state.NoticeWay?.Channel
            ?? throw new InvalidOperationException("No notice of this case is under way.");
        var rung = pack.FindChannel(channel)?.Ladder.FirstOrDefault(r => r.Cause == cause && r.IsValidOn(on));
        return new NoticeReturned
        {
            Round = state.NoticeRound,
            Channel = channel,
            Cause = cause,
            On = on,
            Next = rung is { Stands: false } && IsOpen(state, channel, rung.Next) ? rung.Next : null,
            // Nothing stands that never left.
            Stands = rung is { Stands: true } && state.Notice is not null,
            WasSent = state.Notice is not null,
            Source = rung?.Source,
            Note = note,
            By = by,
        };
    }

    /// <summary>The causes a person may record for the channel: those of its ladder on the day.</summary>
    public static IReadOnlyList<string> CausesOf(MunicipalityPack pack, string channel, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(pack);
        return [.. (pack.FindChannel(channel)?.Ladder ?? []).Where(r => r.IsValidOn(on)).Select(r => r.Cause)];
    }

    /// <summary>A channel that was tried is not tried again by rule, and one for which nobody knows an address is no rung.</summary>
    private static bool IsOpen(CaseState state, string failed, string next) =>
        next != LadderRung.Person
        && next != failed
        && (state.NoticeReturns ?? []).All(r => r.Channel != next)
        && NoticeAddress.Of(state, next) is not null;
}
