using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Casework.Completeness;

namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>A person stops the decision clock to ask for more, or moves its end; both with a reason that is journalled.</summary>
public static class ClockRules
{
    /// <summary>
    /// Asks for further documents during the assessment: each is an input <c>ask.&lt;id&gt;</c>. What was accepted otherwise stays
    /// accepted, the clock stands still from today.
    /// </summary>
    internal static IReadOnlyList<CaseEvent> AskMore(CommandContext context)
    {
        var state = context.State;
        if (!MayAskMore(state))
        {
            throw new CommandRefusedException("not-waiting", "Papildu dokumentus var pieprasīt izvērtēšanas laikā, pirms ir priekšlikums.", "More can be asked for during the assessment, before a proposal.");
        }

        if (state.OpenMessages.Count > 0)
        {
            throw new CommandRefusedException("open-messages", "Lietā ir neizlasītas vēstules; varbūt dokumenti jau ir atsūtīti. Vispirms apskatiet tās.", "There are messages nobody has dealt with; look at them first.");
        }

        string[] asked = [.. context.Service.Documents.Select(d => d.Document).Where(d => context.Inputs.Flag($"ask.{d}"))];
        var because = context.Inputs.Text("because", "Kāpēc vajag");
        if (asked.Length == 0)
        {
            throw new CommandRefusedException("missing-field", "Atzīmējiet vismaz vienu dokumentu.", "Choose at least one document.");
        }

        var review = state.Review!;
        return
        [
            new DocumentsReviewed
            {
                Round = state.DocumentsRound,
                Accepted = [.. review.Accepted.Where(a => !asked.Contains(a.Document))],
                NotNeeded = [.. review.NotNeeded.Where(n => !asked.Contains(n.Document))],
                Missing = asked,
                Why = [.. asked.Select(a => new MissingReason(a, MissingWords.NotReceived))],
                Contact = context.Contact(),
                By = context.Actor.Id,
            },
            new DecisionClockPaused(state.DocumentsRound, context.Today, because, context.Actor.Id),
        ];
    }

    public static bool MayAskMore(CaseState state) =>
        state is { IsComplete: true, AdmitFirst: false, DecisionClock: not null, DecisionPause: null, IsProposed: false, Approval: null, Closed: null };

    /// <summary>Moves the end of the term: once, while it still runs, and not beyond what the law allows from receipt.</summary>
    internal static IReadOnlyList<CaseEvent> Extend(CommandContext context)
    {
        var state = context.State;
        if (!MayExtend(state))
        {
            throw new CommandRefusedException("not-waiting", "Termiņu var pagarināt vienreiz, pirms lēmuma un kamēr tas nav apturēts.", "The term can be extended once, before the decision and while it is not paused.");
        }

        var rule = context.Pack.Terms.Extension
            ?? throw new CommandRefusedException("no-rule", "Pašvaldības noteikumos nav ievadīts, uz cik ilgu laiku termiņu var pagarināt.", "The pack has no rule of extension.");
        var former = state.DecisionClock?.Term ?? context.Terms.OuterLimit(state.FirstReceivedOn!.Value);
        if (context.Today > former.Due)
        {
            throw new CommandRefusedException("too-late", $"Termiņš beidzās {LatvianDate.Numeric(former.Due)}; pagarināt to vairs nevar.", "The term has ended and cannot be extended any more.");
        }

        var until = context.Inputs.Day("until", "Pagarināt līdz");
        var latest = ExtendedTerm.Latest(state.FirstReceivedOn!.Value, rule.Months);
        if (until <= former.Due || until > latest || !context.Terms.IsWorkingDay(until))
        {
            throw new CommandRefusedException(
                "bad-date",
                $"Norādiet darbdienu pēc {LatvianDate.Numeric(former.Due)} un ne vēlāk kā {LatvianDate.Numeric(latest)} ({rule.Basis}).",
                $"The day must be a working day after {former.Due:yyyy-MM-dd} and not after {latest:yyyy-MM-dd}.");
        }

        return
        [
            new DecisionTermExtended(
                until, context.Inputs.Text("reason", "Iemesls"), rule.Basis, context.Terms.Extended(former, until, rule.Basis), context.Contact(), context.Actor.Id)
            {
                EasyReason = context.Inputs.Optional("easyReason"),
            },
        ];
    }

    public static bool MayExtend(CaseState state) =>
        state is { Registration: not null, Decision: null, Draft: null, Withdrawal: null, Extension: null, DecisionPause: null, Closed: null, IsDiscontinuance: false };
}
