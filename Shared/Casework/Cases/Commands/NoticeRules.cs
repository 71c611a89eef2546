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
            .. Begun(context),
        ];
    }

    /// <summary>A status begins by itself on the day its decision names.</summary>
    private static IEnumerable<CaseEvent> Begun(CommandContext context) =>
        context.State is { Withdrawal: null, Proposal: { GrantMonths: { } months, From: { } from, Until: { } until } }
            ?
            [
                new ServiceStarted
                {
                    StartedOn = from,
                    Note = $"Statuss piešķirts uz {months} mēnešiem.",
                    Until = until,
                    RemindOn = context.Terms.ServiceEndReminder(from, until),
                    ReviewOn = context.State.Proposal.ReviewOn,
                    By = context.Actor.Id,
                },
            ]
            : [];
}
