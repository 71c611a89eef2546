using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>The registrar says what became of a notice: it left, it came back, it goes elsewhere, or something keeps it here.</summary>
public static class NoticeRules
{
    /// <summary>The letter really left, with the evidence: postal number, signature, e-address id.</summary>
    internal static IReadOnlyList<CaseEvent> Confirm(CommandContext context)
    {
        var state = context.State;
        if (state.Dispatch is not { } dispatch)
        {
            throw new CommandRefusedException("not-ready", "Vēstule vēl nav sagatavota. Ja paziņojums atgriezās, vispirms izvēlieties jaunu paziņošanas veidu.", "The notice is not laid ready; say first where it goes.");
        }

        var sentOn = context.PastDay("sentOn", "Nosūtīšanas datums", NotBefore(state));
        return Sent(state, context.Terms, dispatch.Channel, sentOn, context.Inputs.Text("evidence", "Apliecinājums"), context.Actor.Id);
    }

    /// <summary>What a confirmed sending adds to the journal, whoever confirms it.</summary>
    public static IReadOnlyList<CaseEvent> Sent(CaseState state, CaseTerms terms, string channel, DateOnly sentOn, string evidence, string by)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(terms);
        var contest = terms.Contest(channel, sentOn);
        var sent = new NoticeSent(channel, sentOn, evidence, by)
        {
            NotifiedOn = contest.NotifiedOn ?? sentOn,
            ContestTerm = state.Withdrawal is not null ? null : contest,
            Round = state.NoticeRound == 1 ? null : state.NoticeRound,
        };
        return [sent, .. ContestReckoning.Anew(state.Apply(sent), terms), .. Begun(state, terms, by)];
    }

    /// <summary>What a return adds to the journal, whoever tells of it.</summary>
    public static IReadOnlyList<CaseEvent> Returned(CaseState state, MunicipalityPack pack, CaseTerms terms, string cause, DateOnly on, string note, string by)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var back = NoticeLadder.Return(state, pack, cause, on, note, by);
        return [back, .. back.Stands ? [] : ContestReckoning.Anew(state.Apply(back), terms)];
    }

    /// <summary>It came back or cannot leave this way; the ladder of the pack says what follows.</summary>
    internal static IReadOnlyList<CaseEvent> Return(CommandContext context)
    {
        var state = context.State;
        if (!MayReturn(state))
        {
            throw new CommandRefusedException("not-waiting", "Šajā lietā nav paziņojuma, kas varētu atgriezties. Ja lieta ir slēgta, sazinieties ar vadītāju.", "No notice of this case is under way or within its contest term.");
        }

        var channel = state.Notice?.Channel ?? state.Dispatch!.Channel;
        var on = context.PastDay("returnedOn", "Atgriešanās datums", state.Notice?.SentOn ?? NotBefore(state));
        var cause = context.Inputs.OneOf("cause", "Iemesls", [.. NoticeLadder.CausesOf(context.Pack, channel, on)]);
        return Returned(state, context.Pack, context.Terms, cause, on, context.Inputs.Text("note", "Piezīme"), context.Actor.Id);
    }

    public static bool MayReturn(CaseState state) => state is { Closed: null } and ({ Notice: not null } or { Notice: null, Dispatch: not null });

    /// <summary>After a return that no rule carries on.</summary>
    internal static IReadOnlyList<CaseEvent> Redirect(CommandContext context)
    {
        var state = context.State;
        if (!NoticeWay.NeedsPerson(state) || state.Closed is not null)
        {
            throw new CommandRefusedException("not-waiting", "Jauns paziņošanas veids šobrīd nav jāizvēlas.", "The case does not wait for another channel.");
        }

        var channel = context.Inputs.OneOf("channel", "Paziņošanas veids", [.. context.Pack.Channels.Select(c => c.Id)]);
        return [new NoticeRedirected(state.NoticeRound, channel, context.Inputs.Text("address", "Adrese"), context.Inputs.Text("reason", "Iemesls"), context.Actor.Id)];
    }

    /// <summary>What keeps the notice from leaving is written down while it waits; the term stays.</summary>
    internal static IReadOnlyList<CaseEvent> Hinder(CommandContext context) => MayHinder(context.State)
        ? [new NoticeHindered(context.State.NoticeRound, context.Inputs.Text("what", "Kas traucē"), context.Actor.Id)]
        : throw new CommandRefusedException("not-waiting", "Šķērsli ieraksta, kamēr lēmums vēl nav nosūtīts.", "A hindrance is recorded while the notice has not left.");

    public static bool MayHinder(CaseState state) => state is { Decision: not null, Notice: null, Closed: null };

    /// <summary>A repeated notice cannot have left before the former one came back.</summary>
    private static DateOnly NotBefore(CaseState state) => state.NoticeReturn is { } back && back.On > state.Decision!.DecidedOn ? back.On : state.Decision!.DecidedOn;

    /// <summary>A status begins by itself on the day its decision names; a notice that is repeated begins nothing twice.</summary>
    private static IEnumerable<CaseEvent> Begun(CaseState state, CaseTerms terms, string by) =>
        state is { Withdrawal: null, Service: null or { Started: null }, Proposal: { GrantMonths: { } months, From: { } from, Until: { } until } }
            ?
            [
                new ServiceStarted
                {
                    StartedOn = from,
                    Note = $"Statuss piešķirts uz {months} mēnešiem.",
                    Until = until,
                    RemindOn = terms.ServiceEndReminder(from, until),
                    ReviewOn = state.Proposal.ReviewOn,
                    By = by,
                },
            ]
            : [];
}
