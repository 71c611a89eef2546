using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Trial;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Municipalities.Trial;
using SocialWorkflows.Functions.Workplace.Access;

namespace SocialWorkflows.Functions.Workplace.Packs;

/// <summary>What became of a candidate.</summary>
/// <param name="Changed">Files whose text differs from the deployed one.</param>
/// <param name="Problems">Everything the loader refuses.</param>
/// <param name="Run">What it would change; null where it was only checked, or refused.</param>
internal sealed record PackAnswer(IReadOnlyList<string> Changed, IReadOnlyList<PackProblem> Problems, DryRunResult? Run);

/// <summary>
/// Checks candidates and tries them out, one at a time. Packs are files that are deployed with the program: nothing here changes them, and of an upload nothing is kept.
/// </summary>
internal sealed class PackDesk(AppOptions options, MunicipalityDirectory municipalities, ICaseBoard board, ICaseJournal journal, CaseAccess access, ILooks looks, TimeProvider time) : IDisposable
{
    /// <summary>How long a person waits for a dry run; the command line has no limit.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim _one = new(1, 1);

    public IPackSource Present { get; } = new PackDirectory(options.PacksRoot);

    /// <summary>Whoever may see the rules as they are.</summary>
    public static bool MayRead(StaffMember person) => person.Roles.Any(r => r is Roles.Head or Roles.Operator or Roles.Auditor);

    /// <summary>Whoever may try out others.</summary>
    public static bool MayTry(StaffMember person) => person.Roles.Any(r => r is Roles.Head or Roles.Operator);

    /// <summary>The folders a municipality goes by: its own, those of its former municipalities, and that of the state.</summary>
    public IReadOnlyList<string> FoldersOf(string municipality) => [municipality, .. municipalities.Get(municipality).Pack.RuleSets.Keys.Where(id => id != municipality), NationalPack.Id];

    public async Task<PackAnswer> AnswerAsync(StaffMember person, string folder, string fileName, byte[] content, bool tryOut, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            var candidate = CandidateReader.Read(folder, fileName, content);
            var changed = new CandidateSource(Present, candidate).Changed();
            var trial = PackTrial.Of(Present, candidate);
            var run = tryOut && trial.Packs is { } packs ? await TryAsync(person, packs, cancellation) : null;
            return new PackAnswer(changed, trial.Problems, run);
        }
        catch (PackException refused)
        {
            return new PackAnswer([], refused.Problems, null);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<DryRunResult?> TryAsync(StaffMember person, MunicipalityDirectory packs, CancellationToken cancellation)
    {
        var run = await new DryRun(board, journal, time).RunAsync(
            municipalities.Get(person.Municipality), packs.Get(person.Municipality), record => access.IsOpenToAsync(record, person, cancellation), Budget, cancellation);
        return await SeenAsync(run, person, cancellation);
    }

    /// <summary>Who only keeps the machine running sees no more than dates and who approves; who sees what means or age lead to has looked at the case.</summary>
    private async Task<DryRunResult> SeenAsync(DryRunResult run, StaffMember person, CancellationToken cancellation)
    {
        if (!person.Roles.Contains(Roles.Head))
        {
            return run with { Lines = [.. run.Lines.Select(l => l with { IsHidden = l.IsHidden || l.Changes.All(c => c.Before.IsOfTheRequest), Changes = [.. l.Changes.Where(c => !c.Before.IsOfTheRequest)] })] };
        }

        foreach (var line in run.Lines.Where(l => l.Changes.Any(c => c.Before.IsPersonal)))
        {
            await looks.WriteAsync(new Look { Municipality = line.Case.Municipality, SubjectId = line.Case.CaseId, PersonId = person.Id, Kind = LookKinds.Case }, cancellation);
        }

        return run;
    }
}
