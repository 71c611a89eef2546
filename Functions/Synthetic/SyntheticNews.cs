using System.Globalization;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Synthetic;

/// <summary>Tells the operator of a walk that does not come through: one task for each walk and one for each day on which none could begin. The next one that comes through closes them.</summary>
internal sealed class SyntheticNews(IPersonTasks tasks, MunicipalityDirectory municipalities, TimeProvider time)
{
    public const string TaskKind = "synthetic-walk";

    private string Municipality => municipalities.Default.Pack.Id;

    public Task LateAsync(SyntheticWalk walk, CancellationToken cancellation) => RaiseAsync(
        $"{TaskKind}:{Day(walk.Day)}",
        new(
            $"Ikdienas pārbaude ({Day(walk.Day)}) apstājās pēc soļa „{UiTexts.Latvian.Word("synthetic.step", walk.Step)}”: tāpat var apstāties arī iedzīvotāju iesniegumi. Rīkojieties pēc rokasgrāmatas.",
            $"The daily check ({Day(walk.Day)}) stopped after the step “{UiTexts.English.Word("synthetic.step", walk.Step)}”: applications of residents may stop in the same way. Follow the runbook."),
        cancellation);

    public Task NotBegunAsync(SyntheticWalk open, DateOnly today, CancellationToken cancellation) => RaiseAsync(
        $"{TaskKind}-not-begun:{Day(today)}",
        new(
            $"Ikdienas pārbaude {Day(today)} nav sākta, jo iepriekšējā ({Day(open.Day)}) vēl nav pabeigta. Tā apstājās pēc soļa „{UiTexts.Latvian.Word("synthetic.step", open.Step)}”.",
            $"The daily check of {Day(today)} was not begun, because the one before ({Day(open.Day)}) is not over. It stopped after the step “{UiTexts.English.Word("synthetic.step", open.Step)}”."),
        cancellation);

    public async Task FinishedAsync(CancellationToken cancellation)
    {
        foreach (var task in (await tasks.ListOpenAsync(Municipality, cancellation)).Where(t => t.Kind == TaskKind))
        {
            await tasks.CloseAsync(Municipality, task.Key, "machine", "finished", cancellation);
        }
    }

    private Task RaiseAsync(string key, Bilingual text, CancellationToken cancellation) => tasks.RaiseAsync(
        new PersonTask { Key = key, Municipality = Municipality, Role = Roles.Operator, Kind = TaskKind, Text = text, RaisedAt = time.GetUtcNow() },
        cancellation);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
