using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Contest;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Commands;

namespace SocialWorkflows.Functions.Workplace;

/// <summary>What became of a command.</summary>
/// <param name="Case">The case afterwards.</param>
/// <param name="DecidedBefore">The step and round had been decided already.</param>
/// <param name="Masked">A personal code in free text was masked before it was stored.</param>
internal sealed record CommandResult(CaseRecord Case, bool DecidedBefore, bool Masked = false);

/// <summary>Carries out commands of every door: journal first, then the nudge.</summary>
internal sealed class CommandDesk(ICaseJournal journal, MunicipalityDirectory municipalities, ContestPackageDesk packages, CaseAccess access, ConflictDesk conflicts, NewAssignee newcomers, StaffDirectory staff, OutboxDrain outbox)
{
    /// <exception cref="CommandRefusedException">Role, step or content does not allow it; nothing was stored.</exception>
    /// <exception cref="StaleVersionException">The case has moved since the person saw it.</exception>
    public async Task<CommandResult> HandleAsync(CaseCommand typed, CancellationToken cancellation)
    {
        var (data, masked) = TypedCodes.Hide(typed.Data);
        var command = typed with { Data = data };
        if (command.Actor.Municipality != command.Case.Municipality || await journal.ReadAsync(command.Case, cancellation) is not { } seen)
        {
            throw new CommandRefusedException("not-found", "Šādas lietas nav.", "There is no such case.");
        }

        var rule = CommandRules.Find(command.Verb)
            ?? throw new CommandRefusedException("unknown-verb", "Šāda darbība nav zināma.", $"The verb '{command.Verb}' is unknown.");
        if (!CommandRules.Allows(rule, command.Actor))
        {
            throw new CommandRefusedException("role", "Jums nav tiesību veikt šo darbību.", $"The verb '{command.Verb}' is not for this role.");
        }

        if (!await access.IsOpenToAsync(seen, command.Actor, cancellation))
        {
            throw new CommandRefusedException("restricted", "Lieta ir ierobežota. Atveriet to tīmekļa lapā un norādiet pamatojumu.", "The case is restricted; open it on the page and give a reason.");
        }

        if (command.Verb == Verbs.Restrict && new CommandInputs(command.Data).Many("named").Any(id => staff.Find(id)?.Municipality != command.Case.Municipality))
        {
            throw new CommandRefusedException("bad-choice", "Izvēlieties darbiniekus no saraksta.", "Somebody who is named is not on the staff of this municipality.");
        }

        if (command.Verb == Verbs.Reassign && new CommandInputs(command.Data).Optional("to") is { } to)
        {
            await newcomers.DemandAsync(seen, command.Version, to, cancellation);
        }

        if (command.Verb == Verbs.Discontinue && await IsBeingDiscontinuedAsync(seen, cancellation))
        {
            throw new CommandRefusedException("open", "Lieta par izbeigšanu jau ir sākta un vēl nav pabeigta.", "Another case decides already whether it ends.");
        }

        var municipality = municipalities.Get(command.Case.Municipality);

        // Made from what the person saw; where the case moved since, the append refuses, so nothing else is ever kept with the event.
        var package = command.Verb == Verbs.HandOverContest && seen.Version == command.Version
            ? await packages.KeepAsync(seen, command.Round, new CommandInputs(command.Data), cancellation)
            : null;
        var result = await journal.AppendAsync(
            new Append
            {
                Case = command.Case,
                Key = CommandRules.Key(rule, command, seen.State),
                ExpectedVersion = command.Version,
                Wakes = true,
                Decide = append => Decide(rule, Context(command, append, municipality.For(append.State), package, conflicts.Of(append.State, Deciding(command)))),
            },
            cancellation);
        await conflicts.TellAsync(result.Case, cancellation);
        await outbox.DrainSoonAsync(command.Case, cancellation);
        return new CommandResult(result.Case, result.Repeated, masked);
    }

    /// <summary>Whose nearness to the applicant counts: who acts, and where a case is given to somebody, that person.</summary>
    private StaffMember Deciding(CaseCommand command) =>
        command.Verb == Verbs.Reassign && new CommandInputs(command.Data).Optional("to") is { } to && staff.Find(to) is { } person ? person : command.Actor;

    private async Task<bool> IsBeingDiscontinuedAsync(CaseRecord seen, CancellationToken cancellation)
    {
        foreach (var sibling in (seen.State.Siblings ?? []).Where(s => s.Kind == SiblingKinds.Discontinuance))
        {
            if (await journal.ReadAsync(new CaseRef(seen.Case.Municipality, sibling.CaseId), cancellation) is not { State.Closed: not null })
            {
                return true;
            }
        }

        return false;
    }

    private static IReadOnlyList<CaseEvent> Decide(CommandRule rule, CommandContext context)
    {
        var facts = CommandRules.Decide(rule, context);
        EasyReasons.Demand(context.Pack, facts);
        return facts;
    }

    private static CommandContext Context(CaseCommand command, IAppendContext append, Municipality rules, HandedPackage? package, string? conflict) =>
        new(append, rules.Pack, rules.Terms, command.Actor, command.Round, new CommandInputs(command.Data), command.Case.CaseId, package, conflict);
}
