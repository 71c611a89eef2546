using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Functions.Workplace.CaseView;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Commands;

/// <summary>What became of a command, in words for the person.</summary>
/// <param name="Status">One of <see cref="CommandStatuses"/>.</param>
/// <param name="Code">Of a refusal: its stable word.</param>
/// <param name="Card">The fresh card of the step, when the case still waits for it.</param>
internal sealed record CommandOutcome(string Status, string Message, AdaptiveCard? Card = null, string? Code = null);

internal static class CommandStatuses
{
    public const string Done = "done";
    public const string DecidedBefore = "decided-before";
    public const string Stale = "stale";
    public const string Refused = "refused";
}

/// <summary>What the web page and Teams have in common: carries out a command and says what became of it.</summary>
internal sealed class CommandDoor(CommandDesk desk, ICaseJournal journal, CaseCards cards, CaseAccess access, StaffDirectory staff, MunicipalityDirectory municipalities)
{
    public async Task<CommandOutcome> CarryOutAsync(CaseCommand command, UiTexts texts, CancellationToken cancellation)
    {
        try
        {
            return await TellAsync(command, await desk.HandleAsync(command, cancellation), texts, cancellation);
        }
        catch (CommandRefusedException refused)
        {
            return new CommandOutcome(CommandStatuses.Refused, texts.Explain(refused), Code: refused.Code);
        }
        catch (StaleVersionException)
        {
            var card = await FreshAsync(command, texts, cancellation);
            return new CommandOutcome(CommandStatuses.Stale, texts[card is null ? "command.stale-gone" : "command.stale"], card);
        }
    }

    private async Task<CommandOutcome> TellAsync(CaseCommand command, CommandResult result, UiTexts texts, CancellationToken cancellation)
    {
        if (result.DecidedBefore && FirstOf(command, result.Case) is { } first && Actors.Of(first.Event) is var by
            && (by != command.Actor.Id || !IsOf(command.Verb, first.Event)))
        {
            var who = by is null ? texts["event.machine"] : staff.Find(by)?.Name ?? by;
            var when = LocalTime.Text(first.At, municipalities.Get(command.Case.Municipality).Pack.Calendar.TimeZone);
            return new CommandOutcome(
                CommandStatuses.DecidedBefore,
                texts.Format("command.decided-before", who, when),
                await FreshAsync(command, texts, cancellation));
        }

        var done = texts[$"notice.{command.Verb}"];
        return new CommandOutcome(CommandStatuses.Done, result.Masked ? $"{done} {texts["command.masked"]}" : done);
    }

    /// <summary>Approving and returning answer the same question: whoever did the one must not be told that the other was done.</summary>
    private static bool IsOf(string verb, CaseEvent fact) => (verb, fact) is not ((Verbs.Approve, not DecisionApproved) or (Verbs.Return, not ProposalReturned));

    private static JournalEntry? FirstOf(CaseCommand command, CaseRecord record)
    {
        var key = CommandRules.Key(CommandRules.Find(command.Verb)!, command, record.State);
        return record.Entries.FirstOrDefault(e => e.Key == key);
    }

    private async Task<AdaptiveCard?> FreshAsync(CaseCommand command, UiTexts texts, CancellationToken cancellation)
    {
        // Restricted in this very moment: whose work it is not gets no card of it.
        if (CommandRules.Find(command.Verb) is not { } rule || await journal.ReadAsync(command.Case, cancellation) is not { } record || !await access.IsOpenToAsync(record, command.Actor, cancellation))
        {
            return null;
        }

        var step = rule.Step ?? (rule.Verb == Verbs.HandleMessage ? Steps.Messages : null);
        return StepCards.Find(await cards.ContextAsync(record, command.Actor, texts, wasAsked: false, cancellation), step)?.Card;
    }
}
