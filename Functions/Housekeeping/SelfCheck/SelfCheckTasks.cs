using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Synthetic;

namespace SocialWorkflows.Functions.Housekeeping.SelfCheck;

/// <summary>One task for each municipality concerned, whatever the number of findings; a clean look closes it.</summary>
internal sealed class SelfCheckTasks(IPersonTasks tasks, MunicipalityDirectory municipalities, TimeProvider time)
{
    public const string Kind = "self-check";

    private const int NamedCases = 5;

    public async Task TellAsync(SelfCheckReport report, CancellationToken cancellation)
    {
        foreach (var municipality in municipalities.OfPeople.Select(m => m.Pack.Id))
        {
            // What names no municipality may concern each of them; what is wrong with a walked case is wrong with the stores.
            var own = report.Findings.Where(f => f.Municipality == municipality || f.Municipality.Length == 0 || (f.Municipality == SyntheticMunicipality.Id && municipality == municipalities.Default.Pack.Id)).ToList();
            if (own.Count == 0)
            {
                await CloseAsync(municipality, cancellation);
                continue;
            }

            await tasks.RaiseAsync(
                new PersonTask
                {
                    Key = $"{Kind}:{report.StartedAt.UtcDateTime:yyyy-MM-dd}",
                    Municipality = municipality,
                    Role = Roles.Head,
                    Kind = Kind,
                    Text = Text(own),
                    RaisedAt = time.GetUtcNow(),
                },
                cancellation);
        }
    }

    private static Bilingual Text(List<SelfCheckFinding> findings)
    {
        var cases = findings.Select(f => f.CaseId).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return new(
            $"Nakts pašpārbaudē glabātie dati nesakrita ar lietu žurnālu (atradumi: {findings.Count}).{Named("Lietas", "un citas")} Neko nelabojiet paši; lūdziet sistēmas uzturētājam rīkoties pēc rokasgrāmatas. Sīkāk: programmas žurnālā.",
            $"The self-check of the night found that kept data do not agree with the journals of cases (findings: {findings.Count}).{Named("Cases", "and others")} Mend nothing yourselves; ask the operator to follow the runbook. More: in the program's log.");

        string Named(string title, string more) =>
            cases.Count == 0 ? string.Empty : $" {title}: {string.Join(", ", cases.Take(NamedCases))}{(cases.Count > NamedCases ? $" {more}" : string.Empty)}.";
    }

    private async Task CloseAsync(string municipality, CancellationToken cancellation)
    {
        foreach (var task in (await tasks.ListOpenAsync(municipality, cancellation)).Where(t => t.Kind == Kind))
        {
            await tasks.CloseAsync(municipality, task.Key, "machine", "clean", cancellation);
        }
    }
}
