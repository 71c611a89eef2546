using Microsoft.AspNetCore.Mvc;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Board;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>One thing the list is narrowed by.</summary>
internal sealed record BoardChoice(string Name, string Label, string? Chosen, IReadOnlyList<(string Value, string Text)> Options);

/// <summary>The board. Searching is a POST, so that no name or code ever stands in an address.</summary>
[ReadsByPost("Search")]
internal sealed class BoardModel(BoardLines board, IIntakeLedger ledger, IPersonTasks tasks, StaffDirectory staff, CurrentStaff current, UiTexts texts) : StaffPage(texts)
{
    private const int LongestSearch = 100;

    [BindProperty(SupportsGet = true)]
    public string? Tab { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Service { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Stage { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Step { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Assignee { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Late { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public BoardFilter Filter { get; private set; } = new();

    public IReadOnlyList<BoardChoice> Choices { get; private set; } = [];

    public string? SearchedFor { get; private set; }

    public IReadOnlyList<BoardLine> Lines { get; private set; } = [];

    public int Total { get; private set; }

    public ListPages Pages { get; private set; } = ListPages.None;

    public BoardCounts Counts { get; private set; } = new(0, 0, 0);

    public int ReviewCount { get; private set; }

    public int TaskCount { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Choices = ChoicesOf();
        Filter = new BoardFilter
        {
            Tab = Tab is BoardLines.All or BoardLines.ByDue or BoardLines.Unassigned ? Tab : BoardLines.Mine,
            Service = Chosen("service"),
            Stage = Chosen("stage"),
            Step = Chosen("step"),
            Assignee = Chosen("assignee"),
            Late = Chosen("late"),
        };
        await ShowAsync((skip, stop) => board.ListAsync(Filter, skip, ListPages.Size, stop), cancellation);
    }

    public async Task OnPostSearchAsync(string? text, CancellationToken cancellation)
    {
        SearchedFor = (text is { Length: > LongestSearch } ? text[..LongestSearch] : text ?? string.Empty).Trim();
        Filter = new BoardFilter { Tab = BoardLines.All };
        await ShowAsync((skip, stop) => board.SearchAsync(SearchedFor, skip, ListPages.Size, stop), cancellation);
    }

    private async Task ShowAsync(Func<int, CancellationToken, Task<BoardPage>> listAsync, CancellationToken cancellation)
    {
        var municipality = current.Person.Municipality;
        var page = await listAsync((int)Math.Min((Math.Max(1, Number) - 1L) * ListPages.Size, int.MaxValue - ListPages.Size), cancellation);
        Pages = ListPages.Of(page.Total, Number, Filter.Address);
        if (Number > Pages.Number)
        {
            page = await listAsync(Pages.Skipped, cancellation);
        }

        Total = page.Total;
        Lines = await board.DescribeAsync(page.Rows, cancellation);
        Counts = await board.CountAsync(cancellation);
        ReviewCount = await ledger.CountAsync(municipality, Dispositions.Review, cancellation);
        TaskCount = await tasks.CountOpenAsync(municipality, cancellation);
    }

    /// <summary>What the address asks for, if the list offers it.</summary>
    private string? Chosen(string name) => Choices.Single(c => c.Name == name).Chosen;

    private IReadOnlyList<BoardChoice> ChoicesOf()
    {
        var pack = current.Municipality.Pack;
        return
        [
            Choice("service", "board.service", Service, pack.AllServices().DistinctBy(s => s.Id).Select(s => (s.Id, Texts.ServiceName(s))).OrderBy(s => s.Item2, StringComparer.Ordinal)),
            Choice("stage", "board.state", Stage, BoardFilter.KnownStages.Select(s => (s, Texts.Word("stage", s)))),
            Choice("step", "board.waits", Step, BoardFilter.KnownSteps.Select(s => (s, Texts.Word("step", s)))),
            Choice("assignee", "board.assignee", Assignee, staff.People.Where(p => staff.MayCarry(pack.Id, p.Id)).Select(p => (p.Id, p.Name))),
            Choice("late", "board.late", Late, [(BoardFilter.Overdue, Texts["board.late.overdue"]), (BoardFilter.AtRisk, Texts["board.late.risk"])]),
        ];

        static BoardChoice Choice(string name, string label, string? asked, IEnumerable<(string Value, string Text)> options)
        {
            List<(string Value, string Text)> known = [.. options];
            return new BoardChoice(name, label, known.Any(o => o.Value == asked) ? asked : null, known);
        }
    }
}
