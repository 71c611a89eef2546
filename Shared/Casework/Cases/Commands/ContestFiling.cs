namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>A letter of the review list that contests: filed and recorded as a contest in one commit, also where the case is closed.</summary>
public static class ContestFiling
{
    /// <param name="context">Inputs as of <see cref="Verbs.ReceiveContest"/>; its <c>intakeId</c> is the message's.</param>
    /// <exception cref="CommandRefusedException">Role, dates or the case do not allow it.</exception>
    public static IReadOnlyList<CaseEvent> Of(CommandContext context, MessageFiled message)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(message);
        if (!CommandRules.Allows(CommandRules.Find(Verbs.ReceiveContest)!, context.Actor))
        {
            throw new CommandRefusedException("role", "Jums nav tiesību veikt šo darbību.", "Recording a contest is not for this role.");
        }

        return context.State.Registration is null
            ? throw new CommandRefusedException("not-registered", "Šajā lietā nav reģistrēta iesnieguma, tāpēc nav lēmuma, ko apstrīdēt.", "No application is registered in this case, so there is no decision to contest.")
            : [message, .. ContestRules.Receive(context, [.. context.State.Messages, message])];
    }
}
