using Microsoft.AspNetCore.Mvc;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Board;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>The board. Searching is a POST, so that no name or code ever stands in an address.</summary>
[ReadsByPost("Search")]
internal sealed class BoardModel(BoardLines board, IIntakeLedger ledger, IPersonTasks tasks, CurrentStaff current, UiTexts texts) : StaffPage(texts)
{
    private const int PageSize = 50;
    private const int LongestSearch = 100;

    [BindProperty(SupportsGet = true)]
    public string Tab { get; set; } = BoardLines.Mine;

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public string? SearchedFor { get; private set; }

    public IReadOnlyList<BoardLine> Lines { get; private set; } = [];

    public int Total { get; private set; }

    public int Pages { get; private set; }

    public int MineCount { get; private set; }

    public int AllCount { get; private set; }

    public int ReviewCount { get; private set; }

    public int TaskCount { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Tab = Tab is BoardLines.All or BoardLines.ByDue ? Tab : BoardLines.Mine;
        await ShowAsync(await board.ListAsync(Tab, cancellation), cancellation);
    }

    public async Task OnPostSearchAsync(string? text, CancellationToken cancellation)
    {
        SearchedFor = text is { Length: > LongestSearch } ? text[..LongestSearch] : text ?? string.Empty;
        await ShowAsync(await board.SearchAsync(SearchedFor, cancellation), cancellation);
    }

    private async Task ShowAsync(IReadOnlyList<CaseRow> rows, CancellationToken cancellation)
    {
        var municipality = current.Person.Municipality;
        Total = rows.Count;
        Pages = SearchedFor is null ? (rows.Count + PageSize - 1) / PageSize : 1;
        Number = Math.Clamp(Number, 1, Math.Max(1, Pages));
        Lines = await board.DescribeAsync(rows.Skip((Number - 1) * PageSize).Take(PageSize), cancellation);
        MineCount = (await board.ListAsync(BoardLines.Mine, cancellation)).Count;
        AllCount = (await board.ListAsync(BoardLines.All, cancellation)).Count;
        ReviewCount = (await ledger.ListAsync(municipality, Dispositions.Review, cancellation)).Count;
        TaskCount = (await tasks.ListOpenAsync(municipality, cancellation)).Count;
    }
}
