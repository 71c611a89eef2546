namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>Before an act against the person the institution finds out what the person thinks (Administratīvā procesa likums, section 62, part one).</summary>
public static class HearingRules
{
    /// <summary>A discontinuance whose clock runs, that nobody has proposed yet, and of which the person has not been told by letter.</summary>
    public static bool MayInvite(CaseState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state is { IsDiscontinuance: true, DecisionClock: not null, IsProposed: false, Approval: null, Dropped: null, Closed: null, Hearing: null };
    }

    internal static IReadOnlyList<CaseEvent> Invite(CommandContext context)
    {
        if (!MayInvite(context.State))
        {
            throw new CommandRefusedException(
                "not-waiting", "Uzklausīt aicina vienreiz lietā par izbeigšanu, pirms ir priekšlikums.", "The person is invited to be heard once, in a case about discontinuing, before a proposal.");
        }

        var contact = context.Contact();
        var (until, rule) = (context.Terms.HearingUntil(context.Today, contact), context.Pack.Terms.Hearing);
        return until is { } last && rule is not null
            ? [new HearingInvited(last, context.Inputs.Text("reason", "Iemesls"), rule.Basis, contact, context.Actor.Id) { EasyReason = context.Inputs.Optional("easyReason") }]
            : throw new CommandRefusedException(
                "no-rule", "Pašvaldības noteikumos nav ievadīts, cik ilgi gaida personas viedokli (terms.json, hearing).", "The pack has no term of hearing (terms.json, hearing).");
    }
}
