using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Decision;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Workplace;

namespace SocialWorkflows.Functions.Synthetic;

/// <summary>Takes the steps of staff in walked cases, by the same commands and under the same rules as people. It decides from the journal alone, so a kill loses nothing.</summary>
internal sealed partial class SyntheticStaff(
    ICaseJournal journal, ICaseBoard board, CommandDesk commands, SigningDesk signing, SyntheticKeys keys, SyntheticOptions options, StaffDirectory staff, MunicipalityDirectory municipalities,
    ILogger<SyntheticStaff> logger)
{
    /// <summary>Everything that can be done now in the case.</summary>
    /// <returns>How many steps were taken.</returns>
    public async Task<int> ActAsync(CaseRef reference, CancellationToken cancellation)
    {
        var taken = 0;
        try
        {
            while (await journal.ReadAsync(reference, cancellation) is { } record && await StepAsync(record, cancellation))
            {
                taken++;
            }
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogNotTaken(problem, reference.CaseId);
        }

        return taken;
    }

    /// <summary>In every case that is still open.</summary>
    public async Task<int> ActEverywhereAsync(CancellationToken cancellation)
    {
        var taken = 0;
        foreach (var row in await board.ListAsync(SyntheticMunicipality.Id, null, includeClosed: false, cancellation))
        {
            taken += await ActAsync(row.Case, cancellation);
        }

        return taken;
    }

    private async Task<bool> StepAsync(CaseRecord record, CancellationToken cancellation)
    {
        var municipality = municipalities.Get(SyntheticMunicipality.Id).For(record.State);
        foreach (var wait in record.Standing.Waits)
        {
            if (wait.Step == Steps.Signing)
            {
                await SignAsync(record, cancellation);
                return true;
            }

            if (SyntheticAnswers.To(wait, record.State, municipality.Pack, options) is { } answer)
            {
                var actor = Person(CommandRules.Find(answer.Verb)!, wait.Role);
                var command = new CaseCommand { Case = record.Case, Version = record.Version, Round = wait.Round, Verb = answer.Verb, Actor = actor, Data = answer.Data };
                return (await commands.HandleAsync(command, cancellation)).Case.Version > record.Version;
            }
        }

        return false;
    }

    /// <summary>As people do it: the draft is taken out, signed with keys of their own, and handed in to be inspected.</summary>
    private async Task SignAsync(CaseRecord record, CancellationToken cancellation)
    {
        var head = staff.Find(SyntheticMunicipality.Head)!;
        var letter = await signing.DraftAsync(record.Case, head, cancellation);
        await signing.AcceptSignedAsync(record.Case, record.Version, head, "lemums.asice", keys.SignDecision("lemums.pdf", letter, head.Name), conflictReason: null, cancellation);
    }

    private StaffMember Person(CommandRule rule, string role)
    {
        var worker = staff.Find(SyntheticMunicipality.Worker)!;
        return role != Roles.Head && CommandRules.Allows(rule, worker) ? worker : staff.Find(SyntheticMunicipality.Head)!;
    }

    [LoggerMessage(LogLevel.Error, "The synthetic staff could not take the next step in case {CaseId}; it is tried again.")]
    private partial void LogNotTaken(Exception problem, string caseId);
}
