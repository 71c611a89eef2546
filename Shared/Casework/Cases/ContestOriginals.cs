using SocialWorkflows.Casework.Cases.Commands;

namespace SocialWorkflows.Casework.Cases;

/// <summary>
/// What carries the contest itself to the body that examines it: the message as it came, or the paper, handed over together with the list.
/// Pure.
/// </summary>
public static class ContestOriginals
{
    /// <summary>The original lies on paper and goes along with the list.</summary>
    public const string Paper = "paper";

    /// <summary>Messages of the case that can go out as they came: none of their files is blocked.</summary>
    public static IReadOnlyList<MessageFiled> Messages(CaseState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var blocked = state.Files.Where(f => f.Blocked).Select(f => f.FileId).ToHashSet(StringComparer.Ordinal);
        return [.. state.Messages.Where(m => m.Files.All(f => !blocked.Contains(f.FileId)))];
    }

    /// <summary>The message the contest was recorded from, where it can go out; null where it came otherwise.</summary>
    public static string? Recorded(CaseState state, ContestReceived contest)
    {
        ArgumentNullException.ThrowIfNull(contest);
        return Messages(state).FirstOrDefault(m => m.IntakeId == contest.IntakeId)?.IntakeId;
    }

    /// <summary>The intake id of the message that goes out, or <see cref="Paper"/>.</summary>
    /// <param name="chosen">What the person chose; null: the message the contest was recorded from.</param>
    /// <exception cref="CommandRefusedException">Nothing carries the contest.</exception>
    public static string Of(CaseState state, ContestReceived contest, string? chosen) => (chosen ?? Recorded(state, contest)) switch
    {
        Paper => Paper,
        { } id when Messages(state).Any(m => m.IntakeId == id) => id,
        _ => throw new CommandRefusedException(
            "contest-missing",
            "Norādiet, kā nododat pašu apstrīdēšanas iesniegumu: izvēlieties vēstuli, ar kuru tas atnāca, vai „Oriģināls papīrā, nodod kopā ar sarakstu”. Ja vēstulē ir bloķēts fails, izdrukājiet iesniegumu un nododiet to papīrā.",
            "Say how the contest itself is handed over: choose the message that carried it, or 'Original on paper, handed over with the list'. Print a message that has a blocked file."),
    };
}
