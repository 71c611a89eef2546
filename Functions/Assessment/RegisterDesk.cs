using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Registers;

namespace SocialWorkflows.Functions.Assessment;

/// <summary>
/// Asks the registers at a person's request, all at once and for a few seconds only. Silence, an error and a half answer are
/// journalled as "unknown"; the assessment stays with the person either way.
/// </summary>
internal sealed partial class RegisterDesk(ICaseJournal journal, IEnumerable<IStateRegister> registers, TimeProvider time, ILogger<RegisterDesk> logger)
{
    /// <summary>How long a page waits for the slowest register.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly IReadOnlyList<IStateRegister> _registers = [.. registers];

    public bool CanAsk => _registers.Count > 0;

    /// <summary>Whoever may assess the income.</summary>
    public static bool MayAsk(StaffMember actor) => CommandRules.Allows(CommandRules.Find(Verbs.AssessIncome)!, actor);

    /// <exception cref="CommandRefusedException">The case is not being assessed, or the person may not assess.</exception>
    public async Task<CaseRecord> AskAsync(CaseRef reference, StaffMember actor, CancellationToken cancellation)
    {
        if (actor.Municipality != reference.Municipality || await journal.ReadAsync(reference, cancellation) is not { } record)
        {
            throw new CommandRefusedException("not-found", "Šādas lietas nav.", "There is no such case.");
        }

        if (!MayAsk(actor))
        {
            throw new CommandRefusedException("role", "Jums nav tiesību veikt šo darbību.", "Asking registers is not for this role.");
        }

        if (!record.Standing.WaitsFor(Steps.Income))
        {
            throw new CommandRefusedException("not-waiting", "Reģistriem vaicā, kamēr izvērtē ienākumus.", "Registers are asked while the income is assessed.");
        }

        var answers = await Task.WhenAll(_registers.Select(r => AskAsync(r, record.State.Received!.Applicant.PersonalCode, cancellation)));
        var round = (record.State.Registers?.Round ?? 0) + 1;
        var result = await journal.AppendAsync(
            new Append { Case = reference, Key = $"registers:{round}", Decide = _ => [new RegistersAsked(round, [.. answers.SelectMany(a => a)], actor.Id)] },
            cancellation);
        return result.Case;
    }

    private async Task<IEnumerable<RegisterField>> AskAsync(IStateRegister register, string personalCode, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            var answer = await register.AskAsync(personalCode, both.Token).WaitAsync(both.Token);
            return register.Fields.Select(f => new RegisterField(register.Name, f, answer.TryGetValue(f, out var value) && value.Length > 0 ? value : null));
        }
        catch (Exception problem) when (!cancellation.IsCancellationRequested)
        {
            LogSilent(register.Name, problem.GetType().Name);
            return register.Fields.Select(f => new RegisterField(register.Name, f, null));
        }
    }

    [LoggerMessage(LogLevel.Warning, "The register {Register} did not answer: {Problem}.")]
    private partial void LogSilent(string register, string problem);
}
