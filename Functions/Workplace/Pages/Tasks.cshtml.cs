using Microsoft.AspNetCore.Mvc;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Intake.Doors;
using SocialWorkflows.Functions.Lists;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Functions.Workplace.CaseView;
using SocialWorkflows.Functions.Workplace.Files;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>A task in the reader's language, or else in Latvian, with the place it speaks of.</summary>
internal sealed record TaskLine(int Index, PersonTask Task, string Words, string Lang, string Raised, string? Link, string? LinkText);

[AlsoForOperator]
internal sealed class TasksModel(IPersonTasks tasks, CaseReader cases, ReviewedMessages messages, CurrentStaff current, UiTexts texts) : StaffPage(texts)
{
    private const int LongestNote = 500;

    /// <summary>Somebody may be in need now: these stand first, however many tasks are older.</summary>
    private static readonly string[] Urgent = [DoorFiling.UrgentTask, UrgentLetters.TaskKind];

    public IReadOnlyList<TaskLine> Open { get; private set; } = [];

    public ListPages Pages { get; private set; } = ListPages.None;

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public bool MayClose(PersonTask task) => TaskRights.MayClose(current.Person, task);

    public Task OnGetAsync(CancellationToken cancellation) => ListAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(string? key, string? note, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(note) || note.Length > LongestNote)
        {
            Problem = Texts["review.note-required"];
            await ListAsync(cancellation);
            return Page();
        }

        if ((await MineAsync(cancellation)).FirstOrDefault(t => t.Key == key) is not { } task)
        {
            return NotFound();
        }

        if (!MayClose(task))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        return await tasks.CloseAsync(current.Person.Municipality, task.Key, current.Person.Id, Masks.In(note.Trim()), cancellation)
            ? LocalRedirect("/tasks?notice=closed")
            : NotFound();
    }

    private async Task<IReadOnlyList<PersonTask>> MineAsync(CancellationToken cancellation) =>
        [.. (await tasks.ListOpenAsync(current.Person.Municipality, cancellation)).Where(t => TaskRights.MaySee(current.Person, t)).OrderByDescending(t => Urgent.Contains(t.Kind))];

    private async Task ListAsync(CancellationToken cancellation)
    {
        var mine = await MineAsync(cancellation);
        Pages = ListPages.Of(mine.Count, Number, n => $"/tasks?p={n}");
        List<TaskLine> lines = [];
        foreach (var task in mine.Skip(Pages.Skipped).Take(ListPages.Size))
        {
            var (words, lang) = Texts.Of(task.Text);
            var (link, text) = await LinkAsync(task, cancellation);
            lines.Add(new TaskLine(lines.Count, task, words, lang, LocalTime.Text(task.RaisedAt, current.Municipality.Pack.Calendar.TimeZone), link, text));
        }

        Open = lines;
    }

    private async Task<(string? Link, string? Text)> LinkAsync(PersonTask task, CancellationToken cancellation)
    {
        if (task.SubjectId is not { } subject || !current.Person.Roles.Any(r => r != Roles.Operator))
        {
            return (null, null);
        }

        if (SendList.IdIn(subject) is { } list)
        {
            return ($"/lists/{list}", Texts["tasks.open-list"]);
        }

        if (await cases.FindAsync(subject, cancellation) is { } record)
        {
            return ($"/cases/{subject}", record.State.Number ?? Texts["tasks.open-case"]);
        }

        if (await messages.CaseOfAsync(subject, cancellation) is { } id && await cases.FindAsync(id, cancellation) is { } filed)
        {
            return ($"/cases/{id}", filed.State.Number ?? Texts["tasks.open-case"]);
        }

        return await messages.FindRowAsync(subject, cancellation) is { } row ? ($"/review/{subject}", row.Number) : (null, null);
    }
}
