namespace SocialWorkflows.Casework.Cases.Commands;

internal static class NoticeRules
{
    /// <summary>The registrar confirms that the letter really left, with the evidence (postal receipt, signature, e-address id).</summary>
    public static IReadOnlyList<CaseEvent> Confirm(CommandContext context)
    {
        var state = context.State;
        var channel = state.Dispatch!.Channel;
        var sentOn = context.PastDay("sentOn", "Nosūtīšanas datums", state.Decision!.DecidedOn);
        var contest = context.Terms.Contest(channel, sentOn);
        return
        [
            new NoticeSent(channel, sentOn, context.Inputs.Text("evidence", "Apliecinājums"), context.Actor.Id)
            {
                NotifiedOn = contest.NotifiedOn ?? sentOn,
                ContestTerm = state.Withdrawal is not null ? null : contest,
            },
        ];
    }
}
